package org.xieban.emergency.warning;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Refusal;

/** A warning as it is typed. */
record WarningForm(
        @Nullable WarningKind kind,
        @Nullable Colour colour,

        @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable
        LocalDateTime startsAt,

        @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable
        LocalDateTime endsAt,

        @Nullable List<String> regions,
        @Nullable List<String> departments,
        @Nullable String caution,
        @Nullable String measures,
        @Nullable String reason,
        @Nullable Boolean drill,
        @Nullable Long alarm) {

    /** One to begin with. */
    static WarningForm begun(Instant now) {
        return new WarningForm(null, null, minute(now), null, List.of(), List.of(), null, null, null, false, null);
    }

    static WarningForm of(Warning warning) {
        Warning.Terms terms = warning.version().terms();
        Instant ends = terms.endsAt();
        return new WarningForm(
                warning.kind(),
                terms.colour(),
                minute(terms.startsAt()),
                ends == null ? null : minute(ends),
                terms.regions(),
                terms.departments(),
                terms.caution(),
                terms.measures(),
                terms.reason(),
                warning.drill(),
                warning.alarm());
    }

    static LocalDateTime minute(Instant moment) {
        return LocalDateTime.ofInstant(moment, OfficialTime.ZONE).truncatedTo(ChronoUnit.MINUTES);
    }

    /** Whether a choice of several has this one. */
    public boolean names(@Nullable List<String> chosen, String code) {
        return chosen != null && chosen.contains(code);
    }

    /**
     * What is meant.
     *
     * @throws Refusal {@code warning.invalid} (422) where a choice or the beginning is missing
     */
    EmergencyWarnings.Draft read() {
        Refusal wrong = Refusal.rule("warning.invalid");
        wrong = kind == null ? wrong.at("kind", "warning.missing.kind") : wrong;
        wrong = colour == null ? wrong.at("colour", "warning.missing.colour") : wrong;
        wrong = startsAt == null ? wrong.at("startsAt", "warning.missing.startsAt") : wrong;
        if (kind == null || colour == null || startsAt == null) {
            throw wrong;
        }
        return new EmergencyWarnings.Draft(
                kind,
                Boolean.TRUE.equals(drill),
                alarm,
                new Warning.Terms(
                        colour,
                        startsAt.atZone(OfficialTime.ZONE).toInstant(),
                        endsAt == null ? null : endsAt.atZone(OfficialTime.ZONE).toInstant(),
                        regions == null ? List.of() : regions,
                        departments == null ? List.of() : departments,
                        text(caution),
                        text(measures),
                        text(reason)));
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given.strip();
    }
}
