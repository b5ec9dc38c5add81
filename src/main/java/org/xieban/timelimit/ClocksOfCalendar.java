package org.xieban.timelimit;

import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.calendar.MovedClock;
import org.xieban.calendar.OpenClocks;
import org.xieban.calendar.WorkCalendar;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;

/** Moves open clocks when a yearly notice changes the calendar. */
@Component
@Transactional
class ClocksOfCalendar implements OpenClocks {

    private final Clocks clocks;
    private final Trace trace;

    ClocksOfCalendar(Clocks clocks, Trace trace) {
        this.clocks = clocks;
        this.trace = trace;
    }

    @Override
    @Transactional(readOnly = true)
    public List<MovedClock> wouldMove(WorkCalendar before, WorkCalendar after) {
        return clocks.moved(after).stream()
                .filter(ClocksOfCalendar::moves)
                .map(ClocksOfCalendar::told)
                .toList();
    }

    @Override
    public List<MovedClock> move(WorkCalendar before, WorkCalendar after) {
        List<Clocks.Moved> all = clocks.moved(after);
        // also those that do not move: their due date may be expected no longer
        clocks.keep(all);
        List<Clocks.Moved> moved = all.stream().filter(ClocksOfCalendar::moves).toList();
        for (Clocks.Moved each : moved) {
            MovedClock told = told(each);
            trace.record(Act.of("clock.moved", "case", told.caseNo())
                    .inCase(told.caseNo(), told.step())
                    .with("kind", told.kind())
                    .change(told.oldDueAt().toString(), told.newDueAt().toString()));
        }
        return moved.stream().map(ClocksOfCalendar::told).toList();
    }

    private static boolean moves(Clocks.Moved each) {
        Instant dueAt = each.reckoning().dueAt().toInstant();
        return !dueAt.equals(each.row().dueAt());
    }

    private static MovedClock told(Clocks.Moved each) {
        return new MovedClock(
                Long.toString(each.row().id()),
                each.row().caseNo(),
                each.row().kind().name(),
                each.row().step(),
                each.row().dueAt().atZone(OfficialTime.ZONE).toOffsetDateTime(),
                each.reckoning().dueAt());
    }
}
