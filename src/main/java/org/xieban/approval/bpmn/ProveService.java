package org.xieban.approval.bpmn;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.xieban.approval.Delivery;

/** Keeps the proof of service (送达回证). */
@Component
class ProveService implements JavaDelegate {

    private final Delivery delivery;

    ProveService(Delivery delivery) {
        this.delivery = delivery;
    }

    @Override
    public void execute(DelegateExecution execution) {
        delivery.prove(execution.getProcessBusinessKey());
    }
}
