package org.xieban.approval.bpmn;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.xieban.approval.Examination;

/** Lets the clocks run on, since the special procedure has its result. */
@Component
class EndSpecialProcedure implements JavaDelegate {

    private final Examination examination;

    EndSpecialProcedure(Examination examination) {
        this.examination = examination;
    }

    @Override
    public void execute(DelegateExecution execution) {
        examination.endSpecialProcedure(execution.getProcessBusinessKey());
    }
}
