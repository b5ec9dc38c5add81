package org.xieban.approval.bpmn;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.xieban.approval.Delivery;

/** Closes the case: decided, served, archived. */
@Component
class ArchiveCase implements JavaDelegate {

    private final Delivery delivery;

    ArchiveCase(Delivery delivery) {
        this.delivery = delivery;
    }

    @Override
    public void execute(DelegateExecution execution) {
        delivery.archive(execution.getProcessBusinessKey());
    }
}
