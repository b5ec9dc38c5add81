package org.xieban.approval.bpmn;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.xieban.approval.Acceptance;
import org.xieban.approval.ApprovalVariables;
import org.xieban.approval.ReviewOutcome;

/** Tells the applicant why the application is not accepted, and where to go (不予受理). */
@Component
class RefuseAcceptance implements JavaDelegate {

    private final Acceptance acceptance;

    RefuseAcceptance(Acceptance acceptance) {
        this.acceptance = acceptance;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String outcome =
                ApprovalVariables.REVIEW_OUTCOME.of(execution.getVariable(ApprovalVariables.REVIEW_OUTCOME.name()));
        acceptance.refuse(execution.getProcessBusinessKey(), ReviewOutcome.valueOf(outcome));
    }
}
