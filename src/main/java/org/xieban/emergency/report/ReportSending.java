package org.xieban.emergency.report;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFiles;
import org.xieban.directory.Department;
import org.xieban.directory.Departments;
import org.xieban.directory.Group;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.document.DocumentKind;
import org.xieban.document.Documents;
import org.xieban.document.OfficialDocument;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.Events;
import org.xieban.emergency.event.Harm;
import org.xieban.emergency.outreach.Outreach;
import org.xieban.emergency.outreach.OutreachAcknowledged;
import org.xieban.emergency.outreach.Purpose;
import org.xieban.emergency.outreach.Recipient;
import org.xieban.emergency.outreach.SentMessages;
import org.xieban.engine.Processes;
import org.xieban.notice.Audience;
import org.xieban.notice.Notices;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.OfficeTexts;

/** Sends what was signed to those above, and hears that they have it (突发事件应对法 17, 61). */
@Component
@Transactional
public class ReportSending {

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
    private final ApplicationEventPublisher publisher;
    private final OfficeTexts texts;
    private final Trace trace;
    private final Clock clock;

    ReportSending(
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
            ApplicationEventPublisher publisher,
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
        this.publisher = publisher;
        this.texts = texts;
        this.trace = trace;
        this.clock = clock;
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
        Report report = store.find(caseNo).orElseThrow();
        Event event = events.lock(report.eventCaseNo());
        Report.Writing writing = report.drafted();
        Instant now = OfficialTime.now(clock);
        SignedInOfficer signer = CaseAccess.requireOfficer();
        String title = written.title(event, report.kind(), report.no());
        Harm figures = writing.figures() == null ? event.harm() : writing.figures();
        String text = writing.text() + "\n" + written.harm(figures);
        String to = recipients();
        OfficialDocument document = documents.issue(
                caseNo,
                report.drill() ? DocumentKind.SITUATION_DRILL : DocumentKind.SITUATION_REPORT,
                Map.of(
                        "title", title,
                        "departments", to,
                        "lines", text,
                        "signer", signer.name(),
                        "time", OfficialTime.minute(now)));
        boolean differs = !figures.sameFigures(event.harm());
        store.sent(caseNo, signer.login(), now, document, differs);
        outreach.send(
                new Purpose(Purpose.Kind.REPORT, caseNo, report.drill()),
                settings.recipients(),
                texts.office("emergency.report.subject", title, document.number()),
                text,
                "report/" + caseNo);
        facts.put(caseNo, CaseFiles.APPLICATION, Map.of("reportNumberText", document.number()));
        Act act = ReportCourse.act("report.sent", caseNo)
                .with("number", document.number())
                .with("reported", written.harm(figures))
                .with("recipient", to)
                .with("dueAt", OfficialTime.of(report.due().written()).toString())
                .with("overdue", now.isAfter(report.due().written()));
        trace.record(differs ? act.with("known", written.harm(event.harm())) : act);
        cases.decide(caseNo, true, texts.office("emergency.report.signed", document.number()));
        notices.send(
                Audience.group(Group.name(settings.government(), Role.LEADER)),
                "emergency.report.notice.sent",
                List.of(title, document.number()),
                "/emergency/reports/" + caseNo);
        publisher.publishEvent(new ReportSent(report.eventCaseNo(), caseNo));
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
            received(store.find(caseNo).orElseThrow(), "", "");
            processes.correlate(ReportModel.ACKNOWLEDGED, caseNo, List.of());
        }
    }

    /** Whoever it went to has it. */
    void received(Report report, String from, String text) {
        store.received(report.caseNo(), new Report.Receipt(OfficialTime.now(clock), from, text));
        trace.record(ReportCourse.act("report.received", report.caseNo()).with("note", text));
    }
}
