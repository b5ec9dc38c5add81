package org.xieban.timelimit;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.calendar.Calendars;
import org.xieban.calendar.DepartmentCalendars;
import org.xieban.timelimit.ClockRepository.Row;
import org.xieban.timelimit.ClockRepository.Standing;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/** From where to where clocks run: their beginning, their end, in time or too late, and beginning anew. */
@Component
@Transactional
class ClockRuns {

    private final ClockRepository clocks;
    private final BegunClocks begunClocks;
    private final EntryRepository entries;
    private final Calendars calendars;
    private final Trace trace;
    private final Clock clock;

    ClockRuns(
            ClockRepository clocks,
            BegunClocks begunClocks,
            EntryRepository entries,
            Calendars calendars,
            Trace trace,
            Clock clock) {
        this.clocks = clocks;
        this.begunClocks = begunClocks;
        this.entries = entries;
        this.calendars = calendars;
        this.trace = trace;
        this.clock = clock;
    }

    /**
     * A term that begins.
     *
     * @param lead code of the department that leads the case: by its calendar it runs
     * @param kind any but {@link ClockKind#STEP}: those begin with their tasks
     */
    record Beginning(String caseNo, String lead, ClockKind kind, ClockTerm term, Instant from) {}

    /**
     * Begins terms of one case, also anew, as that of acceptance when materials were supplemented (行政许可法 32); no change
     * of one that runs from that moment already.
     */
    void begin(List<Beginning> beginnings) {
        if (beginnings.isEmpty()) {
            return;
        }
        Map<ClockKind, Row> open = clocks.open(beginnings.get(0).caseNo()).stream()
                .filter(row -> row.kind() != ClockKind.STEP)
                .collect(Collectors.toMap(Row::kind, Function.identity(), (first, next) -> first));
        List<Beginning> begin = new ArrayList<>();
        for (Beginning each : beginnings) {
            Row running = open.get(each.kind());
            if (running == null || !running.startedAt().equals(each.from())) {
                begin.add(each);
                if (running != null) {
                    forget(running);
                }
            }
        }
        insert(begin, entries::of);
    }

    /** Begins terms of cases that have just come in: none has begun before, and nothing has stopped them. */
    void beginFirst(List<Beginning> beginnings) {
        insert(beginnings, caseNo -> EntryRepository.Entered.NOTHING);
    }

    private void insert(List<Beginning> beginnings, Function<String, EntryRepository.Entered> entered) {
        if (beginnings.isEmpty()) {
            return;
        }
        DepartmentCalendars held = calendars.held();
        Instant now = OfficialTime.now(clock);
        Map<String, EntryRepository.Entered> read = new HashMap<>();
        List<BegunClocks.Begun> begun = new ArrayList<>();
        for (Beginning each : beginnings) {
            ClockLedger ledger = ClockLedger.of(
                    each.kind(),
                    each.from(),
                    each.term(),
                    WarningRule.ORDINARY,
                    read.computeIfAbsent(each.caseNo(), entered),
                    now);
            begun.add(new BegunClocks.Begun(
                    each.caseNo(),
                    each.kind(),
                    null,
                    each.term(),
                    ledger.warning(),
                    each.from(),
                    Standing.begun(ledger, held.of(each::lead), now)));
        }
        Set<String> known = begunClocks.insert(begun);
        for (BegunClocks.Begun each : begun) {
            if (!known.contains(each.caseNo())) {
                throw Refusal.notFound("case.unknown", each.caseNo());
            }
            trace.record(act("clock.started", each.caseNo(), each.kind())
                    .with("amount", each.term().amount())
                    .with("unit", each.term().unit().name())
                    .with("legalBasis", each.term().legalBasis())
                    .with("from", OfficialTime.of(each.startedAt()).toString())
                    .with("dueAt", OfficialTime.of(each.dueAt()).toString()));
        }
    }

    /** Ends the clock of a step whose task is no longer open; no change where it has none. */
    void endOfTask(String taskId) {
        clocks.openOfTask(taskId).ifPresent(this::end);
    }

    /** Ends the open clocks of those kinds now, met or missed; no change where none is open. */
    void end(String caseNo, ClockKind... kinds) {
        open(caseNo, kinds).forEach(this::end);
    }

    /** Ends every clock of a case that is still open, those of steps included; it waits for no result of a pause. */
    void endAll(String caseNo) {
        entries.unwatchPauses(caseNo);
        // the calendar first, as whoever changes it does: nobody waits for a clock while he is waited for
        calendars.held();
        clocks.lockOpen(caseNo).forEach(this::end);
    }

    private void end(Row row) {
        Instant at = OfficialTime.now(clock);
        boolean met = !Course.over(dueAt(row, at), at);
        clocks.end(row.id(), at, met ? "MET" : "MISSED");
        if (row.kind() != ClockKind.STEP) {
            trace.record(act(met ? "clock.met" : "clock.missed", row.caseNo(), row.kind())
                    .with("dueAt", OfficialTime.of(row.dueAt()).toString()));
        }
    }

    /** Of one that stands still the term may have been over before it stopped; else it never is, however late the pause. */
    private Instant dueAt(Row row, Instant at) {
        return row.paused()
                ? row.ledger(entries.of(row.caseNo()), at)
                        .reckon(calendars.held().of(row::department))
                        .dueAt()
                        .toInstant()
                : row.dueAt();
    }

    /** Ends clocks as if they had never run, because their terms begin anew later. */
    void forget(String caseNo, ClockKind... kinds) {
        open(caseNo, kinds).forEach(this::forget);
    }

    private List<Row> open(String caseNo, ClockKind... kinds) {
        return clocks.open(caseNo).stream()
                .filter(row -> List.of(kinds).contains(row.kind()))
                .toList();
    }

    private void forget(Row row) {
        clocks.end(row.id(), OfficialTime.now(clock), "RESTARTED");
    }

    private static Act act(String name, String caseNo, ClockKind kind) {
        return Act.of(name, "case", caseNo).inCase(caseNo, null).with("kind", kind.name());
    }
}
