package org.xieban.approval;

import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.catalogue.Term;
import org.xieban.document.DocumentKind;
import org.xieban.document.Documents;
import org.xieban.timelimit.Clocks;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;
import org.xieban.web.OfficeTexts;

/** Extending the term of the decision, once, with the reason told to the applicant (延长办理期限, 行政许可法 42). */
@Component
@Transactional
public class Extensions {

    private final Requests requests;
    private final Trace trace;
    private final Clocks clocks;
    private final Documents documents;
    private final OfficeTexts texts;

    Extensions(Requests requests, Trace trace, Clocks clocks, Documents documents, OfficeTexts texts) {
        this.requests = requests;
        this.trace = trace;
        this.clocks = clocks;
        this.documents = documents;
        this.texts = texts;
    }

    /** Extends it as the head approved. */
    public void extend(String caseNo) {
        CaseRequest request = requests.approved(caseNo, RequestKind.EXTENSION);
        int amount = Objects.requireNonNull(request.amount());
        Term.Unit unit = Objects.requireNonNull(request.unit());
        clocks.extend(caseNo, amount, unit, request.reason(), Objects.requireNonNull(request.approver()));
        documents.issueAtEnd(
                caseNo,
                DocumentKind.EXTENSION,
                Map.of(
                        "amount", Integer.toString(amount),
                        "unit", texts.office("approval.unit." + unit.name()),
                        "reason", request.reason()));
        trace.record(Act.of("case.termExtended", "case", caseNo)
                .inCase(caseNo, RequestKind.EXTENSION.step())
                .with("amount", amount)
                .with("unit", unit.name())
                .with("reason", request.reason())
                .with("approver", request.approver()));
    }
}
