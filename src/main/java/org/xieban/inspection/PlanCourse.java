package org.xieban.inspection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.casefile.CaseWithdrawalRequested;
import org.xieban.casefile.Opinion;
import org.xieban.casefile.Opinions;
import org.xieban.directory.SignedInOfficer;
import org.xieban.engine.FormSubmitted;
import org.xieban.engine.Processes;
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
    private final Opinions opinions;
    private final Processes processes;
    private final OfficeTexts texts;

    PlanCourse(
            PlanRepository plans,
            Draws draws,
            DrawPreparation preparation,
            DrawCallOff callOff,
            Proposers proposers,
            CaseFiles cases,
            CaseFacts facts,
            Opinions opinions,
            Processes processes,
            OfficeTexts texts) {
        this.plans = plans;
        this.draws = draws;
        this.preparation = preparation;
        this.callOff = callOff;
        this.proposers = proposers;
        this.cases = cases;
        this.facts = facts;
        this.opinions = opinions;
        this.processes = processes;
        this.texts = texts;
    }

    @EventListener(condition = "#submitted.processKey() == 'inspectionPlan'")
    void on(FormSubmitted submitted) {
        String caseNo = submitted.caseNo();
        Answers answers = new Answers(submitted.values());
        switch (submitted.step()) {
            case PlanModel.AGREE -> agreed(caseNo, answers);
            case PlanModel.DECIDE -> proposers.requireOther(require(caseNo).proposedBy());
            case PlanModel.ANNOUNCE -> preparation.order(require(caseNo));
            case PlanModel.BEGIN -> draws.requireReady(caseNo);
            case PlanModel.DECIDE_CALL_OFF -> callOff.decided(caseNo);
            default -> {
                // what was entered is kept with the case
            }
        }
    }

    private void agreed(String caseNo, Answers answers) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        boolean agrees = answers.text("planAgreement").equals("AGREE");
        opinions.give(
                caseNo,
                PlanModel.AGREE,
                officer.departmentCode(),
                officer.login(),
                agrees ? Opinion.Conclusion.AGREE : Opinion.Conclusion.DISAGREE,
                agrees ? answers.text("agreementText") : answers.text("disagreementText"));
    }

    /** It is to be changed. */
    public void sendBack(String caseNo) {
        plans.state(caseNo, InspectionPlan.State.RETURNED);
        facts.put(caseNo, CaseFiles.APPLICATION, Map.of("returnedShown", said(caseNo, "returnText")));
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
        String text = said(caseNo, "approvalText");
        cases.decide(caseNo, true, text.isEmpty() ? texts.office("inspection.plan.approvedText") : text);
    }

    /** It may not. */
    public void reject(String caseNo) {
        String reason = said(caseNo, "rejectText");
        plans.state(caseNo, InspectionPlan.State.REJECTED);
        cases.decide(caseNo, false, reason);
        cases.close(caseNo, CaseState.REFUSED, reason);
    }

    /** Its visits are drawn. */
    public void close(String caseNo) {
        plans.state(caseNo, InspectionPlan.State.DRAWN);
        cases.close(caseNo, CaseState.CLOSED, null);
    }

    /** The lead wants it no more. */
    public void withdraw(String caseNo) {
        plans.state(caseNo, InspectionPlan.State.WITHDRAWN);
        cases.close(caseNo, CaseState.WITHDRAWN, new Answers(facts.all(caseNo)).text("withdrawalReason"));
    }

    /** Only as long as nothing of it is public. */
    @EventListener
    void on(CaseWithdrawalRequested requested) {
        CaseFile file = cases.require(requested.caseNo());
        if (!file.processKey().equals(PlanModel.PROCESS)) {
            return;
        }
        if (!file.mayBeWithdrawnBy(CaseAccess.requireOfficer())) {
            throw Refusal.forbidden("access.denied");
        }
        facts.put(requested.caseNo(), CaseFiles.APPLICATION, Map.of("withdrawalReason", requested.reason()));
        if (!processes.tell(PlanModel.WITHDRAWN, requested.caseNo(), null)) {
            throw Refusal.conflict("plan.notPossibleNow");
        }
    }

    private InspectionPlan require(String caseNo) {
        return plans.find(caseNo).orElseThrow(() -> Refusal.notFound("plan.unknown", caseNo));
    }

    private String said(String caseNo, String key) {
        Map<String, @Nullable Object> decided =
                facts.ofStep(caseNo, PlanModel.DECIDE).orElse(Map.of());
        return new Answers(decided).text(key);
    }
}
