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
import org.xieban.document.DocumentKind;
import org.xieban.document.Documents;
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
    private final Documents documents;

    EarlyEndings(CaseFiles cases, CaseFacts facts, Requests requests, Processes processes, Documents documents) {
        this.cases = cases;
        this.facts = facts;
        this.requests = requests;
        this.processes = processes;
        this.documents = documents;
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
        documents.issue(caseNo, DocumentKind.WITHDRAWAL, Map.of("reason", reason));
        cases.close(caseNo, CaseState.WITHDRAWN, reason);
    }

    /** Ends it as sent back. */
    public void sendBack(String caseNo) {
        String reason = requests.approved(caseNo, RequestKind.RETURN).reason();
        documents.issue(caseNo, DocumentKind.RETURN, Map.of("reason", reason));
        cases.close(caseNo, CaseState.RETURNED, reason);
    }

    /** Ends it without a decision. */
    public void terminate(String caseNo) {
        CaseRequest request = requests.approved(caseNo, RequestKind.TERMINATION);
        documents.issue(
                caseNo, DocumentKind.TERMINATION, Map.of("legalBasis", request.basis(), "reason", request.reason()));
        cases.close(caseNo, CaseState.TERMINATED, request.reason());
    }
}
