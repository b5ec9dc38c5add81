package org.xieban.inspection;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.directory.SignedInOfficer;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** Plans of inspection: proposed by a department for items of its own and of others that go with it. */
@Component
@Transactional
public class Plans {

    static final String LIST = "inspection/plans";

    private final PlanRepository plans;
    private final PlanRules rules;
    private final PlanShown shown;
    private final Proposals proposals;
    private final Proposers proposers;
    private final Clock clock;

    Plans(
            PlanRepository plans,
            PlanRules rules,
            PlanShown shown,
            Proposals proposals,
            Proposers proposers,
            Clock clock) {
        this.plans = plans;
        this.rules = rules;
        this.shown = shown;
        this.proposals = proposals;
        this.proposers = proposers;
        this.clock = clock;
    }

    /**
     * Proposes a plan for the department of whoever is signed in.
     *
     * @return number of the case as which it is approved
     * @throws Refusal {@code plan.invalid} (422) naming what is wrong; {@code plan.nobodyDecides} (422);
     *     {@code access.denied} (403)
     */
    public String propose(InspectionPlan.Terms terms) {
        SignedInOfficer officer = proposers.require();
        String lead = officer.departmentCode();
        List<String> taking = rules.check(terms, lead, OfficialTime.today(clock));
        return proposals.propose(
                PlanModel.FAMILY,
                terms.title(),
                shown.of(terms, lead, taking),
                (caseNo, at) -> plans.insert(new InspectionPlan(
                        caseNo, lead, taking, terms, InspectionPlan.State.OPEN, officer.login(), at)));
    }

    /**
     * Changes a plan that was returned; it is submitted again as the task says.
     *
     * @throws Refusal {@code plan.notReturned} (409); {@code plan.invalid} (422); {@code access.denied} (403)
     */
    public void change(String caseNo, InspectionPlan.Terms terms) {
        InspectionPlan plan = require(caseNo);
        proposals.requireChangeable(PlanModel.FAMILY, returned(plan), plan.lead());
        List<String> taking = rules.check(terms, plan.lead(), OfficialTime.today(clock));
        plans.update(new InspectionPlan(
                caseNo, plan.lead(), taking, terms, plan.state(), plan.proposedBy(), plan.proposedAt()));
        proposals.changed(PlanModel.FAMILY, caseNo, terms.title(), shown.of(terms, plan.lead(), taking));
    }

    /** Whether whoever is signed in may change it as it stands. */
    boolean mayChange(InspectionPlan plan) {
        return proposals.mayChange(returned(plan), plan.lead());
    }

    private static boolean returned(InspectionPlan plan) {
        return plan.state() == InspectionPlan.State.RETURNED;
    }

    /** The plan of that number. */
    @Transactional(readOnly = true)
    public Optional<InspectionPlan> find(String caseNo) {
        return plans.find(caseNo);
    }

    /**
     * The plan of that number.
     *
     * @throws Refusal {@code plan.unknown} (404)
     */
    @Transactional(readOnly = true)
    public InspectionPlan require(String caseNo) {
        return find(caseNo).orElseThrow(() -> Refusal.notFound("plan.unknown", caseNo));
    }

    @Transactional(readOnly = true)
    public Listing<InspectionPlan> list(PageRequest page) {
        String after = page.after() == null ? null : page.after().text(0);
        return page.listing(plans.list(after, page.limit()), plans.count(), plan -> new Object[] {plan.caseNo()});
    }
}
