package org.xieban.casefile;

import java.util.Map;

/**
 * A condition for the {@code where} of a query.
 *
 * @param sql with named parameters, to be joined by {@code and}
 * @param parameters by name
 */
public record SqlCondition(String sql, Map<String, ?> parameters) {

    /** Leaves everything. */
    public static final SqlCondition ALL = new SqlCondition("true", Map.of());

    /** Leaves nothing. */
    public static final SqlCondition NONE = new SqlCondition("false", Map.of());
}
