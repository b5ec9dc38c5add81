package org.xieban.emergency.event;

/** The response runs; published in the transaction that started it. */
public record ResponseStarted(String caseNo, Grade level) {}
