package org.xieban.sources.bpmn;

import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import org.xieban.engine.OutboundCall;
import org.xieban.engine.Variable;
import org.xieban.sources.ProcessQueries;
import org.xieban.sources.SourcesModel;

/** Asks for a data resource (查询数据资源). */
@Component
@OutboundCall
class QueryDataResource implements JavaDelegate {

    private final ProcessQueries queries;

    QueryDataResource(ProcessQueries queries) {
        this.queries = queries;
    }

    @Override
    public void execute(DelegateExecution execution) {
        try {
            ProcessQueries.Result result = queries.ask(
                    execution.getProcessBusinessKey(),
                    execution.getCurrentActivityId(),
                    input(execution, SourcesModel.RESOURCE),
                    input(execution, SourcesModel.PURPOSE),
                    execution.getVariable(SourcesModel.KEYS.name()) == null ? "" : input(execution, SourcesModel.KEYS));
            execution.setVariable(SourcesModel.RESULT.name(), result.name());
        } catch (ProcessQueries.Refused refused) {
            throw new BpmnError(SourcesModel.REFUSED, refused.getMessage());
        }
    }

    private static String input(DelegateExecution execution, Variable<String> variable) {
        return variable.of(execution.getVariable(variable.name()));
    }
}
