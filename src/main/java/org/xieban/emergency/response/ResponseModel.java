package org.xieban.emergency.response;

import org.xieban.engine.Variable;

/** What this module names of the model of events; a test holds both together. */
public final class ResponseModel {

    /** Id of the process. */
    static final String PROCESS = "emergencyResponse";

    static final String VERIFY = "userTask_verifyReport";
    static final String GRADE = "userTask_gradeEvent";
    static final String REGRADE = "userTask_regradeEvent";
    static final String PROPOSE = "userTask_proposeResponse";
    static final String ADVISE = "userTask_adviseResponse";
    static final String DECIDE = "userTask_decideResponse";
    static final String ASSESS = "userTask_assessResponse";
    static final String DECIDE_CHANGE = "userTask_decideChange";
    static final String DECIDE_END = "userTask_decideEnd";
    static final String DAMAGE = "userTask_assessDamage";
    static final String REVIEW = "userTask_reviewResponse";
    static final String ARCHIVE = "userTask_archiveEvent";

    /** It was found to be another event's. */
    static final String MERGED = "emergency.eventMerged";

    /** What is known of the harm would grade it otherwise. */
    static final String REGRADING = "emergency.regradingProposed";

    /** There is no response, and all that was reported of the event is reported to its end. */
    static final String SETTLED = "emergency.eventSettled";

    /** There was to be no response, and it is thought over again. */
    static final String RECONSIDERED = "emergency.responseReconsidered";

    /** Whether all that was reported is reported to its end. */
    public static final Variable<Boolean> IS_SETTLED = Variable.flag("settled");

    static final Variable<String> LEAD_DEPARTMENT = Variable.text("leadDepartment");

    /** The duty room (值班室). */
    static final Variable<String> COMMAND_GROUP = Variable.text("commandGroup");

    /** The command office (指挥部办公室). */
    static final Variable<String> OFFICE_GROUP = Variable.text("officeGroup");

    /** The level by which the table finds who decides: of a change the graver of before and after. */
    public static final Variable<String> DECIDING_LEVEL = Variable.text("decidingLevel");

    /** Who decides, as the table says. */
    public static final Variable<String> DECIDING_GROUP = Variable.text("decidingGroup");

    /** Who ends the response: whoever decided on its level. */
    public static final Variable<String> ENDING_GROUP = Variable.text("endingGroup");

    /** Until when the response is expected to last, ISO-8601. */
    public static final Variable<String> EXPECTED_UNTIL = Variable.text("expectedUntil");

    /** The grade that the table gives, as {@link org.xieban.emergency.event.Grade}. */
    public static final Variable<String> TABLE_GRADE = Variable.text("tableGrade");

    static final Variable<String> CATEGORY = Variable.text("eventCategory");
    static final Variable<Long> DEAD = Variable.number("dead");
    static final Variable<Long> MISSING = Variable.number("missing");
    static final Variable<Long> SERIOUSLY_INJURED = Variable.number("seriouslyInjured");
    static final Variable<Double> LOSS = Variable.decimal("lossYuan");
    static final Variable<Double> AREA = Variable.decimal("areaKm2");
    static final Variable<Boolean> SENSITIVE = Variable.flag("sensitive");

    private ResponseModel() {}
}
