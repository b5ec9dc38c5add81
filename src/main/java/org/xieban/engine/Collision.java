package org.xieban.engine;

/**
 * Somebody changed the same at the same moment: nothing was done, and in a new transaction it may succeed, since the task
 * may well be there as before.
 */
public final class Collision extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Collision(Throwable cause) {
        super(cause);
    }
}
