package org.xieban.approval;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.casefile.CaseSupplemented;
import org.xieban.document.DocumentKind;
import org.xieban.document.Documents;
import org.xieban.engine.Processes;
import org.xieban.engine.form.Answers;
import org.xieban.trace.OfficialTime;
import org.xieban.web.OfficeTexts;
import org.xieban.web.Refusal;

/** Telling an applicant once what to supplement, and what comes of it (一次性告知与补正, 行政许可法 32). */
@Component
@Transactional
public class Supplements {

    private final CaseFiles cases;
    private final CaseFacts facts;
    private final SupplementNotices notices;
    private final Terms terms;
    private final Processes processes;
    private final OfficeTexts texts;
    private final Clock clock;
    private final Documents documents;
    private final Receipts receipts;

    Supplements(
            CaseFiles cases,
            CaseFacts facts,
            SupplementNotices notices,
            Terms terms,
            Processes processes,
            OfficeTexts texts,
            Clock clock,
            Documents documents,
            Receipts receipts) {
        this.cases = cases;
        this.facts = facts;
        this.notices = notices;
        this.terms = terms;
        this.processes = processes;
        this.texts = texts;
        this.clock = clock;
        this.documents = documents;
        this.receipts = receipts;
    }

    /**
     * Looks whether an applicant may be told this.
     *
     * @throws Refusal {@code approval.nothingToSupplement}, {@code approval.toldOnce} (422) naming the new points
     */
    void check(String caseNo, Answers review) {
        List<SupplementPoint> points = points(review);
        if (points.isEmpty()) {
            throw Refusal.rule("form.invalid").at("points", "approval.nothingToSupplement");
        }
        List<SupplementPoint> first = notices.first(caseNo);
        if (first.isEmpty()) {
            return;
        }
        Refusal refusal = null;
        for (int place : SupplementPoint.newOnes(first, points)) {
            refusal = (refusal == null ? Refusal.rule("approval.toldOnce") : refusal)
                    .at("points[" + place + "].requirement", "approval.newPoint");
        }
        if (refusal != null) {
            throw refusal;
        }
    }

    /**
     * Gives the notice.
     *
     * @return when the materials are due
     */
    public Instant request(String caseNo) {
        Answers review =
                new Answers(facts.ofStep(caseNo, ApprovalModel.REVIEW_MATERIALS).orElseThrow());
        List<SupplementPoint> points = points(review);
        Instant now = clock.instant();
        Instant dueAt = terms.due(cases.require(caseNo), now, review.number("supplementDays"));
        notices.add(caseNo, points, now, dueAt);
        documents.issueAtEnd(
                caseNo,
                DocumentKind.SUPPLEMENT,
                Map.of(
                        "points",
                        listed(points),
                        "until",
                        OfficialTime.dayOf(dueAt).toString()));
        cases.supplement(caseNo);
        return dueAt;
    }

    private static List<SupplementPoint> points(Answers review) {
        return review.rows("points").stream()
                .map(row -> new SupplementPoint(row.text("material"), row.text("requirement")))
                .toList();
    }

    private String listed(List<SupplementPoint> points) {
        return points.stream()
                .map(point -> texts.office("approval.supplement.point", point.material(), point.requirement()))
                .collect(Collectors.joining("\n"));
    }

    /** The applicant has handed in by himself what he was told. */
    @EventListener
    void on(CaseSupplemented supplemented) {
        processes.correlate(ApprovalModel.MATERIALS_SUPPLEMENTED, supplemented.caseNo(), List.of());
    }

    /**
     * Takes what was supplemented: the term of acceptance begins anew, and so does what the item's law counts from the
     * receipt.
     */
    public void take(String caseNo) {
        Instant now = clock.instant();
        cases.supplemented(caseNo);
        notices.answered(caseNo, now);
        receipts.issue(caseNo);
    }

    /** Nothing has come in time: closed as such, and the applicant is told. */
    public void closeUnanswered(String caseNo) {
        documents.issueAtEnd(
                caseNo,
                DocumentKind.NOT_SUPPLEMENTED,
                Map.of(
                        "until",
                        OfficialTime.dayOf(notices.lastDue(caseNo).orElseThrow())
                                .toString()));
        cases.close(caseNo, CaseState.CLOSED, texts.office("approval.reason.notSupplemented"));
    }
}
