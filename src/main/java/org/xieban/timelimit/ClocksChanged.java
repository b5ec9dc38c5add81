package org.xieban.timelimit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xieban.casefile.Lamp;

/** Open clocks are under another lamp or due at another time; published in the transaction that wrote it. */
public record ClocksChanged(List<Changed> clocks) {

    public ClocksChanged {
        clocks = List.copyOf(clocks);
    }

    /**
     * One clock as it is now.
     *
     * @param step element id of the step it runs for, null where it runs for the case
     * @param taskId the engine's, null where it runs for the case
     */
    public record Changed(
            long clock,
            String caseNo,
            ClockKind kind,
            @Nullable String step,
            @Nullable String taskId,
            Lamp lamp,
            Instant dueAt) {}
}
