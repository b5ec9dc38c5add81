package org.xieban.emergency.response;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseFacts;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseWithdrawalRequested;
import org.xieban.directory.Group;
import org.xieban.directory.Officers;
import org.xieban.directory.Role;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.EventChanges;
import org.xieban.emergency.event.EventReported;
import org.xieban.emergency.event.Events;
import org.xieban.emergency.event.Grade;
import org.xieban.emergency.event.Harm;
import org.xieban.emergency.event.HarmAnswers;
import org.xieban.emergency.response.ResponseProposal.Kind;
import org.xieban.emergency.response.ResponseProposals.Wanted;
import org.xieban.engine.FormSubmitted;
import org.xieban.engine.Processes;
import org.xieban.engine.TaskOpened;
import org.xieban.engine.Tasks;
import org.xieban.engine.form.Answers;
import org.xieban.web.Refusal;

/** Hears what is answered in the steps of an event, one answer after the other. */
@Component
@Transactional
class ResponseCourse {

    private static final Set<String> DECISIONS =
            Set.of(ResponseModel.DECIDE, ResponseModel.DECIDE_CHANGE, ResponseModel.DECIDE_END);

    private final Events events;
    private final EventChanges changes;
    private final EventGrading grading;
    private final ResponseProposals proposals;
    private final ResponseOrders orders;
    private final EventReviews reviews;
    private final EventClosing closing;
    private final CaseFiles cases;
    private final CaseFacts facts;
    private final Officers officers;
    private final Processes processes;
    private final Tasks tasks;

    ResponseCourse(
            Events events,
            EventChanges changes,
            EventGrading grading,
            ResponseProposals proposals,
            ResponseOrders orders,
            EventReviews reviews,
            EventClosing closing,
            CaseFiles cases,
            CaseFacts facts,
            Officers officers,
            Processes processes,
            Tasks tasks) {
        this.events = events;
        this.changes = changes;
        this.grading = grading;
        this.proposals = proposals;
        this.orders = orders;
        this.reviews = reviews;
        this.closing = closing;
        this.cases = cases;
        this.facts = facts;
        this.officers = officers;
        this.processes = processes;
        this.tasks = tasks;
    }

    @EventListener
    void on(EventReported reported) {
        String lead = events.find(reported.caseNo()).orElseThrow().lead();
        processes.start(
                ResponseModel.PROCESS,
                reported.caseNo(),
                List.of(
                        ResponseModel.LEAD_DEPARTMENT.is(lead),
                        ResponseModel.COMMAND_GROUP.is(Group.name(lead, Role.DUTY_COMMANDER)),
                        ResponseModel.OFFICE_GROUP.is(Group.name(lead, Role.SECTION_HEAD))));
    }

    /** A decision that nobody could take is not asked for. */
    @EventListener(condition = "#opened.task().processKey() == 'emergencyResponse'")
    void on(TaskOpened opened) {
        if (DECISIONS.contains(opened.task().step())
                && opened.task().candidateGroups().stream()
                        .allMatch(group -> officers.membersOf(group).isEmpty())) {
            throw Refusal.rule("response.nobodyDecides");
        }
    }

    /** An event is no application: it ends as its model says. */
    @EventListener
    void on(CaseWithdrawalRequested requested) {
        if (cases.require(requested.caseNo()).processKey().equals(ResponseModel.PROCESS)) {
            throw Refusal.conflict("event.notWithdrawn");
        }
    }

    @EventListener(condition = "#submitted.processKey() == 'emergencyResponse'")
    void on(FormSubmitted submitted) {
        Event event = events.lock(submitted.caseNo());
        // whoever waited for the event may come too late for the step
        if (tasks.ended(submitted.taskId()).isPresent()) {
            throw changes.changed(submitted.caseNo());
        }
        answered(event, submitted.step(), new Answers(submitted.values()));
    }

    private void answered(Event event, String step, Answers answers) {
        String caseNo = event.caseNo();
        switch (step) {
            case ResponseModel.VERIFY -> {
                if (answers.text("verification").equals("REAL")) {
                    changes.verify(caseNo, answers.text("verifyText"));
                }
            }
            case ResponseModel.GRADE -> {
                if (answers.text("grading").equals("GRADE")) {
                    grading.submitted(caseNo, answers);
                } else {
                    note(event, "event.gradedLater", answers.text("laterReason"));
                }
            }
            case ResponseModel.REGRADE -> grading.submitted(caseNo, answers);
            case ResponseModel.PROPOSE -> proposed(event, answers);
            case ResponseModel.ADVISE -> {
                if (answers.text("advice").equals("AGREED")) {
                    proposals.advised(event, answers.text("adviceText"));
                }
            }
            case ResponseModel.DECIDE, ResponseModel.DECIDE_CHANGE, ResponseModel.DECIDE_END ->
                proposals.requireOther(caseNo);
            case ResponseModel.ASSESS -> assessed(event, answers);
            case ResponseModel.DAMAGE -> {
                Harm harm = HarmAnswers.of(event.harm(), answers);
                changes.harm(caseNo, harm, answers.text("damageText"));
                note(event, "event.damageAssessed", answers.text("damageText"));
            }
            case ResponseModel.REVIEW ->
                reviews.keep(
                        event,
                        answers.text("cause"),
                        answers.text("course"),
                        answers.text("lessons"),
                        answers.text("improvements"),
                        EventReviews.Rating.valueOf(answers.text("rating")));
            case ResponseModel.ARCHIVE -> closing.require(caseNo);
            default -> throw new IllegalStateException("no step of events: " + step);
        }
    }

    private void proposed(Event event, Answers answers) {
        if (answers.text("responseProposal").equals("NONE")) {
            closing.requireQuiet(event.caseNo());
            return;
        }
        Grade level = Grade.valueOf(answers.text("proposedLevel"));
        proposals.propose(
                event,
                new Wanted(
                        Kind.START,
                        level,
                        answers.number("expectedHours"),
                        answers.text("responseMeasures"),
                        answers.text("proposalReason"),
                        orders.planned(event, level)));
    }

    private void assessed(Event event, Answers answers) {
        Grade level = event.level();
        if (level == null) {
            throw new IllegalStateException("no response runs in " + event.caseNo());
        }
        switch (answers.text("assessment")) {
            case "KEEP" -> note(event, "response.kept", answers.text("keepText"));
            case "CHANGE" -> {
                Grade wanted = Grade.valueOf(answers.text("newLevel"));
                if (wanted == level) {
                    throw Refusal.rule("response.sameLevel").at("newLevel", "response.sameLevel");
                }
                proposals.propose(
                        event,
                        new Wanted(
                                Kind.CHANGE,
                                wanted,
                                answers.number("newHours"),
                                answers.text("newMeasures"),
                                answers.text("changeReason"),
                                wanted.graverThan(level) ? orders.planned(event, wanted) : List.of()));
            }
            case "END" ->
                proposals.propose(event, new Wanted(Kind.END, level, null, "", answers.text("endReason"), List.of()));
            default -> throw new IllegalStateException("no conclusion");
        }
    }

    private void note(Event event, String act, String said) {
        facts.put(event.caseNo(), CaseFiles.APPLICATION, Map.of("returnedText", ""));
        changes.note(event.caseNo(), EventChanges.act(act, event).with("reason", said), said);
    }
}
