package org.xieban.emergency.event;

import java.math.BigDecimal;

/**
 * The harm an event has done so far as it is known, by which it is graded.
 *
 * @param missing not found yet
 * @param injured those seriously injured among them
 * @param evacuated moved to safety
 * @param lossYuan direct loss in yuan
 * @param areaKm2 affected area in square kilometres
 * @param sensitive whether place, time or those concerned make it grave beyond its numbers
 */
public record Harm(
        int dead,
        int missing,
        int seriouslyInjured,
        int injured,
        int evacuated,
        BigDecimal lossYuan,
        BigDecimal areaKm2,
        boolean sensitive) {

    private static final BigDecimal MOST_YUAN = new BigDecimal("10000000000000");
    private static final BigDecimal MOST_KM2 = new BigDecimal("100000000");
    private static final int MOST_PEOPLE = 100_000_000;

    /** Whether it can be: nothing less than nothing, and no more seriously injured than injured. */
    public boolean possible() {
        return dead >= 0
                && missing >= 0
                && seriouslyInjured >= 0
                && injured >= seriouslyInjured
                && evacuated >= 0
                && lossYuan.signum() >= 0
                && areaKm2.signum() >= 0
                && Math.max(Math.max(dead, missing), Math.max(injured, evacuated)) <= MOST_PEOPLE
                && lossYuan.compareTo(MOST_YUAN) < 0
                && areaKm2.compareTo(MOST_KM2) < 0;
    }

    /** Whether nothing is known of any. */
    public boolean none() {
        return dead == 0
                && missing == 0
                && injured == 0
                && evacuated == 0
                && lossYuan.signum() == 0
                && areaKm2.signum() == 0
                && !sensitive;
    }

    /** Whether it is the same in all that counts and measures it. */
    public boolean sameFigures(Harm other) {
        return sameCasualties(other)
                && evacuated == other.evacuated
                && lossYuan.compareTo(other.lossYuan) == 0
                && areaKm2.compareTo(other.areaKm2) == 0;
    }

    /** Whether as many were killed, hurt and missed (伤亡人数). */
    public boolean sameCasualties(Harm other) {
        return dead == other.dead
                && missing == other.missing
                && seriouslyInjured == other.seriouslyInjured
                && injured == other.injured;
    }

    /** Nothing is known of any. */
    public static final Harm NONE = new Harm(0, 0, 0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO, false);
}
