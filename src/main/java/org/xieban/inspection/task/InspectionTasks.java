package org.xieban.inspection.task;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.InternalCases;
import org.xieban.casefile.SqlCondition;
import org.xieban.directory.SignedInOfficer;
import org.xieban.engine.Processes;
import org.xieban.inspection.Proposers;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;
import org.xieban.web.Refusal;

/** The tasks beside the plans: asked for by a department, for items of its own and of others that go with it. */
@Component
@Transactional
public class InspectionTasks {

    static final String LIST = "inspection/tasks";

    private final TaskRepository tasks;
    private final InspectionTaskRules rules;
    private final TaskShown shown;
    private final Proposers proposers;
    private final InternalCases internalCases;
    private final CaseFiles cases;
    private final CaseFacts facts;
    private final CaseAccess access;
    private final Processes processes;
    private final Trace trace;
    private final Clock clock;

    InspectionTasks(
            TaskRepository tasks,
            InspectionTaskRules rules,
            TaskShown shown,
            Proposers proposers,
            InternalCases internalCases,
            CaseFiles cases,
            CaseFacts facts,
            CaseAccess access,
            Processes processes,
            Trace trace,
            Clock clock) {
        this.tasks = tasks;
        this.rules = rules;
        this.shown = shown;
        this.proposers = proposers;
        this.internalCases = internalCases;
        this.cases = cases;
        this.facts = facts;
        this.access = access;
        this.processes = processes;
        this.trace = trace;
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
        String deciding = proposers.decidingGroup(lead);
        String caseNo = internalCases
                .register(TaskModel.ITEM, lead, terms.title(), shown.of(terms, lead, taking), null)
                .number();
        InspectionTask task = new InspectionTask(
                caseNo, lead, taking, terms, InspectionTask.State.OPEN, officer.login(), OfficialTime.now(clock));
        tasks.insert(task);
        cases.accept(caseNo, task.proposedAt());
        cases.review(caseNo);
        processes.start(
                TaskModel.PROCESS,
                caseNo,
                List.of(TaskModel.LEAD_DEPARTMENT.is(lead), TaskModel.DECIDING_GROUP.is(deciding)));
        return caseNo;
    }

    /**
     * Changes a task that was returned; it is submitted again as the task of its case says.
     *
     * @throws Refusal {@code task.notReturned} (409); as {@link #propose}
     */
    public void change(String caseNo, InspectionTask.Terms terms) {
        InspectionTask task = require(caseNo);
        if (!mayChange(task)) {
            throw task.state() == InspectionTask.State.RETURNED
                    ? Refusal.forbidden("access.denied")
                    : Refusal.conflict("task.notReturned");
        }
        List<String> taking = rules.check(terms, task.lead(), OfficialTime.today(clock));
        tasks.update(new InspectionTask(
                caseNo, task.lead(), taking, terms, task.state(), task.proposedBy(), task.proposedAt()));
        facts.put(caseNo, CaseFiles.APPLICATION, shown.of(terms, task.lead(), taking));
        trace.record(Act.of("inspectionTask.changed", "inspectionTask", caseNo)
                .inCase(caseNo, TaskModel.REVISE)
                .with("title", terms.title()));
    }

    /** Whether whoever is signed in may change it as it stands. */
    boolean mayChange(InspectionTask task) {
        return task.state() == InspectionTask.State.RETURNED
                && proposers.mayPropose()
                && CaseAccess.requireOfficer().departmentCode().equals(task.lead());
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
