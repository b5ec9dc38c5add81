package org.xieban.emergency.response;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFiles;
import org.xieban.document.OfficialDocument;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.EventChanges;
import org.xieban.emergency.event.Grade;
import org.xieban.emergency.response.ResponseProposal.Kind;
import org.xieban.emergency.response.ResponseProposal.State;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Refusal;

/** What is proposed of responses: one at a time of an event, proposed, advised on, sent back, decided. */
@Component
@Transactional
class ResponseProposals {

    private final ProposalStore store;
    private final ResponseShown shown;
    private final EventChanges changes;
    private final CaseFacts facts;
    private final Clock clock;

    ResponseProposals(ProposalStore store, ResponseShown shown, EventChanges changes, CaseFacts facts, Clock clock) {
        this.store = store;
        this.shown = shown;
        this.changes = changes;
        this.facts = facts;
        this.clock = clock;
    }

    /** What of an event was proposed, the last first. */
    @Transactional(readOnly = true)
    public List<ResponseProposal> all(String caseNo) {
        return store.all(caseNo);
    }

    /** What waits to be decided. */
    @Transactional(readOnly = true)
    public Optional<ResponseProposal> pending(String caseNo) {
        return store.pending(caseNo);
    }

    ResponseProposal require(String caseNo) {
        return pending(caseNo).orElseThrow(() -> new IllegalStateException("nothing is proposed in " + caseNo));
    }

    /** What is wanted of a response. */
    record Wanted(
            Kind kind, Grade level, @Nullable Integer hours, String measures, String reason, List<DraftOrder> orders) {}

    /** Keeps a proposal of whoever is signed in. */
    void propose(Event event, Wanted wanted) {
        List<ResponseProposal> before = store.all(event.caseNo());
        ResponseProposal proposal = ResponseProposal.of(
                event,
                before.isEmpty() ? 1 : before.get(0).no() + 1,
                wanted,
                CaseAccess.requireOfficer().login(),
                OfficialTime.now(clock));
        store.insert(proposal);
        facts.put(
                event.caseNo(),
                CaseFiles.APPLICATION,
                Map.of(
                        "proposalText",
                        shown.proposal(proposal),
                        "ordersText",
                        shown.orders(proposal.orders()),
                        "adviceShown",
                        "",
                        "returnedText",
                        ""));
        changes.note(
                event.caseNo(),
                act("response.proposed", event)
                        .with("proposal", wanted.kind().name())
                        .with("level", wanted.level().name())
                        .with("reason", wanted.reason()),
                shown.proposal(proposal));
    }

    /** What goes out with it is made otherwise. */
    void orders(Event event, List<DraftOrder> orders) {
        ResponseProposal proposal = pending(event.caseNo()).orElseThrow(() -> Refusal.conflict("response.noDraft"));
        store.orders(event.caseNo(), proposal.no(), orders);
        facts.put(event.caseNo(), CaseFiles.APPLICATION, Map.of("ordersText", shown.orders(orders)));
        changes.note(
                event.caseNo(),
                act("response.ordersEdited", event).with("orders", orders.size()),
                shown.orders(orders));
    }

    /** The command office has said what it thinks of it. */
    void advised(Event event, String advice) {
        ResponseProposal proposal = require(event.caseNo());
        String login = CaseAccess.requireOfficer().login();
        store.advised(event.caseNo(), proposal.no(), login, OfficialTime.now(clock), advice);
        facts.put(event.caseNo(), CaseFiles.APPLICATION, Map.of("adviceShown", advice));
        changes.note(event.caseNo(), act("response.advised", event).with("text", advice), advice);
    }

    /** It is wanted otherwise. */
    void returned(Event event, String reason) {
        ResponseProposal proposal = require(event.caseNo());
        store.decided(
                event.caseNo(),
                proposal.no(),
                State.RETURNED,
                CaseAccess.requireOfficer().login(),
                OfficialTime.now(clock),
                reason,
                null);
        facts.put(event.caseNo(), CaseFiles.APPLICATION, Map.of("returnedText", reason));
        changes.note(
                event.caseNo(),
                act("response.returned", event)
                        .with("proposal", proposal.kind().name())
                        .with("reason", reason),
                reason);
    }

    /** It was decided as proposed. */
    void approved(ResponseProposal proposal, String decision, OfficialDocument document) {
        store.decided(
                proposal.caseNo(),
                proposal.no(),
                State.APPROVED,
                CaseAccess.requireOfficer().login(),
                OfficialTime.now(clock),
                decision,
                document);
        facts.put(proposal.caseNo(), CaseFiles.APPLICATION, Map.of("returnedText", ""));
    }

    /**
     * Nobody decides on what he has proposed himself.
     *
     * @throws Refusal {@code response.own} (422)
     */
    void requireOther(String caseNo) {
        if (require(caseNo).proposedBy().equals(CaseAccess.requireOfficer().login())) {
            throw Refusal.rule("response.own");
        }
    }

    private static Act act(String name, Event event) {
        return EventChanges.act(name, event);
    }
}
