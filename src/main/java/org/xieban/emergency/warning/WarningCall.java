package org.xieban.emergency.warning;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That somebody was called to confirm a warning (叫应).
 *
 * @param version of the warning
 * @param recipient code of the department
 * @param position from 1, in the order in which its people were called
 * @param officer login of who was called; null where nobody was left and the duty room telephones
 * @param until by when he had to confirm
 * @param answeredAt when it was confirmed, or found that nobody can be reached
 * @param endedAt when it was passed on, or the warning was changed meanwhile
 * @param said who answered the telephone, and what was said
 */
record WarningCall(
        long id,
        int version,
        String recipient,
        int position,
        @Nullable String officer,
        Instant calledAt,
        Instant until,
        State state,
        @Nullable String answeredBy,
        @Nullable Instant answeredAt,
        @Nullable Instant endedAt,
        @Nullable String taskId,
        String said) {

    /** How it came out. */
    enum State {
        OPEN,
        CONFIRMED,
        /** Not confirmed in time: the next was called. */
        PASSED,
        /** Confirmed after it had been passed on. */
        LATE,
        /** Reached by telephone. */
        REACHED,
        UNREACHED,
        /** The warning was adjusted or lifted before anybody confirmed. */
        SUPERSEDED;

        public String textKey() {
            return "emergency.warning.call." + name();
        }
    }

    /** Whether the duty room has to telephone. */
    public boolean byHand() {
        return officer == null;
    }
}
