package org.xieban.approval.bpmn;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.xieban.approval.Stays;

/** Takes a stayed case up again (恢复). */
@Component
class ResumeCase implements JavaDelegate {

    private final Stays stays;

    ResumeCase(Stays stays) {
        this.stays = stays;
    }

    @Override
    public void execute(DelegateExecution execution) {
        stays.resume(execution.getProcessBusinessKey());
    }
}
