package org.xieban.approval.bpmn;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.xieban.approval.EarlyEndings;

/** Ends the case, since the applicant withdraws and the head confirms it (撤回). */
@Component
class WithdrawApplication implements JavaDelegate {

    private final EarlyEndings endings;

    WithdrawApplication(EarlyEndings endings) {
        this.endings = endings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        endings.withdraw(execution.getProcessBusinessKey());
    }
}
