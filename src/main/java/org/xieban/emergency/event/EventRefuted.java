package org.xieban.emergency.event;

/** There was nothing, or it is another event's; published in the transaction that found it. */
public record EventRefuted(String caseNo) {}
