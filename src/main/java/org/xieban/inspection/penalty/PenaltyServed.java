package org.xieban.inspection.penalty;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A decision that was served on whom it punishes, and that is to be made public (行政处罚法 48); told in the transaction that
 * keeps its service.
 *
 * @param caseNo of the penalty case
 * @param department code of the department that punishes
 * @param number of the decision
 * @param party its name; of an individual masked
 * @param creditCode null of an individual
 * @param violation what it has done, without numbers of persons
 * @param basis the law by which it is punished
 * @param penalty in words
 */
public record PenaltyServed(
        String caseNo,
        String department,
        String number,
        String party,
        @Nullable String creditCode,
        String violation,
        String basis,
        String penalty,
        LocalDate decidedOn) {}
