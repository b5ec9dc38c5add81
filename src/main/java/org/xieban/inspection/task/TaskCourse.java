package org.xieban.inspection.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.xieban.inspection.Proposers;
import org.xieban.inspection.Visits;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;
import org.xieban.web.OfficeTexts;
import org.xieban.web.Refusal;

/**
 * The course of a task: those who join say what they think of it, the head of the lead approves it before anybody sets
 * out (国办发〔2024〕54号), and its visits are planned.
 */
@Component
@Transactional
public class TaskCourse {

    private final TaskRepository tasks;
    private final InspectionTaskRules rules;
    private final TaskTeams teams;
    private final Proposers proposers;
    private final Visits visits;
    private final CaseFiles cases;
    private final CaseFacts facts;
    private final Opinions opinions;
    private final Processes processes;
    private final OfficeTexts texts;
    private final Trace trace;

    TaskCourse(
            TaskRepository tasks,
            InspectionTaskRules rules,
            TaskTeams teams,
            Proposers proposers,
            Visits visits,
            CaseFiles cases,
            CaseFacts facts,
            Opinions opinions,
            Processes processes,
            OfficeTexts texts,
            Trace trace) {
        this.tasks = tasks;
        this.rules = rules;
        this.teams = teams;
        this.proposers = proposers;
        this.visits = visits;
        this.cases = cases;
        this.facts = facts;
        this.opinions = opinions;
        this.processes = processes;
        this.texts = texts;
        this.trace = trace;
    }

    @EventListener(condition = "#submitted.processKey() == 'inspectionTask'")
    void on(FormSubmitted submitted) {
        Answers answers = new Answers(submitted.values());
        if (submitted.step().equals(TaskModel.AGREE)) {
            agreed(submitted.caseNo(), answers);
        } else if (submitted.step().equals(TaskModel.DECIDE)) {
            decided(submitted.caseNo(), answers);
        }
    }

    private void agreed(String caseNo, Answers answers) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        boolean agrees = answers.text("taskAgreement").equals("AGREE");
        opinions.give(
                caseNo,
                TaskModel.AGREE,
                officer.departmentCode(),
                officer.login(),
                agrees ? Opinion.Conclusion.AGREE : Opinion.Conclusion.DISAGREE,
                agrees ? answers.text("agreementText") : answers.text("disagreementText"));
    }

    /** What cannot be planned is not approved, and the approver is told why. */
    private void decided(String caseNo, Answers answers) {
        InspectionTask task = require(caseNo);
        proposers.requireOther(task.proposedBy());
        if (!answers.text("taskOutcome").equals("APPROVED")) {
            return;
        }
        Set<String> beyond = rules.possible(task.terms(), task.departments());
        if (!beyond.isEmpty()) {
            trace.record(Act.of("inspectionTask.capExceeded", "inspectionTask", caseNo)
                    .inCase(caseNo, TaskModel.DECIDE)
                    .with("objects", beyond.size())
                    .with("creditCodes", String.join(" ", beyond))
                    .with("reason", task.terms().beyondCap()));
        }
    }

    /**
     * It is submitted, for the first time or again.
     *
     * @return codes of the departments that are asked whether they join; the engine keeps the list as JSON
     */
    public List<String> submitted(String caseNo) {
        tasks.state(caseNo, InspectionTask.State.OPEN);
        return new ArrayList<>(require(caseNo).joining());
    }

    /** It is to be changed. */
    public void sendBack(String caseNo) {
        tasks.state(caseNo, InspectionTask.State.RETURNED);
        facts.put(caseNo, CaseFiles.APPLICATION, Map.of("returnedShown", said(caseNo, "returnText")));
    }

    /** It may be made: its inspectors are chosen and its visits planned, in the transaction in which it was approved. */
    public void approve(String caseNo) {
        InspectionTask task = require(caseNo);
        InspectionTask.Terms terms = task.terms();
        visits.plan(caseNo, terms.begins(), terms.ends(), teams.choose(task, teams.wanted(terms, task.departments())));
        tasks.state(caseNo, InspectionTask.State.PLANNED);
        String text = said(caseNo, "approvalText");
        cases.decide(caseNo, true, text.isEmpty() ? texts.office("inspection.task.approvedText") : text);
        cases.close(caseNo, CaseState.CLOSED, null);
    }

    /** It may not. */
    public void reject(String caseNo) {
        String reason = said(caseNo, "rejectText");
        tasks.state(caseNo, InspectionTask.State.REJECTED);
        cases.decide(caseNo, false, reason);
        cases.close(caseNo, CaseState.REFUSED, reason);
    }

    /** The lead wants it no more. */
    public void withdraw(String caseNo) {
        tasks.state(caseNo, InspectionTask.State.WITHDRAWN);
        cases.close(caseNo, CaseState.WITHDRAWN, new Answers(facts.all(caseNo)).text("withdrawalReason"));
    }

    @EventListener
    void on(CaseWithdrawalRequested requested) {
        CaseFile file = cases.require(requested.caseNo());
        if (!file.processKey().equals(TaskModel.PROCESS)) {
            return;
        }
        if (!file.mayBeWithdrawnBy(CaseAccess.requireOfficer())) {
            throw Refusal.forbidden("access.denied");
        }
        facts.put(requested.caseNo(), CaseFiles.APPLICATION, Map.of("withdrawalReason", requested.reason()));
        if (!processes.tell(TaskModel.WITHDRAWN, requested.caseNo(), null)) {
            throw Refusal.conflict("task.notPossibleNow");
        }
    }

    private InspectionTask require(String caseNo) {
        return tasks.find(caseNo).orElseThrow(() -> Refusal.notFound("task.unknownInspection", caseNo));
    }

    private String said(String caseNo, String key) {
        Map<String, @Nullable Object> decided =
                facts.ofStep(caseNo, TaskModel.DECIDE).orElse(Map.of());
        return new Answers(decided).text(key);
    }
}
