package org.xieban.inspection.credit;

import org.xieban.engine.Variable;

/** What this module names of the model of appeals and repairs; a test holds both together. */
final class CreditModel {

    /** Id of the process. */
    static final String PROCESS = "creditRequest";

    /** Code of the item that a request is as a case. */
    static final String ITEM = "credit-request";

    static final String EXAMINE = "userTask_examineCreditRequest";
    static final String DECIDE = "userTask_decideCreditRequest";

    static final Variable<String> OFFICE = Variable.text("office");
    static final Variable<String> DECIDING_GROUP = Variable.text("decidingGroup");

    private CreditModel() {}
}
