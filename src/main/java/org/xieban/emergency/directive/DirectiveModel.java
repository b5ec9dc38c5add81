package org.xieban.emergency.directive;

import org.xieban.engine.Variable;

/** What this module names of the model of directives; a test holds both together. */
public final class DirectiveModel {

    /** Id of the process. */
    static final String PROCESS = "directive";

    /** Code of the item that a directive is as a case. */
    static final String ITEM = "emergency-directive";

    static final String ACKNOWLEDGE = "userTask_acknowledge";
    static final String TELEPHONE = "userTask_telephone";
    static final String CARRY_OUT = "userTask_carryOut";
    static final String DECIDE_SUPPORT = "userTask_decideSupport";

    /** It was acknowledged other than by the task of whoever is called. */
    static final String ACKNOWLEDGED = "emergency.directiveAcknowledged";

    static final String SUPPORT_REQUESTED = "emergency.supportRequested";
    static final String WITHDRAWN = "emergency.directiveWithdrawn";

    /** Code of whose it is. */
    static final Variable<String> DEPARTMENT = Variable.text("directedDepartment");

    /** Whose tasks the decisions are: those who command in the event. */
    static final Variable<String> COMMAND_GROUP = Variable.text("commandGroup");

    /** Who carries it out: the department; where it has nobody here, those who command keep what it does. */
    static final Variable<String> EXECUTING_GROUP = Variable.text("executingGroup");

    /** How long each who is called has. */
    static final Variable<Long> ACKNOWLEDGE_MINUTES = Variable.number("acknowledgeMinutes");

    /** How long is left to carry it out. */
    public static final Variable<Long> COMPLETE_MINUTES = Variable.number("completeMinutes");

    /** Login of who is called now; empty where nobody is left. */
    public static final Variable<String> CALLEE = Variable.text("callee");

    /** Until when he may acknowledge, ISO-8601. */
    public static final Variable<String> CALL_UNTIL = Variable.text("callUntil");

    private DirectiveModel() {}
}
