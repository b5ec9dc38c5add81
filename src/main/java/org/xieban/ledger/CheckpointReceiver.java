package org.xieban.ledger;

import java.util.List;
import org.xieban.ledger.LogStore.Published;
import org.xieban.signing.SignedNote;

/** Whoever keeps checkpoints where the owner of the database cannot reach them: a directory, a witness. */
interface CheckpointReceiver {

    /** By what it is known: its path, its address. */
    String name();

    /**
     * Hands over a checkpoint.
     *
     * @param before the size of the last one that it is known to have, 0 for none
     * @return what it signed of it, where it signs
     */
    List<SignedNote.Signature> deliver(Published latest, long before) throws NotDelivered;

    /** Why a checkpoint was not taken. */
    enum Reason {
        /** It did not answer, or not in time. */
        UNREACHABLE(false),
        /** It answered with what no receiver of checkpoints answers. */
        FAILED(false),
        /** It cannot be written to. */
        UNWRITABLE(false),
        /** It took it, and did not sign it. */
        NOT_SIGNED(false),
        /** It does not know this log. */
        UNKNOWN_LOG(true),
        /** It does not trust the key of this log. */
        UNTRUSTED(true),
        /** What it has of this log is longer than the log. */
        LARGER(true),
        /** What it has of this log is not the beginning of the log. */
        CONTRADICTS(true);

        private final boolean refusal;

        Reason(boolean refusal) {
            this.refusal = refusal;
        }

        /** Whether trying again will not help: somebody has to look. */
        boolean isRefusal() {
            return refusal;
        }
    }

    /** The checkpoint was not taken. */
    final class NotDelivered extends Exception {

        private static final long serialVersionUID = 1L;

        private final Reason reason;

        NotDelivered(Reason reason) {
            super(reason.name());
            this.reason = reason;
        }

        Reason reason() {
            return reason;
        }
    }
}
