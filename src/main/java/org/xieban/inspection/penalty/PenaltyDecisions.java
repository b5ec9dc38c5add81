package org.xieban.inspection.penalty;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.casefile.Masking;
import org.xieban.document.DocumentKind;
import org.xieban.document.Documents;
import org.xieban.document.OfficialDocument;
import org.xieban.engine.FormSubmitted;
import org.xieban.engine.form.Answers;
import org.xieban.inspection.credit.CreditChange;
import org.xieban.inspection.penalty.PenaltyCase.Decision;
import org.xieban.inspection.penalty.PenaltyCase.Kind;
import org.xieban.inspection.penalty.PenaltyCase.Notice;
import org.xieban.inspection.penalty.PenaltyCase.Stage;
import org.xieban.inspection.register.CertifiedTeams;
import org.xieban.web.Refusal;

/** What is decided, after its legality was reviewed where it must be, and its service (行政处罚法 57–62); on the spot (51, 52). */
@Component
@Transactional
public class PenaltyDecisions {

    /** Calendar days in which a fine is paid (67). */
    private static final int PAID_WITHIN = 15;

    private final Penalties penalties;
    private final CertifiedTeams teams;
    private final CaseFiles cases;
    private final Documents documents;
    private final ApplicationEventPublisher events;

    PenaltyDecisions(
            Penalties penalties,
            CertifiedTeams teams,
            CaseFiles cases,
            Documents documents,
            ApplicationEventPublisher events) {
        this.penalties = penalties;
        this.teams = teams;
        this.cases = cases;
        this.documents = documents;
        this.events = events;
    }

    @EventListener(condition = "#submitted.processKey() == 'penaltyCase'")
    void on(FormSubmitted submitted) {
        Answers answers = new Answers(submitted.values());
        PenaltyCase penalty = penalties.lock(submitted.caseNo());
        switch (submitted.step()) {
            case PenaltyModel.REVIEW_LEGALITY -> requireUninvolved(penalty, "penalty.ownReview");
            case PenaltyModel.DECIDE_PENALTY -> decided(penalty, answers);
            case PenaltyModel.DECIDE_COLLECTIVELY -> {
                penalties.requireDay(
                        "meetingOn", answers.date("meetingOn"), penalty.filing().foundOn());
                decided(penalty, answers);
            }
            case PenaltyModel.SERVE_DECISION ->
                penalties.requireDay(
                        "decisionServedOn",
                        answers.date("decisionServedOn"),
                        penalty.decision() == null
                                ? penalty.filing().foundOn()
                                : penalty.decision().decidedOn());
            default -> {
                // what was said is kept with the case
            }
        }
    }

    private static void requireUninvolved(PenaltyCase penalty, String code) {
        if (penalty.officers().contains(CaseAccess.requireOfficer().login())) {
            throw Refusal.rule(code);
        }
    }

    /** Nobody is punished who was not told and heard, nor by more than he was told (44, 45, 62). */
    private void decided(PenaltyCase penalty, Answers answers) {
        requireUninvolved(penalty, "penalty.ownDecision");
        if (!answers.text("penaltyOutcome").equals("PENALTY")) {
            return;
        }
        Notice notice = PenaltyHearings.requireNotice(penalty);
        if (notice.servedOn() == null) {
            throw Refusal.rule("penalty.noNotice");
        }
        if (notice.runs(penalties.today())) {
            throw Refusal.rule("penalty.hearingTermRuns", String.valueOf(notice.until()));
        }
        List<Kind> kinds = Investigation.kinds(answers, "decidedKinds");
        BigDecimal fine = answers.amount("decidedFine");
        Investigation.requireFitting(kinds, fine, "decidedFine");
        if (answers.amount("decidedConfiscated").compareTo(fine) > 0) {
            throw Refusal.rule("penalty.confiscatedAbove").at("decidedConfiscated", "penalty.confiscatedAbove");
        }
        if (fine.compareTo(notice.fine()) > 0 || !notice.kinds().containsAll(kinds)) {
            String told = penalties.words(notice.kinds(), notice.fine());
            throw Refusal.rule("penalty.beyondNotice", told).at("decidedFine", "penalty.beyondNotice", told);
        }
    }

    /** He is punished. */
    public void punish(String caseNo) {
        PenaltyCase penalty = penalties.lock(caseNo);
        Answers said = penalties.everything(caseNo);
        List<Kind> kinds = Investigation.kinds(said, "decidedKinds");
        BigDecimal fine = said.amount("decidedFine");
        Decision decision = Decision.of(
                kinds, fine, said.amount("decidedConfiscated"), said.ticked("published"), penalties.today());
        penalties.keep(penalty.with(decision).in(Stage.DECIDED));
        String words = penalties.words(kinds, fine);
        cases.decide(caseNo, true, words);
        OfficialDocument document = documents.issue(
                caseNo,
                DocumentKind.PENALTY_DECISION,
                Map.of(
                        "party", penalties.party(penalty),
                        "creditCode", penalties.partyNumber(penalty),
                        "facts", said.text("facts"),
                        "evidence", said.text("evidenceList"),
                        "statement", said.text("statementText"),
                        "grounds", said.text("legalGrounds"),
                        "penalty", words,
                        "reason", said.text("decisionText"),
                        "fine", fine.signum() > 0 ? Penalties.money(fine) : ""));
        showDecision(caseNo, document, words);
    }

    private void showDecision(String caseNo, OfficialDocument document, String words) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("decisionNumberShown", document.number());
        shown.put("decidedShown", words);
        penalties.show(caseNo, shown);
    }

    /** What he did is not punished (33, 57): he is told so. */
    public void spare(String caseNo) {
        PenaltyCase penalty = penalties.lock(caseNo);
        Answers said = penalties.everything(caseNo);
        penalties.keep(penalty.with(Decision.of(List.of(), BigDecimal.ZERO, BigDecimal.ZERO, false, penalties.today()))
                .in(Stage.NOT_PUNISHED));
        String words = penalties.text("penalty.none");
        cases.decide(caseNo, false, words);
        OfficialDocument document = documents.issue(
                caseNo,
                DocumentKind.NO_PENALTY_DECISION,
                Map.of(
                        "party", penalties.party(penalty),
                        "creditCode", penalties.partyNumber(penalty),
                        "facts", said.text("facts"),
                        "reason", said.text("decisionText")));
        showDecision(caseNo, document, words);
    }

    /** He did not do it: the case is dropped. */
    public void drop(String caseNo) {
        penalties.keep(penalties.lock(caseNo).in(Stage.DROPPED));
        cases.close(caseNo, CaseState.TERMINATED, penalties.everything(caseNo).text("decisionText"));
    }

    /** It was decided and handed over on the spot (51, 52). */
    public void punishOnTheSpot(String caseNo) {
        PenaltyCase penalty = penalties.lock(caseNo);
        Answers said = penalties.everything(caseNo);
        BigDecimal fine = said.amount("onTheSpotFine");
        List<Kind> kinds = new ArrayList<>();
        if (said.ticked("onTheSpotWarning")) {
            kinds.add(Kind.WARNING);
        }
        if (fine.signum() > 0) {
            kinds.add(Kind.FINE);
        }
        LocalDate today = penalties.today();
        penalties.keep(penalty.with(Decision.of(kinds, fine, BigDecimal.ZERO, false, today)
                        .served(today, today.plusDays(PAID_WITHIN)))
                .in(Stage.DECIDED));
        cases.accept(caseNo, penalties.now());
        String words = penalties.words(kinds, fine);
        cases.decide(caseNo, true, words);
        String names = teams.names(penalty.officers());
        OfficialDocument document = documents.issue(
                caseNo,
                DocumentKind.ON_THE_SPOT_DECISION,
                Map.of(
                        "party", penalties.party(penalty),
                        "creditCode", penalties.partyNumber(penalty),
                        "facts", penalty.filing().violation(),
                        "grounds", penalty.filing().legalBasis(),
                        "penalty", words,
                        "officers", names,
                        "fine", fine.signum() > 0 ? Penalties.money(fine) : ""));
        showDecision(caseNo, document, words);
        penalties.show(caseNo, Map.of("officersShown", names));
    }

    /**
     * It is served.
     *
     * @return whether there is anything to be done by whoever is punished
     */
    public boolean toExecute(String caseNo) {
        PenaltyCase penalty = penalties.lock(caseNo);
        Decision decision = Objects.requireNonNull(penalty.decision());
        if (decision.servedOn() == null) {
            LocalDate served =
                    penalties.answers(caseNo, PenaltyModel.SERVE_DECISION).date("decisionServedOn");
            decision = decision.served(served, served.plusDays(PAID_WITHIN));
            penalty = penalties.keep(penalty.with(decision));
            if (decision.published()) {
                events.publishEvent(served(penalty, decision));
            }
        }
        penalties.show(caseNo, penalties.payable(penalty));
        if (!decision.kinds().isEmpty()) {
            penalties.happened(penalty, event(penalty, decision));
        }
        return decision.kinds().stream().anyMatch(kind -> kind != Kind.WARNING && kind != Kind.CRITICISM);
    }

    private PenaltyServed served(PenaltyCase penalty, Decision decision) {
        Answers said = penalties.everything(penalty.caseNo());
        return new PenaltyServed(
                penalty.caseNo(),
                penalty.department(),
                said.text("decisionNumberShown"),
                Objects.requireNonNull(penalties.parties(List.of(penalty)).get(penalty.caseNo()))
                        .name(),
                penalty.creditCode(),
                Masking.inText(penalty.filing().violation()),
                Masking.inText(said.text("legalGrounds")),
                said.text("decidedShown"),
                decision.decidedOn());
    }

    /** How heavy it weighs with the credit class. */
    private static CreditChange.Event event(PenaltyCase penalty, Decision decision) {
        Notice notice = penalty.notice();
        if (notice != null && notice.hearing()) {
            return CreditChange.Event.PENALTY_HEAVY;
        }
        return decision.kinds().equals(List.of(Kind.WARNING))
                        || penalty.filing().procedure() == PenaltyCase.Procedure.SHORT
                ? CreditChange.Event.PENALTY_LIGHT
                : CreditChange.Event.PENALTY;
    }
}
