package org.xieban.worklist;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.SignedInOfficer;
import org.xieban.engine.Returns;
import org.xieban.engine.Tasks;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/**
 * Tasks led back to an earlier step (退回), and taken back by who did them (撤回). What is to be done again goes to who did
 * it, as long as he may have it. Each is one transaction with its record.
 */
@Component
class TaskReturns {

    private final TaskOperations operations;
    private final TaskRules rules;
    private final TaskPeople people;
    private final WorkItems items;
    private final Returns returns;
    private final Tasks tasks;
    private final AnnouncedActs announced;
    private final Trace trace;
    private final Attempts attempts;

    TaskReturns(
            TaskOperations operations,
            TaskRules rules,
            TaskPeople people,
            WorkItems items,
            Returns returns,
            Tasks tasks,
            AnnouncedActs announced,
            Trace trace,
            Attempts attempts) {
        this.operations = operations;
        this.rules = rules;
        this.people = people;
        this.items = items;
        this.returns = returns;
        this.tasks = tasks;
        this.announced = announced;
        this.trace = trace;
        this.attempts = attempts;
    }

    /** Where a task can be led back to by whoever has it; nowhere by others. */
    List<Returns.Target> targets(String taskId) {
        return attempts.of(() -> {
            WorkItem item = operations.require(taskId);
            boolean his = CaseAccess.requireOfficer().login().equals(item.assignee());
            return item.open() && his ? returns.targets(taskId) : List.of();
        });
    }

    /** What is withdrawn if whoever did a task takes it back. */
    List<Returns.Withdrawn> withdrawn(String taskId) {
        return attempts.of(() -> {
            operations.require(taskId);
            return returns.takeBack(taskId).orElse(List.of());
        });
    }

    /**
     * Leads it back.
     *
     * @return the work item as it is afterwards: withdrawn
     * @throws Refusal {@code task.returnTarget} (422) at the field {@code toStep} where it cannot be led back there
     */
    WorkItem back(String taskId, @Nullable String toStep, @Nullable String reason) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        return attempts.of(() -> {
            WorkItem item = operations.require(taskId);
            rules.require(TaskOperation.RETURN, item, officer);
            List<Returns.Target> targets = returns.targets(taskId);
            Returns.Target target = targets.stream()
                    .filter(each -> each.step().equals(toStep))
                    .findFirst()
                    .orElseThrow(() -> Refusal.rule("task.returnTarget")
                            .at(
                                    "toStep",
                                    "task.returnTarget",
                                    targets.stream()
                                            .map(Returns.Target::stepName)
                                            .collect(Collectors.joining("、"))));
            trace.record(act("task.returned", item)
                    .change(item.stepName(), target.stepName())
                    .with("reason", TaskOperations.requireReason(reason)));
            for (String opened : returns.back(taskId, target.step())) {
                giveBack(opened, target.by());
            }
            return items.find(taskId, officer).orElse(item);
        });
    }

    /** Takes back what he did, to do it again; the work item under which he does. */
    WorkItem withdraw(String taskId) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        return attempts.of(() -> {
            WorkItem item = operations.require(taskId);
            rules.require(TaskOperation.WITHDRAW, item, officer);
            trace.record(act("task.takenBack", item));
            String opened = returns.withdraw(taskId);
            tasks.transfer(opened, null, officer.login());
            return items.find(opened, officer).orElse(item);
        });
    }

    private void giveBack(String taskId, @Nullable String login) {
        WorkItem item = items.opened(taskId);
        if (item.assignee() == null && login != null && people.mayHold(item, login)) {
            announced.announce(taskId, act("task.transferred", item).change(null, login));
            tasks.transfer(taskId, null, login);
        }
    }

    private static Act act(String name, WorkItem item) {
        return Act.of(name, "case", item.caseNo()).inCase(item.caseNo(), item.step());
    }
}
