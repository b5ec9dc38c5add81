package org.xieban.approval;

/** What somebody in the chain of decision says; the last one's word is the decision. */
public enum DecisionOutcome {
    GRANTED,
    REFUSED,
    /** Back to examination. */
    RETURNED,
    /** Cannot be decided on the spot: the ordinary procedure. */
    EXAMINE
}
