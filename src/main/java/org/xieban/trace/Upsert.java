package org.xieban.trace;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps many rows of a register in one statement: those that are new are inserted, those that differ are changed and get
 * their next version, the others stay as they are.
 *
 * @param table has {@code version} and {@code changed_at} besides
 * @param columns the key first; components of the rows are called alike, in camel case, as these may be
 * @param inserted columns that keep when a row was inserted
 */
public record Upsert(String table, List<String> columns, List<String> inserted) {

    public Upsert {
        columns = columns.stream().map(Rows::snake).toList();
    }

    public Upsert(String table, List<String> columns) {
        this(table, columns, List.of());
    }

    /** Each that was touched says whether it was added; none of them may be there twice. */
    public List<Boolean> keep(JdbcClient jdbc, Collection<? extends Record> rows, Instant now) {
        return jdbc.sql(sql())
                .param("rows", Rows.snakeJson(rows))
                .param("now", OfficialTime.of(now))
                .query(Boolean.class)
                .list();
    }

    private String sql() {
        List<String> changing = columns.subList(1, columns.size());
        return "insert into " + table + " as e (" + String.join(", ", columns) + each(inserted, column -> ", " + column)
                + ", changed_at) select " + list(columns, column -> "r." + column)
                + each(inserted, column -> ", :now")
                + ", :now from json_populate_recordset(cast(null as " + table
                + "), cast(:rows as json)) r on conflict ("
                + columns.get(0) + ") do update set " + list(changing, column -> column + " = excluded." + column)
                + ", version = e.version + 1, changed_at = excluded.changed_at where ("
                + list(changing, column -> "e." + column) + ") is distinct from ("
                + list(changing, column -> "excluded." + column) + ") returning xmax = 0";
    }

    private static String list(List<String> columns, Function<String, String> written) {
        return columns.stream().map(written).collect(Collectors.joining(", "));
    }

    private static String each(List<String> columns, Function<String, String> written) {
        return columns.stream().map(written).collect(Collectors.joining());
    }
}
