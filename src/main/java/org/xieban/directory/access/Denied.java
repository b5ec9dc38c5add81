package org.xieban.directory.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;

/** Says 403, and keeps a record of a request that came without the token that only our own pages have. */
@Component
class Denied {

    private final Answers answers;
    private final Trace trace;
    private final TransactionTemplate transaction;

    Denied(Answers answers, Trace trace, TransactionTemplate transaction) {
        this.answers = answers;
        this.trace = trace;
        this.transaction = transaction;
    }

    AccessDeniedHandler toPeople() {
        return (request, response, refusal) ->
                answers.page(request, response, HttpServletResponse.SC_FORBIDDEN, code(request, refusal));
    }

    AccessDeniedHandler toMachines() {
        return (request, response, refusal) ->
                answers.problem(request, response, HttpServletResponse.SC_FORBIDDEN, code(request, refusal));
    }

    private String code(HttpServletRequest request, AccessDeniedException refusal) throws IOException {
        if (!(refusal instanceof CsrfException)) {
            return "access.denied";
        }
        String path = request.getRequestURI();
        transaction.executeWithoutResult(status -> trace.record(Act.of(
                "csrf.rejected",
                "request",
                request.getMethod() + " " + path.substring(0, Math.min(200, path.length())))));
        return "csrf.rejected";
    }
}
