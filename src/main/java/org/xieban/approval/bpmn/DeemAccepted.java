package org.xieban.approval.bpmn;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.xieban.approval.Acceptance;

/** Takes down that silence has accepted the application (视为受理). */
@Component
class DeemAccepted implements JavaDelegate {

    private final Acceptance acceptance;

    DeemAccepted(Acceptance acceptance) {
        this.acceptance = acceptance;
    }

    @Override
    public void execute(DelegateExecution execution) {
        acceptance.deemAccepted(execution.getProcessBusinessKey());
    }
}
