package org.xieban.emergency.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xieban.emergency.event.EventHistory.KnownHarm;
import org.xieban.emergency.event.Harm;

/**
 * What was known of an event when, and what those above were told of it when: that it was reported late, not at all, with
 * other figures or not as it was known (迟报, 漏报, 谎报, 瞒报; 突发事件应对法 61) is proven by it, or disproven.
 *
 * @param known what was known, the first first
 * @param told what was reported or is to be, in the order in which it was called for
 */
record ReportingRecord(List<Known> known, List<Told> told) {

    /**
     * Something that was known.
     *
     * @param by the report that told it, or is to; null where there is none
     * @param due by when it had to be told, reckoned from the moment from which it was known
     * @param at when it was told; null where it was not
     */
    record Known(
            KnownHarm harm,
            Fate fate,
            @Nullable Report by,
            Instant due,
            @Nullable Instant at) {

        /** How long it took to be told, or has taken. */
        public Duration took(Instant now) {
            return Duration.between(harm.at(), at == null ? now : at);
        }
    }

    /** What became of something that was known. */
    enum Fate {
        TOLD("good"),
        /** Later than is asked for from the moment from which it was known. */
        TOLD_LATE("warn"),
        /** It is to be told, and there is time. */
        RUNNING("warn"),
        /** It was to be told, and was not. */
        UNTOLD("bad"),
        /** Nothing asks that it is told by itself. */
        NOT_ASKED("");

        private final String style;

        Fate(String style) {
            this.style = style;
        }

        public String style() {
            return style;
        }

        public String textKey() {
            return "emergency.reporting.fate." + name();
        }
    }

    /**
     * A report beside what was known.
     *
     * @param known what was known when it was sent, or is known now; null where nothing was
     */
    record Told(Report report, @Nullable KnownHarm known, Truth truth) {

        /** The figures that it tells; null where it tells none, or none were kept. */
        public @Nullable Harm figures() {
            return report.writing() == null ? null : report.writing().figures();
        }
    }

    /** How a report stands against what was known. */
    enum Truth {
        SAME("good"),
        /** It told what was known when it was drafted; more became known before it was sent. */
        OVERTAKEN("warn"),
        DIFFERENT("bad"),
        /** It is not sent, or no figures were kept of it. */
        OPEN("");

        private final String style;

        Truth(String style) {
            this.style = style;
        }

        public String style() {
            return style;
        }

        public String textKey() {
            return "emergency.reporting.truth." + name();
        }
    }

    /** A wrong that may have been done. */
    enum Wrong {
        LATE,
        MISSING,
        FALSE,
        CONCEALED;

        public String textKey() {
            return "emergency.reporting.wrong." + name();
        }
    }

    /**
     * @param none whether there was nothing to report: the event turned out to be none
     * @param first how long it may take from the moment from which an event is known until those above know it
     * @param further the same for what becomes known of its harm
     */
    static ReportingRecord of(
            List<KnownHarm> harm, List<Report> reports, boolean none, Duration first, Duration further, Instant now) {
        List<Known> known = new ArrayList<>();
        @Nullable Harm before = null;
        for (KnownHarm each : harm) {
            boolean asked = !none && (before == null || !before.sameCasualties(each.harm()));
            known.add(
                    fate(each, before == null, asked, reports, each.at().plus(before == null ? first : further), now));
            before = each.harm();
        }
        return new ReportingRecord(
                known, reports.stream().map(each -> told(each, harm, now)).toList());
    }

    private static Known fate(
            KnownHarm harm, boolean event, boolean asked, List<Report> reports, Instant due, Instant now) {
        for (Report each : reports) {
            Instant at = toldBy(each, harm, event);
            if (at != null) {
                return new Known(harm, at.isAfter(due) && asked ? Fate.TOLD_LATE : Fate.TOLD, each, due, at);
            }
        }
        if (!asked) {
            return new Known(harm, Fate.NOT_ASKED, null, due, null);
        }
        Report open =
                reports.stream().filter(each -> each.state().open()).findFirst().orElse(null);
        return new Known(harm, now.isAfter(due) ? Fate.UNTOLD : Fate.RUNNING, open, due, null);
    }

    /** When a report told it; null where it did not. That there is an event is told by telephone, too. */
    private static @Nullable Instant toldBy(Report report, KnownHarm harm, boolean event) {
        Instant phoned = report.telephonedAt();
        if (event && phoned != null) {
            return phoned;
        }
        Instant sent = report.sentAt();
        if (sent == null || sent.isBefore(harm.at())) {
            return null;
        }
        Report.Writing writing = report.drafted();
        boolean tells = !writing.draftedAt().isBefore(harm.at())
                || (writing.figures() != null && writing.figures().sameFigures(harm.harm()));
        return tells ? sent : null;
    }

    private static Told told(Report report, List<KnownHarm> harm, Instant now) {
        Instant sent = report.sentAt();
        Optional<KnownHarm> known = at(harm, sent == null ? now : sent);
        Report.Writing writing = report.writing();
        if (sent == null || writing == null || writing.figures() == null || known.isEmpty()) {
            return new Told(report, known.orElse(null), Truth.OPEN);
        }
        Harm figures = writing.figures();
        Truth truth = figures.sameFigures(known.get().harm())
                ? Truth.SAME
                : at(harm, writing.draftedAt())
                                .filter(then -> figures.sameFigures(then.harm()))
                                .isPresent()
                        ? Truth.OVERTAKEN
                        : Truth.DIFFERENT;
        return new Told(report, known.get(), truth);
    }

    private static Optional<KnownHarm> at(List<KnownHarm> harm, Instant moment) {
        return harm.stream().filter(each -> !each.at().isAfter(moment)).reduce((before, after) -> after);
    }

    /** How often a wrong was done, as far as the record shows. */
    long count(Wrong wrong, Instant now) {
        return switch (wrong) {
            case LATE ->
                standing(Report.Standing.LATE, now)
                        + known.stream()
                                .filter(each -> each.fate() == Fate.TOLD_LATE)
                                .count();
            case MISSING -> standing(Report.Standing.MISSING, now);
            case FALSE ->
                told.stream().filter(each -> each.truth() == Truth.DIFFERENT).count();
            case CONCEALED ->
                known.stream().filter(each -> each.fate() == Fate.UNTOLD).count();
        };
    }

    private long standing(Report.Standing standing, Instant now) {
        return told.stream()
                        .filter(each -> each.report().telephoned(now) == standing)
                        .count()
                + told.stream()
                        .filter(each -> each.report().written(now) == standing)
                        .count();
    }
}
