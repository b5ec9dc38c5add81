package org.xieban.sources.bpmn;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.xieban.sources.HandChecks;
import org.xieban.sources.SourcesModel;

/** Keeps what a person has found out instead of a source that is down. */
@Component
class KeepHandCheck implements JavaDelegate {

    private final HandChecks checks;

    KeepHandCheck(HandChecks checks) {
        this.checks = checks;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String resource = SourcesModel.DATA_RESOURCE.of(execution.getVariable(SourcesModel.DATA_RESOURCE.name()));
        String outcome = SourcesModel.CHECK_OUTCOME.of(execution.getVariable(SourcesModel.CHECK_OUTCOME.name()));
        checks.keep(
                execution.getProcessBusinessKey(),
                execution.getCurrentActivityId(),
                resource,
                HandChecks.Outcome.valueOf(outcome));
    }
}
