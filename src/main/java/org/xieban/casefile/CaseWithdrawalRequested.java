package org.xieban.casefile;

/**
 * The applicant withdraws; published in the transaction that takes it down. Whoever handles the case ends it with
 * {@link CaseFiles#close}, or refuses by throwing.
 *
 * @param reason as he gave it
 */
public record CaseWithdrawalRequested(String caseNo, String reason) {}
