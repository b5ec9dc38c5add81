package org.xieban.licence.bpmn;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.xieban.licence.Licences;

/** Issues the e-licence of a case that was granted one. */
@Component
class IssueLicence implements JavaDelegate {

    private final Licences licences;

    IssueLicence(Licences licences) {
        this.licences = licences;
    }

    @Override
    public void execute(DelegateExecution execution) {
        licences.issue(execution.getProcessBusinessKey());
    }
}
