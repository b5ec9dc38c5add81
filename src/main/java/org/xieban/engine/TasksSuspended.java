package org.xieban.engine;

import java.util.Map;

/**
 * A process was suspended or resumed, and with it its tasks; published at the end of the transaction that did it, when
 * the engine has written it: nobody else can change these tasks any more before it is committed.
 *
 * @param tasks whether each of the open tasks is suspended, by their ids
 */
public record TasksSuspended(Map<String, Boolean> tasks) {

    public TasksSuspended {
        tasks = Map.copyOf(tasks);
    }
}
