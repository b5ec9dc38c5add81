package org.xieban.emergency.duty;

import java.time.Instant;

/**
 * A shift of a duty roster, in natural hours.
 *
 * @param until the first moment that it does not cover
 * @param officer login of who is on duty (值班员)
 * @param leader login of the leader in charge (带班领导)
 * @param phone where the shift is reached
 * @param version grows with each change; 0 of one that is new
 */
public record Shift(
        long id,
        String department,
        Instant from,
        Instant until,
        String officer,
        String leader,
        String phone,
        int version) {

    /** Whether it covers a moment. */
    public boolean covers(Instant at) {
        return !at.isBefore(from) && at.isBefore(until);
    }

    /** Whether it is over: what was is not rewritten. */
    public boolean over(Instant now) {
        return !now.isBefore(until);
    }

    boolean saysTheSameAs(Shift other) {
        return from.equals(other.from)
                && until.equals(other.until)
                && officer.equals(other.officer)
                && leader.equals(other.leader)
                && phone.equals(other.phone);
    }
}
