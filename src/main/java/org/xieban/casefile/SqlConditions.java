package org.xieban.casefile;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

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

    /** One with a parameter, a constant by its name; left out where this is null. */
    public void add(String condition, String parameter, @Nullable Object value) {
        if (value != null) {
            all.add(condition);
            parameters.put(parameter, value instanceof Enum<?> constant ? constant.name() : value);
        }
    }

    /** Words stand in one of some columns, wherever in it. */
    public void words(@Nullable String words, String... columns) {
        add(
                Arrays.stream(columns)
                        .map(column -> column + " ilike :words")
                        .collect(Collectors.joining(" or ", "(", ")")),
                "words",
                Rows.containing(words));
    }

    /** A column holds a region or what lies in it. */
    public void region(@Nullable String code, String column) {
        add(column + " like :region", "region", code == null ? null : code.replaceAll("(00)+$|[%_\\\\]", "") + "%");
    }

    /** A column holds a moment of some days, of which the first or the last may be open. */
    public void days(@Nullable LocalDate from, @Nullable LocalDate to, String column) {
        add(column + " >= :from", "from", from == null ? null : OfficialTime.of(OfficialTime.startOf(from)));
        add(column + " < :to", "to", to == null ? null : OfficialTime.of(OfficialTime.endOf(to)));
    }

    /** A parameter of conditions that were added without. */
    public void with(String parameter, @Nullable Object value) {
        parameters.put(parameter, value);
    }

    /** The {@code where} of the query; nothing where there is no condition. */
    public String where() {
        return all.isEmpty() ? "" : " where " + String.join(" and ", all);
    }

    /** How many rows they leave. */
    public long count(JdbcClient jdbc, String from) {
        return jdbc.sql("select count(*) " + from + where())
                .params(parameters)
                .query(Long.class)
                .single();
    }

    /** The first of the rows that they leave. */
    public <T> List<T> rows(JdbcClient jdbc, String select, String orderBy, int limit, RowMapper<T> row) {
        return jdbc.sql(select + where() + " order by " + orderBy + " limit :limit")
                .params(parameters)
                .param("limit", limit)
                .query(row)
                .list();
    }

    /** All of them as one. */
    public SqlCondition one() {
        return new SqlCondition("(" + String.join(" and ", all) + ")", parameters());
    }

    public Map<String, @Nullable Object> parameters() {
        return Collections.unmodifiableMap(parameters);
    }
}
