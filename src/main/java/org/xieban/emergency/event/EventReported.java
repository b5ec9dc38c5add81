package org.xieban.emergency.event;

/** A report came in and is an event of its own, to be verified; published in the transaction that took it in. */
public record EventReported(String caseNo) {}
