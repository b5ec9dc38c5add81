package org.xieban.inspection.register;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.SqlConditions;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Cells;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;
import org.xieban.web.SeenVersion;

/**
 * A register: how its entries are read and written as rows, kept and found. Lists are in the order of their keys.
 *
 * @param <T> its entries
 */
@Transactional
abstract class Register<T extends RegisterEntry> {

    /** So few that they are found first and sorted then; the database does not know how rare some words are. */
    private static final long FEW = 2_000;

    private final JdbcClient jdbc;
    private final Trace trace;
    private final Clock clock;

    Register(JdbcClient jdbc, Trace trace, Clock clock) {
        this.jdbc = jdbc;
        this.trace = trace;
        this.clock = clock;
    }

    /** What came of entries that were kept. */
    record Kept(int added, int changed, int same) {}

    // ---- what a register says of itself

    /** In addresses and texts. */
    abstract String name();

    /** The columns of its table, named for machines. */
    abstract List<String> columns();

    /** The part of a query that selects rows of it, which are called {@code e}. */
    abstract String select();

    /** The column of its key. */
    abstract String keyColumn();

    /** Adds what a filter asks for. */
    abstract void restrict(RegisterFilter filter, SqlConditions conditions);

    /** Reads a row as it was typed; noted in it is what is wrong. */
    abstract @Nullable T read(Cells cells, Known known);

    /** What is known while many rows are read. */
    abstract Known known(Collection<Cells> rows);

    /** As a row; null is an empty cell. */
    abstract List<@Nullable String> write(T entry);

    /** Whose entry it is: the department that keeps it, null where the office of the register does. */
    abstract @Nullable String department(T entry);

    /** Inserts entries or changes them where they differ; each row says whether it was added. */
    abstract List<Boolean> upsert(List<T> entries, Instant now);

    abstract T entry(ResultSet row) throws SQLException;

    /** What rows may refer to, looked up for all of them at once. */
    interface Known {

        boolean region(String code);

        boolean department(String code);

        /** The name of an officer who holds the role of an inspector in a department; null where there is none. */
        @Nullable
        String inspector(String login, String department);

        /** Whose certificate it is; null where it is nobody's. */
        @Nullable
        String holder(String certificate);
    }

    /** Of what else there may be one only. */
    List<String> unique(T entry) {
        return List.of();
    }

    // ---- what all registers do

    @Transactional(readOnly = true)
    public Optional<T> find(String key) {
        SqlConditions conditions = new SqlConditions();
        conditions.add("e." + keyColumn() + " = :key", "key", key);
        return rows(conditions, false, 1).stream().findFirst();
    }

    /**
     * The entry of that key.
     *
     * @throws Refusal {@code register.unknown} (404)
     */
    @Transactional(readOnly = true)
    public T require(String key) {
        return find(key).orElseThrow(() -> Refusal.notFound("register.unknown", key));
    }

    @Transactional(readOnly = true)
    public Listing<T> list(RegisterFilter filter, PageRequest page) {
        SqlConditions conditions = conditions(filter);
        long total = count(conditions);
        if (page.after() != null) {
            conditions.add(
                    "e." + keyColumn() + " > :after", "after", page.after().text(0));
        }
        return page.listing(rows(conditions, total <= FEW, page.limit()), total, entry -> new Object[] {entry.key()});
    }

    /** The entries behind the last one of a batch, so many at most; the first where there is no last one. */
    @Transactional(readOnly = true)
    public List<T> batch(RegisterFilter filter, @Nullable T last, int size) {
        SqlConditions conditions = conditions(filter);
        conditions.add("e." + keyColumn() + " > :after", "after", last == null ? null : last.key());
        return rows(conditions, false, size);
    }

    @Transactional(readOnly = true)
    public long count(RegisterFilter filter) {
        return count(conditions(filter));
    }

    private SqlConditions conditions(RegisterFilter filter) {
        SqlConditions conditions = new SqlConditions();
        restrict(filter, conditions);
        return conditions;
    }

    private long count(SqlConditions conditions) {
        return jdbc.sql("select count(*) from (" + select() + conditions.where() + ") c")
                .params(conditions.parameters())
                .query(Long.class)
                .single();
    }

    private List<T> rows(SqlConditions conditions, boolean few, int limit) {
        String found = select() + conditions.where();
        return jdbc.sql((few ? "select * from (" + found + " offset 0) e" : found) + " order by e." + keyColumn()
                        + " limit :limit")
                .params(conditions.parameters())
                .param("limit", limit)
                .query((row, number) -> entry(row))
                .list();
    }

    /**
     * Keeps an entry as it was edited.
     *
     * @param basedOn version that was seen, 0 for one that is new
     * @throws Refusal {@code register.exists}, {@code register.stale} (409)
     */
    public T save(T entry, int basedOn) {
        Optional<T> there = find(entry.key());
        SeenVersion.require(entry.key(), there.map(RegisterEntry::version).orElse(0), basedOn);
        if (upsert(List.of(entry), OfficialTime.now(clock)).isEmpty()) {
            return entry;
        }
        Act act = Act.of(there.isPresent() ? "register.changed" : "register.entered", name(), entry.key());
        trace.record(act.change(there.map(this::shown).orElse(null), shown(entry)));
        return entry;
    }

    private Map<String, @Nullable Object> shown(T entry) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        List<@Nullable String> cells = write(entry);
        for (int i = 0; i < cells.size(); i++) {
            shown.put(columns().get(i), cells.get(i));
        }
        return shown;
    }

    /** Keeps entries of a table; there is none twice among them. */
    public Kept keep(List<T> entries) {
        List<Boolean> touched = upsert(entries, OfficialTime.now(clock));
        int added = (int) touched.stream().filter(each -> each).count();
        return new Kept(added, touched.size() - added, entries.size() - touched.size());
    }

    JdbcClient jdbc() {
        return jdbc;
    }
}
