package org.xieban.emergency.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.InternalCases;
import org.xieban.directory.Group;
import org.xieban.directory.Officers;
import org.xieban.directory.Role;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.report.Report.Kind;
import org.xieban.emergency.report.Report.State;
import org.xieban.engine.Processes;
import org.xieban.notice.Audience;
import org.xieban.notice.Notices;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;

/** Opens the case of a report and its process, or lets what has happened become part of one that is being drafted. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class ReportOpening {

    private final ReportStore store;
    private final ReportTerms terms;
    private final ReportFacts written;
    private final InternalCases internalCases;
    private final CaseFiles cases;
    private final CaseFacts facts;
    private final Officers officers;
    private final Processes processes;
    private final Notices notices;
    private final ReportSettings settings;
    private final Trace trace;

    ReportOpening(
            ReportStore store,
            ReportTerms terms,
            ReportFacts written,
            InternalCases internalCases,
            CaseFiles cases,
            CaseFacts facts,
            Officers officers,
            Processes processes,
            Notices notices,
            ReportSettings settings,
            Trace trace) {
        this.store = store;
        this.terms = terms;
        this.written = written;
        this.internalCases = internalCases;
        this.cases = cases;
        this.facts = facts;
        this.officers = officers;
        this.processes = processes;
        this.notices = notices;
        this.settings = settings;
        this.trace = trace;
    }

    /** A report falls due: a case below the event's, led by the department that leads the event. */
    void open(Event event, Kind kind, Report.Call call, @Nullable String corrects) {
        List<Report> before = store.of(event.caseNo());
        int no = kind == Kind.FURTHER
                ? 1 + (int) before.stream().filter(each -> each.kind() == kind).count()
                : 0;
        ReportTerms.Terms given = terms(kind, event, call);
        Instant telephone = given.telephone() == null ? null : call.at().plus(given.telephone());
        String title = written.title(event, kind, no);
        String caseNo = internalCases
                .registerOwn(ReportModel.ITEM, event.lead(), title, Map.of(), event.caseNo())
                .number();
        Report report = new Report(
                caseNo,
                event.caseNo(),
                before.size() + 1,
                kind,
                no,
                corrects,
                event.drill(),
                call,
                new Report.Due(telephone, call.at().plus(given.written()), given.basis()),
                telephone == null ? State.DRAFTING : State.TELEPHONE,
                null,
                null,
                null);
        store.insert(report);
        facts.put(caseNo, CaseFiles.APPLICATION, written.form(event, report, List.of()));
        trace.record(ReportCourse.act("report.called", caseNo)
                .with("reason", call.reason().name())
                .with("note", call.text())
                .with("dueAt", OfficialTime.of(report.due().written()).toString())
                .with("legalBasis", given.basis()));
        cases.accept(caseNo, call.at());
        cases.review(caseNo);
        processes.start(
                ReportModel.PROCESS,
                caseNo,
                List.of(
                        ReportModel.LEAD_DEPARTMENT.is(event.lead()),
                        ReportModel.SIGNING_GROUP.is(signing(event.lead())),
                        ReportModel.PHONE_FIRST.is(telephone != null),
                        ReportModel.PHONE_MINUTES.is(
                                given.telephone() == null
                                        ? 1L
                                        : given.telephone().toMinutes()),
                        ReportModel.PHONE_DUE_AT.is(
                                String.valueOf(telephone == null ? report.due().written() : telephone)),
                        ReportModel.WRITTEN_DUE_AT.is(report.due().written().toString())));
        notices.send(
                Audience.group(Group.name(event.lead(), Role.DUTY_COMMANDER)),
                "emergency.report.notice.called",
                List.of(title, OfficialTime.minute(report.due().written())),
                "/emergency/reports/" + caseNo);
    }

    private ReportTerms.Terms terms(Kind kind, Event event, Report.Call call) {
        return call.reason() == Report.Reason.HARM ? terms.ofHarm(event) : terms.of(kind, event);
    }

    /** Leaders of the department that leads the event; where it has none, those of the government's office. */
    private String signing(String lead) {
        String own = Group.name(lead, Role.LEADER);
        return officers.membersOf(own).isEmpty() ? Group.name(settings.government(), Role.LEADER) : own;
    }

    /** What has happened becomes part of a report that is being drafted; its term ends no later than that of a new one. */
    void merge(Event event, Report report, Report.Call call) {
        Instant due = call.at().plus(terms(Kind.FURTHER, event, call).written());
        boolean earlier = due.isBefore(report.due().written());
        store.merge(report.caseNo(), call, earlier ? due : report.due().written());
        Report merged = store.find(report.caseNo()).orElseThrow();
        facts.put(report.caseNo(), CaseFiles.APPLICATION, written.form(event, merged, store.merged(report.caseNo())));
        trace.record(ReportCourse.act("report.merged", report.caseNo())
                .with("reason", call.reason().name())
                .with("note", call.text())
                .with("dueAt", OfficialTime.of(merged.due().written()).toString()));
        if (earlier) {
            processes.correlate(
                    ReportModel.DUE_MOVED, report.caseNo(), List.of(ReportModel.WRITTEN_DUE_AT.is(due.toString())));
        }
    }

    /** Whoever drafts a report is shown what is known now. */
    void tell(Event event, Report report) {
        facts.put(report.caseNo(), CaseFiles.APPLICATION, written.form(event, report, store.merged(report.caseNo())));
    }
}
