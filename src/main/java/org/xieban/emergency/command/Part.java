package org.xieban.emergency.command;

import java.util.function.Consumer;

/**
 * A part of the screen.
 *
 * @param <F> what it knows of an event
 */
interface Part<F> {

    /** What there is to know at a moment, for whoever looks; in a transaction that reads. */
    F gather(Moment moment);

    /** What of it is shown to somebody. */
    void show(Moment moment, F known, Viewpoint to, Consumer<Piece> pieces);
}
