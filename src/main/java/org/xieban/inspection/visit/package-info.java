/**
 * Visits as they are made: each is a case of its own below that of the plan or task that sends it, in a process of its own
 * ({@code joint-inspection.bpmn}), one for all departments (进一次门、查多项事).
 *
 * <p>What was found is read from {@link org.xieban.inspection.visit.VisitResults}; when the lead has rolled it up,
 * {@link org.xieban.inspection.visit.VisitConcluded} is published in the same transaction.
 */
@NamedInterface("visit")
@NullMarked
package org.xieban.inspection.visit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
