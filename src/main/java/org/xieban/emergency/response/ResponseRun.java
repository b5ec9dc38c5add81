package org.xieban.emergency.response;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.directory.Group;
import org.xieban.directory.Role;
import org.xieban.document.Documents;
import org.xieban.document.OfficialDocument;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.EventChanges;
import org.xieban.emergency.event.EventHistory;
import org.xieban.emergency.event.EventShown;
import org.xieban.emergency.event.Events;
import org.xieban.emergency.event.Grade;
import org.xieban.engine.form.Answers;
import org.xieban.notice.Audience;
import org.xieban.notice.Notices;
import org.xieban.trace.OfficialTime;
import org.xieban.web.OfficeTexts;
import org.xieban.web.Refusal;

/** What the model of an event does by itself: each is one use case, in the transaction of the answer that led to it. */
@Component
@Transactional
public class ResponseRun {

    private final Events events;
    private final EventChanges changes;
    private final EventHistory history;
    private final EventShown eventShown;
    private final ResponseProposals proposals;
    private final ResponseOrders orders;
    private final ResponseAlerts alerts;
    private final ResponseShown shown;
    private final CaseFiles cases;
    private final CaseFacts facts;
    private final Documents documents;
    private final Notices notices;
    private final OfficeTexts texts;
    private final Clock clock;

    ResponseRun(
            Events events,
            EventChanges changes,
            EventHistory history,
            EventShown eventShown,
            ResponseProposals proposals,
            ResponseOrders orders,
            ResponseAlerts alerts,
            ResponseShown shown,
            CaseFiles cases,
            CaseFacts facts,
            Documents documents,
            Notices notices,
            OfficeTexts texts,
            Clock clock) {
        this.events = events;
        this.changes = changes;
        this.history = history;
        this.eventShown = eventShown;
        this.proposals = proposals;
        this.orders = orders;
        this.alerts = alerts;
        this.shown = shown;
        this.cases = cases;
        this.facts = facts;
        this.documents = documents;
        this.notices = notices;
        this.texts = texts;
        this.clock = clock;
    }

    /** There was nothing. */
    public void refute(String caseNo) {
        String reason = said(caseNo, ResponseModel.VERIFY, "refuteText");
        changes.refute(caseNo, reason);
        cases.close(caseNo, CaseState.TERMINATED, reason);
    }

    /** It is another event's, as was found. */
    public void merged(String caseNo) {
        String into = history.belongsTo(caseNo).orElseThrow();
        cases.close(caseNo, CaseState.TERMINATED, texts.office("emergency.event.mergedText", into));
    }

    /** No response is needed. */
    public void decline(String caseNo) {
        String reason = said(caseNo, ResponseModel.PROPOSE, "noneReason");
        Event event = require(caseNo);
        changes.note(caseNo, EventChanges.act("response.declined", event).with("reason", reason), reason);
    }

    /** No response was needed: what was to be done is done, and those above were told how it ended. */
    public void closeWithoutResponse(String caseNo) {
        String reason = said(caseNo, ResponseModel.PROPOSE, "noneReason");
        changes.close(caseNo, reason);
        cases.decide(caseNo, false, reason);
        cases.close(caseNo, CaseState.CLOSED, reason);
    }

    /** By which level is found who decides. */
    public Grade deciding(String caseNo) {
        return proposals.require(caseNo).deciding();
    }

    /** The command office, or whoever decides, wants it otherwise. */
    public void sendBack(String caseNo) {
        boolean advised = proposals.require(caseNo).advisedAt() != null;
        proposals.returned(
                require(caseNo),
                advised
                        ? said(caseNo, ResponseModel.DECIDE, "responseReturnText")
                        : said(caseNo, ResponseModel.ADVISE, "adviceReturnText"));
    }

    /**
     * The response begins.
     *
     * @return until when it is expected to last
     */
    public Instant start(String caseNo) {
        ResponseProposal proposal = proposals.require(caseNo);
        String decision = said(caseNo, ResponseModel.DECIDE, "responseText");
        cases.decide(caseNo, true, decision.isEmpty() ? eventShown.level(proposal.level()) : decision);
        changes.start(caseNo, proposal.level());
        approve(proposal, decision);
        return expected(proposal);
    }

    /**
     * The response goes on at another level; what was ordered stays ordered.
     *
     * @return until when it is expected to last
     */
    public Instant change(String caseNo) {
        ResponseProposal proposal = proposals.require(caseNo);
        changes.level(caseNo, proposal.level());
        approve(proposal, said(caseNo, ResponseModel.DECIDE_CHANGE, "changeText"));
        return expected(proposal);
    }

    private Instant expected(ResponseProposal proposal) {
        Instant until = proposal.until(OfficialTime.now(clock));
        facts.put(
                proposal.caseNo(),
                CaseFiles.APPLICATION,
                Map.of(
                        "expectedText",
                        texts.office(
                                "emergency.response.until",
                                OfficialTime.minute(until),
                                String.valueOf(proposal.hours()))));
        return until;
    }

    /** The response goes on as it is. */
    public void reject(String caseNo) {
        boolean end = proposals.require(caseNo).kind() == ResponseProposal.Kind.END;
        proposals.returned(
                require(caseNo),
                end
                        ? said(caseNo, ResponseModel.DECIDE_END, "endRejectText")
                        : said(caseNo, ResponseModel.DECIDE_CHANGE, "changeRejectText"));
    }

    /** The response is over. */
    public void end(String caseNo) {
        ResponseProposal proposal = proposals.require(caseNo);
        changes.end(caseNo, proposal.reason());
        approve(proposal, said(caseNo, ResponseModel.DECIDE_END, "endText"));
    }

    private void approve(ResponseProposal proposal, String decision) {
        Event event = require(proposal.caseNo());
        OfficialDocument document = documents.issue(
                event.caseNo(),
                shown.kind(proposal, event.drill()),
                shown.document(event, proposal, orders.departments(proposal), OfficialTime.now(clock)));
        proposals.approved(proposal, decision, document);
        orders.give(proposal);
        alerts.decided(event, proposal);
        tell(event, "emergency.response.notice." + proposal.kind());
    }

    /** It lasts longer than was expected: the duty room is to say whether it goes on. */
    public void remind(String caseNo) {
        Event event = require(caseNo);
        String text = texts.office("emergency.response.termOver");
        changes.note(caseNo, EventChanges.act("response.termOver", event), text);
        tell(event, "emergency.response.notice.TERM");
    }

    /** All is done. */
    public void close(String caseNo) {
        String text = said(caseNo, ResponseModel.ARCHIVE, "archiveText");
        changes.close(caseNo, text);
        cases.close(caseNo, CaseState.CLOSED, text);
    }

    private void tell(Event event, String textKey) {
        notices.send(
                new Audience(
                        List.of(),
                        List.of(
                                Group.name(event.lead(), Role.DUTY_COMMANDER),
                                Group.name(event.lead(), Role.SECTION_HEAD),
                                Group.name(event.lead(), Role.LEADER))),
                textKey,
                List.of(eventShown.title(event), eventShown.level(event.level())),
                "/emergency/events/" + event.caseNo());
    }

    private Event require(String caseNo) {
        return events.find(caseNo).orElseThrow(() -> Refusal.notFound("event.unknown", caseNo));
    }

    private String said(String caseNo, String step, String key) {
        return new Answers(facts.ofStep(caseNo, step).orElse(Map.of())).text(key);
    }
}
