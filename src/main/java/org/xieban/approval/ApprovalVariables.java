package org.xieban.approval;

import java.util.List;
import org.xieban.engine.Variable;

/**
 * The process variables that this module writes or reads. The model has more, which its forms and decision tables write
 * and only the model reads.
 */
public final class ApprovalVariables {

    /** Code of the service item. */
    public static final Variable<String> ITEM_CODE = Variable.text("itemCode");

    /** The size that the applicant chose, a code of the item's scales; empty where the item has none. */
    public static final Variable<String> SCALE = Variable.text("scale");

    /** Code of the region in which what is applied for lies; empty where it does not matter. */
    public static final Variable<String> PLACE = Variable.text("place");

    /** Code of the department that examines and decides. */
    public static final Variable<String> LEAD_DEPARTMENT = Variable.text("leadDepartment");

    /** Code of the department whose window takes the application and serves the result. */
    public static final Variable<String> WINDOW_DEPARTMENT = Variable.text("windowDepartment");

    /** The group that approves what needs the head of the organ: extension, stay, return, termination. */
    public static final Variable<String> HEAD_GROUP = Variable.text("headGroup");

    /** Whether the item is decided on the spot (即办件). */
    public static final Variable<Boolean> ON_THE_SPOT = Variable.flag("onTheSpot");

    /** How high it is decided: a {@link org.xieban.catalogue.ServiceItem.Weight}. */
    public static final Variable<String> DECISION_WEIGHT = Variable.text("decisionWeight");

    /** Outcome of the review of materials: a {@link ReviewOutcome}. */
    public static final Variable<String> REVIEW_OUTCOME = Variable.text("reviewOutcome");

    /** When the term to supplement ends, an instant as ISO-8601: the day that the notice tells, which no new calendar moves. */
    public static final Variable<String> SUPPLEMENT_DUE_AT = Variable.text("supplementDueAt");

    /** What whoever decided last said: a {@link DecisionOutcome}. */
    public static final Variable<String> DECISION_OUTCOME = Variable.text("decisionOutcome");

    /** Codes of the data resources that are asked for instead of materials. */
    public static final Variable<List<String>> DATA_RESOURCES = Variable.texts("dataResources");

    private ApprovalVariables() {}
}
