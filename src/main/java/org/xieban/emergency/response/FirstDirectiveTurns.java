package org.xieban.emergency.response;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.xieban.emergency.event.EventReported;
import org.xieban.trace.Recurring;

/** Gives first directives as soon as an event is there, and what could not be given from time to time. */
@Component
class FirstDirectiveTurns extends Recurring {

    FirstDirectiveTurns(FirstDirectives first, ResponseSettings settings) {
        super("first-directives", settings.firstDirectivesEvery(), first::work);
    }

    @EventListener
    void on(EventReported reported) {
        soonAfterCommit();
    }
}
