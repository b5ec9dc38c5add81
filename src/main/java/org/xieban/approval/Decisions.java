package org.xieban.approval;

import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.document.DocumentKind;
import org.xieban.document.Documents;
import org.xieban.engine.form.Answers;
import org.xieban.web.OfficeTexts;

/** The decision and its document (决定, 行政许可法 38). */
@Component
@Transactional
public class Decisions {

    private final CaseFiles cases;
    private final CaseFacts facts;
    private final OfficeTexts texts;
    private final Documents documents;

    Decisions(CaseFiles cases, CaseFacts facts, OfficeTexts texts, Documents documents) {
        this.cases = cases;
        this.facts = facts;
        this.texts = texts;
        this.documents = documents;
    }

    /**
     * Takes down the decision: with it the terms of the item are met or missed.
     *
     * @param outcome {@link DecisionOutcome#GRANTED} or {@link DecisionOutcome#REFUSED}
     */
    public void record(String caseNo, DecisionOutcome outcome) {
        boolean granted = outcome == DecisionOutcome.GRANTED;
        Answers all = new Answers(facts.all(caseNo));
        String said = all.text(granted ? "decisionOpinion" : "decisionReason");
        cases.decide(
                caseNo,
                granted,
                said.isEmpty()
                        ? texts.office(granted ? "approval.decision.granted" : "approval.decision.refused")
                        : said);
    }

    /** Issues the document of the decision, in the words of its draft where there is one. */
    public void issue(String caseNo) {
        CaseFile.Decision decision = cases.require(caseNo).decision();
        if (decision == null) {
            throw new IllegalStateException("not decided: " + caseNo);
        }
        String text = facts.ofStep(caseNo, ApprovalModel.DRAFT_DOCUMENT)
                .map(values -> new Answers(values).text("documentText"))
                .orElse(decision.text());
        if (decision.granted()) {
            documents.issueAtEnd(caseNo, DocumentKind.DECISION_GRANTED, Map.of("decision", text));
        } else {
            documents.issueAtEnd(
                    caseNo, DocumentKind.DECISION_REFUSED, Map.of("decision", text, "reason", decision.text()));
        }
    }
}
