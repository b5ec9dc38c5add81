package org.xieban.timelimit;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.xieban.engine.Tasks;
import org.xieban.timelimit.ClockRepository.Row;
import org.xieban.timelimit.ClockRepository.Standing;
import org.xieban.trace.OfficialTime;

/** Keeps how clocks stand once they were reckoned again, for whatever reason, and tells whoever follows them. */
@Component
class ReckonedClocks {

    private final ClockRepository clocks;
    private final Tasks tasks;
    private final ModelMessages messages;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ReckonedClocks(
            ClockRepository clocks,
            Tasks tasks,
            ModelMessages messages,
            ApplicationEventPublisher events,
            Clock clock) {
        this.clocks = clocks;
        this.tasks = tasks;
        this.messages = messages;
        this.events = events;
        this.clock = clock;
    }

    /** A clock as it stood, and as it is found to stand. */
    record Moved(Row row, Standing standing) {

        Instant dueAt() {
            return standing.reckoning().dueAt().toInstant();
        }

        boolean changes() {
            return !dueAt().equals(row.dueAt()) || turns();
        }

        /** Whether it comes under another lamp. */
        boolean turns() {
            return standing.watch().lamp() != row.watch().lamp();
        }

        ClocksChanged.Changed told() {
            return new ClocksChanged.Changed(
                    row.id(),
                    row.caseNo(),
                    row.kind(),
                    row.step(),
                    row.taskId(),
                    standing.watch().lamp(),
                    dueAt());
        }
    }

    /** Writes what became of clocks, and lets their tasks and whoever follows them know. */
    void keep(List<Moved> moved) {
        clocks.update(moved.stream().collect(Collectors.toMap(each -> each.row().id(), Moved::standing)));
        Map<String, Instant> due = new LinkedHashMap<>();
        for (Moved each : moved) {
            String task = each.row().taskId();
            if (task != null && !each.dueAt().equals(each.row().dueAt())) {
                due.put(task, each.dueAt());
            }
        }
        tasks.due(due);
        List<ClocksChanged.Changed> changed =
                moved.stream().filter(Moved::changes).map(Moved::told).toList();
        if (!changed.isEmpty()) {
            // also a lamp that turned without a sweep, as by a new notice, is heard by models
            List<ClocksChanged.Changed> turned =
                    moved.stream().filter(Moved::turns).map(Moved::told).toList();
            if (!turned.isEmpty()) {
                messages.queue(turned, OfficialTime.now(clock));
            }
            events.publishEvent(new ClocksChanged(changed));
        }
    }
}
