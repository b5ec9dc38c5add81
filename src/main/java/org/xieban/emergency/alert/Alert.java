package org.xieban.emergency.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a contact is told of something.
 *
 * @param no of the decision or the version he is told of
 * @param contact code
 * @param called unit and post; his name stays where the contacts are kept
 * @param drill whether it is only exercised: then he is not told
 * @param delivery number of the message to him; null where he has to be telephoned
 * @param reachedBy login of who has telephoned him; null where nobody has
 */
public record Alert(
        long id,
        String caseNo,
        Occasion occasion,
        int no,
        String contact,
        String called,
        boolean drill,
        @Nullable Long delivery,
        Instant toldAt,
        @Nullable String reachedBy,
        @Nullable Instant reachedAt,
        String said) {

    /** How it stands. */
    public enum State {
        /** Somebody has to telephone. */
        TO_CALL("warn"),
        /** On its way; not acknowledged. */
        TOLD("warn"),
        ACKNOWLEDGED("good"),
        /** The duty room has telephoned. */
        REACHED("good"),
        /** No system and no mail server has taken it. */
        FAILED("bad"),
        DRILL("");

        private final String style;

        State(String style) {
            this.style = style;
        }

        public String style() {
            return style;
        }

        public String textKey() {
            return "emergency.alert.state." + name();
        }

        /** Whether somebody should telephone. */
        public boolean open() {
            return this == TO_CALL || this == TOLD || this == FAILED;
        }
    }
}
