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
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.directory.Department;
import org.xieban.directory.Departments;
import org.xieban.directory.Group;
import org.xieban.directory.Role;
import org.xieban.document.DocumentKind;
import org.xieban.document.Documents;
import org.xieban.document.OfficialDocument;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.Events;
import org.xieban.emergency.outreach.Outreach;
import org.xieban.emergency.outreach.OutreachAcknowledged;
import org.xieban.emergency.outreach.Purpose;
import org.xieban.emergency.outreach.Recipient;
import org.xieban.emergency.outreach.SentMessages;
import org.xieban.emergency.report.Report.State;
import org.xieban.engine.FormSubmitted;
import org.xieban.engine.Processes;
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
    private final ReportFacts written;
    private final ReportSettings settings;
    private final Events events;
    private final CaseFiles cases;
    private final CaseFacts facts;
    private final Documents documents;
    private final Departments departments;
    private final Outreach outreach;
    private final SentMessages sent;
    private final Notices notices;
    private final Processes processes;
    private final OfficeTexts texts;
    private final Trace trace;
    private final Clock clock;

    ReportCourse(
            ReportStore store,
            ReportFacts written,
            ReportSettings settings,
            Events events,
            CaseFiles cases,
            CaseFacts facts,
            Documents documents,
            Departments departments,
            Outreach outreach,
            SentMessages sent,
            Notices notices,
            Processes processes,
            OfficeTexts texts,
            Trace trace,
            Clock clock) {
        this.store = store;
        this.written = written;
        this.settings = settings;
        this.events = events;
        this.cases = cases;
        this.facts = facts;
        this.documents = documents;
        this.departments = departments;
        this.outreach = outreach;
        this.sent = sent;
        this.notices = notices;
        this.processes = processes;
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
                received(report, answers.text("receiptName"), answers.text("receiptText"));
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

    private void drafted(Report report, Event event, Answers answers) {
        requireReportable(event);
        String text = answers.text("reportText");
        if (text.isEmpty()) {
            throw Refusal.rule("report.noFacts").at("reportText", "report.noFacts");
        }
        String known = written.facts(event);
        store.drafted(
                report.caseNo(),
                new Report.Writing(known, text, login(), OfficialTime.now(clock), null, null, null, null));
        facts.put(
                report.caseNo(),
                CaseFiles.APPLICATION,
                Map.of(
                        "factsText",
                        known,
                        "drafterText",
                        CaseAccess.requireOfficer().name()));
        trace.record(act("report.drafted", report.caseNo()));
    }

    /** Nobody signs what he has drafted himself, and nothing goes out before what had to go out before. */
    private void signed(Report report, Event event, Answers answers) {
        requireReportable(event);
        if (login().equals(writing(report).draftedBy())) {
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

    private static void requireReportable(Event event) {
        if (event.state() == Event.State.CLOSED) {
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
                List.of(written.title(event, report.kind(), report.no()), ReportFacts.minute(due)),
                "/emergency/reports/" + report.caseNo());
    }

    /** How it becomes known that a report was received. */
    public enum Receiving {
        /** By what the recipients answer. */
        OUTSIDE,
        /** By asking, since nobody is registered as recipient. */
        BY_HAND,
        /** Not at all: it is an exercise, and nothing goes out. */
        DRILL
    }

    /**
     * What was sent.
     *
     * @param until by when those who were told have to acknowledge
     */
    public record Sent(Receiving receiving, Instant until) {}

    /** It is numbered, and told to those above. */
    public Sent send(String caseNo) {
        Report report = require(caseNo);
        Event event = events.lock(report.eventCaseNo());
        Report.Writing writing = writing(report);
        Instant now = OfficialTime.now(clock);
        String title = written.title(event, report.kind(), report.no());
        String to = recipients();
        OfficialDocument document = documents.issue(
                caseNo,
                report.drill() ? DocumentKind.SITUATION_DRILL : DocumentKind.SITUATION_REPORT,
                Map.of(
                        "title", title,
                        "departments", to,
                        "lines", writing.text(),
                        "signer", CaseAccess.requireOfficer().name(),
                        "time", ReportFacts.minute(now)));
        store.sent(caseNo, login(), now, document);
        outreach.send(
                new Purpose(Purpose.Kind.REPORT, caseNo, report.drill()),
                settings.recipients(),
                texts.office("emergency.report.subject", title, document.number()),
                writing.text(),
                "report/" + caseNo);
        facts.put(caseNo, CaseFiles.APPLICATION, Map.of("reportNumberText", document.number()));
        trace.record(act("report.sent", caseNo)
                .with("number", document.number())
                .with("recipient", to)
                .with("dueAt", OfficialTime.of(report.due().written()).toString())
                .with("overdue", now.isAfter(report.due().written())));
        cases.decide(caseNo, true, texts.office("emergency.report.signed", document.number()));
        notices.send(
                Audience.group(Group.name(settings.government(), Role.LEADER)),
                "emergency.report.notice.sent",
                List.of(title, document.number()),
                "/emergency/reports/" + caseNo);
        return new Sent(receiving(report), now.plus(settings.acknowledgeWithin()));
    }

    private Receiving receiving(Report report) {
        if (report.drill()) {
            return Receiving.DRILL;
        }
        return settings.recipients().isEmpty() ? Receiving.BY_HAND : Receiving.OUTSIDE;
    }

    private String recipients() {
        return settings.recipients().isEmpty()
                ? departments.find(settings.government()).map(Department::name).orElse(settings.government())
                : settings.recipients().stream().map(Recipient::name).collect(Collectors.joining("、"));
    }

    /** Everybody who was sent it says that he has it. */
    @EventListener(condition = "#told.purpose().kind().name() == 'REPORT'")
    void on(OutreachAcknowledged told) {
        String caseNo = told.purpose().caseNo();
        if (caseNo != null
                && sent.of(caseNo).stream().allMatch(each -> each.acknowledgedAt() != null)
                && processes.awaits(ReportModel.ACKNOWLEDGED, caseNo)) {
            received(require(caseNo), "", "");
            processes.correlate(ReportModel.ACKNOWLEDGED, caseNo, List.of());
        }
    }

    private void received(Report report, String from, String text) {
        store.received(report.caseNo(), new Report.Receipt(OfficialTime.now(clock), from, text));
        trace.record(act("report.received", report.caseNo()).with("note", text));
    }

    /** All is done. */
    public void file(String caseNo) {
        cases.close(caseNo, CaseState.CLOSED, null);
    }

    /** The event turned out to be none. */
    public void cancel(String caseNo) {
        store.state(caseNo, State.NOT_NEEDED);
        String reason = texts.office("emergency.report.notNeeded");
        trace.record(act("report.notNeeded", caseNo).with("reason", reason));
        cases.close(caseNo, CaseState.TERMINATED, reason);
    }

    private static String login() {
        return CaseAccess.requireOfficer().login();
    }

    private Report require(String caseNo) {
        return store.find(caseNo).orElseThrow(() -> Refusal.notFound("report.unknown", caseNo));
    }

    private static Report.Writing writing(Report report) {
        return Objects.requireNonNull(report.writing(), "nothing is drafted");
    }
}
