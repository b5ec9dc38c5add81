package org.xieban.monitoring.alarm;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.xieban.monitoring.indicator.Kind;

/**
 * An alarm, from the moment a rule holds for an indicator.
 *
 * @param group of alarms of one kind in one county that came one after the other
 * @param inGroup how many there are in its group
 * @param level 1 red to 4 blue
 * @param worst the gravest level it has had
 * @param words what was measured and what the rule says of it, in the office's language
 * @param raisedAt time of the reading with which the rule held
 * @param noticedAt when the product found it
 * @param endedAt when the rule held no more; null while it does
 * @param judgedBy login of the duty commander; null where nobody has judged it
 * @param version grows with each act
 */
public record Alarm(
        long id,
        long group,
        int inGroup,
        String indicator,
        String indicatorName,
        Kind kind,
        String region,
        String rule,
        String name,
        int level,
        int worst,
        String words,
        Instant raisedAt,
        Instant noticedAt,
        @Nullable Instant endedAt,
        Judgement judgement,
        @Nullable String judgedBy,
        @Nullable Instant judgedAt,
        @Nullable String closedBy,
        @Nullable Instant closedAt,
        @Nullable String reason,
        int version) {

    /** What the duty commander found. */
    public enum Judgement {
        OPEN,
        CONFIRMED,
        FALSE
    }

    /** How it stands. */
    public enum State {
        /** Nobody has judged it, and it goes on. */
        NEW,
        /** Nobody has judged it, and its rule holds no more. */
        PASSED,
        /** It is real, and goes on. */
        CONFIRMED,
        /** It was real, and its rule holds no more. */
        ENDED,
        /** It was none. */
        FALSE,
        CLOSED;

        public String textKey() {
            return "monitoring.alarm.state." + name();
        }
    }

    public State state() {
        if (closedAt != null) {
            return judgement == Judgement.FALSE ? State.FALSE : State.CLOSED;
        }
        if (judgement == Judgement.CONFIRMED) {
            return endedAt == null ? State.CONFIRMED : State.ENDED;
        }
        return endedAt == null ? State.NEW : State.PASSED;
    }

    /** Whether the rule holds. */
    public boolean running() {
        return endedAt == null;
    }

    /** Whether it waits to be judged. */
    public boolean judgeable() {
        return judgement == Judgement.OPEN && closedAt == null;
    }

    /** Whether it may be closed: it was judged. */
    public boolean closeable() {
        return judgement == Judgement.CONFIRMED && closedAt == null;
    }

    public String levelKey() {
        return "monitoring.level." + level;
    }
}
