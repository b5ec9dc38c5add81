package org.xieban.casefile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The conditions of one query, as a list is filtered, and their parameters. */
public final class SqlConditions {

    private final List<String> all = new ArrayList<>();
    private final Map<String, @Nullable Object> parameters = new HashMap<>();

    /** One that needs no parameter. */
    public void add(String condition) {
        all.add(condition);
    }

    public void add(SqlCondition condition) {
        all.add(condition.sql());
        parameters.putAll(condition.parameters());
    }

    /** One with a parameter; left out where this is null. */
    public void add(String condition, String parameter, @Nullable Object value) {
        if (value != null) {
            all.add(condition);
            parameters.put(parameter, value);
        }
    }

    /** A parameter of conditions that were added without. */
    public void with(String parameter, @Nullable Object value) {
        parameters.put(parameter, value);
    }

    /** The {@code where} of the query. */
    public String where() {
        return all.stream().collect(Collectors.joining(" and ", " where ", ""));
    }

    /** All of them as one. */
    public SqlCondition one() {
        return new SqlCondition("(" + String.join(" and ", all) + ")", parameters());
    }

    public Map<String, @Nullable Object> parameters() {
        return Collections.unmodifiableMap(parameters);
    }
}
