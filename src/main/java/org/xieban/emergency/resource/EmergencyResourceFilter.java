package org.xieban.emergency.resource;

import org.jspecify.annotations.Nullable;
import org.xieban.casefile.SqlConditions;
import org.xieban.web.FilterInput;
import org.xieban.web.QueryString;

/**
 * What a list of resources is restricted to.
 *
 * @param q part of the name, the place or the code
 * @param region the one it lies in, or one that this lies in
 * @param free true for what can be had now
 */
record EmergencyResourceFilter(
        @Nullable String q,
        Resource.@Nullable Kind kind,
        @Nullable String department,
        @Nullable String region,
        Resource.@Nullable State state,
        @Nullable Boolean free) {

    static final EmergencyResourceFilter ALL = new EmergencyResourceFilter(null, null, null, null, null, null);

    EmergencyResourceFilter {
        q = FilterInput.words("q", q);
        department = FilterInput.code("department", department);
        region = FilterInput.code("region", region);
    }

    SqlConditions conditions() {
        SqlConditions conditions = new SqlConditions();
        conditions.words(q, "r.name", "r.place", "r.code");
        conditions.add("r.kind = :kind", "kind", kind);
        conditions.add("r.department = :department", "department", department);
        conditions.add(
                "(r.region = :region or exists (with recursive within as (select code from region where parent = :region"
                        + " union all select g.code from region g join within w on g.parent = w.code)"
                        + " select from within where within.code = r.region))",
                "region",
                region);
        conditions.add("r.state = :state", "state", state);
        if (free != null) {
            conditions.add((free ? "" : "not ") + "(r.state = 'READY' and r.assigned < r.amount)");
        }
        return conditions;
    }

    /** As the query of an address. */
    public String address() {
        return new QueryString()
                .with("q", q)
                .with("kind", kind)
                .with("department", department)
                .with("region", region)
                .with("state", state)
                .with("free", free)
                .toString();
    }
}
