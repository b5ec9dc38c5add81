package org.xieban.emergency.report;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.SignedInOfficer;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.EventGraded;
import org.xieban.emergency.event.EventRefuted;
import org.xieban.emergency.event.EventVerified;
import org.xieban.emergency.event.Events;
import org.xieban.emergency.event.HarmChanged;
import org.xieban.emergency.event.ResponseEnded;
import org.xieban.emergency.event.ResponseLevelChanged;
import org.xieban.emergency.event.ResponseStarted;
import org.xieban.emergency.report.Report.Kind;
import org.xieban.emergency.report.Report.Reason;
import org.xieban.emergency.report.Report.State;
import org.xieban.engine.Processes;
import org.xieban.trace.Actor;
import org.xieban.trace.OfficialTime;
import org.xieban.web.OfficeTexts;
import org.xieban.web.Refusal;

/** Calls for reports: when something happens that those above have to know, in time, or because somebody says so. */
@Component
@Transactional
class ReportCalls {

    private final ReportStore store;
    private final ReportOpening opening;
    private final ReportTerms terms;
    private final ReportFacts written;
    private final Events events;
    private final Processes processes;
    private final OfficeTexts texts;
    private final Clock clock;

    ReportCalls(
            ReportStore store,
            ReportOpening opening,
            ReportTerms terms,
            ReportFacts written,
            Events events,
            Processes processes,
            OfficeTexts texts,
            Clock clock) {
        this.store = store;
        this.opening = opening;
        this.terms = terms;
        this.written = written;
        this.events = events;
        this.processes = processes;
        this.texts = texts;
        this.clock = clock;
    }

    @EventListener
    void on(EventVerified verified) {
        Event event = events.lock(verified.caseNo());
        if (store.of(event.caseNo()).isEmpty()) {
            opening.open(event, Kind.FIRST, call(Reason.VERIFIED, ""), null);
        }
    }

    @EventListener
    void on(EventGraded graded) {
        changed(
                graded.caseNo(),
                Reason.GRADE,
                texts.office(
                        "emergency.report.graded", texts.office(graded.grade().textKey())));
    }

    @EventListener
    void on(ResponseStarted started) {
        // how it ends is reported when it has ended
        finalOf(store.of(started.caseNo()))
                .filter(end -> end.state().open())
                .ifPresent(end -> processes.tell(ReportModel.NOT_NEEDED, end.caseNo(), null));
        changed(
                started.caseNo(),
                Reason.LEVEL,
                texts.office(
                        "emergency.report.started", texts.office(started.level().levelKey())));
    }

    @EventListener
    void on(ResponseLevelChanged changed) {
        changed(
                changed.caseNo(),
                Reason.LEVEL,
                texts.office(
                        "emergency.report.levelled",
                        texts.office(changed.before().levelKey()),
                        texts.office(changed.level().levelKey())));
    }

    @EventListener
    void on(ResponseEnded ended) {
        callFinal(ended.caseNo(), Reason.ENDED);
    }

    /**
     * Changes of casualties are reported (生产安全事故报告和调查处理条例 13); what is being drafted says all that is known now.
     */
    @EventListener
    void on(HarmChanged known) {
        if (!known.before().sameCasualties(known.harm())) {
            changed(known.caseNo(), Reason.HARM, written.casualties(known.before(), known.harm()));
        }
        Event event = events.lock(known.caseNo());
        for (Report each : store.of(known.caseNo())) {
            if (each.state().takesChanges()) {
                opening.tell(event, each);
            }
        }
    }

    /** There is nothing to report any more. */
    @EventListener
    void on(EventRefuted refuted) {
        for (Report each : store.of(refuted.caseNo())) {
            if (each.state().open()) {
                processes.tell(ReportModel.NOT_NEEDED, each.caseNo(), null);
            }
        }
    }

    /** What became known of the harm makes it graver or less grave than was reported. */
    void harmMatters(String eventCaseNo, String text) {
        changed(eventCaseNo, Reason.HARM, text);
    }

    /** Those above have to know; before the first report was called for, that will say it. */
    private void changed(String eventCaseNo, Reason reason, String text) {
        Event event = events.lock(eventCaseNo);
        List<Report> reports = store.of(eventCaseNo);
        if (!reports.isEmpty()) {
            further(event, reports, call(reason, text));
        }
    }

    private void further(Event event, List<Report> reports, Report.Call call) {
        Optional<Report> drafted = reports.stream()
                .filter(each -> each.state().takesChanges() && each.corrects() == null)
                .reduce((before, after) -> after);
        if (drafted.isPresent()) {
            opening.merge(event, drafted.get(), call);
        } else {
            // what comes to light after the final report corrects it
            String corrects = finalOf(reports).map(Report::caseNo).orElse(null);
            opening.open(event, Kind.FURTHER, call, corrects);
        }
    }

    private static Optional<Report> finalOf(List<Report> reports) {
        return reports.stream()
                .filter(each -> each.kind() == Kind.FINAL && each.state() != State.NOT_NEEDED)
                .findFirst();
    }

    private Report.Call call(Reason reason, String text) {
        return new Report.Call(
                reason,
                text,
                OfficialTime.now(clock),
                CaseAccess.officer().map(SignedInOfficer::login).orElse(Actor.SYSTEM.id()));
    }

    /** Calls for the final report, once. */
    void callFinal(String eventCaseNo, Reason reason) {
        Event event = reportable(eventCaseNo);
        if (finalOf(store.of(eventCaseNo)).isEmpty()) {
            opening.open(event, Kind.FINAL, call(reason, ""), null);
        }
    }

    private Event reportable(String eventCaseNo) {
        Event event = events.lock(eventCaseNo);
        if (event.state() == Event.State.CLOSED) {
            throw Refusal.conflict("report.closed");
        }
        if (store.of(eventCaseNo).stream().noneMatch(each -> each.state() != State.NOT_NEEDED)) {
            throw Refusal.conflict("report.notYet");
        }
        return event;
    }

    /**
     * Whoever is signed in orders a report.
     *
     * @throws Refusal {@code event.unknown} (404); {@code access.denied} (403); {@code report.text} (422); {@code
     *     report.closed}, {@code report.notYet}, {@code report.finalAlready} (409)
     */
    void order(String eventCaseNo, String text) {
        ReportAccess.requireOrdering();
        events.require(eventCaseNo);
        Event event = reportable(eventCaseNo);
        List<Report> reports = store.of(eventCaseNo);
        if (finalOf(reports).isPresent()) {
            throw Refusal.conflict("report.finalAlready");
        }
        further(event, reports, call(Reason.ORDER, said(text)));
    }

    /**
     * Whoever is signed in has the final report made.
     *
     * @throws Refusal as {@link #order}; {@code report.responding} (409) while a response runs
     */
    void orderFinal(String eventCaseNo) {
        ReportAccess.requireOrdering();
        events.require(eventCaseNo);
        Event event = reportable(eventCaseNo);
        if (event.state() == Event.State.RESPONDING) {
            throw Refusal.conflict("report.responding");
        }
        if (finalOf(store.of(eventCaseNo)).isPresent()) {
            throw Refusal.conflict("report.finalAlready");
        }
        callFinal(eventCaseNo, event.state() == Event.State.ENDED ? Reason.ENDED : Reason.ORDER);
    }

    /**
     * Whoever is signed in has a report corrected by a further one.
     *
     * @param caseNo of the report
     * @param text what was wrong
     * @throws Refusal as {@link #order}; {@code report.unknown} (404); {@code report.notSent} (409)
     */
    void correct(String caseNo, String text) {
        ReportAccess.requireOrdering();
        Report report = store.find(caseNo).orElseThrow(() -> Refusal.notFound("report.unknown", caseNo));
        events.require(report.eventCaseNo());
        Event event = reportable(report.eventCaseNo());
        if (report.state() != State.SENT) {
            throw Refusal.conflict("report.notSent");
        }
        opening.open(event, Kind.FURTHER, call(Reason.CORRECTION, said(text)), caseNo);
    }

    private static String said(String text) {
        if (text.isBlank() || text.strip().length() > ReportModel.LONGEST_REASON) {
            throw Refusal.rule("report.text", ReportModel.LONGEST_REASON)
                    .at("text", "report.text", ReportModel.LONGEST_REASON);
        }
        return text.strip();
    }

    /** Calls for what has fallen due in the course of a response. */
    void callPeriodic(String eventCaseNo) {
        Event event = events.lock(eventCaseNo);
        List<Report> reports = store.of(eventCaseNo);
        Instant next = nextPeriod(event, reports).orElse(Instant.MAX);
        if (!next.isAfter(OfficialTime.now(clock))) {
            opening.open(event, Kind.FURTHER, call(Reason.PERIOD, ""), null);
        }
    }

    /** When a further report is due for which nobody has called yet. */
    Optional<Instant> nextPeriodDue(String eventCaseNo, List<Report> reports) {
        return events.find(eventCaseNo).flatMap(event -> nextPeriod(event, reports)
                .map(at -> at.plus(terms.of(Kind.FURTHER, event).written())));
    }

    /** When a further report is called for by itself; empty while one is being made, since that says how things are. */
    private Optional<Instant> nextPeriod(Event event, List<Report> reports) {
        @Nullable Duration every = terms.of(Kind.FURTHER, event).every();
        if (event.state() != Event.State.RESPONDING
                || every == null
                || reports.stream().anyMatch(each -> each.state().open() && each.corrects() == null)) {
            return Optional.empty();
        }
        return reports.stream()
                .filter(each -> each.corrects() == null)
                .map(Report::sentAt)
                .filter(sent -> sent != null)
                .max(Instant::compareTo)
                .map(last -> last.plus(every));
    }
}
