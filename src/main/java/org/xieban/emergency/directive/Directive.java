package org.xieban.emergency.directive;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xieban.casefile.Lamp;
import org.xieban.emergency.event.Grade;

/**
 * A directive, as it stands.
 *
 * @param number of its case
 * @param event number of the event's case
 * @param department code of whose it is
 * @param text what is to be done
 * @param drill whether it is only exercised
 * @param givenBy login, or the product's
 * @param acknowledgeBy until when whoever is called first may acknowledge it
 * @param completeBy until when it is to be done
 * @param planItem the item of the plan that it comes from
 * @param plan in whose name the product gave it at once (先期处置); null where somebody gave it
 * @param instruction number of the instruction from above that it comes from
 * @param calling who is called to acknowledge it, while somebody is
 * @param passedOn how many were called and did not acknowledge it in time
 * @param acknowledged null until it is
 * @param end null while it is open
 * @param reports how many there are
 * @param supportPending whether support was asked for and is not decided on
 */
public record Directive(
        String number,
        String event,
        String department,
        String text,
        boolean drill,
        String givenBy,
        Instant givenAt,
        Instant acknowledgeBy,
        Instant completeBy,
        @Nullable String planItem,
        @Nullable Plan plan,
        @Nullable String instruction,
        State state,
        @Nullable Calling calling,
        int passedOn,
        @Nullable Acknowledged acknowledged,
        @Nullable End end,
        int reports,
        boolean supportPending) {

    private static final int PART_LEFT_BEFORE_YELLOW = 5;

    /** How far it has come. */
    public enum State {
        /** Sent, not acknowledged (待签收). */
        SENT,
        /** Acknowledged, being carried out (执行中). */
        IN_PROGRESS,
        COMPLETED,
        WITHDRAWN;

        public boolean open() {
            return this == SENT || this == IN_PROGRESS;
        }

        public String textKey() {
            return "directive.state." + name();
        }

        /** The class by which it is drawn. */
        public String style() {
            return switch (this) {
                case SENT -> "warn";
                case IN_PROGRESS -> "plain";
                case COMPLETED -> "good";
                case WITHDRAWN -> "";
            };
        }
    }

    /**
     * The version of a plan in whose name something is ordered before anybody has verified what an alarm says.
     *
     * @param no of the version, of the plan for that level
     */
    public record Plan(Grade level, int no, String title) {}

    /**
     * Who is called.
     *
     * @param officer login; null where the duty room telephones
     * @param until when the next is
     */
    public record Calling(@Nullable String officer, Instant until) {}

    /** By what it was acknowledged. */
    public enum How {
        OFFICER,
        TELEPHONE,
        /** By the department's own system, which was told of it. */
        OUTSIDE;

        public String textKey() {
            return "directive.how." + name();
        }
    }

    /**
     * Its acknowledgement.
     *
     * @param by login of who acknowledged or telephoned; of a system the code of its department
     * @param late whether it had been passed on, or the time was over
     */
    public record Acknowledged(String by, Instant at, How how, boolean late) {}

    /**
     * Its end.
     *
     * @param text its result, or the reason why it was withdrawn
     */
    public record End(String by, Instant at, String text) {}

    /** Until when the next thing is to be done with it. */
    public Optional<Instant> dueAt() {
        return switch (state) {
            case SENT -> Optional.of(acknowledgeBy);
            case IN_PROGRESS -> Optional.of(completeBy);
            case COMPLETED, WITHDRAWN -> Optional.empty();
        };
    }

    /** How its clock stands: yellow with a fifth of the time left, red when it is over; null where none runs. */
    public @Nullable Lamp lamp(Instant now) {
        Instant due = dueAt().orElse(null);
        if (due == null) {
            return null;
        }
        Instant from = acknowledged == null ? givenAt : acknowledged.at();
        Duration left = Duration.between(from, due).dividedBy(PART_LEFT_BEFORE_YELLOW);
        if (now.isAfter(due)) {
            return Lamp.RED;
        }
        return now.isBefore(due.minus(left)) ? Lamp.GREEN : Lamp.YELLOW;
    }

    /** Whether the department is, or was, at what a plan orders: the same item of the plan, or the same words. */
    public boolean does(String of, String ordered, @Nullable String item) {
        return state != State.WITHDRAWN
                && department.equals(of)
                && (text.equals(ordered) || (item != null && item.equals(planItem)));
    }

    /** Whether it was, or is, done later than it was to be. */
    public boolean overdue(Instant now) {
        return end == null
                ? now.isAfter(completeBy)
                : state == State.COMPLETED && end.at().isAfter(completeBy);
    }

    /** Without its text: logs carry no personal data. */
    @Override
    public String toString() {
        return "Directive[" + number + " " + state + "]";
    }
}
