package org.xieban.worklist;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.xieban.trace.Act;
import org.xieban.trace.TransactionMemory;

/**
 * What an operation calls the change of a task's holder that it is about to make: that is recorded, with its reason,
 * where otherwise the mere change would be.
 */
@Component
class AnnouncedActs {

    private final TransactionMemory<String, Optional<Act>> announced = new TransactionMemory<>();

    void announce(String taskId, Act act) {
        announced.put(taskId, Optional.of(act));
    }

    /** The act that was announced of that task's next change, once. */
    Optional<Act> take(String taskId) {
        Optional<Act> act = announced.get(taskId, id -> Optional.empty());
        announced.forget(taskId);
        return act;
    }
}
