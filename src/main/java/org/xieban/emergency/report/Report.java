package org.xieban.emergency.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.xieban.emergency.event.Harm;

/**
 * A situation report. Its number is that of its case, below the case of its event.
 *
 * @param ordinal its place among those of the event, 1 for the first
 * @param no of a further one its place among these (续报 1, 2 …), 0 for the others
 * @param corrects number of the report that this one corrects, null where it corrects none
 * @param drill whether it belongs to an exercise (演练): then nothing goes out
 * @param telephone null until somebody has telephoned
 * @param writing null until it is drafted
 * @param receipt null until whoever it went to has it
 */
public record Report(
        String caseNo,
        String eventCaseNo,
        int ordinal,
        Kind kind,
        int no,
        @Nullable String corrects,
        boolean drill,
        Call call,
        Due due,
        State state,
        @Nullable Telephone telephone,
        @Nullable Writing writing,
        @Nullable Receipt receipt) {

    /** Which of an event's reports it is. */
    public enum Kind {
        /** 首报. */
        FIRST,
        /** 续报, corrections too. */
        FURTHER,
        /** 终报. */
        FINAL
    }

    /** What it was called for by. */
    public enum Reason {
        /** The event is real. */
        VERIFIED,
        /** It has another grade. */
        GRADE,
        /** The response has begun, or has another level. */
        LEVEL,
        /** So much time has passed since the last. */
        PERIOD,
        /** As many were killed or hurt, or the harm is as grave, as was not known before. */
        HARM,
        /** Somebody ordered it. */
        ORDER,
        /** What was reported was wrong. */
        CORRECTION,
        /** The response is over. */
        ENDED,
        /** There is to be no response. */
        DECLINED;

        public String textKey() {
            return "emergency.report.reason." + name();
        }
    }

    /** How it stands. */
    public enum State {
        /** Somebody has to telephone. */
        TELEPHONE,
        DRAFTING,
        /** A leader has it. */
        SIGNING,
        SENT,
        /** The event turned out to be none. */
        NOT_NEEDED;

        public String textKey() {
            return "emergency.report.state." + name();
        }

        /** Whether it has still to be sent. */
        public boolean open() {
            return this != SENT && this != NOT_NEEDED;
        }

        /** Whether what happens meanwhile becomes part of it. */
        boolean takesChanges() {
            return this == TELEPHONE || this == DRAFTING;
        }
    }

    /**
     * What it was called for by.
     *
     * @param text in the words of whoever called for it; empty where the reason says it all
     * @param by login; that of the product where it called by itself
     */
    public record Call(Reason reason, String text, Instant at, String by) {}

    /**
     * By when it is due, in natural hours.
     *
     * @param telephone null where none is asked for
     * @param basis law or rule that says so
     */
    public record Due(@Nullable Instant telephone, Instant written, String basis) {}

    /**
     * A report by telephone.
     *
     * @param at when they spoke
     * @param by login of who telephoned
     * @param to who was told
     * @param notedAt when it was written down
     */
    public record Telephone(Instant at, String by, String to, String text, Instant notedAt) {}

    /**
     * A report in writing.
     *
     * @param facts what the record knew when it was drafted
     * @param figures the harm as it is reported; null where it was drafted before figures were kept
     * @param difference why the figures are others than were known when it was drafted; empty where they are not
     * @param differs whether they are others than were known when it was sent
     * @param signedBy login; null until it is signed, as what follows
     */
    public record Writing(
            String facts,
            String text,
            String draftedBy,
            Instant draftedAt,
            @Nullable Harm figures,
            String difference,
            boolean differs,
            @Nullable String signedBy,
            @Nullable Instant sentAt,
            @Nullable Long document,
            @Nullable String documentNumber) {}

    /**
     * That whoever it went to has it.
     *
     * @param from who says so; empty where all recipients acknowledged
     */
    public record Receipt(Instant at, String from, String text) {}

    /** How a report stands against its clock. */
    public enum Standing {
        NOT_ASKED(""),
        RUNNING("warn"),
        IN_TIME("good"),
        LATE("bad"),
        /** It is overdue, and has not come. */
        MISSING("bad");

        private final String style;

        Standing(String style) {
            this.style = style;
        }

        public String style() {
            return style;
        }

        public String textKey() {
            return "emergency.report.standing." + name();
        }
    }

    /**
     * What is written of it.
     *
     * @throws NullPointerException before it is drafted
     */
    Writing drafted() {
        return Objects.requireNonNull(writing, "nothing is drafted");
    }

    /** When it was sent; null before. */
    public @Nullable Instant sentAt() {
        return writing == null ? null : writing.sentAt();
    }

    /** When they spoke; null where nobody has telephoned. */
    public @Nullable Instant telephonedAt() {
        return telephone == null ? null : telephone.at();
    }

    /** How the report by telephone stands. */
    public Standing telephoned(Instant now) {
        return standing(due.telephone(), telephonedAt(), now);
    }

    /** How the report in writing stands. */
    public Standing written(Instant now) {
        return standing(due.written(), sentAt(), now);
    }

    private Standing standing(@Nullable Instant by, @Nullable Instant done, Instant now) {
        if (by == null || state == State.NOT_NEEDED) {
            return Standing.NOT_ASKED;
        }
        if (done != null) {
            return done.isAfter(by) ? Standing.LATE : Standing.IN_TIME;
        }
        return now.isAfter(by) ? Standing.MISSING : Standing.RUNNING;
    }

    /** By how much a report by telephone is too late by now; zero where it is not. */
    public Duration telephoneLate(Instant now) {
        return due.telephone() == null ? Duration.ZERO : late(due.telephone(), telephonedAt(), now);
    }

    /** By how much a report in writing is too late by now; zero where it is not. */
    public Duration writtenLate(Instant now) {
        return late(due.written(), sentAt(), now);
    }

    private Duration late(Instant by, @Nullable Instant done, Instant now) {
        Duration late = Duration.between(by, done == null ? now : done);
        return state == State.NOT_NEEDED || late.isNegative() ? Duration.ZERO : late;
    }

    /** What has to be done next by when; null where nothing has. */
    @Nullable
    Instant nextDue() {
        if (!state.open()) {
            return null;
        }
        return state == State.TELEPHONE && due.telephone() != null ? due.telephone() : due.written();
    }
}
