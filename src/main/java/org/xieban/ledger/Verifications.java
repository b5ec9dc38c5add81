package org.xieban.ledger;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.ledger.Verification.Report;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;

/** Verifies in the background when the audit administrator asks for it: a log of millions takes minutes. */
@Component
class Verifications implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Verifications.class);

    private final Verification verification;
    private final Trace trace;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ExecutorService background = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "verification");
        thread.setDaemon(true);
        return thread;
    });
    private volatile State state = new State(null, 0, null, null, false);

    Verifications(Verification verification, Trace trace, TransactionTemplate transaction, Clock clock) {
        this.verification = verification;
        this.trace = trace;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * How far the last verification on this node has come.
     *
     * @param begun null where there was none
     * @param read entries so far
     * @param report null as long as it is not done
     * @param failed whether it broke off for want of the database
     */
    record State(
            @Nullable Instant begun,
            long read,
            @Nullable Instant ended,
            @Nullable Report report,
            boolean failed) {

        public boolean running() {
            return begun != null && ended == null;
        }
    }

    State state() {
        return state;
    }

    /** Begins one where none is under way. */
    synchronized void begin() {
        if (state.running()) {
            return;
        }
        transaction.executeWithoutResult(status -> trace.record(Act.of("record.verificationBegun", "record", "*")));
        Instant begun = clock.instant();
        state = new State(begun, 0, null, null, false);
        background.execute(() -> run(begun));
    }

    private void run(Instant begun) {
        try {
            Report report = verification.verify(read -> state = new State(begun, read, null, null, false));
            transaction.executeWithoutResult(status -> trace.record(Act.of("record.verified", "record", "*")
                    .with("entries", report.entries())
                    .with("findings", report.findings().size())));
            state = new State(begun, report.entries(), clock.instant(), report, false);
        } catch (RuntimeException e) {
            log.warn("the verification of the log broke off", e);
            state = new State(begun, state.read(), clock.instant(), null, true);
        }
    }

    @Override
    public void destroy() {
        background.shutdownNow();
    }
}
