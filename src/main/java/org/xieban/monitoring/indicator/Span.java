package org.xieban.monitoring.indicator;

import java.time.Duration;

/**
 * A while as pages say it, in the largest unit that it is a whole number of.
 *
 * @param key of the message that says so many of the unit
 */
public record Span(String key, long amount) {

    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    public static Span of(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds % DAY == 0) {
            return new Span("monitoring.days", seconds / DAY);
        }
        if (seconds % HOUR == 0) {
            return new Span("monitoring.hours", seconds / HOUR);
        }
        return seconds % MINUTE == 0
                ? new Span("monitoring.minutes", seconds / MINUTE)
                : new Span("monitoring.seconds", seconds);
    }

    static Span ofMonths(long months) {
        return new Span("monitoring.months", months);
    }
}
