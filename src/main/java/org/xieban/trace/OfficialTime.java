package org.xieban.trace;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** The product's time: everything that asks what time it is asks this clock, never the JVM's zone. */
@Configuration(proxyBeanMethods = false)
public class OfficialTime {

    /** The zone of every date and of every term; the country has one. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZONE);

    /**
     * What time it is, to the microsecond: PostgreSQL's {@code timestamptz} keeps no more, so that what is read again is
     * what was written.
     */
    public static Instant now(Clock clock) {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** A moment as offices write it. */
    public static OffsetDateTime of(Instant moment) {
        return moment.atZone(ZONE).toOffsetDateTime();
    }

    /** A moment to the minute, as pages and documents say it. */
    public static String minute(Instant moment) {
        return MINUTE.format(moment);
    }

    /** As {@link #of}; nothing of nothing. */
    public static @Nullable OffsetDateTime ofNullable(@Nullable Instant moment) {
        return moment == null ? null : of(moment);
    }

    /** What day it is. */
    public static LocalDate today(Clock clock) {
        return LocalDate.now(clock.withZone(ZONE));
    }

    /** The day in which a moment lies. */
    public static LocalDate dayOf(Instant moment) {
        return LocalDate.ofInstant(moment, ZONE);
    }

    /** The first moment of a day. */
    public static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }

    /** When a day is over: the first moment of the next. */
    public static Instant endOf(LocalDate day) {
        return startOf(day.plusDays(1));
    }

    @Bean
    @Profile("!demonstration")
    Clock clock() {
        return Clock.system(ZONE);
    }
}
