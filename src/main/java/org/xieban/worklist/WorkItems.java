package org.xieban.worklist;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
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
import org.xieban.trace.Rows;
import org.xieban.web.Cursor;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;

/** Work items as they are read. Every question names the officer who asks. */
@Repository
@Transactional(readOnly = true)
class WorkItems {

    private final JdbcClient jdbc;
    private final WorkItemAccess access;
    private final WorkItemLists lists;
    private final CaseSearch cases;

    WorkItems(JdbcClient jdbc, WorkItemAccess access, WorkItemLists lists, CaseSearch cases) {
        this.jdbc = jdbc;
        this.access = access;
        this.lists = lists;
        this.cases = cases;
    }

    /** The work item of that task, open or closed, if the officer may see it. */
    Optional<WorkItem> find(String taskId, SignedInOfficer officer) {
        SqlCondition visible = access.visibleTo(officer);
        return jdbc.sql(WorkItemRows.SELECT + "where w.task_id = :task and " + visible.sql())
                .param("task", taskId)
                .params(visible.parameters())
                .query((row, number) -> WorkItemRows.item(row))
                .optional();
    }

    /** The work item of a task that the same use case has opened; shown to nobody. */
    WorkItem opened(String taskId) {
        return jdbc.sql(WorkItemRows.SELECT + "where w.task_id = :task and w.closed_at is null")
                .param("task", taskId)
                .query((row, number) -> WorkItemRows.item(row))
                .single();
    }

    /** The open work items of a case, the oldest first; whoever asks has been found to see them. */
    List<WorkItem> openOfCase(String caseNo, @Nullable String department) {
        return jdbc.sql(WorkItemRows.SELECT + """
                        where w.case_no = :case and w.closed_at is null
                          and (cast(:department as text) is null or w.departments @> array[cast(:department as text)])
                        order by w.opened_at, w.task_id""")
                .param("case", caseNo)
                .param("department", department)
                .query((row, number) -> WorkItemRows.item(row))
                .list();
    }

    /** The open work items of cases that an officer may see, the oldest first. */
    List<WorkItem> openOfCases(Collection<String> caseNos, SignedInOfficer officer) {
        SqlCondition visible = access.visibleTo(officer);
        return jdbc.sql(WorkItemRows.SELECT + "where w.case_no = any(:cases) and w.closed_at is null and "
                        + visible.sql() + " order by w.opened_at, w.task_id")
                .param("cases", caseNos.toArray(String[]::new))
                .params(visible.parameters())
                .query((row, number) -> WorkItemRows.item(row))
                .list();
    }

    Listing<WorkItem> list(TaskFilter filter, SignedInOfficer officer, PageRequest page) {
        if (page.after() != null || lists.names(filter, officer).isPresent()) {
            return list(filter, officer, page, count(filter, officer));
        }
        // what has to look at the rows looks at them once
        List<Ranked> rows = ranked(filter, officer, null, page.limit(), ", count(*) over () as total");
        return listing(filter, page, rows, rows.isEmpty() ? 0 : rows.get(0).total);
    }

    /** @param total of the whole list, as it has been counted */
    Listing<WorkItem> list(TaskFilter filter, SignedInOfficer officer, PageRequest page, long total) {
        return listing(filter, page, ranked(filter, officer, page.after(), page.limit()), total);
    }

    private static Listing<WorkItem> listing(TaskFilter filter, PageRequest page, List<Ranked> rows, long total) {
        Listing<Ranked> listing = page.listing(rows, total, row -> WorkItemOrder.keys(filter, row.item, row.moment));
        return new Listing<>(listing.items().stream().map(Ranked::item).toList(), listing.next(), listing.total());
    }

    /**
     * A work item and where it stands.
     *
     * @param moment that sorts it in lists of what is not to be done
     * @param total how many there are of the whole list, 0 where this was not asked
     */
    private record Ranked(WorkItem item, @Nullable Instant moment, long total) {}

    private List<Ranked> ranked(TaskFilter filter, SignedInOfficer officer, @Nullable Cursor after, int limit) {
        Optional<List<String>> names = lists.namesForPages(filter, officer);
        if (names.isPresent()) {
            return lists.page(names.get(), filter, after, limit).stream()
                    .map(item -> new Ranked(item, null, 0))
                    .toList();
        }
        return ranked(filter, officer, after, limit, ", 0 as total");
    }

    private List<Ranked> ranked(
            TaskFilter filter, SignedInOfficer officer, @Nullable Cursor after, int limit, String total) {
        SqlConditions conditions = conditions(filter, officer);
        WorkItemOrder.after(filter, after, conditions);
        // sorted by what sorts them alone: the rows are wide
        return jdbc.sql("with first as (select w.task_id" + total + " from work_item w" + conditions.where()
                        + " order by " + WorkItemOrder.order(filter) + " limit :limit) select " + WorkItemRows.COLUMNS
                        + ", " + WorkItemOrder.moment(filter.queue())
                        + " as moment, first.total from first join work_item w on w.task_id = first.task_id order by "
                        + WorkItemOrder.order(filter))
                .params(conditions.parameters())
                .param("limit", limit)
                .query((row, number) ->
                        new Ranked(WorkItemRows.item(row), Rows.instant(row, "moment"), row.getLong("total")))
                .list();
    }

    /**
     * A part of a whole list, and where it ends.
     *
     * @param moment that of the last one, where the list is sorted by it
     */
    record Batch(List<WorkItem> items, @Nullable Instant moment) {}

    /** So many of the list behind another part at most; the first where there is none. */
    Batch batch(TaskFilter filter, SignedInOfficer officer, @Nullable Batch before, int size) {
        String list = filter.listName();
        Cursor after = null;
        if (before != null) {
            WorkItem last = before.items.get(before.items.size() - 1);
            after = Cursor.read(list, Cursor.after(list, WorkItemOrder.keys(filter, last, before.moment)));
        }
        List<Ranked> rows = ranked(filter, officer, after, size);
        return new Batch(
                rows.stream().map(Ranked::item).toList(), rows.isEmpty() ? null : rows.get(rows.size() - 1).moment);
    }

    long count(TaskFilter filter, SignedInOfficer officer) {
        return lists.names(filter, officer)
                .map(names -> lists.count(names, filter))
                .orElseGet(() -> count(conditions(filter, officer)));
    }

    private long count(SqlConditions conditions) {
        return conditions.count(jdbc, "from work_item w");
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
        return conditions.rows(jdbc, WorkItemRows.SELECT, order, 1, (row, number) -> WorkItemRows.item(row)).stream()
                .findFirst();
    }

    /** How many of the list stand before the given one. */
    long countBefore(Queue queue, WorkItem item, SignedInOfficer officer) {
        return count(beside(queue, item, officer, "<"));
    }

    private SqlConditions beside(Queue queue, WorkItem item, SignedInOfficer officer, String side) {
        SqlConditions conditions = conditions(TaskFilter.of(queue), officer);
        conditions.add("(w.due_order, w.task_id) " + side
                + " (coalesce(cast(:itsDue as timestamptz), timestamptz 'infinity'), :itsId)");
        conditions.with("itsDue", OfficialTime.ofNullable(item.dueAt()));
        conditions.with("itsId", item.taskId());
        return conditions;
    }

    /** What leaves the rows of a list: each of them one that the officer may see. */
    SqlConditions conditions(TaskFilter filter, SignedInOfficer officer) {
        SqlConditions conditions = new SqlConditions();
        conditions.add(access.in(filter.queue(), officer));
        // what the list is sorted by may ask for it, also where he has no list at all
        conditions.with("login", officer.login());
        conditions.add("w.item_code = :item", "item", filter.item());
        conditions.add("w.step = :step", "step", filter.step());
        conditions.add("w.opened_at >= :from", "from", begin(filter.from()));
        LocalDate to = filter.to();
        conditions.add("w.opened_at < :to", "to", begin(to == null ? null : to.plusDays(1)));
        if (filter.query() != null) {
            conditions.add(
                    access.readsAll(filter.queue(), officer)
                            ? cases.findingAmongMany(filter.query(), "w.case_no", "w.searched")
                            : CaseSearch.finding(filter.query(), "w.case_no", "w.searched"));
        }
        if (filter.applicant() != null) {
            conditions.add(CaseSearch.ofApplicant(filter.applicant(), "w.case_no", "w.searched"));
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

    private static @Nullable OffsetDateTime begin(@Nullable LocalDate day) {
        return day == null ? null : OfficialTime.of(OfficialTime.startOf(day));
    }
}
