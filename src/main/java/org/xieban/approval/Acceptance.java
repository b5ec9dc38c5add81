package org.xieban.approval;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.casefile.Materials;
import org.xieban.document.DocumentKind;
import org.xieban.document.Documents;
import org.xieban.engine.form.Answers;
import org.xieban.trace.OfficialTime;
import org.xieban.web.OfficeTexts;
import org.xieban.web.Refusal;

/** Receipt and acceptance of an application (收件与受理, 行政许可法 32). */
@Component
@Transactional
public class Acceptance {

    private final CaseFiles cases;
    private final CaseFacts facts;
    private final Materials materials;
    private final SupplementNotices notices;
    private final Terms terms;
    private final OfficeTexts texts;
    private final Clock clock;
    private final Documents documents;
    private final Receipts receipts;

    Acceptance(
            CaseFiles cases,
            CaseFacts facts,
            Materials materials,
            SupplementNotices notices,
            Terms terms,
            OfficeTexts texts,
            Clock clock,
            Documents documents,
            Receipts receipts) {
        this.cases = cases;
        this.facts = facts;
        this.materials = materials;
        this.notices = notices;
        this.terms = terms;
        this.texts = texts;
        this.clock = clock;
        this.documents = documents;
        this.receipts = receipts;
    }

    /**
     * Takes the application in and issues its receipt. Its term of acceptance runs: when that is over, the model hears
     * so from the clock, which follows the calendar.
     */
    public void receive(String caseNo) {
        receipts.issue(caseNo);
    }

    /**
     * Looks whether what must be there for acceptance is there.
     *
     * @throws Refusal {@code materials.missing} (422) with the codes of what is not
     */
    void requireMaterials(String caseNo) {
        require(caseNo, materials.missingForAcceptance(caseNo));
    }

    /**
     * Looks whether everything is there that a decision needs, also what was allowed to follow (容缺).
     *
     * @throws Refusal {@code materials.missing} (422) with the codes of what is not
     */
    void requireAllMaterials(String caseNo) {
        require(caseNo, materials.missing(caseNo));
    }

    private void require(String caseNo, List<String> missing) {
        if (missing.isEmpty()) {
            return;
        }
        Map<String, String> names = terms.item(cases.require(caseNo)).materials().stream()
                .collect(Collectors.toMap(each -> each.code(), each -> each.name()));
        Refusal refusal = Refusal.rule(
                "materials.missing",
                missing.stream()
                        .map(code -> names.get(code) + " (" + code + ")")
                        .collect(Collectors.joining("、")));
        for (String code : missing) {
            refusal = refusal.at("materials." + code, "materials.missingOne", String.valueOf(names.get(code)));
        }
        throw refusal;
    }

    /** Accepts it today. */
    public void accept(String caseNo) {
        accept(caseNo, clock.instant(), "");
    }

    /** Takes down that nothing was said in time: it is accepted from the day on which the materials came in. */
    public void deemAccepted(String caseNo) {
        Instant received = notices.lastAnswered(caseNo)
                .orElseGet(() -> cases.require(caseNo).registeredAt());
        accept(caseNo, received, texts.office("approval.deemedAccepted"));
    }

    private void accept(String caseNo, Instant from, String deemed) {
        cases.accept(caseNo, from);
        documents.issueAtEnd(
                caseNo,
                DocumentKind.ACCEPTANCE,
                Map.of("acceptedAt", OfficialTime.dayOf(from).toString(), "deemed", deemed));
    }

    /** Tells why it is not accepted and where to go instead, and closes the case. */
    public void refuse(String caseNo, ReviewOutcome outcome) {
        Answers review =
                new Answers(facts.ofStep(caseNo, ApprovalModel.REVIEW_MATERIALS).orElseThrow());
        String reason = review.text("refusalReason");
        if (outcome == ReviewOutcome.NOT_REQUIRED) {
            documents.issueAtEnd(caseNo, DocumentKind.NOT_REQUIRED, Map.of("reason", reason));
        } else {
            String authority = review.text("competentAuthority");
            documents.issueAtEnd(caseNo, DocumentKind.NOT_OURS, Map.of("reason", reason, "authority", authority));
            reason = texts.office("approval.reason.notOurs", reason, authority);
        }
        cases.close(caseNo, CaseState.NOT_ACCEPTED, reason);
    }
}
