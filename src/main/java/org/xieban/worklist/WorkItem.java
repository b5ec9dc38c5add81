package org.xieban.worklist;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xieban.casefile.Lamp;

/**
 * One task as work lists show it, open or done.
 *
 * @param taskId the engine's
 * @param title of the case, without personal data
 * @param applicant masked
 * @param step element id in the model
 * @param candidateGroups groups whose members may take it
 * @param candidates logins of officers who may take it besides
 * @param departments whose officers were offered it or hold it, the one it falls to first
 * @param assignee login of who has it or had it, null while nobody has
 * @param delegatedBy login of who lets the assignee do it for him and gets it back, null unless it is so
 * @param openedBy login of whose act led to it
 * @param dueAt null while it has no term
 * @param announced the lamp of its clock; null while it has no term, and once it is closed
 * @param closedBy login of who did it, null where nobody did
 * @param completed whether it was done; false where it was withdrawn
 */
record WorkItem(
        String taskId,
        String caseNo,
        String title,
        String itemCode,
        String itemName,
        String applicant,
        String step,
        String stepName,
        List<String> candidateGroups,
        List<String> candidates,
        List<String> departments,
        @Nullable String assignee,
        @Nullable String delegatedBy,
        Instant openedAt,
        @Nullable String openedBy,
        @Nullable Instant dueAt,
        @Nullable Lamp announced,
        int priority,
        boolean suspended,
        @Nullable Instant closedAt,
        @Nullable String closedBy,
        boolean completed) {

    WorkItem {
        candidateGroups = List.copyOf(candidateGroups);
        candidates = List.copyOf(candidates);
        departments = List.copyOf(departments);
    }

    public boolean open() {
        return closedAt == null;
    }

    /** The department it falls to, null where only a role was named. */
    @Nullable
    String department() {
        return departments.isEmpty() ? null : departments.get(0);
    }

    /** How it stands to its term; null without one, or once it is closed. */
    @Nullable
    Lamp lamp() {
        if (!open()) {
            return null;
        }
        return suspended ? Lamp.PAUSED : announced;
    }

    /** How much of its term has passed, in hundredths; null without a term. */
    @Nullable
    Integer passed(Instant now) {
        Instant due = dueAt;
        if (due == null || !open() || suspended) {
            return null;
        }
        long whole = Duration.between(openedAt, due).toSeconds();
        long gone = Duration.between(openedAt, now).toSeconds();
        return whole <= 0 ? 100 : (int) Math.max(0, Math.min(100, gone * 100 / whole));
    }
}
