package org.xieban.engine.internal;

import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.SuspendedEntityInteractionException;
import org.camunda.bpm.engine.TaskAlreadyClaimedException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.DelegationState;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.engine.Collision;
import org.xieban.engine.OpenTask;
import org.xieban.engine.Tasks;
import org.xieban.web.Refusal;

@Component
class CamundaTasks implements Tasks {

    /** SQL states: unique_violation, deadlock_detected, serialization_failure. */
    private static final Set<String> COLLISIONS = Set.of("23505", "40P01", "40001");

    private final TaskService tasks;
    private final TaskForms forms;
    private final TaskGrants grants;
    private final Commands commands;
    private final JdbcTemplate jdbc;
    private final TaskReader reader;

    CamundaTasks(
            TaskService tasks,
            TaskForms forms,
            TaskGrants grants,
            Commands commands,
            JdbcTemplate jdbc,
            TaskReader reader) {
        this.tasks = tasks;
        this.forms = forms;
        this.grants = grants;
        this.commands = commands;
        this.jdbc = jdbc;
        this.reader = reader;
    }

    @Override
    public void claim(String taskId, String officer) {
        act(() -> {
            open(taskId);
            tasks.claim(taskId, officer);
            return taskId;
        });
    }

    @Override
    public void release(String taskId, String officer) {
        act(() -> {
            requireOwn(held(taskId, officer));
            tasks.setAssignee(taskId, null);
            return taskId;
        });
    }

    @Override
    public void transfer(String taskId, @Nullable String from, String to) {
        act(() -> {
            TaskEntity task = open(taskId);
            if (!Objects.equals(from, task.getAssignee())) {
                throw Refusal.conflict("task.taken");
            }
            task.setOwner(null);
            task.setDelegationState(null);
            tasks.setAssignee(taskId, to);
            return taskId;
        });
    }

    @Override
    public void delegate(String taskId, String officer, String to) {
        act(() -> {
            TaskEntity task = held(taskId, officer);
            requireOwn(task);
            // the engine keeps for ever who was the first
            task.setOwner(officer);
            tasks.delegateTask(taskId, to);
            return taskId;
        });
    }

    @Override
    public void resolve(String taskId, String officer) {
        act(() -> {
            if (!delegated(held(taskId, officer))) {
                throw Refusal.conflict("task.notDelegated");
            }
            tasks.resolveTask(taskId);
            return taskId;
        });
    }

    @Override
    public void complete(String taskId, String officer, Map<String, ? extends @Nullable Object> values) {
        act(() -> {
            TaskEntity task = open(taskId);
            requireOwn(task);
            forms.awaitOthersOfTheCase(task);
            grants.endsNow(taskId);
            tasks.claim(taskId, officer);
            tasks.complete(taskId, new LinkedHashMap<>(values));
            return taskId;
        });
    }

    @Override
    public TaskForm form(String taskId) {
        return act(() -> forms.form(open(taskId).getId()));
    }

    @Override
    public void due(String taskId, @Nullable Instant at) {
        act(() -> {
            tasks.setDueDate(taskId, at == null ? null : Date.from(at));
            return taskId;
        });
    }

    @Override
    public void due(Map<String, Instant> dueAt) {
        if (dueAt.isEmpty()) {
            return;
        }
        if (Context.getCommandContext() != null) {
            // what this command has read it writes itself, and would find changed
            dueAt.forEach(this::due);
            return;
        }
        // setDueDate reads, checks and writes each on its own; a calendar moves a hundred thousand
        List<Map.Entry<String, Instant>> all =
                dueAt.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
        String[] ids = all.stream().map(Map.Entry::getKey).toArray(String[]::new);
        // the engine keeps times without a zone, as the machine's own zone reads them
        String[] times = all.stream()
                .map(each -> Timestamp.from(each.getValue()).toString())
                .toArray(String[]::new);
        jdbc.update("""
                update act_ru_task t set due_date_ = cast(v.due as timestamp), rev_ = t.rev_ + 1
                  from unnest(cast(? as text[]), cast(? as text[])) as v (id, due) where t.id_ = v.id""", ids, times);
        jdbc.update("""
                update act_hi_taskinst t set due_date_ = cast(v.due as timestamp)
                  from unnest(cast(? as text[]), cast(? as text[])) as v (id, due) where t.id_ = v.id""", ids, times);
    }

    @Override
    public List<OpenTask> open(String after, int limit) {
        return reader.open(after, limit);
    }

    @Override
    public List<OpenTask> ofCase(String caseNo) {
        return reader.ofCase(caseNo);
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<OpenTask> hold(String taskId) {
        return reader.hold(taskId);
    }

    @Override
    public Optional<Ended> ended(String taskId) {
        return reader.ended(taskId);
    }

    @Override
    public Map<String, Holder> holders(Collection<String> taskIds) {
        Map<String, Holder> holders = new HashMap<>();
        if (taskIds.isEmpty()) {
            return holders;
        }
        jdbc.query(
                """
                        select t.id_, t.assignee_, l.group_id_, l.user_id_
                          from act_ru_task t left join act_ru_identitylink l on l.task_id_ = t.id_ and l.type_ = 'candidate'
                         where t.id_ = any(?)""",
                row -> {
                    Holder holder = holders.get(row.getString(1));
                    if (holder == null) {
                        holder = new Holder(row.getString(2), new LinkedHashSet<>(), new LinkedHashSet<>());
                        holders.put(row.getString(1), holder);
                    }
                    if (row.getString(3) != null) {
                        holder.groups().add(row.getString(3));
                    }
                    if (row.getString(4) != null) {
                        holder.candidates().add(row.getString(4));
                    }
                },
                (Object) taskIds.toArray(String[]::new));
        return holders;
    }

    static TaskEntity open(String taskId) {
        // by its key, so that the rest of the command need not read it again
        TaskEntity task = Context.getCommandContext().getTaskManager().findTaskById(taskId);
        if (task == null) {
            throw Refusal.conflict("task.gone");
        }
        return task;
    }

    private static TaskEntity held(String taskId, String officer) {
        TaskEntity task = open(taskId);
        if (!officer.equals(task.getAssignee())) {
            throw Refusal.conflict("task.notYours");
        }
        return task;
    }

    private static boolean delegated(TaskEntity task) {
        return task.getDelegationState() == DelegationState.PENDING;
    }

    private static void requireOwn(TaskEntity task) {
        if (delegated(task)) {
            throw Refusal.conflict("task.delegated");
        }
    }

    <T> T act(Callable<T> work) {
        try {
            return commands.unchecked(work);
        } catch (TaskForms.FormRefused e) {
            throw e.refusal();
        } catch (TaskAlreadyClaimedException e) {
            throw Refusal.conflict("task.taken");
        } catch (SuspendedEntityInteractionException e) {
            throw Refusal.conflict("task.suspended");
        } catch (OptimisticLockingException e) {
            throw new Collision(e);
        } catch (ProcessEngineException e) {
            throw collides(e) ? new Collision(e) : e;
        }
    }

    /** Whether another wrote the same at the same moment: both gave one officer a task, or each waited for the other. */
    private static boolean collides(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && COLLISIONS.contains(String.valueOf(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }
}
