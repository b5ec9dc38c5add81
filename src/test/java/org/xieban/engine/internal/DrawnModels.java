package org.xieban.engine.internal;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.builder.ProcessBuilder;
import org.camunda.bpm.model.bpmn.builder.UserTaskBuilder;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.xieban.engine.DecisionCheck;
import org.xieban.engine.DelegateInputs;
import org.xieban.engine.ModelProblem;
import org.xieban.engine.OutboundCall;

/** Models as an analyst draws them, and what they are deployed to. */
final class DrawnModels {

    static final String FORM = """
            {"id":"review","type":"default","schemaVersion":16,"components":[]}""";

    final Surroundings surroundings = new Surroundings();
    final ModelChecks checks = new ModelChecks(surroundings, new CamundaFeel(Clock.systemUTC()));

    static ProcessBuilder process() {
        return Bpmn.createExecutableProcess("approval").camundaHistoryTimeToLiveString("P3650D");
    }

    static UserTaskBuilder step(ProcessBuilder process) {
        return step(process.startEvent().userTask("userTask_review"));
    }

    static UserTaskBuilder step(UserTaskBuilder task) {
        task.camundaCandidateGroups("${leadDepartment}.handler");
        UserTask element = task.getElement();
        element.setAttributeValueNs("http://camunda.org/schema/1.0/bpmn", "formRef", "review");
        element.setAttributeValueNs("http://camunda.org/schema/1.0/bpmn", "formRefBinding", "deployment");
        term(element, "2", "WORKING_DAY");
        return task;
    }

    static void term(UserTask task, String amount, String unit) {
        task.builder().addExtensionElement(properties(task, amount, unit));
    }

    static CamundaProperties properties(UserTask task, String amount, String unit) {
        return properties(task, Map.of("termAmount", amount, "termUnit", unit));
    }

    static CamundaProperties properties(UserTask task, Map<String, String> values) {
        var model = (BpmnModelInstance) task.getModelInstance();
        CamundaProperties properties = model.newInstance(CamundaProperties.class);
        values.forEach((name, value) -> {
            CamundaProperty property = model.newInstance(CamundaProperty.class);
            property.setCamundaName(name);
            property.setCamundaValue(value);
            properties.addChildElement(property);
        });
        return properties;
    }

    static BpmnModelInstance service(String delegate) {
        return process()
                .startEvent()
                .serviceTask("serviceTask_call")
                .camundaDelegateExpression(delegate)
                .endEvent()
                .done();
    }

    static UserTask task(BpmnModelInstance model) {
        return model.getModelElementById("userTask_review");
    }

    List<String> problems(BpmnModelInstance model) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("review.form", FORM.getBytes(StandardCharsets.UTF_8));
        files.put("approval.bpmn", bytes(model));
        return checks.problems(files).stream()
                .map(problem -> problem.element() + " " + problem.code())
                .toList();
    }

    List<String> codes(Map<String, byte[]> files) {
        return checks.problems(files).stream().map(ModelProblem::code).toList();
    }

    static byte[] bytes(BpmnModelInstance model) {
        return Bpmn.convertToString(model).getBytes(StandardCharsets.UTF_8);
    }

    private static final class Local implements JavaDelegate {
        @Override
        public void execute(DelegateExecution execution) {}
    }

    @OutboundCall
    private static final class Remote implements JavaDelegate {
        @Override
        public void execute(DelegateExecution execution) {}
    }

    static final class Surroundings implements ModelSurroundings {

        final Map<String, Class<?>> beans = new LinkedHashMap<>(Map.of("local", Local.class, "remote", Remote.class));
        final Set<String> forms = new TreeSet<>();
        DelegateInputs wanted;

        @Override
        public Class<?> bean(String name) {
            return beans.get(name);
        }

        @Override
        public Set<String> delegates() {
            return new TreeSet<>(beans.keySet());
        }

        @Override
        public boolean hasForm(String id) {
            return forms.contains(id);
        }

        @Override
        public boolean hasDecision(String key) {
            return false;
        }

        @Override
        public boolean hasProcess(String key) {
            return false;
        }

        @Override
        public boolean hasGroup(String group) {
            return roles().contains(group) || group.equals("spj");
        }

        @Override
        public Set<String> roles() {
            return Set.of("handler", "clerk");
        }

        @Override
        public DelegateInputs inputs(String delegate) {
            return delegate.equals("remote") ? wanted : null;
        }

        @Override
        public DecisionCheck check(String decision) {
            return null;
        }
    }
}
