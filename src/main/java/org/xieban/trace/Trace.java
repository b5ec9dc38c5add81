package org.xieban.trace;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Keeps what was done, in the transaction that did it, under the name of whoever is signed in. */
@Component
public class Trace {

    private final ApplicationEventPublisher events;
    private final Clock clock;

    Trace(ApplicationEventPublisher events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /**
     * Keeps an act of whoever is signed in, of the product itself where nobody is.
     *
     * @throws org.springframework.transaction.IllegalTransactionStateException outside a transaction: an act and its
     *     record are one commit
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(Act act) {
        record(act, actor());
    }

    /** Keeps an act of a named actor, as where nobody is signed in yet. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(Act act, Actor actor) {
        Instant at = OfficialTime.now(clock);
        events.publishEvent(new Recorded(act, actor, at, address()));
    }

    private static Actor actor() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Actor.Acting acting
                ? acting.actor()
                : Actor.SYSTEM;
    }

    private static @Nullable String address() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? attributes.getRequest().getRemoteAddr()
                : null;
    }
}
