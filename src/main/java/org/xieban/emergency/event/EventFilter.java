package org.xieban.emergency.event;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.xieban.casefile.SqlConditions;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;
import org.xieban.web.FilterInput;
import org.xieban.web.QueryString;

/**
 * What a list of events is restricted to.
 *
 * @param q part of what it is called, of its place or of its number
 * @param region it and what lies in it
 * @param drill true for drills, false for the real ones
 */
public record EventFilter(
        @Nullable String q,
        @Nullable EventKind kind,
        Event.@Nullable State state,
        @Nullable Grade grade,
        @Nullable Grade level,
        @Nullable String region,
        @Nullable Boolean drill,

        @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable
        LocalDate from,

        @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable
        LocalDate to) {

    public EventFilter {
        q = FilterInput.words("q", q);
        region = FilterInput.code("region", region);
        from = FilterInput.day("from", from);
        to = FilterInput.day("to", to);
    }

    SqlConditions conditions() {
        SqlConditions conditions = new SqlConditions();
        conditions.add("true");
        conditions.add(
                "(e.title ilike :words or e.place ilike :words or e.case_no ilike :words)",
                "words",
                Rows.containing(q));
        conditions.add("e.kind = :kind", "kind", kind == null ? null : kind.name());
        conditions.add("e.state = :state", "state", state == null ? null : state.name());
        conditions.add("e.grade = :grade", "grade", grade == null ? null : grade.name());
        conditions.add("e.level = :level", "level", level == null ? null : level.name());
        conditions.add(
                "e.region like :region",
                "region",
                region == null ? null : region.replaceAll("(00)+$|[%_\\\\]", "") + "%");
        conditions.add("e.drill = :drill", "drill", drill);
        conditions.add(
                "e.reported_at >= :from",
                "from",
                from == null ? null : from.atStartOfDay(OfficialTime.ZONE).toOffsetDateTime());
        conditions.add("e.reported_at < :to", "to", to == null ? null : OfficialTime.of(OfficialTime.endOf(to)));
        return conditions;
    }

    /** As the query of an address. */
    public String address() {
        return new QueryString()
                .with("q", q)
                .with("kind", kind)
                .with("state", state)
                .with("grade", grade)
                .with("level", level)
                .with("region", region)
                .with("drill", drill)
                .with("from", from)
                .with("to", to)
                .toString();
    }
}
