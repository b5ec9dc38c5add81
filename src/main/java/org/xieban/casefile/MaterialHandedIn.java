package org.xieban.casefile;

/** A material of a case was handed in; published in the transaction that keeps it. */
public record MaterialHandedIn(String caseNo, String material) {}
