package org.xieban.worklist;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.Officer;
import org.xieban.directory.SignedInOfficer;
import org.xieban.engine.Tasks;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/**
 * What whoever is signed in does with tasks. A task that he may not see does not exist for him ({@code task.unknown},
 * 404); what he may do with the others {@link TaskRules} say. Each is one transaction with its record.
 */
@Component
class TaskOperations {

    /** What a reason and a note may have at most, in characters. */
    static final int LONGEST_TEXT = 500;

    private final WorkItems items;
    private final TaskRules rules;
    private final TaskPeople people;
    private final Tasks tasks;
    private final Copies copies;
    private final Urges urges;
    private final AnnouncedActs announced;
    private final Trace trace;
    private final Attempts attempts;

    TaskOperations(
            WorkItems items,
            TaskRules rules,
            TaskPeople people,
            Tasks tasks,
            Copies copies,
            Urges urges,
            AnnouncedActs announced,
            Trace trace,
            Attempts attempts) {
        this.items = items;
        this.rules = rules;
        this.people = people;
        this.tasks = tasks;
        this.copies = copies;
        this.urges = urges;
        this.announced = announced;
        this.trace = trace;
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
        if (!require(taskId).open()) {
            throw Refusal.conflict("task.gone");
        }
        return tasks.form(taskId);
    }

    /** What speaks against each operation; empty where he may do it. */
    @Transactional(readOnly = true)
    Map<TaskOperation, Optional<Refusal>> operations(String taskId) {
        return rules.all(require(taskId), CaseAccess.requireOfficer());
    }

    /** Takes it; nothing where he has it already. */
    WorkItem claim(String taskId) {
        return act(TaskOperation.CLAIM, taskId, (item, officer) -> {
            if (item.assignee() == null) {
                tasks.claim(taskId, officer.login());
            }
        });
    }

    /** Gives it back to those who may take it. */
    WorkItem release(String taskId) {
        return act(TaskOperation.RELEASE, taskId, (item, officer) -> tasks.release(taskId, officer.login()));
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
            WorkItem item = require(taskId);
            rules.require(TaskOperation.COMPLETE, item, officer);
            tasks.complete(taskId, officer.login(), values);
            return item;
        });
    }

    /** Gives it to another for good (转办). */
    WorkItem transfer(String taskId, @Nullable String to, @Nullable String reason) {
        return act(TaskOperation.TRANSFER, taskId, (item, officer) -> {
            Officer receiver = people.requireHolder(item, to);
            announced.announce(
                    taskId,
                    act("task.transferred", item)
                            .change(item.assignee(), receiver.login())
                            .with("reason", requireReason(reason)));
            tasks.transfer(taskId, item.assignee(), receiver.login());
        });
    }

    /** Lets another prepare it (委托办理). */
    WorkItem delegate(String taskId, @Nullable String to, @Nullable String reason) {
        return act(TaskOperation.DELEGATE, taskId, (item, officer) -> {
            Officer receiver = people.requireHolder(item, to);
            announced.announce(
                    taskId,
                    act("task.delegated", item)
                            .change(officer.login(), receiver.login())
                            .with("reason", requireReason(reason)));
            tasks.delegate(taskId, officer.login(), receiver.login());
        });
    }

    /** Gives it back to who delegated it. */
    WorkItem resolve(String taskId) {
        return act(TaskOperation.RESOLVE, taskId, (item, officer) -> {
            announced.announce(taskId, act("task.resolved", item).change(officer.login(), item.delegatedBy()));
            tasks.resolve(taskId, officer.login());
        });
    }

    /** Sends it to others to be read (抄送). */
    WorkItem copy(String taskId, @Nullable List<@Nullable String> to, @Nullable String note) {
        return act(TaskOperation.COPY, taskId, (item, officer) -> {
            List<String> readers =
                    people.requireReaders(item, to).stream().map(Officer::login).toList();
            String words = optionalText("note", note);
            copies.send(taskId, readers, officer.login(), words);
            trace.record(act("task.copied", item).with("told", readers).with("note", words));
        });
    }

    /**
     * Marks what he was sent as read; nothing where he has read it.
     *
     * @throws Refusal {@code task.unknown} (404) where he was sent no such task
     */
    WorkItem read(String taskId) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        return attempts.of(() -> {
            WorkItem item = require(taskId);
            if (copies.find(taskId, officer.login()).isEmpty()) {
                throw Refusal.notFound("task.unknown");
            }
            if (copies.read(taskId, officer.login())) {
                trace.record(act("task.copyRead", item));
            }
            return item;
        });
    }

    /** Asks whoever has it, or may take it, to do it now (催办). */
    WorkItem urge(String taskId, @Nullable String note) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        return attempts.of(() -> {
            // only what he may see is held
            require(taskId);
            urges.hold(taskId);
            WorkItem item = require(taskId);
            rules.require(TaskOperation.URGE, item, officer);
            String words = optionalText("note", note);
            List<String> told = people.urged(item, officer);
            urges.add(taskId, officer, words, told);
            trace.record(act("task.urged", item).with("told", told).with("note", words));
            return item;
        });
    }

    /**
     * Says to whoever has urged for a task how it stands; to all of them who have not been answered.
     *
     * @throws Refusal {@code task.notForYou} (403) where he neither has nor may take it; {@code task.notUrged} (409) where
     *     there is nothing to answer; {@code task.textInvalid} (422) at the field {@code text}
     */
    WorkItem answerUrge(String taskId, @Nullable String text) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        return attempts.of(() -> {
            WorkItem item = require(taskId);
            rules.requireAnswer(item, officer);
            String words = requireText("text", text, "task.answerMissing");
            List<String> told = urges.answer(taskId, officer, words);
            if (told.isEmpty()) {
                throw Refusal.conflict("task.notUrged");
            }
            trace.record(act("task.urgeAnswered", item).with("told", told).with("note", words));
            return item;
        });
    }

    private interface Work {
        void of(WorkItem item, SignedInOfficer officer);
    }

    /** The work item as it is afterwards; whoever has given it away may not see it any more, then as it was. */
    private WorkItem act(TaskOperation operation, String taskId, Work work) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        return attempts.of(() -> {
            WorkItem item = require(taskId);
            rules.require(operation, item, officer);
            work.of(item, officer);
            return items.find(taskId, officer).orElse(item);
        });
    }

    private static Act act(String name, WorkItem item) {
        return Act.of(name, "case", item.caseNo()).inCase(item.caseNo(), item.step());
    }

    /** @throws Refusal {@code task.textInvalid} (422) at the field {@code reason} */
    static String requireReason(@Nullable String given) {
        return requireText("reason", given, "task.reasonMissing");
    }

    private static String requireText(String field, @Nullable String given, String missing) {
        String text = optionalText(field, given);
        if (text.isEmpty()) {
            throw Refusal.rule("task.textInvalid").at(field, missing);
        }
        return text;
    }

    private static String optionalText(String field, @Nullable String given) {
        String text = given == null ? "" : given.replace("\u0000", "").strip();
        if (text.length() > LONGEST_TEXT) {
            throw Refusal.rule("task.textInvalid").at(field, "task.textTooLong", LONGEST_TEXT);
        }
        return text;
    }
}
