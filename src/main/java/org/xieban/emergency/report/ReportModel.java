package org.xieban.emergency.report;

import org.xieban.engine.Variable;

/** What this package names of the model of situation reports; a test holds both together. */
public final class ReportModel {

    /** Id of the process. */
    static final String PROCESS = "situationReport";

    /** Code of the item that a report is as a case. */
    static final String ITEM = "situation-report";

    static final String TELEPHONE = "userTask_telephone";
    static final String DRAFT = "userTask_draftReport";
    static final String SIGN = "userTask_signReport";
    static final String CONFIRM_RECEIPT = "userTask_confirmReceipt";

    /** Something has happened for which the report is due earlier. */
    static final String DUE_MOVED = "emergency.reportDueMoved";

    /** All who were told have acknowledged. */
    static final String ACKNOWLEDGED = "emergency.reportAcknowledged";

    /** The event is none. */
    static final String NOT_NEEDED = "emergency.reportNotNeeded";

    /** So many characters the reason of an order or of a correction may have. */
    static final int LONGEST_REASON = 1000;

    static final Variable<String> LEAD_DEPARTMENT = Variable.text("leadDepartment");
    static final Variable<String> SIGNING_GROUP = Variable.text("signingGroup");
    static final Variable<Boolean> PHONE_FIRST = Variable.flag("phoneFirst");

    /** So long somebody has to telephone; 1 where nobody has. */
    static final Variable<Long> PHONE_MINUTES = Variable.number("phoneMinutes");

    /** So long is left to draft; 1 where no time is. */
    public static final Variable<Long> WRITTEN_MINUTES = Variable.number("writtenMinutes");

    /** ISO-8601, as the following. */
    static final Variable<String> PHONE_DUE_AT = Variable.text("phoneDueAt");

    public static final Variable<String> WRITTEN_DUE_AT = Variable.text("writtenDueAt");

    /** As {@link ReportSending.Receiving}. */
    public static final Variable<String> RECEIPT = Variable.text("receipt");

    /** Until when those who were told have to acknowledge, ISO-8601. */
    public static final Variable<String> RECEIPT_UNTIL = Variable.text("receiptUntil");

    private ReportModel() {}
}
