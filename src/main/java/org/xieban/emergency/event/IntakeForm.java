package org.xieban.emergency.event;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Refusal;

/** A report as it is typed. */
record IntakeForm(
        @Nullable EventKind kind,
        @Nullable String title,
        @Nullable String region,
        @Nullable String place,
        @Nullable BigDecimal longitude,
        @Nullable BigDecimal latitude,

        @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable
        LocalDateTime occurredAt,

        @Nullable String said,
        @Nullable String reporter,
        Event.@Nullable Source source,
        @Nullable Integer dead,
        @Nullable Integer missing,
        @Nullable Integer seriouslyInjured,
        @Nullable Integer injured,
        @Nullable Integer evacuated,
        @Nullable BigDecimal lossYuan,
        @Nullable BigDecimal areaKm2,
        @Nullable Boolean sensitive,
        @Nullable Boolean drill,
        @Nullable Long alarm) {

    /** One to begin with. */
    static IntakeForm begun(Instant now) {
        return of(null, null, null, null, null, null, now, null, Event.Source.HOTLINE, null);
    }

    /** What is known of an alarm. */
    static IntakeForm of(EventReports.Report report, long alarm) {
        return of(
                report.kind(),
                report.title(),
                report.region(),
                report.place(),
                report.longitude(),
                report.latitude(),
                report.occurredAt(),
                report.said(),
                Event.Source.ALARM,
                alarm);
    }

    /** Who reported, and whom it harmed, is not known before somebody is asked. */
    private static IntakeForm of(
            @Nullable EventKind kind,
            @Nullable String title,
            @Nullable String region,
            @Nullable String place,
            @Nullable BigDecimal longitude,
            @Nullable BigDecimal latitude,
            Instant occurredAt,
            @Nullable String said,
            Event.Source source,
            @Nullable Long alarm) {
        return new IntakeForm(
                kind,
                title,
                region,
                place,
                longitude,
                latitude,
                minute(occurredAt),
                said,
                null,
                source,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                false,
                alarm);
    }

    private static LocalDateTime minute(Instant moment) {
        return LocalDateTime.ofInstant(moment, OfficialTime.ZONE).truncatedTo(ChronoUnit.MINUTES);
    }

    /** From where it came: an officer's, unless the hotline took it. */
    Event.Source from() {
        return source == Event.Source.HOTLINE ? Event.Source.HOTLINE : Event.Source.OFFICER;
    }

    /**
     * What is meant.
     *
     * @throws Refusal {@code event.invalid} (422) where a choice is missing
     */
    EventReports.Report read() {
        Refusal wrong = Refusal.rule("event.invalid");
        wrong = kind == null ? wrong.at("kind", "event.missing.kind") : wrong;
        wrong = region == null || region.isBlank() ? wrong.at("region", "event.missing.region") : wrong;
        wrong = occurredAt == null ? wrong.at("occurredAt", "event.missing.occurredAt") : wrong;
        if (kind == null || region == null || region.isBlank() || occurredAt == null) {
            throw wrong;
        }
        String from = text(reporter);
        return new EventReports.Report(
                kind,
                text(title),
                Boolean.TRUE.equals(drill),
                region,
                text(place),
                longitude,
                latitude,
                occurredAt.atZone(OfficialTime.ZONE).toInstant(),
                text(said),
                from.isEmpty() ? null : from,
                new Harm(
                        number(dead),
                        number(missing),
                        number(seriouslyInjured),
                        number(injured),
                        number(evacuated),
                        amount(lossYuan),
                        amount(areaKm2),
                        Boolean.TRUE.equals(sensitive)));
    }

    private static int number(@Nullable Integer given) {
        return given == null ? 0 : given;
    }

    private static BigDecimal amount(@Nullable BigDecimal given) {
        return given == null ? BigDecimal.ZERO : given;
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given.strip();
    }
}
