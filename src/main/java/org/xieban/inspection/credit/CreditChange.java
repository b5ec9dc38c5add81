package org.xieban.inspection.credit;

import java.time.Instant;
import org.xieban.inspection.register.CreditClass;

/**
 * A change of an object's class; none is ever taken back, but by another.
 *
 * @param reason in the words of the table, or of whoever decided
 * @param caseNo number of the case that it comes from
 */
public record CreditChange(
        long id,
        String creditCode,
        CreditClass before,
        CreditClass after,
        Event event,
        String reason,
        String caseNo,
        Instant at) {

    /** What changed it. */
    public enum Event {
        /** Handed over to justice and dealt with there. */
        CRIME,
        PENALTY_HEAVY,
        PENALTY,
        PENALTY_LIGHT,
        RECTIFICATION_MISSED,
        /** An appeal was right. */
        APPEAL,
        REPAIR;

        public String textKey() {
            return "credit.event." + name();
        }
    }

    /** Whether it made the class worse. */
    public boolean worse() {
        return after.compareTo(before) > 0;
    }
}
