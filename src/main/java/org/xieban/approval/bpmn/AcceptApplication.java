package org.xieban.approval.bpmn;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.xieban.approval.Acceptance;

/** Accepts the application (受理). */
@Component
class AcceptApplication implements JavaDelegate {

    private final Acceptance acceptance;

    AcceptApplication(Acceptance acceptance) {
        this.acceptance = acceptance;
    }

    @Override
    public void execute(DelegateExecution execution) {
        acceptance.accept(execution.getProcessBusinessKey());
    }
}
