package org.xieban.approval.bpmn;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.xieban.approval.Extensions;

/** Extends the term of the decision (延长办理期限). */
@Component
class ExtendTerm implements JavaDelegate {

    private final Extensions extensions;

    ExtendTerm(Extensions extensions) {
        this.extensions = extensions;
    }

    @Override
    public void execute(DelegateExecution execution) {
        extensions.extend(execution.getProcessBusinessKey());
    }
}
