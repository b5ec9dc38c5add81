package org.xieban.engine;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has come to its end in processes and was not told yet. The database itself notes each end in the transaction in
 * which it happens, so that none is told twice and none is left out, whoever ended it.
 */
public interface EndedActivities {

    /**
     * Something that ended.
     *
     * @param definitionId of the version in which it happened
     * @param element id in the model; the process's key where a whole process has ended
     * @param taskId null where it was no task
     * @param dueAt when the task was due, null without a term
     * @param cancelled whether it was broken off
     */
    record Ended(
            String definitionId,
            String element,
            Instant startedAt,
            Instant endedAt,
            @Nullable String taskId,
            @Nullable Instant dueAt,
            boolean cancelled) {}

    /**
     * Some of it, what was noted first; told again only if the transaction fails.
     *
     * @throws org.springframework.transaction.IllegalTransactionStateException outside of a transaction
     */
    List<Ended> take(int most);

    /** How much is still to be told. */
    long waiting();
}
