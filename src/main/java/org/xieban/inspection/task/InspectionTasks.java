package org.xieban.inspection.task;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.SqlCondition;
import org.xieban.directory.SignedInOfficer;
import org.xieban.inspection.Proposals;
import org.xieban.inspection.Proposers;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** The tasks beside the plans: asked for by a department, for items of its own and of others that go with it. */
@Component
@Transactional
class InspectionTasks {

    static final String LIST = "inspection/tasks";

    private final TaskRepository tasks;
    private final InspectionTaskRules rules;
    private final TaskShown shown;
    private final Proposals proposals;
    private final Proposers proposers;
    private final CaseAccess access;
    private final Clock clock;

    InspectionTasks(
            TaskRepository tasks,
            InspectionTaskRules rules,
            TaskShown shown,
            Proposals proposals,
            Proposers proposers,
            CaseAccess access,
            Clock clock) {
        this.tasks = tasks;
        this.rules = rules;
        this.shown = shown;
        this.proposals = proposals;
        this.proposers = proposers;
        this.access = access;
        this.clock = clock;
    }

    /**
     * Asks for visits, for the department of whoever is signed in.
     *
     * @return number of the case as which it is approved
     * @throws Refusal {@code task.invalid} (422) naming what is wrong; {@code task.nothingToInspect},
     *     {@code task.inspectors}, {@code task.capReached}, {@code task.capForbids}, {@code plan.nobodyDecides} (422);
     *     {@code access.denied} (403)
     */
    public String propose(InspectionTask.Terms terms) {
        SignedInOfficer officer = proposers.require();
        String lead = officer.departmentCode();
        List<String> taking = rules.check(terms, lead, OfficialTime.today(clock));
        return proposals.propose(
                TaskModel.FAMILY,
                terms.title(),
                shown.of(terms, lead, taking),
                (caseNo, at) -> tasks.insert(new InspectionTask(
                        caseNo, lead, taking, terms, InspectionTask.State.OPEN, officer.login(), at)));
    }

    /**
     * Changes a task that was returned; it is submitted again as the task of its case says.
     *
     * @throws Refusal {@code task.notReturned} (409); as {@link #propose}
     */
    public void change(String caseNo, InspectionTask.Terms terms) {
        InspectionTask task = require(caseNo);
        proposals.requireChangeable(TaskModel.FAMILY, returned(task), task.lead());
        List<String> taking = rules.check(terms, task.lead(), OfficialTime.today(clock));
        tasks.update(new InspectionTask(
                caseNo, task.lead(), taking, terms, task.state(), task.proposedBy(), task.proposedAt()));
        proposals.changed(TaskModel.FAMILY, caseNo, terms.title(), shown.of(terms, task.lead(), taking));
    }

    /** Whether whoever is signed in may change it as it stands. */
    boolean mayChange(InspectionTask task) {
        return proposals.mayChange(returned(task), task.lead());
    }

    private static boolean returned(InspectionTask task) {
        return task.state() == InspectionTask.State.RETURNED;
    }

    @Transactional(readOnly = true)
    public Optional<InspectionTask> find(String caseNo) {
        return tasks.find(caseNo);
    }

    /**
     * The task of that number, so far as whoever is signed in sees its case: who is to be visited nobody else learns.
     *
     * @throws Refusal {@code task.unknown} (404)
     */
    @Transactional(readOnly = true)
    public InspectionTask require(String caseNo) {
        return find(caseNo)
                .filter(task -> access.maySee(CaseAccess.requireOfficer(), caseNo))
                .orElseThrow(() -> Refusal.notFound("task.unknownInspection", caseNo));
    }

    /** Those that whoever is signed in sees. */
    @Transactional(readOnly = true)
    public Listing<InspectionTask> list(PageRequest page) {
        SqlCondition visible = access.visibleTo(CaseAccess.requireOfficer(), "t.case_no");
        String after = page.after() == null ? null : page.after().text(0);
        return page.listing(
                tasks.list(visible, after, page.limit()), tasks.count(visible), task -> new Object[] {task.caseNo()});
    }
}
