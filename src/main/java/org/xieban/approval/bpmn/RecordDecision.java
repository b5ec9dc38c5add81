package org.xieban.approval.bpmn;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.xieban.approval.ApprovalVariables;
import org.xieban.approval.DecisionOutcome;
import org.xieban.approval.Decisions;

/** Takes down the decision. */
@Component
class RecordDecision implements JavaDelegate {

    private final Decisions decisions;

    RecordDecision(Decisions decisions) {
        this.decisions = decisions;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String outcome =
                ApprovalVariables.DECISION_OUTCOME.of(execution.getVariable(ApprovalVariables.DECISION_OUTCOME.name()));
        decisions.record(execution.getProcessBusinessKey(), DecisionOutcome.valueOf(outcome));
    }
}
