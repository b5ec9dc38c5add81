package org.xieban.approval.bpmn;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;
import org.xieban.approval.Examination;

/** Begins the examination proper. */
@Component
class BeginReview implements ExecutionListener {

    private final Examination examination;

    BeginReview(Examination examination) {
        this.examination = examination;
    }

    @Override
    public void notify(DelegateExecution execution) {
        examination.begin(execution.getProcessBusinessKey());
    }
}
