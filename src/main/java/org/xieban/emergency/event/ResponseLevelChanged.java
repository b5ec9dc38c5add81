package org.xieban.emergency.event;

/** The response was raised or lowered; published in the transaction that did. */
public record ResponseLevelChanged(String caseNo, Grade before, Grade level) {}
