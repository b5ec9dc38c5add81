package org.xieban.inspection;

import java.util.List;
import org.xieban.engine.Variable;

/** What this module names of the model by which plans are approved and drawn; a test holds both together. */
public final class PlanModel {

    /** Id of the process. */
    static final String PROCESS = "inspectionPlan";

    /** Code of the item that a plan is as a case. */
    static final String ITEM = "inspection-plan";

    static final String AGREE = "userTask_agreeToPlan";
    static final String DECIDE = "userTask_decidePlan";
    static final String REVISE = "userTask_revisePlan";
    static final String ANNOUNCE = "userTask_announceDraw";
    static final String BEGIN = "userTask_beginDraw";
    static final String DECIDE_CALL_OFF = "userTask_decideCallOff";

    /** The lead wants it no more. */
    static final String WITHDRAWN = "inspection.planWithdrawn";

    /** The pools are frozen. */
    static final String POOLS_FROZEN = "inspection.poolsFrozen";

    /** They allow no draw. */
    static final String POOLS_NOT_FROZEN = "inspection.poolsNotFrozen";

    /** The lead wants another draw than the one that was prepared. */
    static final String CALL_OFF_PROPOSED = "inspection.callOffProposed";

    /** Visits are drawn. */
    static final String DRAWN = "inspection.drawn";

    /** The draw could not be carried out. */
    static final String DRAW_VOID = "inspection.drawVoid";

    /** Codes of the departments that are asked whether they join; found anew each time the plan is submitted. */
    public static final Variable<List<String>> JOINING_DEPARTMENTS = Variable.texts("joiningDepartments");

    static final Proposals.Family FAMILY =
            new Proposals.Family(ITEM, PROCESS, AGREE, DECIDE, REVISE, WITHDRAWN, "plan", "plan");

    private PlanModel() {}
}
