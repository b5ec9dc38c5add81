package org.xieban.monitoring.rule;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rule that an indicator is under. Rules of the same code are the levels of one alarm: the gravest that holds is its
 * level.
 *
 * @param code of the rule; an indicator has one running alarm of it at most
 * @param name what officers call it
 * @param level 1 red to 4 blue (突发事件应对法 63)
 * @param up whether more is worse; otherwise less is
 * @param from where it begins to hold; 0 for silence
 * @param until where it ends to hold, on the harmless side of {@code from}: what wavers in between changes nothing
 * @param window over how long is measured; for silence, how long it is
 * @param lasting how long it must hold without interruption
 * @param with a kind, or the code of an indicator, that must be high in the same county at the same time; null for none
 * @param withFrom how high
 */
public record AlarmRule(
        String code,
        String name,
        int level,
        Measure measure,
        boolean up,
        double from,
        double until,
        Duration window,
        Duration lasting,
        @Nullable String with,
        double withFrom) {

    /** What of the readings is compared. */
    public enum Measure {
        /** The reading itself. */
        VALUE,
        /** By how much it has risen, or fallen, within the window. */
        CHANGE,
        /** All that came within the window. */
        SUM,
        /** That none came within the window. */
        SILENCE
    }

    private static final Set<Measure> OVER_TIME = EnumSet.of(Measure.CHANGE, Measure.SUM);

    /** How far back readings matter to it. */
    Duration reach() {
        Duration back = OVER_TIME.contains(measure) ? window : Duration.ZERO;
        return back.plus(lasting);
    }

    /** How it is said on pages: the message of what it compares. */
    public String textKey() {
        return "monitoring.rule." + measure + (measure == Measure.SILENCE ? "" : up ? ".up" : ".down");
    }
}
