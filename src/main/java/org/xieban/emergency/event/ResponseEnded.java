package org.xieban.emergency.event;

/** The response is over; published in the transaction that ended it. */
public record ResponseEnded(String caseNo) {}
