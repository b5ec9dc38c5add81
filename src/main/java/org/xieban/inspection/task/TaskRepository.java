package org.xieban.inspection.task;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.casefile.SqlCondition;
import org.xieban.casefile.SqlConditions;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** The tasks, in the database. */
@Repository
class TaskRepository {

    private static final String SELECT = """
            select t.*, array(select o.credit_code from inspection_task_object o
                               where o.task = t.case_no order by o.credit_code) as objects
              from inspection_task t
            """;

    private final JdbcClient jdbc;

    TaskRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(InspectionTask task) {
        statement("""
                insert into inspection_task (case_no, kind, title, lead, departments, items, source, source_no, alleged,
                    informant, phone, inspectors_each, named, begins, ends, why, beyond_cap, state, proposed_by, proposed_at)
                values (:caseNo, :kind, :title, :lead, :departments, :items, :source, :sourceNo, :alleged,
                    :informant, :phone, :each, :named, :begins, :ends, :why, :beyond, :state, :by, :at)""", task)
                .param("kind", task.terms().kind().name())
                .param("lead", task.lead())
                .param("by", task.proposedBy())
                .param("at", OfficialTime.of(task.proposedAt()))
                .update();
        objects(task);
    }

    /** Changes what is asked for; whose task and of which kind it is stays. */
    void update(InspectionTask task) {
        statement("""
                update inspection_task
                   set title = :title, departments = :departments, items = :items, source = :source,
                       source_no = :sourceNo, alleged = :alleged, informant = :informant, phone = :phone,
                       inspectors_each = :each, named = :named, begins = :begins, ends = :ends, why = :why,
                       beyond_cap = :beyond, state = :state
                 where case_no = :caseNo""", task).update();
        jdbc.sql("delete from inspection_task_object where task = :task")
                .param("task", task.caseNo())
                .update();
        objects(task);
    }

    private void objects(InspectionTask task) {
        jdbc.sql("insert into inspection_task_object (task, credit_code) select :task, unnest(cast(:codes as text[]))")
                .param("task", task.caseNo())
                .param("codes", task.terms().objects().toArray(String[]::new))
                .update();
    }

    private JdbcClient.StatementSpec statement(String sql, InspectionTask task) {
        InspectionTask.Terms terms = task.terms();
        return jdbc.sql(sql)
                .param("caseNo", task.caseNo())
                .param("title", terms.title())
                .param("departments", task.departments().toArray(String[]::new))
                .param("items", terms.items().toArray(String[]::new))
                .param("source", terms.origin().source())
                .param("sourceNo", terms.origin().number())
                .param("alleged", terms.origin().alleged())
                .param("informant", terms.origin().informant())
                .param("phone", terms.origin().phone())
                .param("each", terms.inspectorsEach())
                .param("named", terms.named().toArray(String[]::new))
                .param("begins", terms.begins())
                .param("ends", terms.ends())
                .param("why", terms.why())
                .param("beyond", terms.beyondCap())
                .param("state", task.state().name());
    }

    Optional<InspectionTask> find(String caseNo) {
        return jdbc.sql(SELECT + " where t.case_no = :caseNo")
                .param("caseNo", caseNo)
                .query(TaskRepository::task)
                .optional();
    }

    void state(String caseNo, InspectionTask.State state) {
        jdbc.sql("update inspection_task set state = :state where case_no = :caseNo")
                .param("caseNo", caseNo)
                .param("state", state.name())
                .update();
    }

    /** Those that somebody sees, the newest first, from behind one. */
    List<InspectionTask> list(SqlCondition visible, @Nullable String after, int limit) {
        SqlConditions conditions = new SqlConditions();
        conditions.add(visible);
        conditions.add("""
                (t.proposed_at, t.case_no)
                < (select proposed_at, case_no from inspection_task where case_no = :after)""", "after", after);
        return conditions.rows(jdbc, SELECT, "t.proposed_at desc, t.case_no desc", limit, TaskRepository::task);
    }

    long count(SqlCondition visible) {
        return jdbc.sql("select count(*) from inspection_task t where " + visible.sql())
                .params(visible.parameters())
                .query(Long.class)
                .single();
    }

    private static InspectionTask task(ResultSet row, int number) throws SQLException {
        return new InspectionTask(
                row.getString("case_no"),
                row.getString("lead"),
                texts(row, "departments"),
                new InspectionTask.Terms(
                        InspectionTask.Kind.valueOf(row.getString("kind")),
                        row.getString("title"),
                        texts(row, "items"),
                        texts(row, "objects"),
                        new InspectionTask.Origin(
                                row.getString("source"),
                                row.getString("source_no"),
                                row.getString("alleged"),
                                row.getString("informant"),
                                row.getString("phone")),
                        row.getInt("inspectors_each"),
                        texts(row, "named"),
                        Objects.requireNonNull(row.getObject("begins", LocalDate.class)),
                        Objects.requireNonNull(row.getObject("ends", LocalDate.class)),
                        row.getString("why"),
                        row.getString("beyond_cap")),
                InspectionTask.State.valueOf(row.getString("state")),
                row.getString("proposed_by"),
                Rows.moment(row, "proposed_at"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
