package org.xieban.approval.bpmn;

import java.time.Instant;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.xieban.approval.ApprovalVariables;
import org.xieban.approval.Supplements;

/** Begins the term of acceptance anew, since what was missing has come in. */
@Component
class RestartAcceptance implements JavaDelegate {

    private final Supplements supplements;

    RestartAcceptance(Supplements supplements) {
        this.supplements = supplements;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Instant dueAt = supplements.take(execution.getProcessBusinessKey());
        execution.setVariable(ApprovalVariables.ACCEPTANCE_DUE_AT.name(), dueAt.toString());
    }
}
