package org.xieban.inspection.visit;

import java.util.List;
import org.xieban.engine.Variable;

/** What this package names of the model by which visits are made; a test holds both together. */
public final class VisitModel {

    /** Id of the process. */
    static final String PROCESS = "jointInspection";

    /** Code of the item that a visit is as a case. */
    static final String ITEM = "joint-inspection";

    static final String NOTIFY = "userTask_notifyObject";
    static final String INSPECT = "userTask_inspectOnSite";
    static final String ROLL_UP = "userTask_rollUp";

    /** It is not made. */
    static final String CANCELLED = "inspection.visitCancelled";

    static final Variable<String> LEAD_DEPARTMENT = Variable.text("leadDepartment");

    /** Whether the object is told before. */
    static final Variable<Boolean> NOTICE_DUE = Variable.flag("noticeDue");

    /** Codes of the departments that have something to inspect; of those that go again where the lead wants more. */
    public static final Variable<List<String>> INSPECTING_DEPARTMENTS = Variable.texts("inspectingDepartments");

    private VisitModel() {}
}
