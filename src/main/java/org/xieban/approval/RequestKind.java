package org.xieban.approval;

import static org.xieban.casefile.CaseState.ACCEPTED;
import static org.xieban.casefile.CaseState.IN_REVIEW;
import static org.xieban.casefile.CaseState.REGISTERED;
import static org.xieban.casefile.CaseState.SUPPLEMENTING;
import static org.xieban.casefile.CaseState.SUSPENDED;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xieban.casefile.CaseState;
import org.xieban.engine.form.Answers;

/** What may be asked for at any time beside the ordinary way of a case; each has a path of its own in the model. */
public enum RequestKind {
    /** The applicant wants his application back (撤回): he asks, the head confirms or tells him why not. */
    WITHDRAWAL(
            "approval.withdrawalRequested",
            "userTask_approveWithdrawal",
            "withdrawal",
            Set.of(REGISTERED, SUPPLEMENTING, ACCEPTED, IN_REVIEW, SUSPENDED)),
    /** The application is sent back (退件). */
    RETURN(
            "approval.returnRequested",
            "userTask_approveReturn",
            "return",
            Set.of(REGISTERED, SUPPLEMENTING, ACCEPTED, IN_REVIEW, SUSPENDED)),
    /** The case ends without a decision (终止). */
    TERMINATION(
            "approval.terminationRequested",
            "userTask_approveTermination",
            "termination",
            Set.of(REGISTERED, SUPPLEMENTING, ACCEPTED, IN_REVIEW, SUSPENDED)),
    /** The case and its clocks stand still for a while (中止). */
    STAY("approval.stayRequested", "userTask_approveStay", "stay", Set.of(ACCEPTED, IN_REVIEW)),
    /** A case that stands still goes on (恢复); asked for in a step of its own. */
    RESUME(null, "userTask_approveResume", "resume", Set.of(SUSPENDED)),
    /** The term of the decision is extended, once (延期, 行政许可法 42). */
    EXTENSION("approval.extensionRequested", "userTask_decideExtension", "extension", Set.of(ACCEPTED, IN_REVIEW));

    private final @Nullable String message;
    private final String step;
    private final String answer;
    private final Set<CaseState> states;

    RequestKind(@Nullable String message, String step, String answer, Set<CaseState> states) {
        this.message = message;
        this.step = step;
        this.answer = answer;
        this.states = states;
    }

    /** The message that begins its path; null where a step of the model does. */
    @Nullable
    String message() {
        return message;
    }

    /** Element id of the task in which it is approved. */
    String step() {
        return step;
    }

    /** Element id of the event that begins its path, under which is kept what was asked for. */
    String event() {
        return "event_" + answer + "Requested";
    }

    /** The word by which fields and acts name it. */
    String answer() {
        return answer;
    }

    /** Whether the head has approved it. */
    boolean isApproved(Answers answers) {
        return answers.text(answer + "Outcome").equals("APPROVED");
    }

    /** What the head said to it. */
    String opinion(Answers answers) {
        return answers.text(answer + (isApproved(answers) ? "Opinion" : "OpinionRefused"));
    }

    /** Whether whoever handles the case asks for it beside his steps. */
    boolean isAskedBesideSteps() {
        return this != WITHDRAWAL && this != RESUME;
    }

    /** Whether its notice tells a legal basis. */
    boolean needsLegalBasis() {
        return this == STAY || this == TERMINATION;
    }

    boolean isPossibleIn(CaseState state) {
        return states.contains(state);
    }

    static Optional<RequestKind> approvedIn(String step) {
        return Arrays.stream(values()).filter(kind -> kind.step.equals(step)).findFirst();
    }

    /** Message key of its name on the screen. */
    public String textKey() {
        return "approval.request." + name();
    }
}
