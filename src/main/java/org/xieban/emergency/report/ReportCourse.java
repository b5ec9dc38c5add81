package org.xieban.emergency.report;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.directory.Group;
import org.xieban.directory.Role;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.Events;
import org.xieban.emergency.event.Harm;
import org.xieban.emergency.event.HarmAnswers;
import org.xieban.emergency.report.Report.State;
import org.xieban.engine.FormSubmitted;
import org.xieban.engine.form.Answers;
import org.xieban.notice.Audience;
import org.xieban.notice.Notices;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.OfficeTexts;
import org.xieban.web.Refusal;

/** The course of a report: telephoned, drafted, signed, sent, received (突发事件应对法 17, 61). */
@Component
@Transactional
public class ReportCourse {

    private final ReportStore store;
    private final ReportSending sending;
    private final ReportFacts written;
    private final Events events;
    private final CaseFiles cases;
    private final CaseFacts facts;
    private final Notices notices;
    private final OfficeTexts texts;
    private final Trace trace;
    private final Clock clock;

    ReportCourse(
            ReportStore store,
            ReportSending sending,
            ReportFacts written,
            Events events,
            CaseFiles cases,
            CaseFacts facts,
            Notices notices,
            OfficeTexts texts,
            Trace trace,
            Clock clock) {
        this.store = store;
        this.sending = sending;
        this.written = written;
        this.events = events;
        this.cases = cases;
        this.facts = facts;
        this.notices = notices;
        this.texts = texts;
        this.trace = trace;
        this.clock = clock;
    }

    static Act act(String name, String caseNo) {
        return Act.of(name, "report", caseNo).inCase(caseNo, null);
    }

    @EventListener(condition = "#submitted.processKey() == 'situationReport'")
    void on(FormSubmitted submitted) {
        Report report = require(submitted.caseNo());
        Event event = events.lock(report.eventCaseNo());
        Answers answers = new Answers(submitted.values());
        switch (submitted.step()) {
            case ReportModel.TELEPHONE -> telephoned(report, event, answers);
            case ReportModel.DRAFT -> drafted(report, event, answers);
            case ReportModel.SIGN -> signed(report, event, answers);
            case ReportModel.CONFIRM_RECEIPT ->
                sending.received(report, answers.text("receiptName"), answers.text("receiptText"));
            default -> {
                // what nobody submits
            }
        }
    }

    private void telephoned(Report report, Event event, Answers answers) {
        Instant now = OfficialTime.now(clock);
        Instant at = moment(answers.text("phonedAt"));
        if (at.isAfter(now)) {
            throw Refusal.rule("report.phonedLater").at("phonedAt", "report.phonedLater");
        }
        // forms say the minute
        if (at.isBefore(event.occurredAt().truncatedTo(ChronoUnit.MINUTES))) {
            throw Refusal.rule("report.phonedBefore").at("phonedAt", "report.phonedBefore");
        }
        store.telephoned(
                report.caseNo(),
                new Report.Telephone(at, login(), answers.text("phonedTo"), answers.text("phonedText"), now));
        Instant due = Objects.requireNonNull(report.due().telephone());
        trace.record(act("report.telephoned", report.caseNo())
                .with("telephonedAt", OfficialTime.of(at).toString())
                .with("dueAt", OfficialTime.of(due).toString())
                .with("overdue", at.isAfter(due)));
    }

    private static Instant moment(String given) {
        try {
            return OffsetDateTime.parse(given).toInstant();
        } catch (DateTimeException no) {
            throw Refusal.rule("report.phonedWhen").at("phonedAt", "report.phonedWhen");
        }
    }

    /** What is reported otherwise than it is known needs a reason, which stands in the record (突发事件应对法 17, 61). */
    private void drafted(Report report, Event event, Answers answers) {
        requireReportable(report, event);
        String text = answers.text("reportText");
        if (text.isEmpty()) {
            throw Refusal.rule("report.noFacts").at("reportText", "report.noFacts");
        }
        Harm figures = HarmAnswers.of(event.harm(), answers);
        if (!figures.possible()) {
            throw Refusal.rule("event.harmImpossible").at("injured", "event.harmImpossible");
        }
        boolean same = figures.sameFigures(event.harm());
        String difference = same ? "" : answers.text("differenceText");
        if (!same && difference.isEmpty()) {
            throw Refusal.rule("report.differs").at("differenceText", "report.differs");
        }
        String known = written.facts(event);
        store.drafted(
                report.caseNo(),
                new Report.Writing(
                        known,
                        text,
                        login(),
                        OfficialTime.now(clock),
                        figures,
                        difference,
                        false,
                        null,
                        null,
                        null,
                        null));
        facts.put(
                report.caseNo(),
                CaseFiles.APPLICATION,
                Map.of(
                        "factsText",
                        known,
                        "figuresText",
                        written.harm(figures),
                        "differenceShown",
                        difference,
                        "drafterText",
                        CaseAccess.requireOfficer().name()));
        Act act = act("report.drafted", report.caseNo());
        trace.record(
                same
                        ? act
                        : act.with("reported", written.harm(figures))
                                .with("known", written.harm(event.harm()))
                                .with("reason", difference));
    }

    /** Nobody signs what he has drafted himself, and nothing goes out before what had to go out before. */
    private void signed(Report report, Event event, Answers answers) {
        requireReportable(report, event);
        if (login().equals(report.drafted().draftedBy())) {
            throw Refusal.rule("report.own");
        }
        if (!answers.text("signOutcome").equals("SIGNED")) {
            store.state(report.caseNo(), State.DRAFTING);
            facts.put(
                    report.caseNo(),
                    CaseFiles.APPLICATION,
                    Map.of("returnedShown", answers.text("returnText"), "factsText", written.facts(event)));
            trace.record(act("report.returned", report.caseNo()).with("reason", answers.text("returnText")));
            return;
        }
        boolean waiting = store.of(report.eventCaseNo()).stream()
                .anyMatch(each ->
                        each.ordinal() < report.ordinal() && each.state().open());
        if (waiting) {
            throw Refusal.conflict("report.earlierOpen");
        }
    }

    /** What came to light of the harm after an event was closed is reported all the same. */
    private static void requireReportable(Report report, Event event) {
        if (event.state() == Event.State.CLOSED && report.call().reason() != Report.Reason.HARM) {
            throw Refusal.conflict("report.closed");
        }
    }

    /**
     * By when a report is due in writing.
     *
     * @param minutes so many are left, 1 where none is
     */
    public record Writable(Instant until, long minutes) {}

    /** What is known is gathered for whoever drafts. */
    public Writable compile(String caseNo) {
        Report report = require(caseNo);
        Event event = events.lock(report.eventCaseNo());
        if (report.state() == State.TELEPHONE) {
            store.state(caseNo, State.DRAFTING);
        }
        facts.put(caseNo, CaseFiles.APPLICATION, written.form(event, report, store.merged(caseNo)));
        Instant until = report.due().written();
        return new Writable(
                until, Math.max(1, Duration.between(clock.instant(), until).toMinutes()));
    }

    /** Nobody has telephoned in time. */
    public void telephoneLate(String caseNo) {
        late(require(caseNo), true);
    }

    /** Nothing has been sent in time. */
    public void writtenLate(String caseNo) {
        late(require(caseNo), false);
    }

    private void late(Report report, boolean telephone) {
        if (!store.noteLate(report.caseNo(), telephone)) {
            return;
        }
        Event event = events.find(report.eventCaseNo()).orElseThrow();
        Instant due = telephone
                ? Objects.requireNonNull(report.due().telephone())
                : report.due().written();
        trace.record(act(telephone ? "report.telephoneLate" : "report.writtenLate", report.caseNo())
                .with("dueAt", OfficialTime.of(due).toString()));
        notices.send(
                new Audience(
                        List.of(),
                        List.of(
                                Group.name(event.lead(), Role.DUTY_COMMANDER),
                                Group.name(event.lead(), Role.LEADER),
                                Role.SUPERVISOR.code())),
                telephone ? "emergency.report.notice.telephoneLate" : "emergency.report.notice.writtenLate",
                List.of(written.title(event, report.kind(), report.no()), OfficialTime.minute(due)),
                "/emergency/reports/" + report.caseNo());
    }

    /** All is done. */
    public void file(String caseNo) {
        cases.close(caseNo, CaseState.CLOSED, null);
    }

    /** The event turned out to be none, or goes on where it was to end. */
    public void cancel(String caseNo) {
        Event event = events.find(require(caseNo).eventCaseNo()).orElseThrow();
        store.state(caseNo, State.NOT_NEEDED);
        String reason = texts.office(
                event.state() == Event.State.REFUTED ? "emergency.report.notNeeded" : "emergency.report.goesOn");
        trace.record(act("report.notNeeded", caseNo).with("reason", reason));
        cases.close(caseNo, CaseState.TERMINATED, reason);
    }

    private static String login() {
        return CaseAccess.requireOfficer().login();
    }

    private Report require(String caseNo) {
        return store.find(caseNo).orElseThrow(() -> Refusal.notFound("report.unknown", caseNo));
    }
}
