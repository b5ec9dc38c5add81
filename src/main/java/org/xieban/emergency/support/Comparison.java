package org.xieban.emergency.support;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xieban.emergency.event.Event;

/**
 * How fast one event was answered beside another: a drill beside the last, or beside what happened.
 *
 * @param other null where there is none of the kind
 * @param others those that it can be compared with, the newest first
 */
public record Comparison(Event event, @Nullable Event other, List<Event> others, List<Line> lines) {

    /** What took its time. */
    public enum Step {
        VERIFIED,
        GRADED,
        STARTED,
        ACKNOWLEDGED,
        COMPLETED;

        public String textKey() {
            return "emergency.comparison.step." + name();
        }
    }

    /**
     * One thing that took its time.
     *
     * @param department that was ordered; null for what was done once
     * @param text of the order; null for what was done once
     * @param here null where it has not been done
     * @param there null where it was not done
     */
    public record Line(
            Step step,
            @Nullable String department,
            @Nullable String text,
            @Nullable Duration here,
            @Nullable Duration there) {

        /** By how much it took longer here, negative where it was faster; null where one of them was not done. */
        public @Nullable Duration longer() {
            return here == null || there == null ? null : here.minus(there);
        }
    }
}
