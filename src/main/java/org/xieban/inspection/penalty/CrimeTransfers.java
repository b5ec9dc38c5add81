package org.xieban.inspection.penalty;

import java.time.LocalDate;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.document.DocumentKind;
import org.xieban.document.Documents;
import org.xieban.document.OfficialDocument;
import org.xieban.engine.FormSubmitted;
import org.xieban.engine.form.Answers;
import org.xieban.inspection.credit.CreditChange;
import org.xieban.inspection.penalty.PenaltyCase.Stage;
import org.xieban.timelimit.Clocks;
import org.xieban.timelimit.PauseType;
import org.xieban.trace.OfficialTime;

/** Suspected crimes go to the public security organ (两法衔接, 行政处罚法 27), and some come back. */
@Component
@Transactional
public class CrimeTransfers {

    /** Days by which it is expected to be over; the clock stands still until it is. */
    private static final int EXPECTED = 60;

    private final Penalties penalties;
    private final CaseFiles cases;
    private final Clocks clocks;
    private final Documents documents;

    CrimeTransfers(Penalties penalties, CaseFiles cases, Clocks clocks, Documents documents) {
        this.penalties = penalties;
        this.cases = cases;
        this.clocks = clocks;
        this.documents = documents;
    }

    @EventListener(condition = "#submitted.processKey() == 'penaltyCase'")
    void on(FormSubmitted submitted) {
        if (submitted.step().equals(PenaltyModel.REGISTER_RECEIPT)) {
            Answers answers = new Answers(submitted.values());
            LocalDate handedOver = documents.ofCase(submitted.caseNo()).stream()
                    .filter(each -> each.kind() == DocumentKind.CRIME_TRANSFER)
                    .map(each -> OfficialTime.dayOf(each.issuedAt()))
                    .reduce((first, last) -> last)
                    .orElse(penalties.today());
            penalties.requireDay("receiptOn", answers.date("receiptOn"), handedOver);
            penalties.record(
                    Penalties.act("penalty.transferAnswered", penalties.lock(submitted.caseNo()), submitted.step())
                            .with("number", answers.text("receiptNumber"))
                            .with("granted", answers.text("receiptOutcome").equals("FILED")));
        }
    }

    /** It is handed over with all that is known of it; until it comes back its term does not run. */
    public void handOver(String caseNo) {
        PenaltyCase penalty = penalties.lock(caseNo);
        Answers all = penalties.everything(caseNo);
        OfficialDocument document = documents.issue(
                caseNo,
                DocumentKind.CRIME_TRANSFER,
                Map.of(
                        "party", penalties.party(penalty),
                        "creditCode", penalties.partyNumber(penalty),
                        "crime", all.text("crime"),
                        "facts", all.text("facts"),
                        "evidence", all.text("evidenceList")));
        penalties.keep(penalty.in(Stage.HANDED_OVER));
        cases.suspend(caseNo);
        clocks.pause(
                caseNo,
                PauseType.STAY,
                penalties.text("penalty.transfer.basis"),
                penalties.today().plusDays(EXPECTED),
                penalties.text("penalty.transfer.reason", document.number()),
                CaseAccess.requireOfficer().login());
        penalties.show(caseNo, Map.of("transferNumberShown", document.number()));
    }

    /** Justice has dealt with it. */
    public void close(String caseNo) {
        Answers outcome = penalties.answers(caseNo, PenaltyModel.REGISTER_CRIMINAL_OUTCOME);
        PenaltyCase penalty = penalties.keep(penalties.lock(caseNo).in(Stage.TRANSFERRED));
        penalties.happened(penalty, CreditChange.Event.CRIME);
        cases.close(caseNo, CaseState.TERMINATED, outcome.text("criminalText"));
    }
}
