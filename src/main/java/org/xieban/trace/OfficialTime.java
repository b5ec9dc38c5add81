package org.xieban.trace;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** The product's time: everything that asks what time it is asks this clock, never the JVM's zone. */
@Configuration(proxyBeanMethods = false)
public class OfficialTime {

    /** The zone of every date and of every term; the country has one. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

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

    @Bean
    @Profile("!demonstration")
    Clock clock() {
        return Clock.system(ZONE);
    }
}
