package org.xieban.engine;

import java.util.List;

/**
 * Tasks were opened by one command, as by a process that is started for many cases at once; published in its transaction,
 * before {@link TaskOpened} of each, for those who write something down of every task: all by one statement.
 */
public record TasksOpened(List<OpenTask> tasks) {

    public TasksOpened {
        tasks = List.copyOf(tasks);
    }
}
