package org.xieban.emergency.command;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xieban.emergency.directive.Directive;
import org.xieban.emergency.event.Event;

/**
 * How an event stands at one moment, as far as several parts of its screen ask for it.
 *
 * @param now the product's time
 * @param cases numbers of its case and of all below it
 * @param directives the last given first
 * @param people names by login of those who are named in it
 */
record Moment(Event event, Instant now, List<String> cases, List<Directive> directives, Map<String, String> people) {

    /** What somebody is called; of the product or another system nothing. */
    @Nullable
    String named(@Nullable String login) {
        return login == null ? null : people.get(login);
    }
}
