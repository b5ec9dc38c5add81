package org.xieban.engine;

/**
 * A task is no longer open; published within the engine's transaction, at the end of its command.
 *
 * @param completed whether it was done; false where it was withdrawn: a return, an operator, an event of the model
 */
public record TaskClosed(String taskId, String caseNo, String step, boolean completed) {}
