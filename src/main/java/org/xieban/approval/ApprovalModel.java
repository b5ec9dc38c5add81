package org.xieban.approval;

/** What this module names of its model; a test holds both together. */
final class ApprovalModel {

    static final String PROCESS = "administrativeApproval";

    static final String REVIEW_MATERIALS = "userTask_reviewMaterials";
    static final String RECEIVE_SUPPLEMENT = "userTask_receiveSupplement";
    static final String DECIDE_ON_THE_SPOT = "userTask_decideOnTheSpot";
    static final String GIVE_ADVICE = "userTask_giveAdvice";
    static final String EXAMINE = "userTask_examine";
    static final String CONCLUDE_SPECIAL_PROCEDURE = "userTask_concludeSpecialProcedure";
    static final String DECIDE = "userTask_decide";
    static final String DECIDE_COLLECTIVELY = "userTask_decideCollectively";
    static final String DRAFT_DOCUMENT = "userTask_draftDocument";
    static final String SERVE = "userTask_serve";
    static final String RESUME = "userTask_resume";

    /** What timelimit tells a model whose clock of acceptance has run out. */
    static final String ACCEPTANCE_TERM_DUE = "timelimit.acceptanceRed";

    static final String MATERIALS_SUPPLEMENTED = "approval.materialsSupplemented";

    private ApprovalModel() {}
}
