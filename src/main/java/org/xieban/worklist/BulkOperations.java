package org.xieban.worklist;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.web.Refusal;

/** The same done with many tasks: each in a transaction of its own, and of each it is told what came of it. */
@Component
class BulkOperations {

    /** So many rows at once, as many as a page of a list can have. */
    static final int MOST = 200;

    private static final Logger log = LoggerFactory.getLogger(BulkOperations.class);

    private final TaskOperations operations;
    private final MessageSource messages;

    BulkOperations(TaskOperations operations, MessageSource messages) {
        this.operations = operations;
        this.messages = messages;
    }

    /**
     * What came of one row.
     *
     * @param caseNo null where he may not see the task
     * @param code why it was refused, null where it was done
     * @param detail the same in his language
     */
    record Outcome(
            String taskId,
            @Nullable String caseNo,
            @Nullable String stepName,
            boolean done,
            @Nullable String code,
            @Nullable String detail)
            implements Serializable {

        private static final long serialVersionUID = 1L;
    }

    /** What a list offers to do with its rows. */
    static List<TaskOperation> offered(Queue queue, SignedInOfficer officer) {
        if (officer.has(Role.SUPERVISOR)) {
            return queue.open() ? List.of(TaskOperation.URGE) : List.of();
        }
        return switch (queue) {
            case MINE -> List.of(TaskOperation.RELEASE, TaskOperation.TRANSFER);
            case GROUP -> List.of(TaskOperation.CLAIM);
            case DEPARTMENT -> List.of(TaskOperation.CLAIM, TaskOperation.TRANSFER, TaskOperation.URGE);
            case WATCHED -> List.of(TaskOperation.URGE);
            case COPIED, DONE -> List.of();
        };
    }

    /**
     * Does it with each, in their order, each once.
     *
     * @throws Refusal {@code bulk.operation}, {@code bulk.none}, {@code bulk.tooMany} (400); {@code task.textInvalid} (422)
     */
    List<Outcome> perform(
            @Nullable TaskOperation operation,
            @Nullable List<@Nullable String> taskIds,
            @Nullable String to,
            @Nullable String reason,
            @Nullable String note) {
        if (operation == null || !TaskOperation.IN_BULK.contains(operation)) {
            throw Refusal.shape("bulk.operation").at("operation", "bulk.operation");
        }
        List<String> tasks = tasks(taskIds);
        if (operation == TaskOperation.TRANSFER) {
            TaskOperations.requireReason(reason);
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (String task : tasks) {
            outcomes.add(perform(operation, task, to, reason, note));
        }
        return outcomes;
    }

    /** @throws Refusal {@code bulk.none}, {@code bulk.tooMany} (400) */
    static List<String> tasks(@Nullable List<@Nullable String> taskIds) {
        List<String> tasks = taskIds == null
                ? List.of()
                : List.copyOf(new LinkedHashSet<>(
                        taskIds.stream().filter(Objects::nonNull).toList()));
        if (tasks.isEmpty()) {
            throw Refusal.shape("bulk.none").at("taskIds", "bulk.none");
        }
        if (tasks.size() > MOST) {
            throw Refusal.shape("bulk.tooMany", MOST).at("taskIds", "bulk.tooMany", MOST);
        }
        return tasks;
    }

    private Outcome perform(
            TaskOperation operation, String task, @Nullable String to, @Nullable String reason, @Nullable String note) {
        WorkItem item = null;
        try {
            item = operations.require(task);
            switch (operation) {
                case CLAIM -> operations.claim(task);
                case RELEASE -> operations.release(task);
                case TRANSFER -> operations.transfer(task, to, reason);
                case URGE -> operations.urge(task, note);
                default -> throw new IllegalArgumentException(operation.code());
            }
            return new Outcome(task, item.caseNo(), item.stepName(), true, null, null);
        } catch (Refusal refused) {
            Refusal.FieldError first = refused.errors().stream().findFirst().orElse(null);
            return first == null
                    ? refused(task, item, refused.code(), refused.arguments())
                    : refused(task, item, first.code(), first.arguments());
        } catch (RuntimeException e) {
            // what came of the rows before must be told
            log.error("{} of one of many tasks failed for {}", operation, CaseAccess.requireOfficer(), e);
            return refused(task, item, "bulk.failed", List.of());
        }
    }

    private Outcome refused(String task, @Nullable WorkItem item, String code, List<Object> arguments) {
        String text = messages.getMessage("problem." + code, arguments.toArray(), LocaleContextHolder.getLocale());
        return item == null
                ? new Outcome(task, null, null, false, code, text)
                : new Outcome(task, item.caseNo(), item.stepName(), false, code, text);
    }
}
