package org.xieban.engine.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputParameter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xieban.engine.FailedSteps;

@Component
class CamundaFailedSteps implements FailedSteps {

    private static final Pattern VARIABLE = Pattern.compile("[$#]\\{\\s*([A-Za-z][A-Za-z0-9]*)\\s*}");
    private static final int MOST = 10_000;

    /** Once more, and then an incident again. */
    private static final int ANEW = 1;

    private final ManagementService management;
    private final RepositoryService repository;
    private final RuntimeService runtime;
    private final Commands commands;

    CamundaFailedSteps(
            ManagementService management, RepositoryService repository, RuntimeService runtime, Commands commands) {
        this.management = management;
        this.repository = repository;
        this.runtime = runtime;
        this.commands = commands;
    }

    @Override
    public Map<String, Integer> count(String delegate, String input) {
        Map<String, Integer> count = new TreeMap<>();
        byValue(delegate, input).forEach((value, jobs) -> count.put(value, jobs.size()));
        return count;
    }

    @Override
    public int retry(String delegate, String input, String value) {
        List<String> jobs = byValue(delegate, input).getOrDefault(value, List.of());
        return commands.unchecked(() -> {
            jobs.forEach(job -> management.setJobRetries(job, ANEW));
            return jobs.size();
        });
    }

    private Map<String, List<String>> byValue(String delegate, String input) {
        return commands.unchecked(() -> {
            Map<String, @Nullable String> inputs = new HashMap<>();
            Map<String, List<String>> jobs = new HashMap<>();
            for (Job job : management.createJobQuery().noRetriesLeft().listPage(0, MOST)) {
                String activity = ((JobEntity) job).getActivityId();
                String written = inputs.computeIfAbsent(
                        job.getProcessDefinitionId() + " " + activity,
                        any -> input(job.getProcessDefinitionId(), activity, delegate, input));
                String value = written == null ? null : value(job, written);
                if (value != null) {
                    jobs.computeIfAbsent(value, any -> new ArrayList<>()).add(job.getId());
                }
            }
            return jobs;
        });
    }

    /** What stands in the model; null where the step is none of the delegate's. */
    private @Nullable String input(String definition, String activity, String delegate, String input) {
        BpmnModelInstance model = repository.getBpmnModelInstance(definition);
        if (!(model.getModelElementById(activity) instanceof ServiceTask task)
                || !("${" + delegate + "}").equals(task.getCamundaDelegateExpression())
                || task.getExtensionElements() == null) {
            return null;
        }
        return model.getModelElementsByType(CamundaInputParameter.class).stream()
                .filter(parameter -> parameter.getCamundaName().equals(input)
                        && task.equals(
                                parameter.getParentElement().getParentElement().getParentElement()))
                .map(parameter -> parameter.getTextContent().strip())
                .findFirst()
                .orElse(null);
    }

    private @Nullable String value(Job job, String written) {
        Matcher variable = VARIABLE.matcher(written);
        if (!variable.matches()) {
            return written;
        }
        Object value = runtime.getVariable(((JobEntity) job).getExecutionId(), variable.group(1));
        return value == null ? null : value.toString();
    }
}
