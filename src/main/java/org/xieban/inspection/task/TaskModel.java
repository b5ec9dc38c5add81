package org.xieban.inspection.task;

import java.util.List;
import org.xieban.engine.Variable;
import org.xieban.inspection.Proposals;

/** What this module names of the model by which other tasks are approved; a test holds both together. */
public final class TaskModel {

    /** Id of the process. */
    static final String PROCESS = "inspectionTask";

    /** Code of the item that a task is as a case. */
    static final String ITEM = "inspection-task";

    static final String AGREE = "userTask_agreeToTask";
    static final String DECIDE = "userTask_decideTask";
    static final String REVISE = "userTask_reviseTask";

    /** The lead wants it no more. */
    static final String WITHDRAWN = "inspection.taskWithdrawn";

    /** Codes of the departments that are asked whether they join; found anew each time the task is submitted. */
    public static final Variable<List<String>> JOINING_DEPARTMENTS = Variable.texts("joiningDepartments");

    static final Proposals.Family FAMILY =
            new Proposals.Family(ITEM, PROCESS, AGREE, DECIDE, REVISE, WITHDRAWN, "inspectionTask", "task");

    private TaskModel() {}
}
