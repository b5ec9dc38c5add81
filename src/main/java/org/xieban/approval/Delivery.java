package org.xieban.approval;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
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
import org.xieban.engine.form.Answers;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.OfficeTexts;
import org.xieban.web.Refusal;

/** Service and archive (送达、归档): a case decided is not yet served, one served not yet archived. */
@Component
@Transactional
public class Delivery {

    /** Days after which what was announced counts as served (民事诉讼法 95, which offices follow). */
    private static final int ANNOUNCED_FOR = 30;

    private static final String SERVED_AT = "deliveredAt";

    private final CaseFiles cases;
    private final CaseFacts facts;
    private final Trace trace;
    private final Documents documents;
    private final OfficeTexts texts;
    private final Clock clock;

    Delivery(CaseFiles cases, CaseFacts facts, Trace trace, Documents documents, OfficeTexts texts, Clock clock) {
        this.cases = cases;
        this.facts = facts;
        this.trace = trace;
        this.documents = documents;
        this.texts = texts;
        this.clock = clock;
    }

    /**
     * Looks whether the result can have been served as told. What was served before the decision was written down, as where
     * it was made known at once, its form has asked to confirm.
     *
     * @throws Refusal {@code form.invalid} (422) where the time lies ahead or an announcement has not lasted long enough
     */
    void check(Answers service) {
        OffsetDateTime servedAt = servedAt(service);
        if (servedAt.toInstant().isAfter(clock.instant())) {
            throw Refusal.rule("form.invalid").at(SERVED_AT, "approval.servedAhead");
        }
        if (isAnnounced(service)) {
            LocalDate earliest = service.date("announcedOn").plusDays(ANNOUNCED_FOR);
            if (servedAt.toLocalDate().isBefore(earliest)) {
                throw Refusal.rule("form.invalid")
                        .at(SERVED_AT, "approval.announcementLasts", ANNOUNCED_FOR, earliest.toString());
            }
        }
    }

    private static boolean isAnnounced(Answers service) {
        return service.text("deliveryMethod").equals("ANNOUNCEMENT");
    }

    private static OffsetDateTime servedAt(Answers service) {
        return OffsetDateTime.parse(service.text(SERVED_AT))
                .atZoneSameInstant(OfficialTime.ZONE)
                .toOffsetDateTime();
    }

    /** Keeps how, to whom and when the result was served, and what proves it. */
    public void prove(String caseNo) {
        Answers service = new Answers(facts.ofStep(caseNo, ApprovalModel.SERVE).orElseThrow());
        documents.issueAtEnd(
                caseNo,
                DocumentKind.DELIVERY_PROOF,
                Map.of(
                        "document", decision(caseNo),
                        "method", texts.office("approval.delivery." + service.text("deliveryMethod")),
                        "recipient", recipient(service),
                        "deliveredAt", OfficialTime.minute(servedAt(service).toInstant()),
                        "announcedOn", service.text("announcedOn"),
                        "witness", service.text("witness"),
                        "proof", service.text("deliveryProof")));
        Act act = Act.of("case.served", "case", caseNo)
                .inCase(caseNo, ApprovalModel.SERVE)
                .with("method", service.text("deliveryMethod"))
                .with("recipientIs", service.text("recipientIs"))
                .with(SERVED_AT, service.text(SERVED_AT))
                .with("proof", service.text("deliveryProof"));
        if (isAnnounced(service)) {
            act = act.with("announcedOn", service.text("announcedOn"));
        }
        if (Boolean.TRUE.equals(service.values().get("servedBeforeDecision"))) {
            act = act.with("servedBeforeDecision", true);
        }
        trace.record(act);
    }

    private String recipient(Answers service) {
        String is = service.text("recipientIs");
        return is.isEmpty()
                ? service.text("recipient")
                : texts.office(
                        "approval.recipient", service.text("recipient"), texts.office("approval.recipientIs." + is));
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
