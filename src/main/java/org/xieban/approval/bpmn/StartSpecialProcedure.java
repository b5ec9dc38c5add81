package org.xieban.approval.bpmn;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.xieban.approval.Examination;

/** Begins a special procedure, which may stop clocks (行政许可法 45). */
@Component
class StartSpecialProcedure implements JavaDelegate {

    private final Examination examination;

    StartSpecialProcedure(Examination examination) {
        this.examination = examination;
    }

    @Override
    public void execute(DelegateExecution execution) {
        examination.startSpecialProcedure(execution.getProcessBusinessKey());
    }
}
