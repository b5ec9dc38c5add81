/**
 * What is to be put right after a visit (责令改正, 行政处罚法 28): a case for each department that has found something, below
 * the visit's, in {@code rectification.bpmn}; and what else follows from the results of a visit
 * ({@link org.xieban.inspection.rectification.AfterVisits}).
 */
@NullMarked
package org.xieban.inspection.rectification;

import org.jspecify.annotations.NullMarked;
