package org.xieban.emergency.event;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event. Its number is that of its case.
 *
 * @param title what it is called, nothing personal
 * @param lead code of the department whose duty room leads it
 * @param drill whether it is an exercise (演练): marked everywhere, and nothing of it is sent outside
 * @param region GB/T 2260, of any level
 * @param place in words
 * @param longitude degrees east, with the latitude or null
 * @param occurredAt as far as known
 * @param reportedAt when it reached the duty room
 * @param sourceKey the sender's own key of the report (group of alarms, number of another system); null for none
 * @param grade null before it is graded
 * @param level of the response; null while there is none
 * @param version grows with each change
 */
public record Event(
        String caseNo,
        EventKind kind,
        String title,
        String lead,
        boolean drill,
        String region,
        String place,
        @Nullable BigDecimal longitude,
        @Nullable BigDecimal latitude,
        Instant occurredAt,
        Instant reportedAt,
        Source source,
        @Nullable String sourceKey,
        Harm harm,
        State state,
        @Nullable Grade grade,
        @Nullable Grade level,
        @Nullable Instant respondingSince,
        @Nullable Instant respondedUntil,
        @Nullable Instant closedAt,
        int version) {

    /** The same with its harm as it is known now. */
    Event harmed(Harm known) {
        return with(known, state, grade, level, respondingSince, respondedUntil, closedAt);
    }

    /** The same, found real or not. */
    Event found(State verified) {
        return with(harm, verified, grade, level, respondingSince, respondedUntil, closedAt);
    }

    /** The same with its grade. */
    Event graded(Grade given) {
        return with(harm, state, given, level, respondingSince, respondedUntil, closedAt);
    }

    /** The same while a response of that level runs; it runs since it first did. */
    Event responding(Grade wanted, Instant now) {
        return with(harm, State.RESPONDING, grade, wanted, respondingSince == null ? now : respondingSince, null, null);
    }

    /** The same after the response. */
    Event ended(Instant now) {
        return with(harm, State.ENDED, grade, level, respondingSince, now, null);
    }

    /** The same when all is done. */
    Event closed(Instant now) {
        return with(harm, State.CLOSED, grade, level, respondingSince, respondedUntil, now);
    }

    /** The same, of which no more has changed than that something came to it. */
    Event next() {
        return with(harm, state, grade, level, respondingSince, respondedUntil, closedAt);
    }

    private Event with(
            Harm known,
            State standing,
            @Nullable Grade given,
            @Nullable Grade wanted,
            @Nullable Instant since,
            @Nullable Instant until,
            @Nullable Instant closed) {
        return new Event(
                caseNo,
                kind,
                title,
                lead,
                drill,
                region,
                place,
                longitude,
                latitude,
                occurredAt,
                reportedAt,
                source,
                sourceKey,
                known,
                standing,
                given,
                wanted,
                since,
                until,
                closed,
                version + 1);
    }

    /** How a report reached the duty room. */
    public enum Source {
        ALARM,
        OFFICER,
        HOTLINE,
        SYSTEM;

        public String textKey() {
            return "emergency.event.source." + name();
        }
    }

    /** How it stands. */
    public enum State {
        /** Not verified yet. */
        REPORTED,
        /** There was nothing, or it is another event's. */
        REFUTED,
        /** It is real; there is no response, or none yet. */
        VERIFIED,
        /** The response runs. */
        RESPONDING,
        /** The response is over; damage and review are not. */
        ENDED,
        CLOSED;

        public String textKey() {
            return "emergency.event.state." + name();
        }

        /** Whether there is nothing left to do about it. */
        public boolean done() {
            return this == REFUTED || this == CLOSED;
        }

        /** Whether something may still be ordered and reported. */
        public boolean open() {
            return this == REPORTED || this == VERIFIED || this == RESPONDING;
        }
    }
}
