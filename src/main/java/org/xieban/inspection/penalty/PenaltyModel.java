package org.xieban.inspection.penalty;

import org.xieban.engine.Variable;

/** What this module names of the model of penalty cases; a test holds both together. */
public final class PenaltyModel {

    /** Id of the process. */
    static final String PROCESS = "penaltyCase";

    /** Code of the item that a penalty is as a case; a department with a special term has one with its code behind. */
    static final String ITEM = "penalty-case";

    static final String DECIDE_FILING = "userTask_decideFiling";
    static final String ASSIGN_OFFICERS = "userTask_assignOfficers";
    static final String INVESTIGATE = "userTask_investigate";
    static final String DECIDE_REQUEST = "userTask_decideRequest";
    static final String DECIDE_TRANSFER = "userTask_decideTransfer";
    static final String REGISTER_RECEIPT = "userTask_registerReceipt";
    static final String REGISTER_CRIMINAL_OUTCOME = "userTask_registerCriminalOutcome";
    static final String SERVE_NOTICE = "userTask_serveNotice";
    static final String REGISTER_STATEMENT = "userTask_registerStatement";
    static final String REVIEW_STATEMENT = "userTask_reviewStatement";
    static final String ARRANGE_HEARING = "userTask_arrangeHearing";
    static final String HOLD_HEARING = "userTask_holdHearing";
    static final String REVIEW_LEGALITY = "userTask_reviewLegality";
    static final String DECIDE_PENALTY = "userTask_decidePenalty";
    static final String DECIDE_COLLECTIVELY = "userTask_decideCollectively";
    static final String SERVE_DECISION = "userTask_serveDecision";
    static final String RECORD_EXECUTION = "userTask_recordExecution";
    static final String DECIDE_DEFERRAL = "userTask_decideDeferral";
    static final String APPLY_TO_COURT = "userTask_applyToCourt";
    static final String ARCHIVE = "userTask_archive";
    static final String KEEP_ON_THE_SPOT = "userTask_keepOnTheSpot";

    /** Whoever wanted it filed wants it no more. */
    static final String WITHDRAWN = "inspection.filingWithdrawn";

    static final Variable<String> DEPARTMENT = Variable.text("department");
    static final Variable<String> DECIDING_GROUP = Variable.text("decidingGroup");

    /** A {@link PenaltyCase.Procedure}. */
    static final Variable<String> PROCEDURE = Variable.text("procedure");

    /** Whether its legality is reviewed before it is decided (58). */
    public static final Variable<Boolean> LEGAL_REVIEW = Variable.flag("legalReview");

    /** Whether the heads decide together (57). */
    public static final Variable<Boolean> COLLECTIVE = Variable.flag("collective");

    /** Whether there is anything to be done by whoever is punished. */
    public static final Variable<Boolean> TO_EXECUTE = Variable.flag("toExecute");

    /** Whether anything of it is left to be paid. */
    public static final Variable<Boolean> OUTSTANDING = Variable.flag("outstanding");

    private PenaltyModel() {}
}
