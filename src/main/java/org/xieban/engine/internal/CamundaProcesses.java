package org.xieban.engine.internal;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.xieban.engine.Processes;
import org.xieban.engine.Variable;

@Component
class CamundaProcesses implements Processes {

    private final RuntimeService runtime;
    private final RepositoryService repository;
    private final HistoryService history;
    private final TaskService tasks;
    private final Commands commands;
    private final JdbcClient jdbc;

    CamundaProcesses(
            RuntimeService runtime,
            RepositoryService repository,
            HistoryService history,
            TaskService tasks,
            Commands commands,
            JdbcClient jdbc) {
        this.runtime = runtime;
        this.repository = repository;
        this.history = history;
        this.tasks = tasks;
        this.commands = commands;
        this.jdbc = jdbc;
    }

    @Override
    public void start(String processKey, String caseNo, List<Variable.Value<?>> variables) {
        start(processKey, List.of(new Start(caseNo, variables)));
    }

    @Override
    public void start(String processKey, List<Start> starts) {
        commands.unchecked(() -> {
            String definition = null;
            for (Start each : starts) {
                // which version is the latest is asked once
                definition = (definition == null
                                ? runtime.startProcessInstanceByKey(processKey, each.caseNo(), map(each.variables()))
                                : runtime.startProcessInstanceById(definition, each.caseNo(), map(each.variables())))
                        .getProcessDefinitionId();
            }
            return starts;
        });
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
    public boolean tell(String message, String caseNo, @Nullable String taskId) {
        return commands.unchecked(() -> {
            Set<String> scopes = taskId == null ? null : scopes(taskId);
            boolean told = false;
            for (Execution waiting : waiting(message, caseNo)) {
                // what heard it first may have ended what waits beside it
                boolean stillWaits =
                        waiting(message, caseNo).stream().map(Execution::getId).anyMatch(waiting.getId()::equals);
                if (stillWaits && (scopes == null || scopes.contains(waiting.getId()))) {
                    runtime.messageEventReceived(message, waiting.getId());
                    told = true;
                }
            }
            return told;
        });
    }

    private List<Execution> waiting(String message, String caseNo) {
        return runtime.createExecutionQuery()
                .processInstanceBusinessKey(caseNo)
                .messageEventSubscriptionName(message)
                .list();
    }

    /** The execution of a task and those around it; empty where the task is gone. */
    private Set<String> scopes(String taskId) {
        Set<String> scopes = new LinkedHashSet<>();
        Task task = tasks.createTaskQuery().taskId(taskId).singleResult();
        Execution execution = task == null ? null : execution(task.getExecutionId());
        while (execution != null) {
            scopes.add(execution.getId());
            String parent = ((ExecutionEntity) execution).getParentId();
            execution = parent == null ? null : execution(parent);
        }
        return scopes;
    }

    private Execution execution(String id) {
        return runtime.createExecutionQuery().executionId(id).singleResult();
    }

    @Override
    public Set<Awaited> awaited(Collection<String> messages, Collection<String> caseNos) {
        return Set.copyOf(jdbc.sql("""
                select distinct s.event_name_, i.business_key_
                  from act_ru_execution i
                  join act_ru_event_subscr s on s.proc_inst_id_ = i.id_ and s.event_type_ = 'message'
                 where i.business_key_ = any(:cases) and s.event_name_ = any(:messages)""")
                .param("cases", caseNos.toArray(String[]::new))
                .param("messages", messages.toArray(String[]::new))
                .query((row, number) -> new Awaited(row.getString(1), row.getString(2)))
                .list());
    }

    @Override
    public @Nullable CaseDiagram diagram(String caseNo) {
        return commands.unchecked(() -> latest(caseNo).map(this::diagram).orElse(null));
    }

    @Override
    public Map<String, String> stepNames(String caseNo, String processKey) {
        return commands.unchecked(() -> latest(caseNo)
                .map(HistoricProcessInstance::getProcessDefinitionId)
                .or(() ->
                        repository
                                .createProcessDefinitionQuery()
                                .processDefinitionKey(processKey)
                                .latestVersion()
                                .list()
                                .stream()
                                .map(ProcessDefinition::getId)
                                .findFirst())
                .map(this::namesOfSteps)
                .orElse(Map.of()));
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

    private Map<String, String> namesOfSteps(String definition) {
        Map<String, String> names = new HashMap<>();
        for (UserTask task : repository.getBpmnModelInstance(definition).getModelElementsByType(UserTask.class)) {
            if (task.getName() != null) {
                names.put(task.getId(), task.getName());
            }
        }
        return names;
    }

    private @Nullable CaseDiagram diagram(HistoricProcessInstance instance) {
        String definition = instance.getProcessDefinitionId();
        if (repository
                        .createProcessDefinitionQuery()
                        .processDefinitionId(definition)
                        .count()
                == 0) {
            // the version was taken away; what happened stands in the record
            return null;
        }
        BpmnModelInstance model = repository.getBpmnModelInstance(definition);
        List<HistoricActivityInstance> activities = history.createHistoricActivityInstanceQuery()
                .processInstanceId(instance.getId())
                .list();
        CasePath path = new CasePath(model, activities);
        return new CaseDiagram(
                Bpmn.convertToString(model),
                ids(activities.stream().filter(activity -> activity.getEndTime() == null)),
                ids(activities.stream().filter(activity -> activity.getEndTime() != null && !activity.isCanceled())),
                runtime.createIncidentQuery().processInstanceId(instance.getId()).list().stream()
                        .map(Incident::getActivityId)
                        .distinct()
                        .toList(),
                path.passed(),
                path.flows(),
                path.path(),
                path.truncated());
    }

    private static List<String> ids(Stream<HistoricActivityInstance> activities) {
        return activities
                .map(HistoricActivityInstance::getActivityId)
                .distinct()
                .toList();
    }

    private static Map<String, Object> map(List<Variable.Value<?>> variables) {
        Map<String, Object> map = new HashMap<>();
        variables.forEach(value -> map.put(value.variable().name(), value.value()));
        return map;
    }
}
