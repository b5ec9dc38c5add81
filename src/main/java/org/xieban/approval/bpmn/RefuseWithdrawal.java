package org.xieban.approval.bpmn;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.xieban.approval.EarlyEndings;

/** Tells the applicant that his application is not given back to him. */
@Component
class RefuseWithdrawal implements JavaDelegate {

    private final EarlyEndings endings;

    RefuseWithdrawal(EarlyEndings endings) {
        this.endings = endings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        endings.refuseWithdrawal(execution.getProcessBusinessKey());
    }
}
