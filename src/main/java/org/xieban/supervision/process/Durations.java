package org.xieban.supervision.process;

/**
 * How long passages took, by size: up to a second, then four sizes for each doubling. What lies in one size differs by
 * less than a fifth, so that a mean of those in it stands for each of them.
 */
final class Durations {

    /** Of passages that were broken off: these have ended, and say nothing of how long one takes. */
    static final short BROKEN_OFF = -1;

    private static final double PER_DOUBLING = 4;
    private static final double MILLIS = 1000;

    private Durations() {}

    /** 0 for the smallest. */
    static short size(long millis) {
        return millis <= MILLIS ? 0 : (short) (1 + Math.floor(PER_DOUBLING * Math.log(millis / MILLIS) / Math.log(2)));
    }
}
