package org.xieban.emergency.event;

/** All that was to be done of it is done, review included; published in the transaction that closed it. */
public record EventClosed(String caseNo) {}
