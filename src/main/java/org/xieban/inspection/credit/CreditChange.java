package org.xieban.inspection.credit;

import java.time.Instant;
import org.xieban.inspection.register.CreditClass;

/**
 * What happened to an object and what it made of its class, which may be the same; none is ever erased.
 *
 * @param reason in the words of the table, or of whoever decided
 * @param caseNo number of the case that it comes from
 * @param annulled whether what it rests on has fallen away since
 */
public record CreditChange(
        long id,
        String creditCode,
        CreditClass before,
        CreditClass after,
        Event event,
        String reason,
        String caseNo,
        Instant at,
        boolean annulled) {

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
        REPAIR,
        /** A penalty was revoked, or found unlawful or void. */
        REVOCATION;

        public String textKey() {
            return "credit.event." + name();
        }
    }

    /** Whether it is still reckoned with: what makes undone what was wrong says nothing of the class by itself. */
    boolean counts() {
        return !annulled && event != Event.APPEAL && event != Event.REVOCATION;
    }

    /** Whether it made the class another. */
    boolean changed() {
        return after != before;
    }

    /** Whether it made the class worse, and is still reckoned with. */
    boolean worse() {
        return counts() && after.compareTo(before) > 0;
    }
}
