package org.xieban.monitoring.overview;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.xieban.monitoring.alarm.Alarms;
import org.xieban.monitoring.indicator.Span;
import org.xieban.monitoring.rule.AlarmRule;

/** A rule as a page says it: what its messages need. */
record RuleText(
        AlarmRule rule,
        String from,
        @Nullable String until,
        @Nullable Span window,
        @Nullable Span lasting) {

    static RuleText of(AlarmRule rule) {
        return new RuleText(
                rule,
                Alarms.plain(rule.from()),
                rule.until() == rule.from() ? null : Alarms.plain(rule.until()),
                span(rule.window()),
                span(rule.lasting()));
    }

    private static @Nullable Span span(Duration duration) {
        return duration.isZero() ? null : Span.of(duration);
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
