package org.xieban.inspection.disclosure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.xieban.inspection.penalty.PenaltyServed;

/**
 * A decision that was made public.
 *
 * @param said what it says
 * @param at since when
 * @param withdrawal null as long as it stands
 */
record Disclosure(PenaltyServed said, Instant at, @Nullable Withdrawal withdrawal) {

    /** Why a decision does not stand as it was (行政处罚法 48). */
    enum Ground {
        CHANGED,
        REVOKED,
        UNLAWFUL,
        VOID;

        /** Whether nothing may rest on the decision any more. */
        boolean ends() {
            return this != CHANGED;
        }

        public String textKey() {
            return "penalty.ground." + name();
        }
    }

    /**
     * That it was withdrawn.
     *
     * @param reason published
     */
    record Withdrawal(Ground ground, String reason, Instant at) {}
}
