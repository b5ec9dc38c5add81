package org.xieban.sources;

import org.xieban.engine.Variable;

/** What this module names of the models by which departments ask each other; a test holds both together. */
final class SharingModel {

    /** Id of the process of a request for a grant, and code of its item. */
    static final String REQUEST = "dataSharingRequest";

    static final String REQUEST_ITEM = "data-sharing-request";

    /** Id of the process of a correction, and code of its item. */
    static final String CORRECTION = "dataCorrection";

    static final String CORRECTION_ITEM = "data-correction";

    static final String CHECK_COMPLETENESS = "userTask_checkCompleteness";
    static final String SUPPLEMENT_REQUEST = "userTask_supplementRequest";
    static final String DECIDE_BY_PROVIDER = "userTask_decideByProvider";
    static final String PURSUE_ANSWER = "userTask_pursueAnswer";
    static final String CONSIDER_REFUSAL = "userTask_considerRefusal";
    static final String NEGOTIATE = "userTask_negotiate";
    static final String DECIDE_DISPUTE = "userTask_decideDispute";
    static final String VERIFY_DATA = "userTask_verifyData";
    static final String PURSUE_VERIFICATION = "userTask_pursueVerification";

    /** Whoever asked wants it no more. */
    static final String WITHDRAWN = "sources.withdrawn";

    static final Variable<String> AUTHORITY_DEPARTMENT = Variable.text("authorityDepartment");
    static final Variable<String> PROVIDER_DEPARTMENT = Variable.text("providerDepartment");
    static final Variable<String> REQUESTING_DEPARTMENT = Variable.text("requestingDepartment");

    /** Number of the case that a correction is about. */
    static final Variable<String> CORRECTED_CASE = Variable.text("correctedCase");

    static final Variable<String> WINDOW_DEPARTMENT = Variable.text("windowDepartment");

    private SharingModel() {}
}
