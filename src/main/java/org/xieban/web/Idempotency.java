package org.xieban.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.core.Authentication;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.xieban.trace.Fingerprint;
import org.xieban.web.IdempotentAnswers.Answer;

/**
 * Answers a repeated {@code POST} with the same {@code Idempotency-Key} as it was answered the first time. The call
 * runs in a transaction that also keeps its answer, so there is no moment, a crash included, in which one is done and
 * the other is not; a repeat that comes at the same time waits for it. The answer leaves only after the commit.
 */
class Idempotency extends OncePerRequestFilter {

    static final String HEADER = "Idempotency-Key";

    /** Calls that go on to other systems keep what they were answered themselves: none is made within a transaction. */
    private static final Pattern OUTBOUND = Pattern.compile("/api/v1/resources/[^/]+/query");

    private static final String REPEATED = "Idempotency-Replayed";
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final IdempotentAnswers answers;
    private final PlatformTransactionManager transactions;
    private final Problems problems;

    Idempotency(IdempotentAnswers answers, PlatformTransactionManager transactions, Problems problems) {
        this.answers = answers;
        this.transactions = transactions;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !"POST".equals(request.getMethod())
                || request.getHeader(HEADER) == null
                || OUTBOUND.matcher(Api.path(request)).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication account = Frame.authentication().orElse(null);
        if (account == null) {
            chain.doFilter(request, response);
            return;
        }
        String key = request.getHeader(HEADER);
        if (!KEY.matcher(key).matches()) {
            problems.write(request, response, 400, "idempotencyKey.invalid");
            return;
        }
        String type = request.getContentType();
        if (type != null && type.startsWith("multipart/")) {
            // the server reads parts from the connection itself, past what could be read here
            problems.write(request, response, 400, "idempotencyKey.unsupported");
            return;
        }
        byte[] body;
        try {
            body = request.getInputStream().readAllBytes();
        } catch (Refusal tooLarge) {
            problems.write(request, response, ProblemReading.of(tooLarge));
            return;
        }
        byte[] scope = Fingerprint.sha256()
                .digest(String.join("\n", account.getName(), "POST", Api.path(request), key)
                        .getBytes(StandardCharsets.UTF_8));
        TransactionStatus transaction = transactions.getTransaction(new DefaultTransactionDefinition());
        Buffered buffered = new Buffered(response);
        try {
            answers.lock(scope);
        } catch (ConcurrencyFailureException e) {
            transactions.rollback(transaction);
            problems.write(request, response, 409, "idempotencyKey.busy");
            return;
        } catch (RuntimeException e) {
            transactions.rollback(transaction);
            throw e;
        }
        try {
            Optional<Answer> earlier = answers.find(scope);
            if (earlier.isPresent()) {
                repeat(earlier.get(), Fingerprint.sha256().digest(body), request, response);
                return;
            }
            chain.doFilter(new BodyAgain(request, body), buffered);
            if (HttpStatusCode.valueOf(buffered.getStatus()).is2xxSuccessful()) {
                answers.keep(
                        scope,
                        new Answer(
                                Fingerprint.sha256().digest(body),
                                buffered.getStatus(),
                                buffered.location,
                                buffered.getContentType(),
                                buffered.getContentAsByteArray()));
                if (commit(transaction, request, response)) {
                    buffered.release();
                }
            } else {
                transactions.rollback(transaction);
                buffered.release();
            }
        } finally {
            if (!transaction.isCompleted()) {
                transactions.rollback(transaction);
            }
        }
    }

    private void repeat(Answer earlier, byte[] bodyHash, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!MessageDigest.isEqual(earlier.bodyHash(), bodyHash)) {
            problems.write(request, response, 409, "idempotencyKey.reused");
            return;
        }
        response.setStatus(earlier.status());
        response.setHeader(REPEATED, "true");
        if (earlier.location() != null) {
            response.setHeader(HttpHeaders.LOCATION, earlier.location());
        }
        if (earlier.contentType() != null) {
            response.setContentType(earlier.contentType());
        }
        response.getOutputStream().write(earlier.body());
    }

    private boolean commit(TransactionStatus transaction, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            transactions.commit(transaction);
            return true;
        } catch (RuntimeException e) {
            problems.write(request, response, ProblemReading.of(e));
            return false;
        }
    }

    /** Holds back body and place of what was created until the transaction has kept them. */
    private static final class Buffered extends ContentCachingResponseWrapper {

        private @Nullable String location;

        Buffered(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void setHeader(String name, String value) {
            if (HttpHeaders.LOCATION.equalsIgnoreCase(name)) {
                location = value;
            } else {
                super.setHeader(name, value);
            }
        }

        @Override
        public void addHeader(String name, String value) {
            if (HttpHeaders.LOCATION.equalsIgnoreCase(name)) {
                location = value;
            } else {
                super.addHeader(name, value);
            }
        }

        void release() throws IOException {
            if (location != null) {
                super.setHeader(HttpHeaders.LOCATION, location);
            }
            copyBodyToResponse();
        }
    }
}
