package org.xieban.inspection.disclosure;

import org.xieban.engine.Variable;

/** What this module names of the model by which a decision is withdrawn in time; a test holds both together. */
public final class WithdrawalModel {

    /** Id of the process. */
    static final String PROCESS = "penaltyWithdrawal";

    /** Code of the item that a withdrawal is as a case. */
    static final String ITEM = "penalty-withdrawal";

    static final String WITHDRAW = "userTask_withdrawDecision";

    static final Variable<String> DECIDING_GROUP = Variable.text("decidingGroup");

    private WithdrawalModel() {}
}
