/**
 * Administrative penalties (行政处罚法, 2021): a case of its own from its filing to its archive, in {@code penalty-case.bpmn}.
 *
 * <p>{@link org.xieban.inspection.penalty.PenaltyFiling} begins one, for a department that has found something itself or
 * for what came out of a visit or a rectification. Its course is in the order of the law: {@code PenaltyOpening} (立案),
 * {@code Investigation} (调查), {@code PenaltyHearings} (告知、陈述申辩、听证), {@code PenaltyDecisions} (法制审核、决定、送达),
 * {@code PenaltyExecution} (执行、归档), beside it {@code CrimeTransfers} (两法衔接). What the rules need of a case is a
 * {@link org.xieban.inspection.penalty.PenaltyCase}; the words that were entered are the facts of the case.
 */
@NullMarked
package org.xieban.inspection.penalty;

import org.jspecify.annotations.NullMarked;
