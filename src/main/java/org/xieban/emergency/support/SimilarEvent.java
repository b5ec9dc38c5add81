package org.xieban.emergency.support;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.xieban.emergency.event.Event;

/**
 * An event that was like another.
 *
 * @param orders what was ordered, in the order in which it was
 */
public record SimilarEvent(Event event, Likeness likeness, List<OrderTimes> orders) {

    /** How long the response took; null where it is not over, or there was none. */
    public @Nullable Duration response() {
        Instant since = event.respondingSince();
        Instant until = event.respondedUntil();
        return since == null || until == null ? null : Duration.between(since, until);
    }

    /** How long it took on the average until an order was acknowledged; null where none was. */
    public @Nullable Duration acknowledgedAfter() {
        return mean(orders.stream()
                .map(OrderTimes::acknowledgedAfter)
                .filter(Objects::nonNull)
                .toList());
    }

    /** How long it took on the average until an order had ended; null where none has. */
    public @Nullable Duration endedAfter() {
        return mean(orders.stream()
                .map(OrderTimes::endedAfter)
                .filter(Objects::nonNull)
                .toList());
    }

    private static @Nullable Duration mean(List<Duration> all) {
        return all.isEmpty()
                ? null
                : all.stream().reduce(Duration.ZERO, Duration::plus).dividedBy(all.size());
    }
}
