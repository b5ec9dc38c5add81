package org.xieban.engine;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Leads the process of a case back to a step that was done before, without losing or doubling what is under way beside
 * it. It goes no further back than the product itself has done nothing since: what a service task has written, issued or
 * asked would be done twice. A task that is gone is a {@link org.xieban.web.Refusal} {@code task.gone} (409), what
 * collides with another's change a {@link Collision}.
 */
public interface Returns {

    /**
     * A step to which a process can be led back.
     *
     * @param step element id in the model
     * @param by login of who did it last; null where several did
     * @param withdraws what is open besides and would have to be done again, since the step comes before it, too
     */
    record Target(String step, String stepName, @Nullable String by, List<Withdrawn> withdraws) {
        public Target {
            withdraws = List.copyOf(withdraws);
        }
    }

    /** A task that is withdrawn as its process is led back; {@code assignee} is the login of who has it. */
    record Withdrawn(
            String taskId,
            String step,
            String stepName,
            @Nullable String assignee) {}

    /** The steps to which the process can be led back from an open task, the last one first. */
    List<Target> targets(String taskId);

    /**
     * Ends an open task and what the target withdraws, and opens the step again.
     *
     * @return ids of the tasks that were opened
     * @throws org.xieban.web.Refusal {@code task.noReturn} (409) where that is no target
     */
    List<String> back(String taskId, String step);

    /**
     * What is withdrawn if a task that was done is taken back; empty where it cannot be: somebody has begun what came after
     * it, the product itself has done something since, or others did the same step beside it.
     */
    Optional<List<Withdrawn>> takeBack(String doneTaskId);

    /**
     * Opens a task that was done again, and ends what came after it.
     *
     * @return id of the task that was opened
     * @throws org.xieban.web.Refusal {@code task.begun} (409) where {@link #takeBack} says that it cannot be
     */
    String withdraw(String doneTaskId);
}
