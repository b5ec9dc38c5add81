package org.xieban.timelimit;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
import org.xieban.timelimit.ClockRepository.Row;
import org.xieban.timelimit.ClockRepository.Standing;
import org.xieban.timelimit.EntryRepository.Entered;
import org.xieban.trace.Act;
import org.xieban.trace.Actor;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/**
 * The clocks of cases, and what whoever handles a case enters: pauses, their ends, extensions. They begin and end by
 * themselves, with the states of the case and its tasks.
 */
@Component
@Transactional
public class Clocks {

    /** Roles of those who approve what stops or extends a term. */
    static final Set<Role> HEADS = Set.of(Role.SECTION_HEAD, Role.LEADER, Role.APPROVER);

    private final ClockRepository clocks;
    private final EntryRepository entries;
    private final ReckonedClocks reckoned;
    private final Calendars calendars;
    private final Officers officers;
    private final Trace trace;
    private final Clock clock;

    Clocks(
            ClockRepository clocks,
            EntryRepository entries,
            ReckonedClocks reckoned,
            Calendars calendars,
            Officers officers,
            Trace trace,
            Clock clock) {
        this.clocks = clocks;
        this.entries = entries;
        this.reckoned = reckoned;
        this.calendars = calendars;
        this.officers = officers;
        this.trace = trace;
        this.clock = clock;
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
                new EntryRepository.Entry(caseNo, type, legalBasis, reason, approver, null, from, until, true, null));
    }

    /** Enters a pause, at whatever time it began; the clocks follow. */
    Pause enter(EntryRepository.Entry entry) {
        if (entry.until().isAfter(WorkCalendar.LAST)) {
            throw beyond("until");
        }
        List<Row> open = lockOpen(entry.caseNo());
        Pause pause = entries.insert(entry);
        trace.record(act(entry.corrects() == null ? "clock.paused" : "clock.pauseCorrected", entry.caseNo())
                .with("type", entry.type().name())
                .with("legalBasis", entry.legalBasis())
                .with("from", OfficialTime.of(entry.from()).toString())
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
        List<Pause> lasting = entries.of(caseNo).pauses().stream()
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
        entries.endPause(
                pause.id(), at, CaseAccess.officer().map(SignedInOfficer::login).orElse(Actor.SYSTEM.id()), result);
        trace.record(act("clock.resumed", caseNo)
                .with("type", pause.type().name())
                .with("until", pause.until().toString())
                .with("endedAt", OfficialTime.of(at).toString())
                .with("result", result));
    }

    /** Plans a later end for a pause that lasts. */
    void renewPause(String caseNo, Pause pause, LocalDate until, String reason, String approver) {
        List<Row> open = lockOpen(caseNo);
        entries.renewPause(pause.id(), until, reason, approver, now());
        trace.record(act("clock.pauseRenewed", caseNo)
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
        Extension extension = entries.insert(caseNo, amount, unit, reason, approver, now())
                .orElseThrow(() -> Refusal.conflict("clock.extended"));
        trace.record(act("clock.extended", caseNo)
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
        Entered entered = entries.of(caseNo);
        return clocks.ofCase(caseNo).stream().map(row -> told(row, entered)).toList();
    }

    /** The lamps that the running clocks of tasks are under, by the tasks' ids. */
    @Transactional(readOnly = true)
    public Map<String, Lamp> lampsOfTasks(Collection<String> taskIds) {
        return clocks.lampsOfTasks(taskIds);
    }

    /** One clock, empty where there is none; whether the asker may see its case is for the caller to know. */
    @Transactional(readOnly = true)
    Optional<CaseClock> find(long id) {
        return clocks.find(id).map(row -> told(row, entries.of(row.caseNo())));
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
                        new Entered(of.pauses(), of.extensions().stream().findFirst()),
                        end == null ? clock.instant() : end)
                .reckon(calendars.of(() -> clocks.department(of.id())));
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
        Entered entered = entries.of(caseNo);
        Instant now = now();
        DepartmentCalendars held = calendars.held();
        reckoned.keep(open.stream()
                .map(row -> new ReckonedClocks.Moved(
                        row, Standing.of(row.ledger(entered, now), held.of(row::department), row.watch(), now)))
                .toList());
    }

    private CaseClock told(Row row, Entered entered) {
        ClockLedger ledger = row.ledger(entered, now());
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
                row.department(),
                row.term(),
                row.startedAt(),
                dueAt,
                row.expected() || row.paused(),
                row.endedAt(),
                row.endedAt() == null ? lamp(row) : null,
                state(row),
                ledger.pausesUntil(row.endedAt()),
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
        return OfficialTime.now(clock);
    }

    private static Act act(String name, String caseNo) {
        return Act.of(name, "case", caseNo).inCase(caseNo, null);
    }
}
