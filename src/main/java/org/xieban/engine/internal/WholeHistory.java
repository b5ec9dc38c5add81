package org.xieban.engine.internal;

import org.camunda.bpm.engine.impl.history.HistoryLevelFull;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.jspecify.annotations.Nullable;

/**
 * All that the engine can tell of its history, but the log of those operations that the product carried out: the record
 * says each of them already, with more than the engine knows.
 */
final class WholeHistory extends HistoryLevelFull {

    @Override
    public boolean isHistoryEventProduced(HistoryEventType type, @Nullable Object of) {
        return super.isHistoryEventProduced(type, of)
                && !(type == HistoryEventTypes.USER_OPERATION_LOG && Commands.isProducts());
    }
}
