package org.xieban.engine.internal;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.SuspensionState;
import org.camunda.bpm.engine.task.DelegationState;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.xieban.engine.OpenTask;
import org.xieban.engine.Tasks;

/** Reads tasks from the engine's tables, many at once: a query of the engine's own asks once more for each of them. */
@Component
class TaskReader {

    private static final String SELECT = """
            select t.id_, p.business_key_, d.key_, t.proc_inst_id_, t.proc_def_id_, t.task_def_key_, t.name_, t.assignee_, t.owner_, t.delegation_, t.create_time_,
                   t.due_date_, t.priority_, t.suspension_state_,
                   array(select l.group_id_ from act_ru_identitylink l
                          where l.task_id_ = t.id_ and l.type_ = :candidate and l.group_id_ is not null) as groups,
                   array(select l.user_id_ from act_ru_identitylink l
                          where l.task_id_ = t.id_ and l.type_ = :candidate and l.user_id_ is not null) as officers
              from act_ru_task t
              join act_ru_execution p on p.id_ = t.proc_inst_id_
              join act_re_procdef d on d.id_ = t.proc_def_id_
             where p.business_key_ is not null and\s""";

    private final JdbcClient jdbc;
    private final Commands commands;

    /** A step of a version of a model. */
    private record Step(String definition, String element) {}

    TaskReader(JdbcClient jdbc, Commands commands) {
        this.jdbc = jdbc;
        this.commands = commands;
    }

    List<OpenTask> open(String after, int limit) {
        return read(SELECT + "t.id_ > :after order by t.id_ limit :limit", Map.of("after", after, "limit", limit));
    }

    List<OpenTask> ofCase(String caseNo) {
        return read(SELECT + "p.business_key_ = :caseNo order by t.id_", Map.of("caseNo", caseNo));
    }

    Optional<OpenTask> hold(String taskId) {
        Map<String, String> task = Map.of("task", taskId);
        // a statement of its own, so that what is read next is what was committed before nobody else could change it
        jdbc.sql("select id_ from act_ru_task where id_ = :task for no key update")
                .params(task)
                .query(String.class)
                .optional();
        return read(SELECT + "t.id_ = :task", task).stream().findFirst();
    }

    Optional<Tasks.Ended> ended(String taskId) {
        return jdbc.sql("""
                        select end_time_, delete_reason_, assignee_ from act_hi_taskinst
                         where id_ = :task and end_time_ is not null""")
                .param("task", taskId)
                .query((row, number) -> new Tasks.Ended(
                        row.getTimestamp("end_time_").toInstant(),
                        "completed".equals(row.getString("delete_reason_")),
                        row.getString("assignee_")))
                .optional();
    }

    private List<OpenTask> read(String select, Map<String, ?> parameters) {
        Map<Step, Optional<ModelledTerm>> terms = new HashMap<>();
        return jdbc.sql(select)
                .params(parameters)
                .param("candidate", IdentityLinkType.CANDIDATE)
                .query((row, number) -> read(row, terms))
                .list();
    }

    private OpenTask read(ResultSet row, Map<Step, Optional<ModelledTerm>> terms) throws SQLException {
        Step step = new Step(row.getString("proc_def_id_"), row.getString("task_def_key_"));
        String instance = row.getString("proc_inst_id_");
        return new OpenTask(
                row.getString("id_"),
                row.getString("business_key_"),
                row.getString("key_"),
                step.element(),
                row.getString("name_"),
                texts(row.getArray("groups")),
                texts(row.getArray("officers")),
                row.getString("assignee_"),
                DelegationState.PENDING.name().equals(row.getString("delegation_")) ? row.getString("owner_") : null,
                Objects.requireNonNull(instant(row, "create_time_")),
                instant(row, "due_date_"),
                row.getInt("priority_"),
                row.getInt("suspension_state_") == SuspensionState.SUSPENDED.getStateCode(),
                terms.computeIfAbsent(step, this::term)
                        .map(term -> term.of(variable -> variable(instance, variable)))
                        .orElse(null));
    }

    /** What a process holds, as a whole. */
    private @Nullable Object variable(String instance, String name) {
        return jdbc.sql("select long_ from act_ru_variable where execution_id_ = :instance and name_ = :name")
                .param("instance", instance)
                .param("name", name)
                .query(Long.class)
                .optional()
                .orElse(null);
    }

    private Optional<ModelledTerm> term(Step step) {
        return commands.unchecked(() -> Optional.ofNullable(ModelledTerm.of(Context.getProcessEngineConfiguration()
                .getDeploymentCache()
                .findDeployedProcessDefinitionById(step.definition())
                .findActivity(step.element()))));
    }

    /** The engine keeps times without a zone, as the machine's own zone reads them. */
    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    private static Set<String> texts(Array array) throws SQLException {
        // the engine keeps one group twice where two add it at once
        return Set.copyOf(Arrays.asList((String[]) array.getArray()));
    }
}
