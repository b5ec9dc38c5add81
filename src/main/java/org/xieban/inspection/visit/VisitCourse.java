package org.xieban.inspection.visit;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.casefile.CaseWithdrawalRequested;
import org.xieban.casefile.Lamp;
import org.xieban.directory.Group;
import org.xieban.directory.SignedInOfficer;
import org.xieban.engine.FormSubmitted;
import org.xieban.engine.Processes;
import org.xieban.engine.Tasks;
import org.xieban.engine.form.Answers;
import org.xieban.timelimit.CaseClock;
import org.xieban.timelimit.Clocks;
import org.xieban.trace.Act;
import org.xieban.trace.Actor;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/**
 * The course of a visit: the object is told where it is to be, every department inspects on site in its own time, the lead
 * rolls up what all have found.
 */
@Component
@Transactional
public class VisitCourse {

    private final VisitRepository visits;
    private final SiteRecords records;
    private final VisitForms forms;
    private final VisitDocuments documents;
    private final CaseFiles cases;
    private final CaseFacts facts;
    private final Clocks clocks;
    private final Tasks tasks;
    private final Processes processes;
    private final ApplicationEventPublisher events;
    private final Trace trace;
    private final Clock clock;

    VisitCourse(
            VisitRepository visits,
            SiteRecords records,
            VisitForms forms,
            VisitDocuments documents,
            CaseFiles cases,
            CaseFacts facts,
            Clocks clocks,
            Tasks tasks,
            Processes processes,
            ApplicationEventPublisher events,
            Trace trace,
            Clock clock) {
        this.visits = visits;
        this.records = records;
        this.forms = forms;
        this.documents = documents;
        this.cases = cases;
        this.facts = facts;
        this.clocks = clocks;
        this.tasks = tasks;
        this.processes = processes;
        this.events = events;
        this.trace = trace;
        this.clock = clock;
    }

    @EventListener(condition = "#submitted.processKey() == 'jointInspection'")
    void on(FormSubmitted submitted) {
        if (submitted.step().equals(VisitModel.INSPECT)) {
            submitPart(require(submitted.caseNo()), department(submitted.taskId()));
        }
    }

    private String department(String taskId) {
        return Group.departments(tasks.holders(List.of(taskId))
                        .getOrDefault(taskId, nobody())
                        .groups())
                .stream()
                .findFirst()
                .orElseThrow();
    }

    private static Tasks.Holder nobody() {
        return new Tasks.Holder(null, Set.of(), Set.of());
    }

    /** Only who has been there says what was found, and only when it is whole. */
    private void submitPart(Visit visit, String department) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        Visit.Part part = visit.part(department)
                .filter(each -> each.inspectors().contains(officer.login()))
                .orElseThrow(() -> Refusal.forbidden("visit.notYours"));
        if (!visits.lockOpen(visit.id(), department)) {
            throw Refusal.conflict("visit.submitted");
        }
        Refusal missing = PartCheck.missing(part, records.of(visit.id()));
        if (!missing.errors().isEmpty()) {
            throw missing;
        }
        examine(visit.caseNo());
        visits.submitted(visit.id(), department, now(), officer.login());
        trace.record(Act.of("visit.submitted", "visit", visit.caseNo())
                .inCase(visit.caseNo(), VisitModel.INSPECT)
                .with("department", department));
    }

    /** From its first step on it is under examination; until then it waits for somebody to set out. */
    private void examine(String caseNo) {
        CaseFile file = cases.require(caseNo);
        if (file.state() == CaseState.REGISTERED) {
            cases.accept(caseNo, file.registeredAt());
        }
        cases.review(caseNo);
    }

    /** The object is told. */
    public void issueNotice(String caseNo) {
        examine(caseNo);
        Answers notified = new Answers(facts.ofStep(caseNo, VisitModel.NOTIFY).orElse(Map.of()));
        documents.issueNotice(require(caseNo), notified.date("visitedOn"), notified.text("prepareText"));
    }

    /** All departments have inspected: the form of the lead shows what they found, and who was late. */
    public void gather(String caseNo) {
        Visit visit = require(caseNo);
        facts.put(caseNo, CaseFiles.APPLICATION, forms.gathered(visit, records.of(visit.id()), late(caseNo)));
    }

    /** Codes of the departments whose part took, or takes, longer than it may. */
    @Transactional(readOnly = true)
    Set<String> late(String caseNo) {
        Set<String> late = new TreeSet<>();
        parts(caseNo).values().stream().filter(VisitCourse::isLate).forEach(part -> late.add(part.department()));
        return late;
    }

    static boolean isLate(CaseClock part) {
        return part.state() == CaseClock.State.MISSED || part.lamp() == Lamp.RED;
    }

    /** The clocks of the departments' parts, by department; the last one of each. */
    @Transactional(readOnly = true)
    Map<String, CaseClock> parts(String caseNo) {
        Map<String, CaseClock> parts = new HashMap<>();
        clocks.ofCase(caseNo).stream()
                .filter(each -> VisitModel.INSPECT.equals(each.step()))
                .forEach(each -> parts.put(each.department(), each));
        return parts;
    }

    /**
     * The lead wants some departments to go again.
     *
     * @return their codes; the engine keeps the list as JSON
     */
    public List<String> reopen(String caseNo) {
        Visit visit = require(caseNo);
        Set<String> again = new Answers(rolledUp(caseNo)).chosen("returnedDepartments");
        again.retainAll(visit.planned().teams().keySet());
        for (String department : again) {
            visits.submitted(visit.id(), department, null, null);
        }
        return new ArrayList<>(again);
    }

    /** It is rolled up: everybody who waits for it is told, its record is issued, its case closed. */
    public void conclude(String caseNo) {
        Visit visit = require(caseNo);
        SiteRecord record = records.of(visit.id());
        String summary = new Answers(rolledUp(caseNo)).text("summaryText");
        Instant now = now();
        Instant there = record.arrivals().stream()
                .map(SiteRecord.Arrival::at)
                .min(Instant::compareTo)
                .orElse(now);
        visits.concluded(visit, now, OfficialTime.dayOf(there), summary);
        documents.issueRecord(visit, record, summary);
        List<ItemResult> results =
                record.results().stream().map(SiteRecord.Found::result).toList();
        trace.record(Act.of("visit.concluded", "visit", caseNo)
                .inCase(caseNo, VisitModel.ROLL_UP)
                .with("results", results.size())
                .with("problems", (int)
                        results.stream().filter(each -> !each.kind().clean()).count())
                .with("late", forms.names(late(caseNo))));
        events.publishEvent(new VisitConcluded(visit.id(), caseNo, results));
        cases.decide(caseNo, true, summary);
        cases.close(caseNo, CaseState.CLOSED, null);
    }

    private Map<String, @Nullable Object> rolledUp(String caseNo) {
        return facts.ofStep(caseNo, VisitModel.ROLL_UP).orElse(Map.of());
    }

    /** It is not made, and counts to no cap. */
    public void cancel(String caseNo) {
        Visit visit = require(caseNo);
        String reason = new Answers(facts.all(caseNo)).text("cancellationReason");
        visits.cancelled(visit.id());
        trace.record(
                Act.of("visit.cancelled", "visit", caseNo).inCase(caseNo, null).with("reason", reason), Actor.SYSTEM);
        cases.close(caseNo, CaseState.WITHDRAWN, reason);
    }

    /** Only as long as nobody has been there. */
    @EventListener
    void on(CaseWithdrawalRequested requested) {
        String caseNo = requested.caseNo();
        CaseFile file = cases.require(caseNo);
        if (!file.processKey().equals(VisitModel.PROCESS)) {
            return;
        }
        if (!file.mayBeWithdrawnBy(CaseAccess.requireOfficer())) {
            throw Refusal.forbidden("access.denied");
        }
        if (!records.of(require(caseNo).id()).arrivals().isEmpty()) {
            throw Refusal.conflict("visit.hasBegun");
        }
        facts.put(caseNo, CaseFiles.APPLICATION, Map.of("cancellationReason", requested.reason()));
        if (!processes.tell(VisitModel.CANCELLED, caseNo, null)) {
            throw Refusal.conflict("visit.hasBegun");
        }
    }

    private Visit require(String caseNo) {
        return visits.ofCase(caseNo).orElseThrow(() -> Refusal.notFound("visit.unknown", caseNo));
    }

    private Instant now() {
        return OfficialTime.now(clock);
    }
}
