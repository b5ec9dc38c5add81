package org.xieban.worklist;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xieban.casefile.Lamp;

/**
 * A task as the API tells it.
 *
 * @param item code of the service item
 * @param step element id in the model
 * @param department code of the department it falls to, null where only a role was named
 * @param assignee login of who has it, null while nobody has
 * @param dueAt null while it has no term
 * @param lamp null without a term, and once it is done
 */
record TaskView(
        String taskId,
        String caseNo,
        String title,
        String item,
        String step,
        String stepName,
        @Nullable String department,
        @Nullable String assignee,
        List<String> candidateGroups,
        Instant createdAt,
        @Nullable Instant dueAt,
        @Nullable Lamp lamp,
        int priority) {

    static TaskView of(WorkItem item) {
        return new TaskView(
                item.taskId(),
                item.caseNo(),
                item.title(),
                item.itemCode(),
                item.step(),
                item.stepName(),
                item.department(),
                item.assignee(),
                item.candidateGroups(),
                item.openedAt(),
                item.dueAt(),
                item.lamp(),
                item.priority());
    }
}
