package org.xieban.approval.bpmn;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.xieban.approval.ApprovalVariables;
import org.xieban.sources.MaterialQueries;

/** Finds out which materials departments know already. */
@Component
class PlanDataQueries implements JavaDelegate {

    private final MaterialQueries queries;

    PlanDataQueries(MaterialQueries queries) {
        this.queries = queries;
    }

    @Override
    public void execute(DelegateExecution execution) {
        execution.setVariable(ApprovalVariables.DATA_RESOURCES.name(), queries.plan(execution.getProcessBusinessKey()));
    }
}
