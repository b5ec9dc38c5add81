package org.xieban.emergency.report;

/** A report went to those above; published in the transaction that sent it. */
public record ReportSent(String eventCaseNo, String caseNo) {}
