package org.xieban.approval.bpmn;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
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
        supplements.take(execution.getProcessBusinessKey());
    }
}
