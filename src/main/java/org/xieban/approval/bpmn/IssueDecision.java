package org.xieban.approval.bpmn;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.xieban.approval.Decisions;

/** Issues the document of the decision under its number. */
@Component
class IssueDecision implements JavaDelegate {

    private final Decisions decisions;

    IssueDecision(Decisions decisions) {
        this.decisions = decisions;
    }

    @Override
    public void execute(DelegateExecution execution) {
        decisions.issue(execution.getProcessBusinessKey());
    }
}
