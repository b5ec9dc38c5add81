package org.xieban.engine;

import java.util.List;

/**
 * One command ended tasks and opened others, as who completes one opens the next, and who starts a process for many cases
 * their first ones; published in the engine's transaction at the end of the command, before {@link TaskOpened} of each,
 * for those who write something down of every task: all by one statement.
 */
public record TasksMoved(List<ClosedTask> closed, List<OpenTask> opened) {

    public TasksMoved {
        closed = List.copyOf(closed);
        opened = List.copyOf(opened);
    }
}
