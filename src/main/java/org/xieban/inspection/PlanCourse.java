package org.xieban.inspection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.casefile.CaseWithdrawalRequested;
import org.xieban.engine.FormSubmitted;
import org.xieban.engine.form.Answers;
import org.xieban.web.OfficeTexts;
import org.xieban.web.Refusal;

/**
 * The course of a plan: those who join say what they think of it, the head of the lead approves it (国办发〔2024〕54号), its
 * visits are drawn.
 */
@Component
@Transactional
public class PlanCourse {

    private final PlanRepository plans;
    private final Draws draws;
    private final DrawPreparation preparation;
    private final DrawCallOff callOff;
    private final Proposers proposers;
    private final CaseFiles cases;
    private final CaseFacts facts;
    private final ProposalCourse course;
    private final OfficeTexts texts;

    PlanCourse(
            PlanRepository plans,
            Draws draws,
            DrawPreparation preparation,
            DrawCallOff callOff,
            Proposers proposers,
            CaseFiles cases,
            CaseFacts facts,
            ProposalCourse course,
            OfficeTexts texts) {
        this.plans = plans;
        this.draws = draws;
        this.preparation = preparation;
        this.callOff = callOff;
        this.proposers = proposers;
        this.cases = cases;
        this.facts = facts;
        this.course = course;
        this.texts = texts;
    }

    @EventListener(condition = "#submitted.processKey() == 'inspectionPlan'")
    void on(FormSubmitted submitted) {
        String caseNo = submitted.caseNo();
        Answers answers = new Answers(submitted.values());
        switch (submitted.step()) {
            case PlanModel.AGREE ->
                course.agreed(
                        PlanModel.FAMILY, caseNo, answers.text("planAgreement").equals("AGREE"), answers);
            case PlanModel.DECIDE -> proposers.requireOther(require(caseNo).proposedBy());
            case PlanModel.ANNOUNCE -> preparation.order(require(caseNo));
            case PlanModel.BEGIN -> draws.requireReady(caseNo);
            case PlanModel.DECIDE_CALL_OFF -> callOff.decided(caseNo);
            default -> {
                // what was entered is kept with the case
            }
        }
    }

    /** It is to be changed. */
    public void sendBack(String caseNo) {
        plans.state(caseNo, InspectionPlan.State.RETURNED);
        course.returned(PlanModel.FAMILY, caseNo);
    }

    /**
     * It is submitted, for the first time or again.
     *
     * @return codes of the departments that are asked whether they join, as the plan has them now; the engine keeps the
     *     list as JSON
     */
    public List<String> submitted(String caseNo) {
        plans.state(caseNo, InspectionPlan.State.OPEN);
        return new ArrayList<>(require(caseNo).joining());
    }

    /** The form in which it is begun shows the draw that was prepared. */
    public void showDraw(String caseNo) {
        PlanDraw draw = draws.of(caseNo).get(0);
        facts.put(
                caseNo,
                CaseFiles.APPLICATION,
                Map.of(
                        "drawShown", draw.id(),
                        "fingerprintShown", draw.fingerprint(),
                        "commitmentShown", draw.commitment()));
    }

    /** From now on nobody can do anything about the outcome of its draw. */
    public void beginDraw(String caseNo) {
        draws.begin(caseNo);
    }

    /** The draw that was prepared is called off. */
    public void callOffDraw(String caseNo) {
        callOff.callOff(caseNo);
    }

    /** It may be drawn. */
    public void approve(String caseNo) {
        plans.state(caseNo, InspectionPlan.State.APPROVED);
        course.approved(PlanModel.FAMILY, caseNo, texts.office("inspection.plan.approvedText"));
    }

    /** It may not. */
    public void reject(String caseNo) {
        plans.state(caseNo, InspectionPlan.State.REJECTED);
        course.rejected(PlanModel.FAMILY, caseNo);
    }

    /** Its visits are drawn. */
    public void close(String caseNo) {
        plans.state(caseNo, InspectionPlan.State.DRAWN);
        cases.close(caseNo, CaseState.CLOSED, null);
    }

    /** The lead wants it no more. */
    public void withdraw(String caseNo) {
        plans.state(caseNo, InspectionPlan.State.WITHDRAWN);
        course.withdrawn(caseNo);
    }

    /** Only as long as nothing of it is public. */
    @EventListener
    void on(CaseWithdrawalRequested requested) {
        course.withdraw(PlanModel.FAMILY, requested);
    }

    private InspectionPlan require(String caseNo) {
        return plans.find(caseNo).orElseThrow(() -> Refusal.notFound("plan.unknown", caseNo));
    }
}
