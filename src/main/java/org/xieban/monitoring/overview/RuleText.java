package org.xieban.monitoring.overview;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.xieban.monitoring.alarm.Alarms;
import org.xieban.monitoring.rule.AlarmRule;

/** A rule as a page says it: what its messages need. */
record RuleText(
        AlarmRule rule,
        String from,
        @Nullable String until,
        @Nullable Span window,
        @Nullable Span lasting) {

    /** A while in the largest unit that it is a whole number of. */
    record Span(String key, long amount) {

        static @Nullable Span of(Duration duration) {
            if (duration.isZero()) {
                return null;
            }
            long seconds = duration.toSeconds();
            if (seconds % 86_400 == 0) {
                return new Span("monitoring.days", seconds / 86_400);
            }
            if (seconds % 3_600 == 0) {
                return new Span("monitoring.hours", seconds / 3_600);
            }
            return seconds % 60 == 0
                    ? new Span("monitoring.minutes", seconds / 60)
                    : new Span("monitoring.seconds", seconds);
        }
    }

    static RuleText of(AlarmRule rule) {
        return new RuleText(
                rule,
                Alarms.plain(rule.from()),
                rule.until() == rule.from() ? null : Alarms.plain(rule.until()),
                Span.of(rule.window()),
                Span.of(rule.lasting()));
    }

    /** The message of the kind that must be high beside; null where it is another indicator's code, or none. */
    public @Nullable String withKind() {
        String with = rule.with();
        return with != null && with.matches("[A-Z_]+") ? "monitoring.kind." + with : null;
    }

    public String withFrom() {
        return Alarms.plain(rule.withFrom());
    }
}
