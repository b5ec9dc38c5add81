package org.xieban.ledger;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.xieban.ledger.LogStore.LogKey;
import org.xieban.signing.VerifierKey;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/**
 * The signing keys of the log, for the audit administrator: neither who runs the product nor who gives out its roles
 * decides with which key the record is signed.
 */
@Service
class Keys {

    private static final int LONGEST_REASON = 500;

    private final Sequencer sequencer;
    private final LogStore store;
    private final Trace trace;

    Keys(Sequencer sequencer, LogStore store, Trace trace) {
        this.sequencer = sequencer;
        this.store = store;
        this.trace = trace;
    }

    /**
     * A key as it is shown.
     *
     * @param since the size of the log from which on it signs
     * @param confirmed whether the key before it signed the change, too; null for the first key, and before the first
     *     checkpoint after the change
     */
    record Line(VerifierKey key, long since, @Nullable Boolean confirmed) {}

    /** All keys, the present one first. */
    List<Line> lines() {
        List<LogKey> keys = store.keys();
        List<Line> lines = new ArrayList<>();
        for (int i = keys.size() - 1; i >= 0; i--) {
            LogKey key = keys.get(i);
            VerifierKey before = i == 0 ? null : keys.get(i - 1).key();
            lines.add(new Line(
                    key.key(),
                    key.sinceSize(),
                    before == null
                            ? null
                            : store.firstAfter(key.sinceSize())
                                    .map(note -> note.isSignedBy(before))
                                    .orElse(null)));
        }
        return lines;
    }

    /**
     * Has a new key sign from now on, and records that and why. What the old one signed stays verifiable by it.
     *
     * @throws Refusal {@code ledger.reasonMissing}, {@code ledger.reasonTooLong} (422); {@code ledger.empty} (404) where
     *     nothing has been signed yet
     */
    @PreAuthorize("hasRole('AUDIT_ADMINISTRATOR')")
    void change(String reason) {
        String why = reason.strip();
        if (why.isEmpty()) {
            throw Refusal.rule("ledger.reasonMissing").at("reason", "ledger.reasonMissing");
        }
        if (why.length() > LONGEST_REASON) {
            throw Refusal.rule("ledger.reasonTooLong", LONGEST_REASON)
                    .at("reason", "ledger.reasonTooLong", LONGEST_REASON);
        }
        if (store.keys().isEmpty()) {
            throw Refusal.notFound("ledger.empty");
        }
        sequencer.changeKey(change -> trace.record(Act.of("record.keyChanged", "record", "*")
                .with("reason", why)
                .with("size", change.size())
                .change(String.valueOf(change.before()), change.after().toString())));
        // the act itself is the first that the new key signs
        sequencer.sequence();
    }
}
