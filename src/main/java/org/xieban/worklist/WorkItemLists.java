package org.xieban.worklist;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.SqlConditions;
import org.xieban.directory.SignedInOfficer;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Cursor;

/**
 * The lists of what is open as the database keeps them ({@code work_item_list}): whatever a list is asked for that stands
 * there is read from an index alone, however many tasks there are. What a filter asks besides only the work items know.
 */
@Repository
@Transactional(readOnly = true)
class WorkItemLists {

    private final JdbcClient jdbc;
    private final WorkItemAccess access;

    WorkItemLists(JdbcClient jdbc, WorkItemAccess access) {
        this.jdbc = jdbc;
        this.access = access;
    }

    /** The names of the lists that a filter is answered by; empty where it asks for more than they know. */
    Optional<List<String>> names(TaskFilter filter, SignedInOfficer officer) {
        boolean known =
                filter.query() == null && filter.applicant() == null && filter.from() == null && filter.to() == null;
        return known ? access.lists(filter.queue(), officer) : Optional.empty();
    }

    /** The same for a page of it, which is sorted by what is due first. */
    Optional<List<String>> namesForPages(TaskFilter filter, SignedInOfficer officer) {
        return filter.sort() == TaskSort.DUE ? names(filter, officer) : Optional.empty();
    }

    /**
     * Rows {@code l} of the columns {@code task_id}, {@code lamp}, {@code item_code}, {@code step}, each task once.
     *
     * @param parameter holds the names of the lists
     */
    static String rows(List<String> names, String parameter) {
        // a task may be offered to several groups of one officer
        return "(" + (names.size() == 1 ? "select" : "select distinct")
                + " task_id, lamp, item_code, step from work_item_list where list = any(:" + parameter + ")) l";
    }

    long count(List<String> names, TaskFilter filter) {
        SqlConditions conditions = conditions(filter);
        return jdbc.sql("select count(*) from " + rows(names, "lists") + conditions.where())
                .param("lists", names.toArray(String[]::new))
                .params(conditions.parameters())
                .query(Long.class)
                .single();
    }

    /** The work items behind a row, what is due first, so many at most: of each list the first, and of these the first. */
    List<WorkItem> page(List<String> names, TaskFilter filter, @Nullable Cursor after, int limit) {
        SqlConditions conditions = conditions(filter);
        conditions.add("l.list = names.name");
        Map<String, @Nullable Object> parameters = new HashMap<>();
        if (after != null) {
            conditions.add(
                    "(l.due_order, l.task_id) > (coalesce(cast(:afterDue as timestamptz), 'infinity'), :afterId)");
            parameters.put("afterDue", OfficialTime.ofNullable(after.instant(0)));
            parameters.put("afterId", after.text(1));
        }
        return jdbc.sql("""
                        with first as (
                            select l.due_order, l.task_id
                              from unnest(cast(:lists as text[])) names (name), lateral (
                                   select l.due_order, l.task_id from work_item_list l%s
                                    order by l.due_order, l.task_id limit :limit) l
                             group by 1, 2 order by 1, 2 limit :limit)
                        select %s from first join work_item w on w.task_id = first.task_id
                         order by first.due_order, first.task_id""".formatted(conditions.where(), WorkItemRows.COLUMNS))
                .param("lists", names.toArray(String[]::new))
                .param("limit", limit)
                .params(parameters)
                .params(conditions.parameters())
                .query((row, number) -> WorkItemRows.item(row))
                .list();
    }

    private static SqlConditions conditions(TaskFilter filter) {
        SqlConditions conditions = new SqlConditions();
        conditions.add("l.item_code = :item", "item", filter.item());
        conditions.add("l.step = :step", "step", filter.step());
        conditions.add("l.lamp = :lamp", "lamp", filter.lamp());
        return conditions;
    }
}
