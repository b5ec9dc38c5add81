package org.xieban.trace;

import org.springframework.core.Ordered;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Work of a transaction that is done as its last, before it commits: what makes others wait from then on until it has.
 * It belongs to the transaction like all the rest: where it fails nothing of the transaction stays.
 */
public final class AtEnd implements TransactionSynchronization {

    private final Runnable work;

    private AtEnd(Runnable work) {
        this.work = work;
    }

    /**
     * Lets work be done when the transaction of this thread ends, in the order in which it was handed in.
     *
     * @throws IllegalStateException where there is no transaction
     */
    public static void run(Runnable work) {
        TransactionSynchronizationManager.registerSynchronization(new AtEnd(work));
    }

    /** Whether such work is being done: whoever would wait for the end of the transaction must not wait any more. */
    public static boolean isRunning() {
        return TransactionSynchronizationManager.hasResource(AtEnd.class);
    }

    /** Before those who write down what was done. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE - 1;
    }

    @Override
    public void beforeCommit(boolean readOnly) {
        TransactionSynchronizationManager.bindResource(AtEnd.class, this);
        try {
            work.run();
        } finally {
            TransactionSynchronizationManager.unbindResource(AtEnd.class);
        }
    }
}
