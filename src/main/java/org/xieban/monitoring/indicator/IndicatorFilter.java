package org.xieban.monitoring.indicator;

import org.jspecify.annotations.Nullable;
import org.xieban.casefile.SqlConditions;
import org.xieban.web.FilterInput;
import org.xieban.web.QueryString;

/**
 * What a list of indicators is restricted to.
 *
 * @param q part of a name or a code
 * @param region it and what lies in it
 */
public record IndicatorFilter(
        @Nullable String q,
        @Nullable Kind kind,
        @Nullable String region,
        @Nullable String provider) {

    public static final IndicatorFilter NONE = new IndicatorFilter(null, null, null, null);

    public IndicatorFilter {
        q = FilterInput.words("q", q);
        region = FilterInput.code("region", region);
        provider = FilterInput.code("provider", provider);
    }

    SqlConditions conditions() {
        SqlConditions conditions = new SqlConditions();
        conditions.words(q, "e.name", "e.code");
        conditions.add("e.kind = :kind", "kind", kind);
        conditions.region(region, "e.region");
        conditions.add("e.provider = :provider", "provider", provider);
        return conditions;
    }

    /** As parameters of an address. */
    public String address() {
        return new QueryString()
                .with("q", q)
                .with("kind", kind)
                .with("region", region)
                .with("provider", provider)
                .toString();
    }
}
