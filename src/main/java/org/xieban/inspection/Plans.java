package org.xieban.inspection;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.InternalCases;
import org.xieban.directory.SignedInOfficer;
import org.xieban.engine.Processes;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
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
    private final InternalCases internalCases;
    private final CaseFiles cases;
    private final CaseFacts facts;
    private final Processes processes;
    private final Proposers proposers;
    private final Trace trace;
    private final Clock clock;

    Plans(
            PlanRepository plans,
            PlanRules rules,
            PlanShown shown,
            InternalCases internalCases,
            CaseFiles cases,
            CaseFacts facts,
            Processes processes,
            Proposers proposers,
            Trace trace,
            Clock clock) {
        this.plans = plans;
        this.rules = rules;
        this.shown = shown;
        this.internalCases = internalCases;
        this.cases = cases;
        this.facts = facts;
        this.processes = processes;
        this.proposers = proposers;
        this.trace = trace;
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
        String deciding = proposers.decidingGroup(lead);
        String caseNo = internalCases
                .register(PlanModel.ITEM, lead, terms.title(), shown.of(terms, lead, taking), null)
                .number();
        InspectionPlan plan = new InspectionPlan(
                caseNo, lead, taking, terms, InspectionPlan.State.OPEN, officer.login(), OfficialTime.now(clock));
        plans.insert(plan);
        cases.accept(caseNo, plan.proposedAt());
        cases.review(caseNo);
        processes.start(
                PlanModel.PROCESS,
                caseNo,
                List.of(PlanModel.LEAD_DEPARTMENT.is(lead), PlanModel.DECIDING_GROUP.is(deciding)));
        return caseNo;
    }

    /**
     * Changes a plan that was returned; it is submitted again as the task says.
     *
     * @throws Refusal {@code plan.notReturned} (409); {@code plan.invalid} (422); {@code access.denied} (403)
     */
    public void change(String caseNo, InspectionPlan.Terms terms) {
        InspectionPlan plan = require(caseNo);
        if (!mayChange(plan)) {
            throw plan.state() == InspectionPlan.State.RETURNED
                    ? Refusal.forbidden("access.denied")
                    : Refusal.conflict("plan.notReturned");
        }
        List<String> taking = rules.check(terms, plan.lead(), OfficialTime.today(clock));
        plans.update(new InspectionPlan(
                caseNo, plan.lead(), taking, terms, plan.state(), plan.proposedBy(), plan.proposedAt()));
        facts.put(caseNo, CaseFiles.APPLICATION, shown.of(terms, plan.lead(), taking));
        trace.record(Act.of("plan.changed", "plan", caseNo)
                .inCase(caseNo, PlanModel.REVISE)
                .with("title", terms.title()));
    }

    /** Whether whoever is signed in may change it as it stands. */
    boolean mayChange(InspectionPlan plan) {
        return plan.state() == InspectionPlan.State.RETURNED
                && proposers.mayPropose()
                && CaseAccess.requireOfficer().departmentCode().equals(plan.lead());
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
