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

    /** Nothing is known of any. */
    public static final Harm NONE = new Harm(0, 0, 0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO, false);
}
