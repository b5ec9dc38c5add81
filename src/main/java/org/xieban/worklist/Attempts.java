package org.xieban.worklist;

import java.util.function.Supplier;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.engine.Collision;
import org.xieban.web.Refusal;

/**
 * Does something with tasks in a transaction, and tries again what collides with another's change: that a department
 * answers at the same moment, a new calendar moves the due date or two wait for each other's rows does not take the task
 * from whoever has it.
 */
@Component
class Attempts {

    private static final int MOST = 4;

    private final TransactionTemplate transaction;

    Attempts(TransactionTemplate transaction) {
        this.transaction = transaction;
    }

    /**
     * What comes of it. Within a transaction it is done once: whoever began that tries again.
     *
     * @throws Refusal {@code task.busy} (409) if it collides again and again
     */
    <T> T of(Supplier<T> work) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return work.get();
        }
        for (int attempt = 1; attempt <= MOST; attempt++) {
            try {
                return transaction.execute(status -> work.get());
            } catch (Collision | PessimisticLockingFailureException e) {
                // nothing of it was kept
            }
        }
        throw Refusal.conflict("task.busy");
    }
}
