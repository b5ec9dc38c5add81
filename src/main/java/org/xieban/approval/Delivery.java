package org.xieban.approval;

import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.document.DocumentKind;
import org.xieban.document.Documents;
import org.xieban.document.OfficialDocument;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;

/** Service and archive (送达、归档): a case decided is not yet served, one served not yet archived. */
@Component
@Transactional
public class Delivery {

    /** So many characters of an instant are its date. */
    private static final int DATE = "yyyy-MM-dd".length();

    private final CaseFiles cases;
    private final CaseFacts facts;
    private final Trace trace;
    private final Documents documents;
    private final OfficeTexts texts;

    Delivery(CaseFiles cases, CaseFacts facts, Trace trace, Documents documents, OfficeTexts texts) {
        this.cases = cases;
        this.facts = facts;
        this.trace = trace;
        this.documents = documents;
        this.texts = texts;
    }

    /** Keeps how, to whom and when the result was served, and what proves it. */
    public void prove(String caseNo) {
        Answers service = new Answers(facts.ofStep(caseNo, ApprovalModel.SERVE).orElseThrow());
        documents.issue(
                caseNo,
                DocumentKind.DELIVERY_PROOF,
                Map.of(
                        "document", decision(caseNo),
                        "method", texts.office("approval.delivery." + service.text("deliveryMethod")),
                        "recipient", service.text("recipient"),
                        "deliveredAt", service.text("deliveredAt").substring(0, DATE),
                        "proof", service.text("deliveryProof")));
        trace.record(Act.of("case.served", "case", caseNo)
                .inCase(caseNo, ApprovalModel.SERVE)
                .with("method", service.text("deliveryMethod"))
                .with("recipientIs", service.text("recipientIs"))
                .with("deliveredAt", service.text("deliveredAt"))
                .with("proof", service.text("deliveryProof")));
    }

    /** The number of the document that was served. */
    private String decision(String caseNo) {
        return documents.ofCase(caseNo).stream()
                .filter(each ->
                        each.kind() == DocumentKind.DECISION_GRANTED || each.kind() == DocumentKind.DECISION_REFUSED)
                .map(OfficialDocument::number)
                .reduce((earlier, later) -> later)
                .orElseThrow();
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
