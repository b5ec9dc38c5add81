package org.xieban.engine;

/**
 * A task was taken, given back, moved or otherwise changed; published within the engine's transaction, at
 * the end of its command, however often the command changed it.
 */
public record TaskChanged(OpenTask task) {}
