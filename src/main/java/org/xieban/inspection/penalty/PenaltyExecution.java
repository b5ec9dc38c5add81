package org.xieban.inspection.penalty;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
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
import org.xieban.inspection.penalty.PenaltyCase.Decision;
import org.xieban.inspection.penalty.PenaltyCase.Stage;
import org.xieban.web.Refusal;

/** What becomes of a decision: paid, later or in parts, enforced by the court (行政处罚法 66–72, 行政强制法 53, 54); its archive. */
@Component
@Transactional
public class PenaltyExecution {

    /** Calendar days from a demand to the court (行政强制法 54). */
    private static final int DEMANDED_BEFORE = 10;

    private final Penalties penalties;
    private final CaseFiles cases;
    private final Documents documents;

    PenaltyExecution(Penalties penalties, CaseFiles cases, Documents documents) {
        this.penalties = penalties;
        this.cases = cases;
        this.documents = documents;
    }

    private static Decision decision(PenaltyCase penalty) {
        return Objects.requireNonNull(penalty.decision(), "nothing is executed before it is decided");
    }

    @EventListener(condition = "#submitted.processKey() == 'penaltyCase'")
    void on(FormSubmitted submitted) {
        Answers answers = new Answers(submitted.values());
        PenaltyCase penalty = penalties.lock(submitted.caseNo());
        switch (submitted.step()) {
            case PenaltyModel.RECORD_EXECUTION -> executed(penalty, answers);
            case PenaltyModel.DECIDE_DEFERRAL -> {
                if (answers.text("deferralOutcome").equals("APPROVED")
                        && !answers.date("payUntilNew")
                                .isAfter(
                                        Objects.requireNonNull(decision(penalty).payUntil()))) {
                    throw Refusal.rule("penalty.deferralEarlier").at("payUntilNew", "penalty.deferralEarlier");
                }
            }
            case PenaltyModel.APPLY_TO_COURT -> atCourt(penalty, answers);
            default -> {
                // what was said is kept with the case
            }
        }
    }

    private void executed(PenaltyCase penalty, Answers answers) {
        LocalDate until = Objects.requireNonNull(decision(penalty).payUntil());
        switch (answers.text("executionOutcome")) {
            case "PAYMENT" -> pay(penalty, answers);
            case "OVERDUE" -> {
                if (!penalties.today().isAfter(until)) {
                    throw Refusal.rule("penalty.paymentTermRuns", until.toString());
                }
                add(penalty, penalties.today(), answers);
            }
            default -> {
                if (penalty.outstanding().signum() == 0) {
                    throw Refusal.rule("penalty.nothingToPay");
                }
            }
        }
    }

    private void pay(PenaltyCase penalty, Answers answers) {
        BigDecimal amount = answers.amount("paidAmount");
        String receipt = answers.text("paymentReceipt");
        LocalDate paidOn = answers.date("paidOn");
        penalties.requireDay(
                "paidOn", paidOn, Objects.requireNonNull(decision(penalty).servedOn()));
        PenaltyCase due = add(penalty, paidOn, answers);
        // the same receipt first: that is what has happened, however much is left
        if (!penalties.pay(
                penalty,
                new PenaltyRepository.Payment(amount, paidOn, receipt),
                CaseAccess.requireOfficer().login())) {
            throw Refusal.conflict("penalty.paidAlready", receipt);
        }
        if (amount.compareTo(due.outstanding()) > 0) {
            String left = Penalties.money(due.outstanding());
            throw Refusal.rule("penalty.overpaid", left).at("paidAmount", "penalty.overpaid", left);
        }
        if (amount.signum() == 0 && due.outstanding().signum() > 0) {
            throw Refusal.rule("penalty.nothingPaid").at("paidAmount", "penalty.nothingPaid");
        }
        PenaltyCase paid = penalties.keep(due.paying(amount));
        penalties.record(Penalties.act("penalty.paid", penalty, PenaltyModel.RECORD_EXECUTION)
                .with("fine", Penalties.money(amount))
                .with("number", receipt)
                .with("outstanding", Penalties.money(paid.outstanding())));
    }

    /**
     * What is added because he did not pay in time (72): as much as the rule says or, with a reason, less, as where he went
     * to law (73) or was let off (行政强制法 42).
     */
    private PenaltyCase add(PenaltyCase penalty, LocalDate day, Answers answers) {
        BigDecimal before = decision(penalty).additional();
        // once the fine is paid nothing more is added
        BigDecimal most =
                penalty.paid().compareTo(decision(penalty).fine()) < 0 ? penalties.additional(penalty, day) : before;
        BigDecimal added = answers.values().get("additionalFine") == null ? before : answers.amount("additionalFine");
        String reason = answers.text("additionalReason");
        if (added.compareTo(most.max(before)) > 0) {
            String said = Penalties.money(most.max(before));
            throw Refusal.rule("penalty.additionalAbove", said).at("additionalFine", "penalty.additionalAbove", said);
        }
        if (added.compareTo(most) < 0 && reason.isEmpty()) {
            String said = Penalties.money(most);
            throw Refusal.rule("penalty.additionalBelow", said).at("additionalFine", "penalty.additionalBelow", said);
        }
        if (added.compareTo(before) == 0) {
            return penalty;
        }
        penalties.record(Penalties.act("penalty.additionalFine", penalty, PenaltyModel.RECORD_EXECUTION)
                .with("fine", Penalties.money(added))
                .with("until", day.toString())
                .with("reason", reason));
        return penalties.keep(penalty.with(decision(penalty).adding(added)));
    }

    /** What was paid is shown; whether anything is left to be paid. */
    public boolean outstanding(String caseNo) {
        PenaltyCase penalty = penalties.lock(caseNo);
        penalties.show(caseNo, penalties.payable(penalty));
        return penalty.outstanding().signum() > 0;
    }

    /** He may pay later, or in parts, as the head said; or not (66). */
    public void defer(String caseNo) {
        PenaltyCase penalty = penalties.lock(caseNo);
        Answers said = penalties.answers(caseNo, PenaltyModel.DECIDE_DEFERRAL);
        boolean approved = said.text("deferralOutcome").equals("APPROVED");
        String plan = said.text("deferralPlan");
        if (approved) {
            LocalDate until = said.date("payUntilNew");
            penalty = penalties.keep(penalty.with(decision(penalty).payable(until)));
            penalties.show(caseNo, penalties.payable(penalty));
        }
        String shown = penalties.text(
                "penalty.deferral." + (approved ? "approved" : "refused"),
                String.valueOf(decision(penalty).payUntil()),
                plan,
                said.text("deferralText"));
        penalties.show(caseNo, Map.of("deferralShown", shown.strip()));
        penalties.record(Penalties.act("penalty.deferralDecided", penalty, PenaltyModel.DECIDE_DEFERRAL)
                .with("granted", approved)
                .with("until", String.valueOf(decision(penalty).payUntil()))
                .with("approver", CaseAccess.requireOfficer().login()));
    }

    /** He is told that the court will be asked (催告). */
    public void demand(String caseNo) {
        PenaltyCase penalty = penalties.lock(caseNo);
        LocalDate today = penalties.today();
        penalties.keep(penalty.with(decision(penalty).demanded(today)));
        OfficialDocument document = documents.issue(
                caseNo,
                DocumentKind.PAYMENT_DEMAND,
                Map.of(
                        "party", penalties.party(penalty),
                        "decision", penalties.everything(caseNo).text("decisionNumberShown"),
                        "penalty",
                                penalties.words(
                                        decision(penalty).kinds(),
                                        decision(penalty).fine()),
                        "outstanding", Penalties.money(penalty.outstanding())));
        penalties.show(
                caseNo,
                Map.of(
                        "demandNumberShown",
                        document.number(),
                        "courtFromShown",
                        today.plusDays(DEMANDED_BEFORE + 1L).toString()));
    }

    private void atCourt(PenaltyCase penalty, Answers answers) {
        if (answers.text("courtOutcome").equals("PERFORMED")) {
            return;
        }
        LocalDate applied = answers.date("courtAppliedOn");
        LocalDate earliest =
                Objects.requireNonNull(decision(penalty).demandedOn()).plusDays(DEMANDED_BEFORE + 1L);
        if (applied.isBefore(earliest)) {
            throw Refusal.rule("penalty.courtTooSoon", earliest.toString())
                    .at("courtAppliedOn", "penalty.courtTooSoon", earliest.toString());
        }
        penalties.requireDay("courtAppliedOn", applied, earliest);
    }

    /** Everything is done, and kept. */
    public void close(String caseNo) {
        PenaltyCase penalty = penalties.lock(caseNo);
        penalties.keep(penalty.stage() == Stage.DECIDED ? penalty.in(Stage.CLOSED) : penalty);
        cases.close(caseNo, CaseState.CLOSED, null);
    }
}
