package org.xieban.inspection;

import java.time.Clock;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.Masking;
import org.xieban.engine.Processes;
import org.xieban.engine.form.Answers;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/**
 * Calls a draw off that was prepared and not begun: asked for by the lead with a reason, approved by its leader. The reason
 * is public, the pools are void, and another draw is prepared.
 */
@Component
@Transactional
class DrawCallOff {

    private static final int LONGEST_REASON = 500;

    private final DrawRepository draws;
    private final Plans plans;
    private final Proposers proposers;
    private final CaseFacts facts;
    private final Processes processes;
    private final Trace trace;
    private final Clock clock;

    DrawCallOff(
            DrawRepository draws,
            Plans plans,
            Proposers proposers,
            CaseFacts facts,
            Processes processes,
            Trace trace,
            Clock clock) {
        this.draws = draws;
        this.plans = plans;
        this.proposers = proposers;
        this.facts = facts;
        this.processes = processes;
        this.trace = trace;
        this.clock = clock;
    }

    /** Whether whoever is signed in may ask for it. */
    boolean mayPropose(InspectionPlan plan) {
        return proposers.mayPropose()
                && CaseAccess.requireOfficer().departmentCode().equals(plan.lead())
                && draws.of(plan.caseNo()).stream().anyMatch(DrawCallOff::canBe);
    }

    private static boolean canBe(PlanDraw draw) {
        return draw.state() == DrawState.PREPARED || draw.state() == DrawState.ANNOUNCED;
    }

    /**
     * Asks for it.
     *
     * @throws Refusal {@code draw.callOffReason}, {@code publication.reasonPersonal} (422); {@code draw.stateForbids},
     *     {@code draw.callOffNotNow} (409); {@code access.denied} (403)
     */
    void propose(String plan, String reason) {
        if (!mayPropose(plans.require(plan))) {
            throw Refusal.forbidden("access.denied");
        }
        if (reason.length() < 2 || reason.length() > LONGEST_REASON) {
            throw Refusal.rule("draw.callOffReason", LONGEST_REASON);
        }
        if (Masking.hasNumbers(reason)) {
            throw Refusal.rule("publication.reasonPersonal");
        }
        PlanDraw draw = draws.lockOpen(plan)
                .filter(DrawCallOff::canBe)
                .orElseThrow(() -> Refusal.conflict("draw.stateForbids"));
        facts.put(
                plan,
                CaseFiles.APPLICATION,
                Map.of(
                        "callOffReason", reason,
                        "drawShown", draw.id(),
                        "callOffBy", CaseAccess.requireOfficer().login()));
        if (!processes.tell(PlanModel.CALL_OFF_PROPOSED, plan, null)) {
            throw Refusal.conflict("draw.callOffNotNow");
        }
        trace.record(Draws.act("draw.callOffProposed", draw.id(), plan).with("reason", reason));
    }

    /** Whoever asked for it does not decide. */
    void decided(String plan) {
        proposers.requireOther(new Answers(facts.all(plan)).text("callOffBy"));
    }

    /** It is approved: by whoever is signed in. */
    void callOff(String plan) {
        PlanDraw draw = draws.lockOpen(plan)
                .filter(DrawCallOff::canBe)
                .orElseThrow(() -> Refusal.conflict("draw.stateForbids"));
        String reason = new Answers(facts.all(plan)).text("callOffReason");
        draws.over(draw.id(), DrawState.CALLED_OFF, reason, OfficialTime.now(clock));
        trace.record(Draws.act("draw.calledOff", draw.id(), plan).with("reason", reason));
    }
}
