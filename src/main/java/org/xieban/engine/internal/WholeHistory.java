package org.xieban.engine.internal;

import java.util.EnumSet;
import java.util.Set;
import org.camunda.bpm.engine.impl.history.HistoryLevelFull;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.jspecify.annotations.Nullable;

/**
 * All that the engine can tell of its history, but what the product itself has carried out a second time: who did what is
 * in the record, with more than the engine knows, and to whom a task was offered and who took it in its work item.
 */
final class WholeHistory extends HistoryLevelFull {

    private static final Set<HistoryEventTypes> SAID_ALREADY = EnumSet.of(
            HistoryEventTypes.USER_OPERATION_LOG,
            HistoryEventTypes.IDENTITY_LINK_ADD,
            HistoryEventTypes.IDENTITY_LINK_DELETE);

    @Override
    public boolean isHistoryEventProduced(HistoryEventType type, @Nullable Object of) {
        return super.isHistoryEventProduced(type, of)
                && !(Commands.isProducts() && type instanceof HistoryEventTypes known && SAID_ALREADY.contains(known));
    }
}
