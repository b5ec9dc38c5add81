package org.xieban.emergency.duty;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A roll-call of those on duty (点名).
 *
 * @param answerBy who answers later is late
 */
record RollCall(long id, String askedBy, Instant askedAt, Instant answerBy, String note, List<Asked> asked) {

    RollCall {
        asked = List.copyOf(asked);
    }

    /**
     * One who was asked.
     *
     * @param officer login; null where the roster named nobody
     * @param leads whether as the leader in charge
     */
    record Asked(
            String department,
            @Nullable String officer,
            boolean leads,
            @Nullable Instant answeredAt) {}

    /** How it stands with one of them. */
    enum State {
        WAITING(""),
        ANSWERED("good"),
        LATE("warn"),
        SILENT("bad"),
        NOBODY("bad");

        private final String style;

        State(String style) {
            this.style = style;
        }

        public String style() {
            return style;
        }

        public String textKey() {
            return "emergency.rollCall.state." + name();
        }
    }

    State state(Asked each, Instant now) {
        if (each.officer() == null) {
            return State.NOBODY;
        }
        if (each.answeredAt() != null) {
            return each.answeredAt().isAfter(answerBy) ? State.LATE : State.ANSWERED;
        }
        return now.isAfter(answerBy) ? State.SILENT : State.WAITING;
    }

    /** How many whole minutes after the time an answer came; 0 for one in time. */
    long minutesLate(Asked each) {
        return each.answeredAt() == null
                ? 0
                : Math.max(
                        0,
                        Duration.between(answerBy, each.answeredAt())
                                .plusSeconds(59)
                                .toMinutes());
    }

    boolean waitsFor(String login) {
        return asked.stream().anyMatch(each -> login.equals(each.officer()) && each.answeredAt() == null);
    }
}
