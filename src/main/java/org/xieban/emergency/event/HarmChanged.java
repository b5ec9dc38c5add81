package org.xieban.emergency.event;

/** More is known of the harm; published in the transaction that keeps it. */
public record HarmChanged(String caseNo, Harm before, Harm harm) {}
