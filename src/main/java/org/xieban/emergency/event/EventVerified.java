package org.xieban.emergency.event;

/** It is real; published in the transaction that found it. */
public record EventVerified(String caseNo) {}
