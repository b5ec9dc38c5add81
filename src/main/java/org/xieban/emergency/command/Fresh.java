package org.xieban.emergency.command;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What of an event is not asked for with each order that is given, but anew after some seconds. */
final class Fresh<V> {

    private static final Duration FRESH = Duration.ofSeconds(4);
    private static final int MOST_EVENTS = 200;

    private final Map<String, Asked<V>> asked = new ConcurrentHashMap<>();

    private record Asked<V>(long at, V known) {}

    V of(String event, Supplier<V> asking) {
        Asked<V> before = asked.get(event);
        if (before != null && System.nanoTime() - before.at() < FRESH.toNanos()) {
            return before.known();
        }
        if (asked.size() > MOST_EVENTS) {
            asked.clear();
        }
        Asked<V> now = new Asked<>(System.nanoTime(), asking.get());
        asked.put(event, now);
        return now.known();
    }
}
