package org.xieban.approval;

import java.util.List;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.casefile.CaseWithdrawalRequested;
import org.xieban.engine.Processes;
import org.xieban.web.Refusal;

/** Ends of a case before its decision: withdrawn, sent back, terminated (撤回、退件、终止), each with reason and notice. */
@Component
@Transactional
public class EarlyEndings {

    private static final String WITHDRAWAL = "event_withdrawn";

    private final CaseFiles cases;
    private final CaseFacts facts;
    private final Requests requests;
    private final Processes processes;

    EarlyEndings(CaseFiles cases, CaseFacts facts, Requests requests, Processes processes) {
        this.cases = cases;
        this.facts = facts;
        this.requests = requests;
        this.processes = processes;
    }

    /** The applicant may withdraw until the decision; nobody has to approve it. */
    @EventListener
    void on(CaseWithdrawalRequested requested) {
        facts.put(requested.caseNo(), WITHDRAWAL, Map.of("withdrawalReason", requested.reason()));
        if (!processes.correlate(ApprovalModel.WITHDRAWN, requested.caseNo(), List.of())) {
            throw Refusal.conflict("approval.notPossibleNow");
        }
    }

    /** Ends it as withdrawn. */
    public void withdraw(String caseNo) {
        String reason = new Answers(facts.ofStep(caseNo, WITHDRAWAL).orElseThrow()).text("withdrawalReason");
        cases.close(caseNo, CaseState.WITHDRAWN, reason);
    }

    /** Ends it as sent back. */
    public void sendBack(String caseNo) {
        end(caseNo, RequestKind.RETURN, CaseState.RETURNED);
    }

    /** Ends it without a decision. */
    public void terminate(String caseNo) {
        end(caseNo, RequestKind.TERMINATION, CaseState.TERMINATED);
    }

    private void end(String caseNo, RequestKind kind, CaseState state) {
        CaseRequest request = requests.approved(caseNo, kind);
        cases.close(caseNo, state, request.reason());
    }
}
