package org.xieban.inspection.visit;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.directory.Group;
import org.xieban.engine.OpenTask;
import org.xieban.engine.Tasks;
import org.xieban.web.Refusal;

/** The open tasks of visits: whoever of a team is at hand does what was given to the first of it. */
@Component
@Transactional
class VisitTasks {

    private final Tasks tasks;

    VisitTasks(Tasks tasks) {
        this.tasks = tasks;
    }

    /**
     * Hands a department's step to one of its team.
     *
     * @return the task
     * @throws Refusal {@code visit.notOnSite} (409) where the visit is not there
     */
    String take(String caseNo, String step, String department, String login) {
        OpenTask task = tasks.ofCase(caseNo).stream()
                .filter(each -> each.step().equals(step)
                        && Group.departments(each.candidateGroups()).contains(department))
                .findFirst()
                .orElseThrow(() -> Refusal.conflict("visit.notOnSite"));
        if (!login.equals(task.assignee())) {
            tasks.transfer(task.id(), task.assignee(), login);
        }
        return task.id();
    }

    /** Gives the steps that somebody has in a visit to another. */
    void handOver(String caseNo, String from, String to) {
        tasks.ofCase(caseNo).stream()
                .filter(task -> from.equals(task.assignee()))
                .forEach(task -> tasks.transfer(task.id(), from, to));
    }
}
