package org.xieban.worklist;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseSearch;
import org.xieban.casefile.Lamp;
import org.xieban.casefile.SqlCondition;
import org.xieban.casefile.SqlConditions;
import org.xieban.directory.SignedInOfficer;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Cursor;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;

/** Work items as they are read. Every question names the officer who asks. */
@Repository
@Transactional(readOnly = true)
class WorkItems {

    private static final String SELECT = """
            select w.task_id, w.case_no, w.title, w.item_code, w.item_name, w.applicant, w.step, w.step_name,
                   w.candidate_groups, w.candidates, w.departments, w.assignee, w.opened_at, w.opened_by, w.due_at,
                   w.lamp, w.priority, w.suspended, w.closed_at, w.closed_by, w.completed
              from work_item w
            """;

    private final JdbcClient jdbc;
    private final WorkItemAccess access;
    private final CaseSearch cases;

    WorkItems(JdbcClient jdbc, WorkItemAccess access, CaseSearch cases) {
        this.jdbc = jdbc;
        this.access = access;
        this.cases = cases;
    }

    /** A service item in a list, and how often it is there. */
    record ItemCount(String code, String name, long count) {

        ItemCount with(ItemCount more) {
            return new ItemCount(code, name.compareTo(more.name) <= 0 ? name : more.name, count + more.count);
        }
    }

    /** The work item of that task, open or closed, if the officer may see it. */
    Optional<WorkItem> find(String taskId, SignedInOfficer officer) {
        SqlCondition visible = access.visibleTo(officer);
        return jdbc.sql(SELECT + "where w.task_id = :task and " + visible.sql())
                .param("task", taskId)
                .params(visible.parameters())
                .query((row, number) -> item(row))
                .optional();
    }

    /** The open work items of a case, the oldest first; whoever asks has been found to see them. */
    List<WorkItem> openOfCase(String caseNo, @Nullable String department) {
        return jdbc.sql(SELECT + """
                        where w.case_no = :case and w.closed_at is null
                          and (cast(:department as text) is null or w.departments @> array[cast(:department as text)])
                        order by w.opened_at, w.task_id""")
                .param("case", caseNo)
                .param("department", department)
                .query((row, number) -> item(row))
                .list();
    }

    Listing<WorkItem> list(TaskFilter filter, SignedInOfficer officer, PageRequest page) {
        return list(filter, officer, page, count(filter, officer));
    }

    /** @param total of the whole list, as it has been counted */
    Listing<WorkItem> list(TaskFilter filter, SignedInOfficer officer, PageRequest page, long total) {
        SqlConditions conditions = conditions(filter, officer);
        after(filter, page.after(), conditions);
        List<WorkItem> rows = jdbc.sql(SELECT + conditions.where() + " order by " + order(filter) + " limit :limit")
                .params(conditions.parameters())
                .param("limit", page.limit())
                .query((row, number) -> item(row))
                .list();
        return page.listing(rows, total, item -> keys(filter, item));
    }

    long count(TaskFilter filter, SignedInOfficer officer) {
        return count(conditions(filter, officer));
    }

    private long count(SqlConditions conditions) {
        return jdbc.sql("select count(*) from work_item w" + conditions.where())
                .params(conditions.parameters())
                .query(Long.class)
                .single();
    }

    /**
     * How many there are in a list, counted in one go.
     *
     * @param total those that the list shows
     * @param underAnyLamp those that it would show were it not restricted to a lamp
     * @param byLamp how many of these are under each lamp; those without a term are under none
     * @param byItem the items that it shows most often, were it not restricted to one
     */
    record Counts(long total, long underAnyLamp, Map<Lamp, Long> byLamp, List<ItemCount> byItem) {}

    /** So many open work items of one item are under one lamp. */
    private record Share(@Nullable Lamp lamp, ItemCount of) {}

    Counts counts(TaskFilter filter, SignedInOfficer officer, int mostItems) {
        SqlConditions conditions = conditions(filter.underAnyLamp().ofAnyItem(), officer);
        List<Share> shares = jdbc.sql("""
                select case when w.suspended then 'PAUSED' else w.lamp end as lamp, w.item_code,
                       min(w.item_name) as name, count(*) as number
                  from work_item w""" + conditions.where() + " group by 1, 2")
                .params(conditions.parameters())
                .query((row, number) -> new Share(
                        lamp(row.getString("lamp")),
                        new ItemCount(row.getString("item_code"), row.getString("name"), row.getLong("number"))))
                .list();
        long total = 0;
        long underAnyLamp = 0;
        Map<Lamp, Long> byLamp = new EnumMap<>(Lamp.class);
        for (Lamp lamp : Lamp.values()) {
            byLamp.put(lamp, 0L);
        }
        Map<String, ItemCount> byItem = new HashMap<>();
        for (Share share : shares) {
            boolean ofItem = filter.item() == null || filter.item().equals(share.of.code());
            boolean underLamp = filter.lamp() == null || filter.lamp() == share.lamp;
            if (ofItem) {
                underAnyLamp += share.of.count();
                if (share.lamp != null) {
                    byLamp.merge(share.lamp, share.of.count(), Long::sum);
                }
            }
            if (underLamp) {
                byItem.merge(share.of.code(), share.of, ItemCount::with);
            }
            if (ofItem && underLamp) {
                total += share.of.count();
            }
        }
        List<ItemCount> most = byItem.values().stream()
                .sorted(Comparator.comparing(ItemCount::count).reversed().thenComparing(ItemCount::code))
                .limit(mostItems)
                .toList();
        return new Counts(total, underAnyLamp, byLamp, most);
    }

    /** How many there are in each list of what is to be done, counted in one go. */
    Map<Queue, Long> waiting(SignedInOfficer officer) {
        SqlConditions conditions = new SqlConditions();
        conditions.add(access.visibleTo(officer));
        conditions.add("w.closed_at is null");
        List<Queue> queues = Arrays.stream(Queue.values()).filter(Queue::open).toList();
        List<String> counts = new ArrayList<>();
        for (Queue queue : queues) {
            SqlCondition in = access.in(queue, officer);
            counts.add("count(*) filter (where " + in.sql() + ") as " + queue.name());
            in.parameters().forEach(conditions::with);
        }
        return jdbc.sql("select " + String.join(", ", counts) + " from work_item w" + conditions.where())
                .params(conditions.parameters())
                .query((row, number) -> {
                    Map<Queue, Long> waiting = new EnumMap<>(Queue.class);
                    for (Queue queue : queues) {
                        waiting.put(queue, row.getLong(queue.name()));
                    }
                    return waiting;
                })
                .single();
    }

    /** The list's first work item behind the given one, where the list is sorted by when each is due. */
    Optional<WorkItem> after(Queue queue, WorkItem item, SignedInOfficer officer) {
        return neighbour(queue, item, officer, ">", "w.due_order, w.task_id");
    }

    /** The list's last work item before the given one. */
    Optional<WorkItem> before(Queue queue, WorkItem item, SignedInOfficer officer) {
        return neighbour(queue, item, officer, "<", "w.due_order desc, w.task_id desc");
    }

    private Optional<WorkItem> neighbour(
            Queue queue, WorkItem item, SignedInOfficer officer, String side, String order) {
        SqlConditions conditions = beside(queue, item, officer, side);
        return jdbc.sql(SELECT + conditions.where() + " order by " + order + " limit 1")
                .params(conditions.parameters())
                .query((row, number) -> item(row))
                .optional();
    }

    /** How many of the list stand before the given one. */
    long countBefore(Queue queue, WorkItem item, SignedInOfficer officer) {
        return count(beside(queue, item, officer, "<"));
    }

    private SqlConditions beside(Queue queue, WorkItem item, SignedInOfficer officer, String side) {
        SqlConditions conditions = conditions(TaskFilter.of(queue), officer);
        conditions.add("(w.due_order, w.task_id) " + side
                + " (coalesce(cast(:itsDue as timestamptz), timestamptz 'infinity'), :itsId)");
        conditions.with("itsDue", at(item.dueAt()));
        conditions.with("itsId", item.taskId());
        return conditions;
    }

    private SqlConditions conditions(TaskFilter filter, SignedInOfficer officer) {
        SqlConditions conditions = new SqlConditions();
        conditions.add(access.visibleTo(officer));
        conditions.add(access.in(filter.queue(), officer));
        conditions.add("w.item_code = :item", "item", filter.item());
        conditions.add("w.step = :step", "step", filter.step());
        conditions.add("w.opened_at >= :from", "from", begin(filter.from()));
        LocalDate to = filter.to();
        conditions.add("w.opened_at < :to", "to", begin(to == null ? null : to.plusDays(1)));
        if (filter.query() != null) {
            conditions.add(cases.finding(filter.query(), "w.case_no"));
        }
        if (filter.applicant() != null) {
            conditions.add(cases.ofApplicant(filter.applicant(), "w.case_no"));
        }
        lamp(filter.lamp(), conditions);
        return conditions;
    }

    private void lamp(@Nullable Lamp lamp, SqlConditions conditions) {
        if (lamp == null) {
            return;
        }
        conditions.add("w.closed_at is null");
        if (lamp == Lamp.PAUSED) {
            conditions.add("(w.suspended or w.lamp = 'PAUSED')");
        } else {
            conditions.add("not w.suspended and w.lamp = :lamp", "lamp", lamp.name());
        }
    }

    private static void after(TaskFilter filter, @Nullable Cursor cursor, SqlConditions conditions) {
        if (cursor == null) {
            return;
        }
        String due = "coalesce(cast(:afterDue as timestamptz), timestamptz 'infinity')";
        if (!filter.queue().open()) {
            conditions.add("(w.closed_at, w.task_id) < (:afterTime, :afterId)");
            conditions.with("afterTime", at(cursor.instant(0)));
            conditions.with("afterId", cursor.text(1));
            return;
        }
        switch (filter.sort()) {
            case DUE -> {
                conditions.add("(w.due_order, w.task_id) > (" + due + ", :afterId)");
                conditions.with("afterDue", at(cursor.instant(0)));
                conditions.with("afterId", cursor.text(1));
            }
            case AGE -> {
                conditions.add("(w.opened_at, w.task_id) > (:afterTime, :afterId)");
                conditions.with("afterTime", at(cursor.instant(0)));
                conditions.with("afterId", cursor.text(1));
            }
            case PRIORITY -> {
                conditions.add("(-w.priority, w.due_order, w.task_id) > (:afterPriority, " + due + ", :afterId)");
                conditions.with("afterPriority", cursor.number(0));
                conditions.with("afterDue", at(cursor.instant(1)));
                conditions.with("afterId", cursor.text(2));
            }
            case ITEM -> {
                conditions.add("(w.item_name, w.due_order, w.task_id) > (:afterItem, " + due + ", :afterId)");
                conditions.with("afterItem", cursor.text(0));
                conditions.with("afterDue", at(cursor.instant(1)));
                conditions.with("afterId", cursor.text(2));
            }
        }
    }

    private static String order(TaskFilter filter) {
        if (!filter.queue().open()) {
            return "w.closed_at desc, w.task_id desc";
        }
        return switch (filter.sort()) {
            case DUE -> "w.due_order, w.task_id";
            case AGE -> "w.opened_at, w.task_id";
            case PRIORITY -> "-w.priority, w.due_order, w.task_id";
            case ITEM -> "w.item_name, w.due_order, w.task_id";
        };
    }

    private static @Nullable Object[] keys(TaskFilter filter, WorkItem item) {
        if (!filter.queue().open()) {
            return new Object[] {item.closedAt(), item.taskId()};
        }
        return switch (filter.sort()) {
            case DUE -> new Object[] {item.dueAt(), item.taskId()};
            case AGE -> new Object[] {item.openedAt(), item.taskId()};
            case PRIORITY -> new Object[] {-item.priority(), item.dueAt(), item.taskId()};
            case ITEM -> new Object[] {item.itemName(), item.dueAt(), item.taskId()};
        };
    }

    private static @Nullable OffsetDateTime begin(@Nullable LocalDate day) {
        return day == null ? null : day.atStartOfDay(OfficialTime.ZONE).toOffsetDateTime();
    }

    static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atZone(OfficialTime.ZONE).toOffsetDateTime();
    }

    private static WorkItem item(ResultSet row) throws SQLException {
        return new WorkItem(
                row.getString("task_id"),
                row.getString("case_no"),
                row.getString("title"),
                row.getString("item_code"),
                row.getString("item_name"),
                row.getString("applicant"),
                row.getString("step"),
                row.getString("step_name"),
                texts(row.getArray("candidate_groups")),
                texts(row.getArray("candidates")),
                texts(row.getArray("departments")),
                row.getString("assignee"),
                row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                row.getString("opened_by"),
                instant(row, "due_at"),
                lamp(row.getString("lamp")),
                row.getInt("priority"),
                row.getBoolean("suspended"),
                instant(row, "closed_at"),
                row.getString("closed_by"),
                row.getBoolean("completed"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static @Nullable Lamp lamp(@Nullable String name) {
        return name == null ? null : Lamp.valueOf(name);
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
