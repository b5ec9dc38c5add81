package org.xieban.casefile;

/**
 * The applicant has handed in what he was told to supplement; published in the transaction that takes it down. The
 * case is still {@link CaseState#SUPPLEMENTING}: whoever handles it moves it on, or refuses by throwing.
 */
public record CaseSupplemented(String caseNo) {}
