package org.xieban.monitoring.sender;

import java.util.Set;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.xieban.monitoring.indicator.Kind;

/**
 * A system outside that sends by itself.
 *
 * @param login of its account, which nobody else uses
 * @param indicators kinds of its department's indicators whose readings it may send
 * @param events kinds of events that it may report, as the module of events calls them
 */
public record Sender(
        String login,
        @DefaultValue Set<Kind> indicators,
        @DefaultValue Set<String> events) {

    public Sender {
        indicators = Set.copyOf(indicators);
        events = Set.copyOf(events);
    }
}
