package org.xieban.inspection.rectification;

import org.xieban.engine.Variable;

/** What this module names of the model of rectifications; a test holds both together. */
public final class RectificationModel {

    /** Id of the process, and code of the item that a rectification is as a case. */
    static final String PROCESS = "rectification";

    static final String DECIDE_FOLLOW_UP = "userTask_decideFollowUp";
    static final String ORDER = "userTask_orderRectification";
    static final String REGISTER_REPORT = "userTask_registerReport";
    static final String REINSPECT = "userTask_reinspect";
    static final String ESCALATE = "userTask_escalate";

    static final Variable<String> DEPARTMENT = Variable.text("department");
    static final Variable<String> DECIDING_GROUP = Variable.text("decidingGroup");

    /** Whether the department has still to say what is done about what was found. */
    static final Variable<Boolean> UNDECIDED = Variable.flag("undecided");

    /** Whether whoever has to put it right has been warned that he has not. */
    public static final Variable<Boolean> WARNED = Variable.flag("warned");

    /** End of the term, as ISO 8601. */
    public static final Variable<String> RECTIFY_UNTIL = Variable.text("rectifyUntil");

    private RectificationModel() {}
}
