package org.xieban.emergency.contact;

import org.jspecify.annotations.Nullable;
import org.xieban.casefile.SqlConditions;
import org.xieban.web.FilterInput;
import org.xieban.web.QueryString;

/**
 * What a list of contacts is restricted to.
 *
 * @param q part of the name, the post, the unit or the code
 * @param outside true for units outside, false for the departments themselves
 */
record ContactFilter(
        @Nullable String q,
        @Nullable String department,
        @Nullable Boolean outside) {

    ContactFilter {
        q = FilterInput.words("q", q);
        department = FilterInput.code("department", department);
    }

    SqlConditions conditions() {
        SqlConditions conditions = new SqlConditions();
        conditions.add("c.listed");
        conditions.words(q, "c.name", "c.post", "c.unit", "c.code");
        conditions.add("c.department = :department", "department", department);
        conditions.add("(c.unit is not null) = :outside", "outside", outside);
        return conditions;
    }

    /** As the query of an address. */
    public String address() {
        return new QueryString()
                .with("q", q)
                .with("department", department)
                .with("outside", outside)
                .toString();
    }
}
