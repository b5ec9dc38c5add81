package org.xieban.approval.bpmn;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.xieban.approval.Acceptance;

/** Issues the receipt that starts the term of acceptance (收件凭证). */
@Component
class IssueReceipt implements JavaDelegate {

    private final Acceptance acceptance;

    IssueReceipt(Acceptance acceptance) {
        this.acceptance = acceptance;
    }

    @Override
    public void execute(DelegateExecution execution) {
        acceptance.receive(execution.getProcessBusinessKey());
    }
}
