package org.xieban.monitoring.alarm;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.xieban.monitoring.indicator.Indicator;

/**
 * What judging readings made of an alarm.
 *
 * @param rule code of the rule
 * @param name what the rule is called; empty at the end
 * @param level 1 red to 4 blue; 0 at the end
 * @param measured what the rule compared; null for silence
 * @param textKey message of what the rule compares
 * @param from where it begins to hold; minutes of silence
 */
public record AlarmChange(
        What what,
        Indicator indicator,
        String rule,
        String name,
        int level,
        @Nullable Double measured,
        String textKey,
        double from,
        Instant at) {

    /** What happened. */
    public enum What {
        RAISED,
        LEVEL,
        ENDED
    }
}
