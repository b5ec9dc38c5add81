package org.xieban.emergency.directive;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.xieban.trace.Recurring;

/** Looks for what pages of directives have not seen: at once for what is done here, from time to time for other nodes'. */
@Component
class DirectiveLiveTurns extends Recurring {

    DirectiveLiveTurns(DirectiveLive live, @Value("${xieban.emergency.directive.look-every:1s}") Duration every) {
        super("directive-pages", every, live::tell);
    }

    @EventListener
    void on(DirectiveChanged changed) {
        soonAfterCommit();
    }
}
