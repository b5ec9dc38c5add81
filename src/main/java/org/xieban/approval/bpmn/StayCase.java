package org.xieban.approval.bpmn;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.xieban.approval.Stays;

/** Stays the case and its clocks (中止). */
@Component
class StayCase implements JavaDelegate {

    private final Stays stays;

    StayCase(Stays stays) {
        this.stays = stays;
    }

    @Override
    public void execute(DelegateExecution execution) {
        stays.stay(execution.getProcessBusinessKey());
    }
}
