package org.xieban.emergency.warning;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.xieban.casefile.SqlConditions;
import org.xieban.web.FilterInput;
import org.xieban.web.QueryString;

/**
 * What a list of warnings is restricted to.
 *
 * @param q part of what it says, of its number or of the number of its document
 * @param region one of its area
 * @param drill true for drills, false for the real ones
 */
record WarningFilter(
        @Nullable String q,
        @Nullable WarningKind kind,
        @Nullable Colour colour,
        Warning.@Nullable State state,
        @Nullable String region,
        @Nullable Boolean drill,

        @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable
        LocalDate from,

        @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable
        LocalDate to) {

    WarningFilter {
        q = FilterInput.words("q", q);
        region = FilterInput.code("region", region);
        from = FilterInput.day("from", from);
        to = FilterInput.day("to", to);
    }

    SqlConditions conditions() {
        SqlConditions conditions = new SqlConditions();
        conditions.words(q, "v.caution", "v.measures", "w.case_no", "v.document_number");
        conditions.add("w.kind = :kind", "kind", kind);
        conditions.add("v.colour = :colour", "colour", colour);
        conditions.add("w.state = :state", "state", state);
        conditions.add(":region = any (v.regions)", "region", region);
        conditions.add("w.drill = :drill", "drill", drill);
        conditions.days(from, to, "w.proposed_at");
        return conditions;
    }

    /** As the query of an address. */
    public String address() {
        return new QueryString()
                .with("q", q)
                .with("kind", kind)
                .with("colour", colour)
                .with("state", state)
                .with("region", region)
                .with("drill", drill)
                .with("from", from)
                .with("to", to)
                .toString();
    }
}
