package org.xieban.engine.internal;

import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.TaskAlreadyClaimedException;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xieban.engine.Tasks;
import org.xieban.web.Refusal;

@Component
class CamundaTasks implements Tasks {

    private final TaskService tasks;
    private final TaskForms forms;
    private final TaskGrants grants;
    private final Commands commands;

    CamundaTasks(TaskService tasks, TaskForms forms, TaskGrants grants, Commands commands) {
        this.tasks = tasks;
        this.forms = forms;
        this.grants = grants;
        this.commands = commands;
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
            if (!officer.equals(open(taskId).getAssignee())) {
                throw Refusal.conflict("task.notYours");
            }
            tasks.setAssignee(taskId, null);
            return taskId;
        });
    }

    @Override
    public void complete(String taskId, String officer, Map<String, ? extends @Nullable Object> values) {
        act(() -> {
            forms.awaitOthersOfTheCase(open(taskId));
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

    private static TaskEntity open(String taskId) {
        // by its key, so that the rest of the command need not read it again
        TaskEntity task = Context.getCommandContext().getTaskManager().findTaskById(taskId);
        if (task == null) {
            throw Refusal.conflict("task.gone");
        }
        return task;
    }

    private <T> T act(Callable<T> work) {
        try {
            return commands.unchecked(work);
        } catch (TaskForms.FormRefused e) {
            throw e.refusal();
        } catch (TaskAlreadyClaimedException e) {
            throw Refusal.conflict("task.taken");
        } catch (OptimisticLockingException e) {
            throw Refusal.conflict("task.gone");
        }
    }
}
