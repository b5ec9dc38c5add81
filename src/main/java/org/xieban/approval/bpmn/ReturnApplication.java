package org.xieban.approval.bpmn;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.xieban.approval.EarlyEndings;

/** Ends the case by sending the application back (退件). */
@Component
class ReturnApplication implements JavaDelegate {

    private final EarlyEndings endings;

    ReturnApplication(EarlyEndings endings) {
        this.endings = endings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        endings.sendBack(execution.getProcessBusinessKey());
    }
}
