package org.xieban.directory.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.directory.SignedInOfficer;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;

/** Keeps a record of who signed out. */
@Component
class SignedOut implements LogoutHandler {

    private final Trace trace;
    private final TransactionTemplate transaction;

    SignedOut(Trace trace, TransactionTemplate transaction) {
        this.trace = trace;
        this.transaction = transaction;
    }

    @Override
    public void logout(
            HttpServletRequest request, HttpServletResponse response, @Nullable Authentication authentication) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            SessionEnds.announce(session);
        }
        if (authentication != null && authentication.getPrincipal() instanceof SignedInOfficer officer) {
            transaction.executeWithoutResult(
                    status -> trace.record(Act.of("signedOut", "officer", officer.login()), officer.actor()));
        }
    }
}
