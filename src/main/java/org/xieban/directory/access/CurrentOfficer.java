package org.xieban.directory.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.filter.OncePerRequestFilter;
import org.xieban.directory.SignedInOfficer;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;

/**
 * Lets a change of the directory reach those who are signed in with their next request: withdrawn roles are gone, a
 * disabled account or another password ends the session, and a password that must be changed comes first.
 */
@Component
class CurrentOfficer {

    /** What somebody may still do who must change his password. */
    private static final Set<String> OPEN = Set.of("/account/password", "/sign-out", "/sign-in", "/error");

    private final Accounts accounts;
    private final SignedInOfficers officers;
    private final SignedInSessions sessions;
    private final Answers answers;
    private final Trace trace;
    private final TransactionTemplate transaction;

    CurrentOfficer(
            Accounts accounts,
            SignedInOfficers officers,
            SignedInSessions sessions,
            Answers answers,
            Trace trace,
            TransactionTemplate transaction) {
        this.accounts = accounts;
        this.officers = officers;
        this.sessions = sessions;
        this.answers = answers;
        this.trace = trace;
        this.transaction = transaction;
    }

    /** For a security chain; no bean, or it would stand before all chains too. */
    OncePerRequestFilter filter() {
        return new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                pass(request, response, chain);
            }
        };
    }

    private void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || !(authentication.getPrincipal() instanceof SignedInOfficer officer)) {
            chain.doFilter(request, response);
            return;
        }
        SignedInOfficer current = officer;
        if (request.getSession(false) != null) {
            Optional<Account> account = accounts.find(officer.login());
            if (account.isEmpty()
                    || !account.get().enabled()
                    || !account.get().passwordChangedAt().equals(officer.passwordChangedAt())) {
                end(officer, request, response);
                return;
            }
            if (account.get().version() != officer.version()) {
                current = officers.reload(account.get(), officer);
                sessions.replace(current, request, response);
            }
        }
        if (current.mustChangePassword() && !OPEN.contains(path(request))) {
            if (machine(request)) {
                answers.problem(request, response, HttpServletResponse.SC_FORBIDDEN, "password.mustChange");
            } else {
                response.sendRedirect(request.getContextPath() + "/account/password");
            }
            return;
        }
        chain.doFilter(request, response);
    }

    private void end(SignedInOfficer officer, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        transaction.executeWithoutResult(
                status -> trace.record(Act.of("session.ended", "officer", officer.login()), officer.actor()));
        SecurityContextHolder.clearContext();
        HttpSession session = request.getSession(false);
        if (session != null) {
            SessionEnds.announce(session);
            session.invalidate();
        }
        if (machine(request)) {
            answers.unsigned(request, response, "signIn.required");
        } else {
            ToSignIn.send(request, response, "ended");
        }
    }

    private static boolean machine(HttpServletRequest request) {
        String path = path(request);
        return path.startsWith("/api/")
                || path.startsWith("/engine-rest/")
                || path.startsWith("/camunda/api/")
                || path.startsWith("/v3/api-docs")
                || path.startsWith("/actuator/");
    }

    private static String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }
}
