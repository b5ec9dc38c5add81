package org.xieban.emergency.report;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.xieban.casefile.SqlConditions;
import org.xieban.trace.OfficialTime;
import org.xieban.web.FilterInput;
import org.xieban.web.QueryString;

/**
 * What a list of situation reports is restricted to.
 *
 * @param q part of the event's name or number, or of a report's number
 * @param event number of the event
 * @param drill true for drills, false for the real ones
 */
record ReportFilter(
        @Nullable String q,
        @Nullable String event,
        Report.@Nullable Kind kind,
        @Nullable Which which,
        @Nullable Boolean drill,

        @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable
        LocalDate from,

        @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable
        LocalDate to) {

    private static final String OPEN = "r.state in ('TELEPHONE', 'DRAFTING', 'SIGNING')";

    /** How they stand against their clocks. */
    enum Which {
        OPEN(ReportFilter.OPEN),
        LATE("r.state <> 'NOT_NEEDED' and (r.phoned_at > r.phone_due_at or r.sent_at > r.written_due_at)"),
        /** Overdue now, and not there. */
        MISSING(ReportFilter.OPEN
                + " and (r.written_due_at < :now or (r.phone_due_at < :now and r.phoned_at is null))"),
        /** It tells other figures than were known. */
        DIFFERENT("r.differs");

        private final String condition;

        Which(String condition) {
            this.condition = condition;
        }

        public String textKey() {
            return "emergency.report.which." + name();
        }
    }

    ReportFilter {
        q = FilterInput.words("q", q);
        event = FilterInput.code("event", event);
        from = FilterInput.day("from", from);
        to = FilterInput.day("to", to);
    }

    SqlConditions conditions(Instant now) {
        SqlConditions conditions = new SqlConditions();
        conditions.words(q, "e.title", "r.event_case_no", "r.case_no", "r.document_number");
        conditions.add("r.event_case_no = :event", "event", event);
        conditions.add("r.kind = :kind", "kind", kind);
        conditions.add("r.drill = :drill", "drill", drill);
        conditions.days(from, to, "r.called_at");
        if (which != null) {
            conditions.add("(" + which.condition + ")");
            conditions.with("now", OfficialTime.of(now));
        }
        return conditions;
    }

    /** As the query of an address. */
    public String address() {
        return new QueryString()
                .with("q", q)
                .with("event", event)
                .with("kind", kind)
                .with("which", which)
                .with("drill", drill)
                .with("from", from)
                .with("to", to)
                .toString();
    }
}
