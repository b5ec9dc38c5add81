package org.xieban.emergency.warning;

import java.util.List;
import org.xieban.engine.Variable;

/** What this module names of the model of warnings; a test holds both together. */
public final class WarningModel {

    /** Id of the process. */
    static final String PROCESS = "emergencyWarning";

    /** Code of the item that a warning is as a case. */
    static final String ITEM = "emergency-warning";

    static final String DECIDE = "userTask_decideWarning";
    static final String REVISE = "userTask_reviseWarning";
    static final String CONFIRM = "userTask_confirmWarning";
    static final String BY_HAND = "userTask_callByHand";
    static final String ASSESS = "userTask_assessWarning";
    static final String DECIDE_CHANGE = "userTask_decideChange";

    /** Whoever proposed it wants it no more, before it is issued. */
    static final String WITHDRAWN = "emergency.warningWithdrawn";

    static final Variable<String> LEAD_DEPARTMENT = Variable.text("leadDepartment");

    /** Whose task it is to change and to assess it. */
    static final Variable<String> PROPOSING_GROUP = Variable.text("proposingGroup");

    /** By which the table finds who decides. */
    public static final Variable<String> COLOUR = Variable.text("warningColour");

    /** As {@link Warning.Change}. */
    public static final Variable<String> CHANGE = Variable.text("warningChange");

    /** Codes of the departments that have to confirm. */
    public static final Variable<List<String>> RECIPIENTS = Variable.texts("recipients");

    /** One of them. */
    public static final Variable<String> RECIPIENT = Variable.text("recipient");

    public static final Variable<String> RECIPIENT_NAME = Variable.text("recipientName");

    /** Login of who is called now; empty where nobody is left. */
    public static final Variable<String> CALLEE = Variable.text("callee");

    public static final Variable<String> CALLED_GROUP = Variable.text("calledGroup");

    /** Until when he has to confirm, ISO-8601. */
    public static final Variable<String> CALL_UNTIL = Variable.text("callUntil");

    private WarningModel() {}
}
