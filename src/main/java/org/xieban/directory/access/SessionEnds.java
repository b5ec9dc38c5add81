package org.xieban.directory.access;

import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.session.HttpSessionDestroyedEvent;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.directory.SignedInOfficer;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;

/** Keeps a record of sessions that ended because nobody used them. */
@Component
class SessionEnds {

    private static final Logger LOG = LoggerFactory.getLogger(SessionEnds.class);
    private static final String ANNOUNCED = SessionEnds.class.getName();

    private final Trace trace;
    private final TransactionTemplate transaction;
    /** The container counts idle time by the machine's clock, whatever the product's clock has been advanced to. */
    private final InstantSource machine = InstantSource.system();

    SessionEnds(Trace trace, TransactionTemplate transaction) {
        this.trace = trace;
        this.transaction = transaction;
    }

    /** Tells that the session ends for a reason that is recorded elsewhere. */
    static void announce(HttpSession session) {
        session.setAttribute(ANNOUNCED, true);
    }

    @EventListener
    void ended(HttpSessionDestroyedEvent event) {
        HttpSession session = event.getSession();
        Object context = session.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY);
        if (session.getAttribute(ANNOUNCED) != null
                || !(context instanceof SecurityContext signedIn)
                || !idle(session)) {
            return;
        }
        Authentication authentication = signedIn.getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof SignedInOfficer officer) {
            try {
                transaction.executeWithoutResult(
                        status -> trace.record(Act.of("session.expired", "officer", officer.login()), officer.actor()));
            } catch (DataAccessException | TransactionException e) {
                // the container's own thread brings this: its other sessions must end all the same
                LOG.error(
                        "the end of a session could not be recorded: {}",
                        e.getClass().getName());
            }
        }
    }

    /** Sessions also end when the container stops; those did not expire. */
    private boolean idle(HttpSession session) {
        int limit = session.getMaxInactiveInterval();
        long idle = Duration.ofMillis(machine.millis() - session.getLastAccessedTime())
                .toSeconds();
        return limit > 0 && idle >= limit;
    }
}
