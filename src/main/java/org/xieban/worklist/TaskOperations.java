package org.xieban.worklist;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.SignedInOfficer;
import org.xieban.engine.Tasks;
import org.xieban.web.Refusal;

/**
 * What whoever is signed in does with tasks. A task that he may not see does not exist for him ({@code task.unknown},
 * 404); one that was done or withdrawn meanwhile is gone ({@code task.gone}, 409).
 */
@Component
class TaskOperations {

    private final WorkItems items;
    private final WorkItemAccess access;
    private final Tasks tasks;
    private final Attempts attempts;

    TaskOperations(WorkItems items, WorkItemAccess access, Tasks tasks, Attempts attempts) {
        this.items = items;
        this.access = access;
        this.tasks = tasks;
        this.attempts = attempts;
    }

    /** @throws Refusal {@code task.unknown} (404) */
    @Transactional(readOnly = true)
    WorkItem require(String taskId) {
        return items.find(taskId, CaseAccess.requireOfficer()).orElseThrow(() -> Refusal.notFound("task.unknown"));
    }

    /** The form of an open task, and what it is shown with. */
    @Transactional(readOnly = true)
    Tasks.TaskForm form(String taskId) {
        requireOpen(require(taskId));
        return tasks.form(taskId);
    }

    /** Takes it; nothing where he has it already. */
    WorkItem claim(String taskId) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        return attempts.of(() -> {
            WorkItem item = requireFreeFor(officer, taskId);
            if (!officer.login().equals(item.assignee())) {
                tasks.claim(taskId, officer.login());
            }
            return require(taskId);
        });
    }

    /**
     * Gives it back to those who may take it.
     *
     * @throws Refusal {@code task.notYours} (409) where he does not have it
     */
    WorkItem release(String taskId) {
        return attempts.of(() -> {
            requireOpen(require(taskId));
            tasks.release(taskId, CaseAccess.requireOfficer().login());
            return require(taskId);
        });
    }

    /**
     * Submits its form and so completes it, taking it first where nobody has.
     *
     * @param values the data object as form-js submits it
     * @return what was done
     */
    WorkItem complete(String taskId, Map<String, ? extends @Nullable Object> values) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        return attempts.of(() -> {
            WorkItem item = requireFreeFor(officer, taskId);
            tasks.complete(taskId, officer.login(), values);
            return item;
        });
    }

    private WorkItem requireFreeFor(SignedInOfficer officer, String taskId) {
        WorkItem item = require(taskId);
        requireOpen(item);
        access.requireMayTake(officer, item);
        if (item.assignee() != null && !officer.login().equals(item.assignee())) {
            throw Refusal.conflict("task.taken");
        }
        return item;
    }

    private static void requireOpen(WorkItem item) {
        if (!item.open()) {
            throw Refusal.conflict("task.gone");
        }
    }
}
