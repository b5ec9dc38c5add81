package org.xieban.approval;

import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.Opinion;
import org.xieban.casefile.Opinions;
import org.xieban.directory.SignedInOfficer;
import org.xieban.engine.FormSubmitted;
import org.xieban.engine.form.Answers;

/**
 * What the law asks of a step beyond what its form can check, wherever it was submitted. What is refused here leaves
 * the task as it was.
 */
@Component
class SubmissionRules {

    private final Acceptance acceptance;
    private final Supplements supplements;
    private final Examination examination;
    private final SeparationOfDuties separation;
    private final Requests requests;
    private final Stays stays;
    private final Opinions opinions;
    private final Delivery delivery;

    SubmissionRules(
            Acceptance acceptance,
            Supplements supplements,
            Examination examination,
            SeparationOfDuties separation,
            Requests requests,
            Stays stays,
            Opinions opinions,
            Delivery delivery) {
        this.acceptance = acceptance;
        this.supplements = supplements;
        this.examination = examination;
        this.separation = separation;
        this.requests = requests;
        this.stays = stays;
        this.opinions = opinions;
        this.delivery = delivery;
    }

    @EventListener(condition = "#submitted.processKey() == 'administrativeApproval'")
    void on(FormSubmitted submitted) {
        String caseNo = submitted.caseNo();
        String step = submitted.step();
        Answers answers = new Answers(submitted.values());
        Optional<RequestKind> request = RequestKind.approvedIn(step);
        if (request.isPresent()) {
            requests.decide(caseNo, request.get(), answers);
            return;
        }
        if (step.equals(ApprovalModel.RESUME)) {
            requests.askToResume(caseNo, answers.text("resumeReason"));
            return;
        }
        stays.requireRunning(caseNo);
        switch (step) {
            case ApprovalModel.REVIEW_MATERIALS -> reviewed(caseNo, answers);
            case ApprovalModel.DECIDE_ON_THE_SPOT -> decidedOnTheSpot(caseNo, answers);
            case ApprovalModel.GIVE_ADVICE -> advised(caseNo, answers);
            case ApprovalModel.EXAMINE -> examined(caseNo, answers);
            case ApprovalModel.SERVE -> delivery.check(answers);
            case ApprovalModel.DECIDE, ApprovalModel.DECIDE_COLLECTIVELY ->
                separation.requireOther(caseNo, officer().login());
            default -> {
                // the form has said all there is to say
            }
        }
    }

    private void reviewed(String caseNo, Answers answers) {
        switch (ReviewOutcome.valueOf(answers.text(ApprovalVariables.REVIEW_OUTCOME.name()))) {
            case COMPLETE, CORRECTED -> acceptance.requireMaterials(caseNo);
            case SUPPLEMENT -> supplements.check(caseNo, answers);
            case NOT_REQUIRED, NOT_OURS -> {
                // no material makes a difference
            }
        }
    }

    private void decidedOnTheSpot(String caseNo, Answers answers) {
        String outcome = answers.text(ApprovalVariables.DECISION_OUTCOME.name());
        if (DecisionOutcome.valueOf(outcome) == DecisionOutcome.GRANTED) {
            acceptance.requireAllMaterials(caseNo);
        }
    }

    private void advised(String caseNo, Answers answers) {
        SignedInOfficer officer = officer();
        opinions.give(
                caseNo,
                ApprovalModel.GIVE_ADVICE,
                officer.departmentCode(),
                officer.login(),
                Opinion.Conclusion.valueOf(answers.text("conclusion")),
                answers.text("text"));
    }

    private void examined(String caseNo, Answers answers) {
        separation.examined(caseNo, officer().login());
        switch (answers.text("examinationOutcome")) {
            case "GRANT" -> acceptance.requireAllMaterials(caseNo);
            case "SPECIAL_PROCEDURE" -> examination.checkSpecialProcedure(caseNo, answers);
            default -> {
                // a refusal needs no material
            }
        }
    }

    private static SignedInOfficer officer() {
        return CaseAccess.requireOfficer();
    }
}
