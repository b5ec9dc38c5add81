package org.xieban.worklist;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.xieban.casefile.CaseView;
import org.xieban.casefile.CaseViews;
import org.xieban.engine.Returns;
import org.xieban.web.Listing;
import org.xieban.web.Refusal;

/** What is done with tasks, for other systems and our own pages' forms. */
@RestController
@RequestMapping("/api/v1")
class TaskOperationApi {

    private final TaskOperations operations;
    private final TaskReturns returns;
    private final BulkOperations bulk;
    private final Watches watches;
    private final Attempts attempts;
    private final CaseViews cases;
    private final MessageSource messages;

    TaskOperationApi(
            TaskOperations operations,
            TaskReturns returns,
            BulkOperations bulk,
            Watches watches,
            Attempts attempts,
            CaseViews cases,
            MessageSource messages) {
        this.operations = operations;
        this.returns = returns;
        this.bulk = bulk;
        this.watches = watches;
        this.attempts = attempts;
        this.cases = cases;
        this.messages = messages;
    }

    /** What was entered into a task's form. */
    record Completion(@Nullable Map<String, @Nullable Object> variables) {}

    /** To whom a task is given, and why. */
    record HandOver(@Nullable String to, @Nullable String reason) {}

    /** Who is to read it. */
    record Copying(
            @Nullable List<@Nullable String> to, @Nullable String note) {}

    record Note(@Nullable String note) {}

    /**
     * Whether the caller may do something with a task.
     *
     * @param why in the caller's language, null where he may
     */
    record OperationView(
            TaskOperation operation,
            boolean allowed,
            @Nullable String why) {}

    @GetMapping("/tasks/{taskId}/operations")
    List<OperationView> operations(@PathVariable String taskId, Locale locale) {
        return operations.operations(taskId).entrySet().stream()
                .map(each -> new OperationView(
                        each.getKey(),
                        each.getValue().isEmpty(),
                        each.getValue().map(refusal -> text(refusal, locale)).orElse(null)))
                .toList();
    }

    private String text(Refusal refusal, Locale locale) {
        return messages.getMessage(
                "problem." + refusal.code(), refusal.arguments().toArray(), locale);
    }

    @PostMapping("/tasks/{taskId}/claim")
    TaskView claim(@PathVariable String taskId) {
        return TaskView.of(operations.claim(taskId));
    }

    @PostMapping("/tasks/{taskId}/release")
    TaskView release(@PathVariable String taskId) {
        return TaskView.of(operations.release(taskId));
    }

    @PostMapping("/tasks/{taskId}/complete")
    CaseView complete(@PathVariable String taskId, @RequestBody(required = false) @Nullable Completion completion) {
        Map<String, @Nullable Object> values = completion == null ? null : completion.variables();
        return attempts.of(() -> {
            WorkItem done = operations.complete(taskId, values == null ? Map.of() : values);
            return cases.of(done.caseNo());
        });
    }

    @PostMapping("/tasks/{taskId}/transfer")
    TaskView transfer(@PathVariable String taskId, @RequestBody HandOver given) {
        return TaskView.of(operations.transfer(taskId, given.to(), given.reason()));
    }

    @PostMapping("/tasks/{taskId}/delegate")
    TaskView delegate(@PathVariable String taskId, @RequestBody HandOver given) {
        return TaskView.of(operations.delegate(taskId, given.to(), given.reason()));
    }

    @PostMapping("/tasks/{taskId}/resolve")
    TaskView resolve(@PathVariable String taskId) {
        return TaskView.of(operations.resolve(taskId));
    }

    /** To which step a task is led back, and why. */
    record Return(@Nullable String toStep, @Nullable String reason) {}

    @GetMapping("/tasks/{taskId}/returnTargets")
    List<Returns.Target> returnTargets(@PathVariable String taskId) {
        return returns.targets(taskId);
    }

    @PostMapping("/tasks/{taskId}/return")
    TaskView back(@PathVariable String taskId, @RequestBody Return given) {
        return TaskView.of(returns.back(taskId, given.toStep(), given.reason()));
    }

    /** The task as it is to be done again, under a new id. */
    @PostMapping("/tasks/{taskId}/withdraw")
    TaskView withdraw(@PathVariable String taskId) {
        return TaskView.of(returns.withdraw(taskId));
    }

    /** Who signs follows from the table of decisions: nobody is added, and nobody is left out. */
    @PostMapping({"/tasks/{taskId}/addSigners", "/tasks/{taskId}/removeSigner"})
    void signers(@PathVariable String taskId) {
        operations.require(taskId);
        throw Refusal.conflict("task.notOffered");
    }

    @PostMapping("/tasks/{taskId}/copy")
    TaskView copy(@PathVariable String taskId, @RequestBody Copying given) {
        return TaskView.of(operations.copy(taskId, given.to(), given.note()));
    }

    @PostMapping("/tasks/{taskId}/read")
    TaskView read(@PathVariable String taskId) {
        return TaskView.of(operations.read(taskId));
    }

    @PostMapping("/tasks/{taskId}/urge")
    TaskView urge(@PathVariable String taskId, @RequestBody(required = false) @Nullable Note given) {
        return TaskView.of(operations.urge(taskId, given == null ? null : given.note()));
    }

    /** What is to be done with many tasks. */
    record Bulk(
            @Nullable String operation,
            @Nullable List<@Nullable String> taskIds,
            @Nullable String to,
            @Nullable String reason,
            @Nullable String note) {}

    /** Each task in a transaction of its own; of each it is told what came of it. */
    @PostMapping("/tasks/bulk")
    Listing<BulkOperations.Outcome> bulk(@RequestBody Bulk given) {
        List<BulkOperations.Outcome> outcomes = bulk.perform(
                TaskApi.operation(given.operation()), given.taskIds(), given.to(), given.reason(), given.note());
        return new Listing<>(outcomes, null, outcomes.size());
    }

    @PutMapping("/cases/{caseNo}/watch")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void watch(@PathVariable String caseNo) {
        watches.watch(caseNo);
    }

    @DeleteMapping("/cases/{caseNo}/watch")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unwatch(@PathVariable String caseNo) {
        watches.unwatch(caseNo);
    }
}
