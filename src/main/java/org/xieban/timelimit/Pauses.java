package org.xieban.timelimit;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.calendar.WorkCalendar;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseScope;
import org.xieban.directory.SignedInOfficer;
import org.xieban.engine.Tasks;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Refusal;

/**
 * Entering, ending, renewing and correcting what stops the clocks of a case, by officers and in any order. No token is
 * moved: the process goes on.
 */
@Component
@Transactional
class Pauses {

    private static final int LONGEST_TEXT = 1000;

    private final Clocks clocks;
    private final ClockRepository repository;
    private final EntryRepository entries;
    private final CaseFiles cases;
    private final CaseAccess access;
    private final WatchedClocks watched;
    private final Tasks tasks;
    private final Clock clock;

    Pauses(
            Clocks clocks,
            ClockRepository repository,
            EntryRepository entries,
            CaseFiles cases,
            CaseAccess access,
            WatchedClocks watched,
            Tasks tasks,
            Clock clock) {
        this.clocks = clocks;
        this.repository = repository;
        this.entries = entries;
        this.cases = cases;
        this.access = access;
        this.watched = watched;
        this.tasks = tasks;
        this.clock = clock;
    }

    /**
     * A pause as somebody enters it.
     *
     * @param from when it began, null for now, or for when the one began that it corrects
     * @param document number of the document that told the applicant
     * @param corrects the pause in whose place it is entered, null for none
     */
    record Asked(
            PauseType type,
            String legalBasis,
            @Nullable Instant from,
            LocalDate until,
            String reason,
            @Nullable String document,
            @Nullable Long corrects) {}

    /**
     * Enters a pause; whoever enters it answers for it.
     *
     * @throws Refusal {@code case.unknown} (404); {@code clock.pauseForbidden} (403); {@code clock.caseEnded} (409); {@code clock.pauseInvalid} (422) with every field at fault
     */
    Pause enter(String caseNo, Asked asked) {
        SignedInOfficer officer = requireAllowed(caseNo);
        CaseFile file = cases.require(caseNo);
        if (file.state().isFinal()) {
            throw Refusal.conflict("clock.caseEnded");
        }
        Pause corrected = asked.corrects() == null ? null : require(caseNo, asked.corrects());
        Instant from = asked.from();
        if (from == null) {
            from = corrected == null ? now() : corrected.from();
        }
        check(file, asked, from);
        return clocks.enter(new EntryRepository.Entry(
                caseNo,
                asked.type(),
                asked.legalBasis(),
                asked.reason(),
                officer.login(),
                asked.document(),
                from,
                asked.until(),
                // what the process began, it ends, also where its entry was corrected
                corrected != null && corrected.byProcess(),
                asked.corrects()));
    }

    private void check(CaseFile file, Asked asked, Instant from) {
        Refusal refusal = text(null, "legalBasis", asked.legalBasis());
        refusal = text(refusal, "reason", asked.reason());
        if (asked.document() != null && asked.document().length() > LONGEST_TEXT) {
            refusal = at(refusal, "document", "clock.tooLong", LONGEST_TEXT);
        }
        LocalDate begins = from.atZone(OfficialTime.ZONE).toLocalDate();
        if (!WorkCalendar.covers(begins)) {
            refusal = at(refusal, "from", "calendar.beyond");
        } else if (begins.isBefore(beginOfClocks(file, asked.type()))) {
            refusal = at(refusal, "from", "clock.pauseBeforeClock");
        }
        if (asked.until().isAfter(WorkCalendar.LAST)) {
            refusal = at(refusal, "until", "calendar.beyond");
        } else if (asked.until().isBefore(begins)) {
            refusal = at(refusal, "until", "clock.pauseEndsBefore");
        }
        if (refusal != null) {
            throw refusal;
        }
    }

    /** The day on which the first of the clocks that it stops began; that of the receipt where none has yet. */
    private LocalDate beginOfClocks(CaseFile file, PauseType type) {
        return repository.ofCase(file.number()).stream()
                .filter(row -> row.kind() != ClockKind.STEP
                        && row.endedAt() == null
                        && type.stops().contains(row.kind()))
                .map(ClockRepository.Row::startedAt)
                .min(Instant::compareTo)
                .orElse(file.registeredAt())
                .atZone(OfficialTime.ZONE)
                .toLocalDate();
    }

    /**
     * Ends a pause with what it has led to.
     *
     * @param at null for now
     * @throws Refusal {@code case.unknown}, {@code pause.unknown} (404); {@code clock.pauseForbidden} (403); {@code
     *     clock.pauseEnded} (409); {@code clock.pauseInvalid} (422) where it ends before it began, or in the future
     */
    void end(String caseNo, long id, @Nullable Instant at, @Nullable String result) {
        requireAllowed(caseNo);
        Pause pause = requireLasting(caseNo, id);
        Instant ends = at == null ? now() : at;
        if (ends.isAfter(now())) {
            throw Refusal.rule("clock.pauseInvalid").at("endedAt", "clock.endsInFuture");
        }
        if (ends.isBefore(pause.from()) && at != null) {
            throw Refusal.rule("clock.pauseInvalid").at("endedAt", "clock.pauseEndsBefore");
        }
        if (result != null && result.length() > LONGEST_TEXT) {
            throw Refusal.rule("clock.pauseInvalid").at("result", "clock.tooLong", LONGEST_TEXT);
        }
        // one that has not begun yet never does
        clocks.endPause(caseNo, pause, ends.isBefore(pause.from()) ? pause.from() : ends, result);
    }

    /**
     * Plans a later end, since the result has not come.
     *
     * @throws Refusal {@code case.unknown}, {@code pause.unknown} (404); {@code clock.renewalForbidden} (403) for
     *     anybody but a head; {@code clock.pauseEnded} (409); {@code clock.pauseInvalid} (422)
     */
    Pause renew(String caseNo, long id, LocalDate until, String reason) {
        SignedInOfficer officer = requireAllowed(caseNo);
        if (!isHead(officer)) {
            throw Refusal.forbidden("clock.renewalForbidden");
        }
        Pause pause = requireLasting(caseNo, id);
        Refusal refusal = text(null, "reason", reason);
        if (until.isAfter(WorkCalendar.LAST)) {
            refusal = at(refusal, "until", "calendar.beyond");
        } else if (!until.isAfter(pause.until()) || Pause.lateFrom(until).isBefore(now())) {
            refusal = at(refusal, "until", "clock.renewalNotLater");
        }
        if (refusal != null) {
            throw refusal;
        }
        clocks.renewPause(caseNo, pause, until, reason, officer.login());
        return require(caseNo, id);
    }

    /**
     * What counts of what was entered, oldest first.
     *
     * @throws Refusal {@code case.unknown} (404); {@code access.denied} (403) for whoever sees only a part of the case
     */
    @Transactional(readOnly = true)
    List<Pause> ofCase(String caseNo) {
        access.requireWhole(caseNo);
        return entries.of(caseNo).pauses();
    }

    /**
     * One of them.
     *
     * @throws Refusal as {@link #ofCase} does; {@code pause.unknown} (404)
     */
    @Transactional(readOnly = true)
    Pause find(String caseNo, long id) {
        access.requireWhole(caseNo);
        return require(caseNo, id);
    }

    /** Whether whoever is signed in may stop the clocks of this case. */
    @Transactional(readOnly = true)
    boolean allowed(String caseNo) {
        return CaseAccess.officer()
                .filter(officer -> access.scope(officer, caseNo) == CaseScope.WHOLE)
                .filter(officer -> mayPause(officer, caseNo))
                .isPresent();
    }

    private SignedInOfficer requireAllowed(String caseNo) {
        access.requireWhole(caseNo);
        SignedInOfficer officer = CaseAccess.requireOfficer();
        if (!mayPause(officer, caseNo)) {
            throw Refusal.forbidden("clock.pauseForbidden");
        }
        return officer;
    }

    /** Of those who see the whole case its heads, and whoever has or may take an open task of it. */
    private boolean mayPause(SignedInOfficer officer, String caseNo) {
        if (isHead(officer)) {
            return true;
        }
        List<String> open = watched.openTasks(List.of(caseNo)).stream()
                .map(WatchedClocks.TaskOfCase::taskId)
                .toList();
        return tasks.holders(open).values().stream().anyMatch(holder -> handles(officer, holder));
    }

    private static boolean handles(SignedInOfficer officer, Tasks.Holder holder) {
        Set<String> groups = Set.copyOf(officer.groups());
        return holder.assignee() != null
                ? holder.assignee().equals(officer.login())
                : holder.candidates().contains(officer.login())
                        || holder.groups().stream().anyMatch(groups::contains);
    }

    static boolean isHead(SignedInOfficer officer) {
        return officer.roles().stream().anyMatch(Clocks.HEADS::contains);
    }

    private Pause require(String caseNo, long id) {
        return entries.of(caseNo).pauses().stream()
                .filter(pause -> pause.id() == id)
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("pause.unknown"));
    }

    private Pause requireLasting(String caseNo, long id) {
        Pause pause = require(caseNo, id);
        if (pause.endedAt() != null) {
            throw Refusal.conflict("clock.pauseEnded");
        }
        return pause;
    }

    private static @Nullable Refusal text(@Nullable Refusal refusal, String field, String given) {
        if (given.isBlank()) {
            return at(refusal, field, "clock.missing");
        }
        return given.length() > LONGEST_TEXT ? at(refusal, field, "clock.tooLong", LONGEST_TEXT) : refusal;
    }

    private static Refusal at(@Nullable Refusal refusal, String field, String code, Object... arguments) {
        return (refusal == null ? Refusal.rule("clock.pauseInvalid") : refusal).at(field, code, arguments);
    }

    private Instant now() {
        return OfficialTime.now(clock);
    }
}
