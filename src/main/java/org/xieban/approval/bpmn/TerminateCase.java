package org.xieban.approval.bpmn;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.xieban.approval.EarlyEndings;

/** Ends the case without a decision (终止). */
@Component
class TerminateCase implements JavaDelegate {

    private final EarlyEndings endings;

    TerminateCase(EarlyEndings endings) {
        this.endings = endings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        endings.terminate(execution.getProcessBusinessKey());
    }
}
