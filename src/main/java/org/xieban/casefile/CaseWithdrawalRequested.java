package org.xieban.casefile;

/**
 * The applicant wants to withdraw; published in the transaction that takes it down. Whoever handles the case has it
 * approved and ends it with {@link CaseFiles#close}, or refuses by throwing.
 *
 * @param reason as he gave it
 */
public record CaseWithdrawalRequested(String caseNo, String reason) {}
