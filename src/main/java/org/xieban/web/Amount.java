package org.xieban.web;

/**
 * How many there are of something as a page says it: nobody waits until very many are counted, who only wants to see the
 * first of them.
 *
 * @param number how many there are; where there are {@code more}, how many there are at least
 */
public record Amount(long number, boolean more) {

    /** So many are counted. */
    public static final int MOST = 1000;

    /** Whoever counts stops here, since there are more. */
    public static final int ENOUGH = MOST + 1;

    /**
     * What was counted, as a page says it.
     *
     * @param counted no more than {@link #ENOUGH}
     */
    public static Amount of(long counted) {
        return counted < ENOUGH ? new Amount(counted, false) : new Amount(MOST, true);
    }
}
