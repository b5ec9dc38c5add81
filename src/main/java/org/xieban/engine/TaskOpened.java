package org.xieban.engine;

/** A task was opened; published within the engine's transaction, at the end of its command. */
public record TaskOpened(OpenTask task) {}
