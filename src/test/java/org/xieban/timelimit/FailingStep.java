package org.xieban.timelimit;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.xieban.engine.Variable;

/** Stands for a step of a model that cannot be done while a variable says so. */
@Component
class FailingStep implements JavaDelegate {

    static final Variable<Boolean> FAILS = Variable.flag("fails");

    @Override
    public void execute(DelegateExecution execution) {
        if (FAILS.of(execution.getVariable(FAILS.name()))) {
            throw new IllegalStateException("this model fails");
        }
    }
}
