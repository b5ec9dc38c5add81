package org.xieban.inspection.publication;

import org.xieban.engine.Variable;

/** What this module names of the model by which results are published in time; a test holds both together. */
public final class PublishingModel {

    /** Id of the process. */
    static final String PROCESS = "resultsPublication";

    /** Code of the item that a publication is as a case. */
    static final String ITEM = "results-publication";

    static final String PUBLISH = "userTask_publishResults";

    static final Variable<String> LEAD_DEPARTMENT = Variable.text("leadDepartment");

    private PublishingModel() {}
}
