package org.xieban.ledger.checkpoints;

import java.util.Optional;

/** Where acts stand in the public log, and under which signed checkpoints. */
public interface Checkpoints {

    /**
     * The first signed note under which an act stands: whoever did the act did not know its root; empty as long as the
     * act has no place, which takes seconds.
     *
     * @param act its name; the first of this name with this subject in the case
     */
    Optional<String> firstOver(String caseNo, String act, String subjectId);

    /** The entry of such an act with all by which an outsider finds it in the log; empty as long as it has no place. */
    Optional<ActProof> proof(String caseNo, String act, String subjectId);
}
