package org.xieban.inspection.penalty;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFiles;
import org.xieban.catalogue.Term;
import org.xieban.engine.FormSubmitted;
import org.xieban.engine.form.Answers;
import org.xieban.inspection.penalty.PenaltyCase.Kind;
import org.xieban.inspection.penalty.PenaltyCase.Stage;
import org.xieban.timelimit.Clocks;
import org.xieban.web.Refusal;

/** What is found out, by at least two with certificates (行政处罚法 42, 54, 55), and how often it is gone back to. */
@Component
@Transactional
public class Investigation {

    /** Calendar days by which the head of the organ extends the term of a difficult case. */
    private static final int EXTENSION = 30;

    /**
     * How a step sends it back.
     *
     * @param key of the answer that does
     * @param reason key of the answer that says why
     */
    private record Return(String key, String value, String reason) {}

    private static final Map<String, Return> RETURNS = Map.of(
            PenaltyModel.DECIDE_TRANSFER, new Return("transferOutcome", "REFUSED", "transferText"),
            PenaltyModel.REGISTER_RECEIPT, new Return("receiptOutcome", "NOT_FILED", "receiptText"),
            PenaltyModel.REGISTER_CRIMINAL_OUTCOME, new Return("criminalOutcome", "RETURNED", "criminalText"),
            PenaltyModel.REVIEW_STATEMENT, new Return("statementReview", "CHANGED", "statementReviewText"),
            PenaltyModel.REVIEW_LEGALITY, new Return("legalOutcome", "RETURNED", "legalText"),
            PenaltyModel.DECIDE_PENALTY, new Return("penaltyOutcome", "RETURNED", "decisionText"),
            PenaltyModel.DECIDE_COLLECTIVELY, new Return("penaltyOutcome", "RETURNED", "decisionText"));

    private final Penalties penalties;
    private final PenaltyOpening opening;
    private final Clocks clocks;
    private final CaseFiles cases;

    Investigation(Penalties penalties, PenaltyOpening opening, Clocks clocks, CaseFiles cases) {
        this.penalties = penalties;
        this.opening = opening;
        this.clocks = clocks;
        this.cases = cases;
    }

    @EventListener(condition = "#submitted.processKey() == 'penaltyCase'")
    void on(FormSubmitted submitted) {
        Answers answers = new Answers(submitted.values());
        switch (submitted.step()) {
            case PenaltyModel.INVESTIGATE -> investigated(submitted.caseNo(), answers);
            case PenaltyModel.DECIDE_REQUEST -> requestDecided(submitted.caseNo(), answers);
            default -> sentBack(submitted.caseNo(), RETURNS.get(submitted.step()), answers);
        }
    }

    /** Whoever investigates reads in his form why it comes back. */
    private void sentBack(String caseNo, @Nullable Return by, Answers answers) {
        if (by != null && answers.text(by.key()).equals(by.value())) {
            penalties.show(caseNo, Map.of("reopenedShown", answers.text(by.reason())));
        }
    }

    private void investigated(String caseNo, Answers answers) {
        PenaltyCase penalty = penalties.lock(caseNo);
        if (!penalty.officers().contains(CaseAccess.requireOfficer().login())) {
            throw Refusal.rule("penalty.notAssigned");
        }
        // a certificate may have expired, a relation become known, since they were chosen
        penalties.requireTeam(penalty, penalty.officers());
        String outcome = answers.text("investigationOutcome");
        if (outcome.equals("PENALTY")) {
            requireFitting(kinds(answers, "proposedKinds"), answers.amount("proposedFine"), "proposedFine");
        }
        if (outcome.equals("REQUEST")) {
            penalties.show(
                    caseNo, Map.of("requestShown", penalties.text("penalty.request." + answers.text("requestKind"))));
        }
    }

    /** @throws Refusal {@code penalty.fineAndKinds} (422) where it is fined without a fine, or the reverse */
    static void requireFitting(List<Kind> kinds, BigDecimal fine, String field) {
        boolean fined = kinds.contains(Kind.FINE);
        boolean paid = fine.signum() > 0;
        if ((fined && !paid) || (paid && !fined && !kinds.contains(Kind.CONFISCATION))) {
            throw Refusal.rule("penalty.fineAndKinds").at(field, "penalty.fineAndKinds");
        }
    }

    static List<Kind> kinds(Answers answers, String key) {
        Set<String> chosen = answers.chosen(key);
        return Stream.of(Kind.values())
                .filter(kind -> chosen.contains(kind.name()))
                .toList();
    }

    private void requestDecided(String caseNo, Answers answers) {
        boolean officers = penalties
                .answers(caseNo, PenaltyModel.INVESTIGATE)
                .text("requestKind")
                .equals("OFFICERS");
        if (officers && answers.text("requestOutcome").equals("APPROVED")) {
            opening.assign(caseNo, PenaltyModel.DECIDE_REQUEST, answers);
        }
    }

    /** What the head has said to what was asked of him takes effect. */
    public void applyRequest(String caseNo) {
        Answers asked = penalties.answers(caseNo, PenaltyModel.INVESTIGATE);
        Answers answered = penalties.answers(caseNo, PenaltyModel.DECIDE_REQUEST);
        boolean approved = answered.text("requestOutcome").equals("APPROVED");
        if (approved && asked.text("requestKind").equals("EXTENSION")) {
            clocks.extend(
                    caseNo,
                    EXTENSION,
                    Term.Unit.CALENDAR_DAY,
                    asked.text("requestReason"),
                    CaseAccess.requireOfficer().login());
        }
        String said = penalties.text("penalty.request." + (approved ? "approved" : "refused"));
        penalties.show(caseNo, Map.of("requestAnswerShown", (said + answered.text("requestText")).strip()));
    }

    /** What follows from what was found: whether its legality is reviewed, whether the heads decide together. */
    public Needed conclude(String caseNo) {
        Answers found = penalties.answers(caseNo, PenaltyModel.INVESTIGATE);
        List<Kind> kinds = kinds(found, "proposedKinds");
        Set<String> grounds = found.chosen("reviewGrounds");
        Map<String, Object> shown = new HashMap<>();
        shown.put("proposalShown", penalties.words(kinds, found.amount("proposedFine")));
        shown.put(
                "reviewReasonShown",
                grounds.stream()
                        .map(each -> penalties.text("penalty.review." + each))
                        .collect(Collectors.joining(penalties.text("inspection.and"))));
        // what was said to an earlier notice is not said to this one
        shown.put("statementText", "");
        shown.put("hearingOpinion", "");
        shown.put("legalText", "");
        shown.put("noPenaltyReason", found.text("noPenaltyReason"));
        penalties.show(caseNo, shown);
        return new Needed(!grounds.isEmpty(), found.ticked("grave"));
    }

    /**
     * What has to be done before a decision.
     *
     * @param legalReview its legality is reviewed (58)
     * @param collective the heads decide together (57)
     */
    public record Needed(boolean legalReview, boolean collective) {}

    /** It is looked into again; what was told before is to be told anew. */
    public void reopen(String caseNo) {
        PenaltyCase penalty = penalties.lock(caseNo);
        if (penalty.stage() == Stage.HANDED_OVER) {
            cases.resume(caseNo);
        }
        penalties.keep(penalty.withoutNotice().in(Stage.INVESTIGATION));
        penalties.record(Penalties.act("penalty.reopened", penalty, null)
                .with("reason", penalties.everything(caseNo).text("reopenedShown")));
    }
}
