package org.xieban.approval;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;

/** Service and archive (送达、归档): a case decided is not yet served, one served not yet archived. */
@Component
@Transactional
public class Delivery {

    private final CaseFiles cases;
    private final CaseFacts facts;
    private final Trace trace;

    Delivery(CaseFiles cases, CaseFacts facts, Trace trace) {
        this.cases = cases;
        this.facts = facts;
        this.trace = trace;
    }

    /** Keeps how, to whom and when the result was served, and what proves it. */
    public void prove(String caseNo) {
        Answers service = new Answers(facts.ofStep(caseNo, ApprovalModel.SERVE).orElseThrow());
        trace.record(Act.of("case.served", "case", caseNo)
                .inCase(caseNo, ApprovalModel.SERVE)
                .with("method", service.text("deliveryMethod"))
                .with("recipientIs", service.text("recipientIs"))
                .with("deliveredAt", service.text("deliveredAt"))
                .with("proof", service.text("deliveryProof")));
    }

    /** Closes the case as what was decided. */
    public void archive(String caseNo) {
        CaseFile.Decision decision = cases.require(caseNo).decision();
        if (decision == null) {
            throw new IllegalStateException("not decided: " + caseNo);
        }
        cases.close(caseNo, decision.granted() ? CaseState.CLOSED : CaseState.REFUSED, null);
    }
}
