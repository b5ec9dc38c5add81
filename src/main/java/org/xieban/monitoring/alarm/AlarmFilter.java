package org.xieban.monitoring.alarm;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.xieban.casefile.SqlConditions;
import org.xieban.monitoring.indicator.Kind;
import org.xieban.web.FilterInput;
import org.xieban.web.QueryString;
import org.xieban.web.Refusal;

/**
 * What a list of alarms is restricted to.
 *
 * @param q part of the name of an indicator or rule
 * @param region it and what lies in it
 * @param open true for those that are not closed, false for those that are
 */
public record AlarmFilter(
        @Nullable String q,
        @Nullable Kind kind,
        @Nullable String region,
        @Nullable Integer level,
        @Nullable Boolean open,
        @Nullable String indicator,
        @Nullable Long group,

        @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable
        LocalDate from,

        @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable
        LocalDate to) {

    public AlarmFilter {
        q = FilterInput.words("q", q);
        region = FilterInput.code("region", region);
        indicator = FilterInput.code("indicator", indicator);
        from = FilterInput.day("from", from);
        to = FilterInput.day("to", to);
        if (level != null && (level < 1 || level > 4)) {
            throw Refusal.shape("filter.invalid").at("level", "register.number", 1, 4);
        }
    }

    /** Those that are not closed. */
    public static AlarmFilter ofOpen() {
        return new AlarmFilter(null, null, null, null, true, null, null, null, null);
    }

    /** Those of one indicator. */
    public static AlarmFilter of(String indicator) {
        return new AlarmFilter(null, null, null, null, null, indicator, null, null, null);
    }

    SqlConditions conditions() {
        SqlConditions conditions = new SqlConditions();
        conditions.words(q, "i.name", "i.code", "a.name");
        conditions.add("i.kind = :kind", "kind", kind);
        conditions.region(region, "i.region");
        conditions.add("a.level = :level", "level", level);
        if (open != null) {
            conditions.add(open ? "a.closed_at is null" : "a.closed_at is not null");
        }
        conditions.add("i.code = :indicator", "indicator", indicator);
        conditions.add("a.group_id = :group", "group", group);
        conditions.days(from, to, "a.raised_at");
        return conditions;
    }

    /** As parameters of an address. */
    public String address() {
        return new QueryString()
                .with("q", q)
                .with("kind", kind)
                .with("region", region)
                .with("level", level)
                .with("open", open)
                .with("indicator", indicator)
                .with("group", group)
                .with("from", from)
                .with("to", to)
                .toString();
    }
}
