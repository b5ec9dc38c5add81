package org.xieban.emergency.call;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.xieban.emergency.duty.Rung;

/**
 * That somebody was called to confirm (叫应).
 *
 * @param caseNo of what he has to confirm
 * @param round of a warning its version; of a directive how often the ladder was begun, from 1
 * @param recipient code of the department
 * @param position from 1, in the order in which its people were called
 * @param officer login of who was called; null where nobody was left and the duty room telephones
 * @param rung why he was called; null where he was for none of these reasons
 * @param until by when he had to confirm
 * @param answeredAt when it was confirmed, or found that nobody can be reached
 * @param endedAt when it was passed on, or needed no more
 * @param taskId of the task by which it is confirmed; null before it is opened
 * @param said who answered the telephone, and what was said
 */
public record Call(
        long id,
        String caseNo,
        int round,
        String recipient,
        int position,
        @Nullable String officer,
        Rung.@Nullable Kind rung,
        Instant calledAt,
        Instant until,
        State state,
        @Nullable String answeredBy,
        @Nullable Instant answeredAt,
        @Nullable Instant endedAt,
        @Nullable String taskId,
        String said) {

    /** How it came out. */
    public enum State {
        OPEN,
        CONFIRMED,
        /** Not confirmed in time: the next was called. */
        PASSED,
        /** Confirmed after it had been passed on. */
        LATE,
        /** Reached by telephone. */
        REACHED,
        UNREACHED,
        /** Nobody had confirmed yet when it was needed no more. */
        SUPERSEDED;

        public String textKey() {
            return "emergency.call." + name();
        }

        /** The class by which it is drawn. */
        public String style() {
            return switch (this) {
                case CONFIRMED, REACHED -> "good";
                case OPEN, PASSED, LATE -> "warn";
                case UNREACHED -> "bad";
                case SUPERSEDED -> "";
            };
        }
    }

    /** Whether the duty room has to telephone. */
    public boolean byHand() {
        return officer == null;
    }

    public boolean open() {
        return state == State.OPEN;
    }
}
