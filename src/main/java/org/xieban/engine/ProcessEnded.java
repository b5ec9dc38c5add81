package org.xieban.engine;

/**
 * The process of a case has come to its end; published within the engine's transaction.
 *
 * @param processKey id of the model
 * @param caseNo number of the case
 * @param end element id of the end event that was reached, or of the element where it was cancelled
 */
public record ProcessEnded(String processKey, String caseNo, String end) {}
