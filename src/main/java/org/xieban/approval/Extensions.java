package org.xieban.approval;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;

/** Extending the term of the decision, once, with the reason told to the applicant (延长办理期限, 行政许可法 42). */
@Component
@Transactional
public class Extensions {

    private final Requests requests;
    private final Trace trace;

    Extensions(Requests requests, Trace trace) {
        this.requests = requests;
        this.trace = trace;
    }

    /** Extends it as the head approved. */
    public void extend(String caseNo) {
        CaseRequest request = requests.approved(caseNo, RequestKind.EXTENSION);
        trace.record(Act.of("case.termExtended", "case", caseNo)
                .inCase(caseNo, RequestKind.EXTENSION.step())
                .with("amount", request.amount())
                .with("unit", String.valueOf(request.unit()))
                .with("reason", request.reason())
                .with("approver", request.approver()));
    }
}
