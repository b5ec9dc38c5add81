package org.xieban.approval;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/** Standing still for a while and going on (中止与恢复): its open tasks stay where they are and wait. */
@Component
@Transactional
public class Stays {

    private final CaseFiles cases;
    private final CaseFacts facts;
    private final Requests requests;
    private final Trace trace;

    Stays(CaseFiles cases, CaseFacts facts, Requests requests, Trace trace) {
        this.cases = cases;
        this.facts = facts;
        this.requests = requests;
        this.trace = trace;
    }

    /** Stays the case and its clocks. */
    public void stay(String caseNo) {
        CaseRequest request = requests.approved(caseNo, RequestKind.STAY);
        cases.suspend(caseNo);
        trace.record(Act.of("case.stayed", "case", caseNo)
                .inCase(caseNo, RequestKind.STAY.step())
                .with("reason", request.reason())
                .with("legalBasis", request.legalBasis())
                .with("until", String.valueOf(request.until()))
                .with("approver", request.approver()));
    }

    /** Takes it up again. */
    public void resume(String caseNo) {
        String reason = new Answers(facts.ofStep(caseNo, ApprovalModel.RESUME).orElseThrow()).text("resumeReason");
        cases.resume(caseNo);
        trace.record(Act.of("case.resumed", "case", caseNo)
                .inCase(caseNo, ApprovalModel.RESUME)
                .with("reason", reason));
    }

    /** @throws Refusal {@code approval.stayed} (409) while the case stands still */
    void requireRunning(String caseNo) {
        if (cases.require(caseNo).state() == CaseState.SUSPENDED) {
            throw Refusal.conflict("approval.stayed");
        }
    }
}
