package org.xieban.timelimit;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.calendar.Calendars;
import org.xieban.calendar.WorkCalendar;
import org.xieban.directory.Group;
import org.xieban.engine.OpenTask;
import org.xieban.engine.Tasks;
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
    private final EntryRepository entries;
    private final Calendars calendars;
    private final ModelTerms terms;
    private final Tasks tasks;
    private final Trace trace;
    private final Clock clock;

    ClockRuns(
            ClockRepository clocks,
            EntryRepository entries,
            Calendars calendars,
            ModelTerms terms,
            Tasks tasks,
            Trace trace,
            Clock clock) {
        this.clocks = clocks;
        this.entries = entries;
        this.calendars = calendars;
        this.terms = terms;
        this.tasks = tasks;
        this.trace = trace;
        this.clock = clock;
    }

    /**
     * Begins the term of that kind, also anew, as that of acceptance when materials were supplemented (行政许可法 32); no
     * change where it runs from that moment already.
     *
     * @param kind any but {@link ClockKind#STEP}: those begin with their tasks
     */
    void begin(String caseNo, ClockKind kind, ClockTerm term, Instant from) {
        Optional<Row> open = clocks.open(caseNo, kind);
        if (open.isPresent() && open.get().startedAt().equals(from)) {
            return;
        }
        open.ifPresent(this::forget);
        ClockLedger ledger =
                ClockLedger.of(kind, from, term, WarningRule.ORDINARY, entries.of(caseNo), OfficialTime.now(clock));
        WorkCalendar calendar = calendars.held().of(() -> clocks.leadDepartment(caseNo));
        Standing standing = Standing.begun(ledger, calendar, ledger.at());
        Row row = clocks.insert(caseNo, kind, null, term, ledger.warning(), from, standing)
                .orElseThrow(() -> Refusal.notFound("case.unknown", caseNo));
        trace.record(act("clock.started", row)
                .with("amount", term.amount())
                .with("unit", term.unit().name())
                .with("legalBasis", term.legalBasis())
                .with("from", OfficialTime.of(from).toString())
                .with("dueAt", OfficialTime.of(row.dueAt()).toString()));
    }

    /** Begins the clock of a step, and lets its task be due when the clock is. */
    void begin(OpenTask task, ClockTerm term, WarningRule warning) {
        Instant from = task.createdAt();
        String department = departmentOf(task);
        WorkCalendar calendar =
                calendars.held().of(() -> department == null ? clocks.leadDepartment(task.caseNo()) : department);
        clocks.insert(
                        task.caseNo(),
                        ClockKind.STEP,
                        new ClockRepository.Step(task.step(), task.stepName(), task.id(), department),
                        term,
                        warning,
                        from,
                        terms.standing(term, warning, from, calendar))
                // it is opened so, unless its model gave it another date
                .filter(row -> !row.dueAt().equals(task.dueAt()))
                .ifPresent(row -> tasks.due(task.id(), row.dueAt()));
    }

    /** By whose calendar a step runs: that of the one department whose group may take it, else null. */
    private static @Nullable String departmentOf(OpenTask task) {
        Set<String> departments = Group.departments(task.candidateGroups());
        return departments.size() == 1 ? departments.iterator().next() : null;
    }

    /** Ends the clock of a step, whose task is no longer open. */
    void endOfTask(String taskId) {
        if (!clocks.endRunning(taskId, OfficialTime.now(clock))) {
            clocks.openOfTask(taskId).ifPresent(this::end);
        }
    }

    /** Ends the open clock of that kind now, met or missed; no change where none is open. */
    void end(String caseNo, ClockKind kind) {
        clocks.open(caseNo, kind).ifPresent(this::end);
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
            trace.record(act(met ? "clock.met" : "clock.missed", row)
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

    /** Ends a clock as if it had never run, because its term begins anew later. */
    void forget(String caseNo, ClockKind kind) {
        clocks.open(caseNo, kind).ifPresent(this::forget);
    }

    private void forget(Row row) {
        clocks.end(row.id(), OfficialTime.now(clock), "RESTARTED");
    }

    private static Act act(String name, Row row) {
        return Act.of(name, "case", row.caseNo())
                .inCase(row.caseNo(), null)
                .with("kind", row.kind().name());
    }
}
