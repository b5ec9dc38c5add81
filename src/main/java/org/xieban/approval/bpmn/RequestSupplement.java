package org.xieban.approval.bpmn;

import java.time.Instant;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.xieban.approval.ApprovalVariables;
import org.xieban.approval.Supplements;

/** Tells the applicant, once, all that is to be supplemented (一次性告知). */
@Component
class RequestSupplement implements JavaDelegate {

    private final Supplements supplements;

    RequestSupplement(Supplements supplements) {
        this.supplements = supplements;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Instant dueAt = supplements.request(execution.getProcessBusinessKey());
        execution.setVariable(ApprovalVariables.SUPPLEMENT_DUE_AT.name(), dueAt.toString());
    }
}
