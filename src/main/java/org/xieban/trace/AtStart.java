package org.xieban.trace;

import org.springframework.context.SmartLifecycle;

/**
 * Work that is done once as the product starts, on the starting thread, before models are deployed and the doors open.
 * What fails ends the start. To be declared as a bean.
 */
public abstract class AtStart implements SmartLifecycle {

    /** Who waits for whom; within a turn no one does. */
    public enum Turn {
        /** Those who belong to the product: departments and officers. */
        PEOPLE(1),
        /** What departments answer for: service items, administrators to be. */
        DUTIES(2),
        /** What the duties ask for: the departments' data. */
        SOURCES(3),
        /** What is asked of the data again and again. */
        INDICATORS(4);

        private final int number;

        Turn(int number) {
            this.number = number;
        }
    }

    private final Turn turn;
    private volatile boolean done;

    protected AtStart(Turn turn) {
        this.turn = turn;
    }

    /** The work itself. */
    protected abstract void work();

    @Override
    public final void start() {
        work();
        done = true;
    }

    @Override
    public final void stop() {
        done = false;
    }

    @Override
    public final boolean isRunning() {
        return done;
    }

    /** Far before the server's and the engine's. */
    @Override
    public final int getPhase() {
        return Integer.MIN_VALUE + 1000 + turn.number;
    }
}
