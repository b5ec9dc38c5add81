package org.xieban.approval.bpmn;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.xieban.approval.Supplements;

/** Closes a case for which nothing was supplemented in time (补正不来办结). */
@Component
class CloseUnsupplemented implements JavaDelegate {

    private final Supplements supplements;

    CloseUnsupplemented(Supplements supplements) {
        this.supplements = supplements;
    }

    @Override
    public void execute(DelegateExecution execution) {
        supplements.closeUnanswered(execution.getProcessBusinessKey());
    }
}
