package org.xieban.timelimit;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.calendar.BeyondCalendarException;
import org.xieban.calendar.Calendars;
import org.xieban.calendar.DepartmentCalendars;
import org.xieban.calendar.TermUnit;
import org.xieban.calendar.WorkCalendar;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.Lamp;
import org.xieban.catalogue.Term;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.engine.OpenTask;
import org.xieban.engine.Tasks;
import org.xieban.timelimit.ClockRepository.Row;
import org.xieban.timelimit.ClockRepository.Standing;
import org.xieban.trace.Act;
import org.xieban.trace.Actor;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/**
 * The clocks of cases. Those of acceptance, law and promise follow the states of the case, those of steps its tasks, by
 * themselves; whoever handles a case pauses, resumes and extends them.
 */
@Component
@Transactional
public class Clocks {

    /** Roles of those who approve what stops or extends a term. */
    static final Set<Role> HEADS = Set.of(Role.SECTION_HEAD, Role.LEADER, Role.APPROVER);

    private final ClockRepository clocks;
    private final Calendars calendars;
    private final ModelTerms terms;
    private final Officers officers;
    private final Tasks tasks;
    private final Trace trace;
    private final ModelMessages messages;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Clocks(
            ClockRepository clocks,
            Calendars calendars,
            ModelTerms terms,
            Officers officers,
            Tasks tasks,
            Trace trace,
            ModelMessages messages,
            ApplicationEventPublisher events,
            Clock clock) {
        this.clocks = clocks;
        this.calendars = calendars;
        this.terms = terms;
        this.officers = officers;
        this.tasks = tasks;
        this.trace = trace;
        this.messages = messages;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Starts a clock for a case; no change where one of that kind runs already.
     *
     * @param kind any but {@link ClockKind#STEP}: those start with their tasks
     */
    public CaseClock start(String caseNo, ClockKind kind, ClockTerm term, Instant startedAt) {
        return start(caseNo, kind, term, startedAt, clocks.open(caseNo, kind));
    }

    private CaseClock start(String caseNo, ClockKind kind, ClockTerm term, Instant startedAt, Optional<Row> running) {
        List<Pause> pauses = clocks.pauses(caseNo);
        Optional<Extension> extension = clocks.extension(caseNo);
        Row row = running.orElseGet(() -> begin(
                caseNo, kind, ClockLedger.of(kind, startedAt, term, WarningRule.ORDINARY, pauses, extension, now())));
        return told(row, pauses, extension);
    }

    private Row begin(String caseNo, ClockKind kind, ClockLedger ledger) {
        ClockTerm term = ledger.term();
        Instant startedAt = ledger.startedAt();
        WorkCalendar calendar = calendars.held().of(() -> clocks.leadDepartment(caseNo));
        Standing standing = Standing.begun(ledger, calendar, ledger.at());
        Row row = clocks.insert(caseNo, kind, null, term, ledger.warning(), startedAt, standing)
                .orElseThrow(() -> Refusal.notFound("case.unknown", caseNo));
        trace.record(act("clock.started", caseNo, null)
                .with("kind", kind.name())
                .with("amount", term.amount())
                .with("unit", term.unit().name())
                .with("legalBasis", term.legalBasis())
                .with("from", official(startedAt))
                .with("dueAt", official(row.dueAt())));
        return row;
    }

    /** Starts the clock of a step, and lets its task be due when the clock is. */
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
        List<String> departments = task.candidateGroups().stream()
                .map(group -> group.contains(".") ? group.substring(0, group.indexOf('.')) : group)
                .filter(code -> Role.ofCode(code).isEmpty())
                .distinct()
                .toList();
        return departments.size() == 1 ? departments.get(0) : null;
    }

    /** Ends the clock of a step, whose task is no longer open. */
    void endOfTask(String taskId) {
        clocks.endOfTask(taskId, now());
    }

    /** Ends the open clock of that kind now, met or missed; no change where none is open. */
    public void stop(String caseNo, ClockKind kind) {
        clocks.open(caseNo, kind).ifPresent(this::end);
    }

    /** Ends every clock of a case that is still open, those of steps included. */
    void stopAll(String caseNo) {
        clocks.unwatchPauses(caseNo);
        clocks.lockOpen(caseNo).forEach(this::end);
    }

    private void end(Row row) {
        Instant at = now();
        boolean met = row.paused() || !Course.over(row.dueAt(), at);
        clocks.end(row.id(), at, met ? "MET" : "MISSED");
        if (row.kind() != ClockKind.STEP) {
            trace.record(act(met ? "clock.met" : "clock.missed", row.caseNo(), null)
                    .with("kind", row.kind().name())
                    .with("dueAt", official(row.dueAt())));
        }
    }

    /**
     * Begins the term of that kind anew, as that of acceptance when materials were supplemented (行政许可法 32); no change
     * where it runs from that moment already.
     */
    public CaseClock restart(String caseNo, ClockKind kind, ClockTerm term, Instant from) {
        Optional<Row> open = clocks.open(caseNo, kind);
        Optional<Row> running = open.filter(row -> row.startedAt().equals(from));
        if (running.isEmpty()) {
            open.ifPresent(row -> clocks.end(row.id(), now(), "RESTARTED"));
        }
        return start(caseNo, kind, term, from, running);
    }

    /** Ends a clock as if it had never run, because its term begins anew later. */
    void discard(String caseNo, ClockKind kind) {
        clocks.open(caseNo, kind).ifPresent(row -> clocks.end(row.id(), now(), "RESTARTED"));
    }

    /**
     * Stops from now on the clocks that this type stops, for the process of the case.
     *
     * @param until the planned last day
     * @param approver login of who approved it
     * @throws Refusal {@code clock.pauseEndsBefore} (422) where the planned end lies before today; {@code
     *     calendar.beyond} (422) where it leads beyond the calendar
     */
    public Pause pause(
            String caseNo, PauseType type, String legalBasis, LocalDate until, String reason, String approver) {
        Instant from = now();
        if (until.isBefore(from.atZone(OfficialTime.ZONE).toLocalDate())) {
            throw Refusal.rule("clock.pauseEndsBefore").at("until", "clock.pauseEndsBefore");
        }
        return enter(
                new ClockRepository.Entry(caseNo, type, legalBasis, reason, approver, null, from, until, true, null));
    }

    /** Enters a pause, at whatever time it began; the clocks follow. */
    Pause enter(ClockRepository.Entry entry) {
        if (entry.until().isAfter(WorkCalendar.LAST)) {
            throw beyond("until");
        }
        List<Row> open = lockOpen(entry.caseNo());
        Pause pause = clocks.insert(entry);
        trace.record(act(entry.corrects() == null ? "clock.paused" : "clock.pauseCorrected", entry.caseNo(), null)
                .with("type", entry.type().name())
                .with("legalBasis", entry.legalBasis())
                .with("from", official(entry.from()))
                .with("until", entry.until().toString())
                .with("reason", entry.reason())
                .with("document", entry.document())
                .with("approver", entry.approver()));
        reckonAgain(open, "until");
        return pause;
    }

    /** Ends now the pauses of this type that the process of the case began; no change where none lasts. */
    public void resume(String caseNo, PauseType type) {
        List<Row> open = lockOpen(caseNo);
        List<Pause> lasting = clocks.pauses(caseNo).stream()
                .filter(each -> each.type() == type && each.endedAt() == null && each.byProcess())
                .toList();
        lasting.forEach(pause -> end(caseNo, pause, now(), null));
        if (!lasting.isEmpty()) {
            reckonAgain(open, "until");
        }
    }

    /** Ends a pause that lasts. */
    void endPause(String caseNo, Pause pause, Instant at, @Nullable String result) {
        List<Row> open = lockOpen(caseNo);
        end(caseNo, pause, at, result);
        reckonAgain(open, "until");
    }

    private void end(String caseNo, Pause pause, Instant at, @Nullable String result) {
        clocks.endPause(
                pause.id(), at, CaseAccess.officer().map(SignedInOfficer::login).orElse(Actor.SYSTEM.id()), result);
        trace.record(act("clock.resumed", caseNo, null)
                .with("type", pause.type().name())
                .with("until", pause.until().toString())
                .with("endedAt", official(at))
                .with("result", result));
    }

    /** Plans a later end for a pause that lasts. */
    void renewPause(String caseNo, Pause pause, LocalDate until, String reason, String approver) {
        List<Row> open = lockOpen(caseNo);
        clocks.renewPause(pause.id(), until, reason, approver, now());
        trace.record(act("clock.pauseRenewed", caseNo, null)
                .with("type", pause.type().name())
                .with("reason", reason)
                .with("approver", approver)
                .change(pause.until().toString(), until.toString()));
        reckonAgain(open, "until");
    }

    /**
     * Makes the statutory and the promised term longer.
     *
     * @param approver login of the head who approved it
     * @throws Refusal {@code clock.extended} (409) the second time; {@code clock.extensionAmount} (422) unless positive;
     *     {@code clock.extensionUnit} (422) where terms in hours would be extended by days or the reverse; {@code
     *     clock.extensionApprover} (422) where he may approve nothing
     */
    public Extension extend(String caseNo, int amount, Term.Unit unit, String reason, String approver) {
        if (amount < 1) {
            throw Refusal.rule("clock.extensionAmount").at("amount", "clock.extensionAmount");
        }
        if (officers.find(approver).filter(Clocks::approves).isEmpty()) {
            throw Refusal.rule("clock.extensionApprover").at("approver", "clock.extensionApprover");
        }
        List<Row> open = lockOpen(caseNo);
        TermUnit counted = TermUnit.valueOf(unit.name());
        for (Row row : open) {
            TermUnit own = row.term().unit();
            if (ClockLedger.isExtended(row.kind()) && (own.inDays() ? !counted.inDays() : own != counted)) {
                throw Refusal.rule("clock.extensionUnit").at("unit", "clock.extensionUnit");
            }
        }
        Extension extension = clocks.insert(caseNo, amount, unit, reason, approver, now())
                .orElseThrow(() -> Refusal.conflict("clock.extended"));
        trace.record(act("clock.extended", caseNo, null)
                .with("amount", amount)
                .with("unit", unit.name())
                .with("reason", reason)
                .with("approver", approver));
        reckonAgain(open, "amount");
        return extension;
    }

    /** The clocks of a case, oldest first; whether the asker may see it is for the caller to know. */
    @Transactional(readOnly = true)
    public List<CaseClock> ofCase(String caseNo) {
        List<Pause> pauses = clocks.pauses(caseNo);
        Optional<Extension> extension = clocks.extension(caseNo);
        return clocks.ofCase(caseNo).stream()
                .map(row -> told(row, pauses, extension))
                .toList();
    }

    /** One clock, empty where there is none; whether the asker may see its case is for the caller to know. */
    @Transactional(readOnly = true)
    Optional<CaseClock> find(long id) {
        return clocks.find(id).map(row -> told(row, clocks.pauses(row.caseNo()), clocks.extension(row.caseNo())));
    }

    /** Every day of a clock, from the first to the last. */
    @Transactional(readOnly = true)
    Reckoning explanation(CaseClock of) {
        Instant end = of.endedAt();
        return ClockLedger.of(
                        of.kind(),
                        of.startedAt(),
                        of.term(),
                        WarningRule.ORDINARY,
                        of.pauses(),
                        of.extensions().stream().findFirst(),
                        end == null ? clock.instant() : end)
                .reckon(calendars.of(() -> clocks.department(of.id())));
    }

    /** A clock and what another calendar would make of it. */
    record Moved(Row row, Standing standing) {

        Reckoning reckoning() {
            return standing.reckoning();
        }

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
                messages.queue(turned, now());
            }
            events.publishEvent(new ClocksChanged(changed));
        }
    }

    /** Who approves pauses and extensions: heads. */
    private static boolean approves(Officer officer) {
        return officer.enabled() && officer.roles().stream().anyMatch(HEADS::contains);
    }

    /** @param field what was entered last, and is at fault where the clocks lead beyond the calendar */
    private void reckonAgain(List<Row> open, String field) {
        try {
            reckonAgain(open);
        } catch (BeyondCalendarException e) {
            throw beyond(field);
        }
    }

    private static Refusal beyond(String field) {
        return Refusal.rule("calendar.beyond").at(field, "calendar.beyond");
    }

    /** The calendar first, as whoever changes it does: nobody waits for a clock while he is waited for. */
    private List<Row> lockOpen(String caseNo) {
        calendars.held();
        return clocks.lockOpen(caseNo);
    }

    private void reckonAgain(List<Row> open) {
        if (open.isEmpty()) {
            return;
        }
        String caseNo = open.get(0).caseNo();
        List<Pause> pauses = clocks.pauses(caseNo);
        Optional<Extension> extension = clocks.extension(caseNo);
        DepartmentCalendars held = calendars.held();
        keep(open.stream()
                .map(row -> new Moved(row, standing(row, ledger(row, pauses, extension), held.of(row::department))))
                .toList());
    }

    private Standing standing(Row row, ClockLedger ledger, WorkCalendar calendar) {
        return Standing.of(ledger, calendar, row.watch(), ledger.at());
    }

    private ClockLedger ledger(Row row, List<Pause> pauses, Optional<Extension> extension) {
        return ClockLedger.of(row.kind(), row.startedAt(), row.term(), row.warning(), pauses, extension, now());
    }

    private CaseClock told(Row row, List<Pause> pauses, Optional<Extension> extension) {
        ClockLedger ledger = ledger(row, pauses, extension);
        // past its planned end a pause goes on, and what is expected goes on with it
        Instant dueAt = row.paused()
                ? ledger.reckon(calendars.of(row::department)).dueAt().toInstant()
                : row.dueAt();
        return new CaseClock(
                row.id(),
                row.caseNo(),
                row.kind(),
                row.step(),
                row.stepName(),
                row.term(),
                row.startedAt(),
                dueAt,
                row.expected() || row.paused(),
                row.endedAt(),
                row.endedAt() == null ? lamp(row) : null,
                state(row),
                ledger.pauses(),
                ledger.extensions());
    }

    private Lamp lamp(Row row) {
        Instant at = clock.instant();
        if (row.paused()) {
            return Lamp.PAUSED;
        }
        if (Course.over(row.dueAt(), at)) {
            return Lamp.RED;
        }
        return row.yellowAt().isAfter(at) ? Lamp.GREEN : Lamp.YELLOW;
    }

    private static CaseClock.State state(Row row) {
        if (row.outcome() != null) {
            return CaseClock.State.valueOf(row.outcome());
        }
        return row.paused() ? CaseClock.State.PAUSED : CaseClock.State.RUNNING;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Act act(String name, String caseNo, @Nullable String step) {
        return Act.of(name, "case", caseNo).inCase(caseNo, step);
    }

    private static String official(Instant at) {
        return at.atZone(OfficialTime.ZONE).toOffsetDateTime().toString();
    }
}
