package org.xieban.engine.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xieban.engine.Processes;
import org.xieban.engine.Variable;

@Component
class CamundaProcesses implements Processes {

    private final RuntimeService runtime;
    private final RepositoryService repository;
    private final HistoryService history;
    private final Commands commands;

    CamundaProcesses(RuntimeService runtime, RepositoryService repository, HistoryService history, Commands commands) {
        this.runtime = runtime;
        this.repository = repository;
        this.history = history;
        this.commands = commands;
    }

    @Override
    public void start(String processKey, String caseNo, List<Variable.Value<?>> variables) {
        commands.unchecked(() -> runtime.startProcessInstanceByKey(processKey, caseNo, map(variables)));
    }

    @Override
    public boolean correlate(String message, String caseNo, List<Variable.Value<?>> variables) {
        return commands.unchecked(() -> {
            if (!awaits(message, caseNo)) {
                return false;
            }
            runtime.createMessageCorrelation(message)
                    .processInstanceBusinessKey(caseNo)
                    .setVariables(map(variables))
                    .correlateWithResult();
            return true;
        });
    }

    @Override
    public boolean awaits(String message, String caseNo) {
        return commands.unchecked(() -> runtime.createExecutionQuery()
                        .processInstanceBusinessKey(caseNo)
                        .messageEventSubscriptionName(message)
                        .count()
                > 0);
    }

    @Override
    public @Nullable CaseDiagram diagram(String caseNo) {
        return commands.unchecked(() -> latest(caseNo).map(this::diagram).orElse(null));
    }

    @Override
    public Map<String, String> stepNames(String caseNo) {
        return commands.unchecked(() -> latest(caseNo).map(this::stepNames).orElse(Map.of()));
    }

    private Optional<HistoricProcessInstance> latest(String caseNo) {
        return history
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(caseNo)
                .rootProcessInstances()
                .orderByProcessInstanceStartTime()
                .desc()
                .listPage(0, 1)
                .stream()
                .findFirst();
    }

    private Map<String, String> stepNames(HistoricProcessInstance instance) {
        Map<String, String> names = new HashMap<>();
        for (UserTask task : repository
                .getBpmnModelInstance(instance.getProcessDefinitionId())
                .getModelElementsByType(UserTask.class)) {
            if (task.getName() != null) {
                names.put(task.getId(), task.getName());
            }
        }
        return names;
    }

    private CaseDiagram diagram(HistoricProcessInstance instance) {
        List<HistoricActivityInstance> activities = history.createHistoricActivityInstanceQuery()
                .processInstanceId(instance.getId())
                .list();
        return new CaseDiagram(
                Bpmn.convertToString(repository.getBpmnModelInstance(instance.getProcessDefinitionId())),
                activities.stream()
                        .filter(activity -> activity.getEndTime() == null)
                        .map(HistoricActivityInstance::getActivityId)
                        .distinct()
                        .toList(),
                activities.stream()
                        .filter(activity -> activity.getEndTime() != null && !activity.isCanceled())
                        .map(HistoricActivityInstance::getActivityId)
                        .distinct()
                        .toList(),
                runtime.createIncidentQuery().processInstanceId(instance.getId()).list().stream()
                        .map(Incident::getActivityId)
                        .distinct()
                        .toList());
    }

    private static Map<String, Object> map(List<Variable.Value<?>> variables) {
        Map<String, Object> map = new HashMap<>();
        variables.forEach(value -> map.put(value.variable().name(), value.value()));
        return map;
    }
}
