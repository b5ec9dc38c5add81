package org.xieban.worklist;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xieban.casefile.Lamp;
import org.xieban.trace.Rows;

/** How a row of the table is a work item. */
final class WorkItemRows {

    static final String COLUMNS = """
            w.task_id, w.case_no, w.title, w.item_code, w.item_name, w.applicant, w.step, w.step_name,
                   w.candidate_groups, w.candidates, w.departments, w.assignee, w.delegated_by, w.opened_at, w.opened_by, w.due_at,
                   w.lamp, w.priority, w.suspended, w.closed_at, w.closed_by, w.completed""";

    static final String SELECT = "select " + COLUMNS + " from work_item w ";

    private WorkItemRows() {}

    static WorkItem item(ResultSet row) throws SQLException {
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
                row.getString("delegated_by"),
                Rows.moment(row, "opened_at"),
                row.getString("opened_by"),
                Rows.instant(row, "due_at"),
                lamp(row.getString("lamp")),
                row.getInt("priority"),
                row.getBoolean("suspended"),
                Rows.instant(row, "closed_at"),
                row.getString("closed_by"),
                row.getBoolean("completed"));
    }

    static @Nullable Lamp lamp(@Nullable String name) {
        return name == null ? null : Lamp.valueOf(name);
    }

    static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
