package org.xieban.engine;

/**
 * The open tasks of a case are about to be changed by a statement that waits for nobody's version; published before it
 * runs, so that whoever keeps rows beside the engine's can lock his first, as with every other change of a task.
 */
public record TasksHeld(String caseNo) {}
