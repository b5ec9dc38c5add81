package org.xieban.emergency.support;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.xieban.emergency.directive.Directive;

/**
 * What was ordered, and how long it took.
 *
 * @param number of the directive
 * @param acknowledgedAfter null while it is not acknowledged
 * @param endedAfter null while it is open
 * @param late whether it was done later than it was to be
 * @param result what came of it, or why it was withdrawn; null while it is open
 */
public record OrderTimes(
        String number,
        String department,
        String text,
        Directive.State state,
        @Nullable Duration acknowledgedAfter,
        @Nullable Duration endedAfter,
        boolean late,
        @Nullable String result) {

    static OrderTimes of(Directive directive) {
        Directive.Acknowledged acknowledged = directive.acknowledged();
        Directive.End end = directive.end();
        return new OrderTimes(
                directive.number(),
                directive.department(),
                directive.text(),
                directive.state(),
                acknowledged == null ? null : Duration.between(directive.givenAt(), acknowledged.at()),
                end == null ? null : Duration.between(directive.givenAt(), end.at()),
                end != null
                        && directive.state() == Directive.State.COMPLETED
                        && end.at().isAfter(directive.completeBy()),
                end == null ? null : end.text());
    }
}
