package org.xieban.inspection.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.casefile.CaseWithdrawalRequested;
import org.xieban.engine.FormSubmitted;
import org.xieban.engine.form.Answers;
import org.xieban.inspection.ProposalCourse;
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
    private final ProposalCourse course;
    private final OfficeTexts texts;
    private final Trace trace;

    TaskCourse(
            TaskRepository tasks,
            InspectionTaskRules rules,
            TaskTeams teams,
            Proposers proposers,
            Visits visits,
            CaseFiles cases,
            ProposalCourse course,
            OfficeTexts texts,
            Trace trace) {
        this.tasks = tasks;
        this.rules = rules;
        this.teams = teams;
        this.proposers = proposers;
        this.visits = visits;
        this.cases = cases;
        this.course = course;
        this.texts = texts;
        this.trace = trace;
    }

    @EventListener(condition = "#submitted.processKey() == 'inspectionTask'")
    void on(FormSubmitted submitted) {
        Answers answers = new Answers(submitted.values());
        if (submitted.step().equals(TaskModel.AGREE)) {
            course.agreed(
                    TaskModel.FAMILY,
                    submitted.caseNo(),
                    answers.text("taskAgreement").equals("AGREE"),
                    answers);
        } else if (submitted.step().equals(TaskModel.DECIDE)) {
            decided(submitted.caseNo(), answers);
        }
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
        course.returned(TaskModel.FAMILY, caseNo);
    }

    /** It may be made: its inspectors are chosen and its visits planned, in the transaction in which it was approved. */
    public void approve(String caseNo) {
        InspectionTask task = require(caseNo);
        InspectionTask.Terms terms = task.terms();
        visits.plan(caseNo, terms.begins(), terms.ends(), teams.choose(task, teams.wanted(terms, task.departments())));
        tasks.state(caseNo, InspectionTask.State.PLANNED);
        course.approved(TaskModel.FAMILY, caseNo, texts.office("inspection.task.approvedText"));
        cases.close(caseNo, CaseState.CLOSED, null);
    }

    /** It may not. */
    public void reject(String caseNo) {
        tasks.state(caseNo, InspectionTask.State.REJECTED);
        course.rejected(TaskModel.FAMILY, caseNo);
    }

    /** The lead wants it no more. */
    public void withdraw(String caseNo) {
        tasks.state(caseNo, InspectionTask.State.WITHDRAWN);
        course.withdrawn(caseNo);
    }

    @EventListener
    void on(CaseWithdrawalRequested requested) {
        course.withdraw(TaskModel.FAMILY, requested);
    }

    private InspectionTask require(String caseNo) {
        return tasks.find(caseNo).orElseThrow(() -> Refusal.notFound("task.unknownInspection", caseNo));
    }
}
