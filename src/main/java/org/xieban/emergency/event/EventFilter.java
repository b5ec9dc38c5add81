package org.xieban.emergency.event;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.xieban.casefile.SqlConditions;
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
        conditions.words(q, "e.title", "e.place", "e.case_no");
        conditions.add("e.kind = :kind", "kind", kind);
        conditions.add("e.state = :state", "state", state);
        conditions.add("e.grade = :grade", "grade", grade);
        conditions.add("e.level = :level", "level", level);
        conditions.region(region, "e.region");
        conditions.add("e.drill = :drill", "drill", drill);
        conditions.days(from, to, "e.reported_at");
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
