package org.xieban.worklist;

import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseScope;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.engine.Returns;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Refusal;

/**
 * Who may do what with a task, in one place: what an operation is refused for is what is told beforehand. Whoever has a
 * task hands it on; so do the heads of its department, also where nobody has it. Those who see the whole case and
 * supervisors urge, and do nothing else.
 */
@Component
@Transactional(readOnly = true)
class TaskRules {

    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT);

    private final WorkItemAccess access;
    private final CaseAccess cases;
    private final Urges urges;
    private final Returns returns;
    private final Officers officers;

    TaskRules(WorkItemAccess access, CaseAccess cases, Urges urges, Returns returns, Officers officers) {
        this.returns = returns;
        this.officers = officers;
        this.access = access;
        this.cases = cases;
        this.urges = urges;
    }

    /** Why an officer may not do something with a task that he may see; empty where he may. */
    Optional<Refusal> against(TaskOperation operation, WorkItem item, SignedInOfficer officer) {
        if (TaskOperation.NOT_OFFERED.contains(operation)) {
            return refused(Refusal.conflict("task.notOffered"));
        }
        if (operation == TaskOperation.WITHDRAW) {
            return Optional.ofNullable(withdraw(item, officer));
        }
        if (!item.open()) {
            return refused(gone(item, officer));
        }
        if (item.suspended() && operation != TaskOperation.COPY) {
            return refused(Refusal.conflict("task.suspended"));
        }
        return Optional.ofNullable(
                switch (operation) {
                    case CLAIM -> claim(item, officer);
                    case COMPLETE -> complete(item, officer);
                    case RELEASE -> release(item, officer);
                    case TRANSFER -> transfer(item, officer);
                    case DELEGATE -> own(item, officer);
                    case RESOLVE -> resolve(item, officer);
                    case COPY ->
                        access.mayTake(officer, item) || heads(officer, item) || delegated(item, officer)
                                ? null
                                : Refusal.forbidden("task.notForYou");
                    case URGE -> urge(item, officer);
                    case RETURN -> returned(item, officer);
                    case WITHDRAW, ADD_SIGNERS, REMOVE_SIGNER -> throw new IllegalStateException("not offered");
                });
    }

    /** That it is done: whoever comes too late is told who was faster. */
    private Refusal gone(WorkItem item, SignedInOfficer officer) {
        String by = item.closedBy();
        return item.completed() && item.closedAt() != null && by != null && !by.equals(officer.login())
                ? Refusal.conflict(
                        "task.doneBy",
                        officers.find(by).map(Officer::name).orElse(by),
                        SECOND.format(item.closedAt().atZone(OfficialTime.ZONE)),
                        item.stepName())
                : Refusal.conflict("task.gone");
    }

    /** @throws Refusal the one {@link #against} it */
    void require(TaskOperation operation, WorkItem item, SignedInOfficer officer) {
        against(operation, item, officer).ifPresent(refusal -> {
            throw refusal;
        });
    }

    /**
     * Whoever has a task, or may take it, answers for it to those who urge.
     *
     * @throws Refusal {@code task.gone} (409), {@code task.notForYou} (403)
     */
    void requireAnswer(WorkItem item, SignedInOfficer officer) {
        if (!item.open()) {
            throw Refusal.conflict("task.gone");
        }
        if (!mayAnswer(item, officer)) {
            throw Refusal.forbidden("task.notForYou");
        }
    }

    boolean mayAnswer(WorkItem item, SignedInOfficer officer) {
        return item.open() && (has(item, officer) || (item.assignee() == null && access.mayTake(officer, item)));
    }

    /** What speaks against each operation. */
    Map<TaskOperation, Optional<Refusal>> all(WorkItem item, SignedInOfficer officer) {
        Map<TaskOperation, Optional<Refusal>> all = new EnumMap<>(TaskOperation.class);
        for (TaskOperation operation : TaskOperation.values()) {
            all.put(operation, against(operation, item, officer));
        }
        return all;
    }

    private @Nullable Refusal claim(WorkItem item, SignedInOfficer officer) {
        if (!access.mayTake(officer, item)) {
            return Refusal.forbidden("task.notForYou");
        }
        return item.assignee() == null || has(item, officer) ? null : Refusal.conflict("task.taken");
    }

    private @Nullable Refusal complete(WorkItem item, SignedInOfficer officer) {
        Refusal refusal = claim(item, officer);
        return refusal == null && item.delegatedBy() != null ? Refusal.conflict("task.delegated") : refusal;
    }

    /** Delegated ones are given back to who delegated them, not to all. */
    private static @Nullable Refusal own(WorkItem item, SignedInOfficer officer) {
        if (!has(item, officer)) {
            return Refusal.conflict("task.notYours");
        }
        return item.delegatedBy() == null ? null : Refusal.conflict("task.delegated");
    }

    private static @Nullable Refusal release(WorkItem item, SignedInOfficer officer) {
        return own(item, officer);
    }

    private static @Nullable Refusal transfer(WorkItem item, SignedInOfficer officer) {
        if (heads(officer, item) || delegated(item, officer)) {
            return null;
        }
        if (!has(item, officer)) {
            return Refusal.forbidden("task.notYoursToHandOn");
        }
        return own(item, officer);
    }

    private static @Nullable Refusal resolve(WorkItem item, SignedInOfficer officer) {
        if (!has(item, officer)) {
            return Refusal.conflict("task.notYours");
        }
        return item.delegatedBy() == null ? Refusal.conflict("task.notDelegated") : null;
    }

    /** Whoever has a task says that something before it is to be done again. */
    private @Nullable Refusal returned(WorkItem item, SignedInOfficer officer) {
        Refusal refusal = own(item, officer);
        if (refusal != null) {
            return refusal;
        }
        return returns.targets(item.taskId()).isEmpty() ? Refusal.conflict("task.noReturn") : null;
    }

    /** Whoever did a task takes it back while nobody has begun what came after it. */
    private @Nullable Refusal withdraw(WorkItem item, SignedInOfficer officer) {
        if (!item.completed() || !officer.login().equals(item.closedBy())) {
            return Refusal.conflict("task.notDoneByYou");
        }
        return returns.takeBack(item.taskId()).isEmpty() ? Refusal.conflict("task.begun") : null;
    }

    private @Nullable Refusal urge(WorkItem item, SignedInOfficer officer) {
        if (has(item, officer)) {
            return Refusal.conflict("task.urgeYourself");
        }
        if (!officer.has(Role.SUPERVISOR)
                && !heads(officer, item)
                && !delegated(item, officer)
                && cases.scope(officer, item.caseNo()) != CaseScope.WHOLE) {
            return Refusal.forbidden("task.mayNotUrge");
        }
        return urges.again(item.taskId(), officer)
                .map(again -> Refusal.conflict("task.urgedAlready", OfficialTime.minute(again)))
                .orElse(null);
    }

    private static boolean has(WorkItem item, SignedInOfficer officer) {
        return officer.login().equals(item.assignee());
    }

    private static boolean delegated(WorkItem item, SignedInOfficer officer) {
        return officer.login().equals(item.delegatedBy());
    }

    /** Whether he leads a section or a department that the task falls to. */
    private static boolean heads(SignedInOfficer officer, WorkItem item) {
        return (officer.has(Role.SECTION_HEAD) || officer.has(Role.LEADER))
                && item.departments().contains(officer.departmentCode());
    }

    private static Optional<Refusal> refused(Refusal refusal) {
        return Optional.of(refusal);
    }
}
