package org.xieban.engine;

/**
 * A task that is no longer open.
 *
 * @param completed whether it was done; false where it was withdrawn: a return, an operator, an event of the model
 */
public record ClosedTask(String id, String caseNo, String step, boolean completed) {}
