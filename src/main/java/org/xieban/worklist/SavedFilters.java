package org.xieban.worklist;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.Lamp;
import org.xieban.directory.SignedInOfficer;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/**
 * Filters of work lists that officers keep under a name, for themselves or for their department. A filter holds what is
 * looked for, never what was found: whoever uses it finds what he may see.
 */
@Component
class SavedFilters {

    static final int LONGEST_NAME = 40;

    /** What one has more of he does not find again. */
    private static final int MOST = 30;

    /** So long what was deleted can be taken back. */
    private static final Duration KEPT = Duration.ofDays(1);

    private static final String VISIBLE =
            "f.deleted_at is null and (f.owner = :officer or (f.shared and f.department = :department))";

    private final JdbcClient jdbc;
    private final WorkItems items;
    private final Trace trace;
    private final Clock clock;

    SavedFilters(JdbcClient jdbc, WorkItems items, Trace trace, Clock clock) {
        this.jdbc = jdbc;
        this.items = items;
        this.trace = trace;
        this.clock = clock;
    }

    /**
     * A filter under a name.
     *
     * @param owner login of who keeps it
     * @param shared whether his department uses it, too
     */
    record SavedFilter(long id, String owner, String name, boolean shared, TaskFilter filter) {}

    /** One's own and those of the department, by their names. */
    @Transactional(readOnly = true)
    List<SavedFilter> all() {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        return jdbc.sql("select * from task_filter f where " + VISIBLE + " order by f.name, f.id")
                .param("officer", officer.login())
                .param("department", officer.departmentCode())
                .query(SavedFilters::row)
                .list();
    }

    /** How many each leaves of what whoever is signed in may see, by their ids. */
    @Transactional(readOnly = true)
    Map<Long, Long> counts(List<SavedFilter> filters) {
        Map<Long, Long> counts = new LinkedHashMap<>();
        for (SavedFilter each : filters) {
            counts.put(each.id, items.count(each.filter, CaseAccess.requireOfficer()));
        }
        return counts;
    }

    /** @throws Refusal {@code filter.unknown} (404) where it is neither one's own nor shared by the department */
    @Transactional(readOnly = true)
    SavedFilter require(long id) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        return jdbc.sql("select * from task_filter f where f.id = :id and " + VISIBLE)
                .param("id", id)
                .param("officer", officer.login())
                .param("department", officer.departmentCode())
                .query(SavedFilters::row)
                .optional()
                .orElseThrow(() -> Refusal.notFound("filter.unknown"));
    }

    /**
     * Keeps a filter.
     *
     * @throws Refusal {@code filter.refused} (422) at the field {@code name}; {@code filter.tooMany} (422)
     */
    @Transactional
    SavedFilter save(@Nullable String name, boolean shared, TaskFilter filter) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        String kept = name(name);
        if (own(officer) >= MOST) {
            throw Refusal.rule("filter.tooMany", MOST);
        }
        long id;
        try {
            id = jdbc.sql("""
                            insert into task_filter (owner, department, name, shared, queue, lamp, item, step, applicant,
                                                     opened_from, opened_to, query, sort)
                            values (:owner, :department, :name, :shared, :queue, :lamp, :item, :step, :applicant,
                                    :from, :to, :query, :sort) returning id""")
                    .param("owner", officer.login())
                    .param("department", officer.departmentCode())
                    .param("name", kept)
                    .param("shared", shared)
                    .param("queue", filter.queue().name())
                    .param(
                            "lamp",
                            Optional.ofNullable(filter.lamp()).map(Lamp::name).orElse(null))
                    .param("item", filter.item())
                    .param("step", filter.step())
                    .param("applicant", filter.applicant())
                    .param("from", filter.from())
                    .param("to", filter.to())
                    .param("query", filter.query())
                    .param("sort", filter.sort().name())
                    .query(Long.class)
                    .single();
        } catch (DuplicateKeyException e) {
            throw known();
        }
        trace.record(act("filter.saved", id, kept).with("shared", shared));
        return new SavedFilter(id, officer.login(), kept, shared, filter);
    }

    /** Lets the department use it, or no more. */
    @Transactional
    void share(long id, boolean shared) {
        SavedFilter filter = requireOwn(id);
        if (filter.shared != shared) {
            jdbc.sql("update task_filter set shared = :shared where id = :id")
                    .param("shared", shared)
                    .param("id", id)
                    .update();
            trace.record(act("filter.changed", id, filter.name).with("shared", shared));
        }
    }

    /** Deletes it; it can be restored for a day. */
    @Transactional
    SavedFilter delete(long id) {
        SavedFilter filter = requireOwn(id);
        Instant now = clock.instant();
        jdbc.sql("delete from task_filter where deleted_at < :long")
                .param("long", OfficialTime.of(now.minus(KEPT)))
                .update();
        jdbc.sql("update task_filter set deleted_at = :now where id = :id")
                .param("now", OfficialTime.of(now))
                .param("id", id)
                .update();
        trace.record(act("filter.deleted", id, filter.name));
        return filter;
    }

    /** @throws Refusal {@code filter.unknown} (404) where he has deleted no such one; {@code filter.refused} (422) */
    @Transactional
    void restore(long id) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        SavedFilter filter = jdbc.sql(
                        "select * from task_filter f where f.id = :id and f.owner = :owner and f.deleted_at is not null")
                .param("id", id)
                .param("owner", officer.login())
                .query(SavedFilters::row)
                .optional()
                .orElseThrow(() -> Refusal.notFound("filter.unknown"));
        try {
            jdbc.sql("update task_filter set deleted_at = null where id = :id")
                    .param("id", id)
                    .update();
        } catch (DuplicateKeyException e) {
            throw known();
        }
        trace.record(act("filter.restored", id, filter.name));
    }

    private SavedFilter requireOwn(long id) {
        SavedFilter filter = require(id);
        if (!filter.owner.equals(CaseAccess.requireOfficer().login())) {
            throw Refusal.forbidden("filter.notYours");
        }
        return filter;
    }

    private long own(SignedInOfficer officer) {
        return jdbc.sql("select count(*) from task_filter where owner = :owner and deleted_at is null")
                .param("owner", officer.login())
                .query(Long.class)
                .single();
    }

    private static String name(@Nullable String given) {
        String name = given == null ? "" : given.replaceAll("\\p{Cntrl}+", " ").strip();
        if (name.isEmpty()) {
            throw Refusal.rule("filter.refused").at("name", "filter.nameMissing");
        }
        if (name.length() > LONGEST_NAME) {
            throw Refusal.rule("filter.refused").at("name", "filter.tooLong", LONGEST_NAME);
        }
        return name;
    }

    private static Refusal known() {
        return Refusal.rule("filter.refused").at("name", "filter.known");
    }

    private static Act act(String name, long id, String filter) {
        return Act.of(name, "filter", String.valueOf(id)).with("name", filter);
    }

    private static SavedFilter row(ResultSet row, int number) throws SQLException {
        return new SavedFilter(
                row.getLong("id"),
                row.getString("owner"),
                row.getString("name"),
                row.getBoolean("shared"),
                new TaskFilter(
                        Queue.valueOf(row.getString("queue")),
                        WorkItemRows.lamp(row.getString("lamp")),
                        row.getString("item"),
                        row.getString("step"),
                        row.getString("applicant"),
                        row.getObject("opened_from", LocalDate.class),
                        row.getObject("opened_to", LocalDate.class),
                        row.getString("query"),
                        TaskSort.valueOf(row.getString("sort"))));
    }
}
