package org.xieban.emergency.response;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.Grade;

/**
 * What is proposed of a response, and what was decided of it.
 *
 * @param no counted within the event
 * @param before the level that runs; null where none does
 * @param level that is wanted; of an end the one that runs
 * @param hours how long it is expected to last; null for an end
 * @param orders that go out with it
 * @param version of the orders, grows with each edit
 * @param documentNumber of the notice by which it was made known
 */
record ResponseProposal(
        String caseNo,
        int no,
        Kind kind,
        @Nullable Grade before,
        Grade level,
        @Nullable Integer hours,
        String measures,
        String reason,
        List<DraftOrder> orders,
        int version,
        State state,
        String proposedBy,
        Instant proposedAt,
        @Nullable String advisedBy,
        @Nullable Instant advisedAt,
        @Nullable String advice,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decision,
        @Nullable Long document,
        @Nullable String documentNumber) {

    /** One that is proposed just now, of an event as it stands. */
    static ResponseProposal of(Event event, int no, ResponseProposals.Wanted wanted, String by, Instant at) {
        return new ResponseProposal(
                event.caseNo(),
                no,
                wanted.kind(),
                wanted.kind() == Kind.START ? null : event.level(),
                wanted.level(),
                wanted.hours(),
                wanted.measures(),
                wanted.reason(),
                wanted.orders(),
                0,
                State.PROPOSED,
                by,
                at,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** What of the response it is about. */
    public enum Kind {
        START,
        CHANGE,
        END;

        public String textKey() {
            return "emergency.response.kind." + name();
        }
    }

    /** How it stands. */
    public enum State {
        PROPOSED,
        /** The office, or whoever decides, wants it otherwise. */
        RETURNED,
        APPROVED;

        public String textKey() {
            return "emergency.response.proposal." + name();
        }
    }

    /** The level by which is found who decides. */
    Grade deciding() {
        return before != null && before.graverThan(level) ? before : level;
    }

    /** Until when it is expected to last if it is approved then. */
    Instant until(Instant approved) {
        return approved.plus(Duration.ofHours(Objects.requireNonNull(hours)));
    }
}
