package org.xieban.casefile;

/** A case came into another state; published in the transaction that moved it. */
public record CaseStateChanged(String caseNo, CaseState before, CaseState after) {}
