package org.xieban.engine;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;

/** A process of two steps with one form, for tests of the engine's boundary that need no process of the product's. */
public final class TestModels {

    public static final String PROCESS = "boundaryTest";
    public static final String FIRST = "userTask_first";
    public static final String SECOND = "userTask_second";
    private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";

    private static final String FORM = """
            {"id": "boundary-test", "type": "default", "schemaVersion": 16, "components": [
              {"type": "textfield", "id": "f1", "key": "remark", "label": "意见",
               "validate": {"required": true, "maxLength": 40}},
              {"type": "radio", "id": "f2", "key": "outcome", "label": "结论", "properties": {"target": "variable"},
               "validate": {"required": true},
               "values": [{"label": "同意", "value": "yes"}, {"label": "不同意", "value": "no"}]},
              {"type": "checklist", "id": "f3", "key": "checked", "label": "已核对",
               "values": [{"label": "原件", "value": "original"}, {"label": "复印件", "value": "copy"}]}]}""";

    private TestModels() {}

    public static String form() {
        return FORM;
    }

    /** The process as Camunda Modeler would save it; the first step is the handlers', the second the approvers'. */
    public static BpmnModelInstance process() {
        BpmnModelInstance model = Bpmn.createExecutableProcess(PROCESS)
                .camundaHistoryTimeToLiveString("P30D")
                .startEvent()
                .userTask(FIRST)
                .name("初审")
                .camundaCandidateGroups("${leadDepartment}.handler")
                .userTask(SECOND)
                .name("复审")
                .camundaCandidateGroups("${leadDepartment}.approver")
                .endEvent("event_done")
                .done();
        withFormAndTerm(model);
        return model;
    }

    /** Gives each step the form of this class, to be deployed with the model, and two working days. */
    public static void withFormAndTerm(BpmnModelInstance model) {
        for (UserTask task : model.getModelElementsByType(UserTask.class)) {
            step(task, "deployment", Map.of("termAmount", "2", "termUnit", "WORKING_DAY"));
        }
    }

    /** Gives a step the form of these tests, and what the element template would set of it. */
    public static void step(UserTask task, String formBinding, Map<String, String> properties) {
        task.setAttributeValueNs(CAMUNDA, "formRef", "boundary-test");
        task.setAttributeValueNs(CAMUNDA, "formRefBinding", formBinding);
        CamundaProperties set = task.getModelInstance().newInstance(CamundaProperties.class);
        properties.forEach((name, value) -> {
            CamundaProperty property = task.getModelInstance().newInstance(CamundaProperty.class);
            property.setCamundaName(name);
            property.setCamundaValue(value);
            set.addChildElement(property);
        });
        task.builder().addExtensionElement(set);
    }

    /** Deploys the process and its form, once for all tests of the suite. */
    public static void deploy(RepositoryService repository) {
        repository
                .createDeployment()
                .name("xieban.test")
                .enableDuplicateFiltering(false)
                .addInputStream("boundary-test.bpmn", stream(Bpmn.convertToString(process())))
                .addInputStream("boundary-test.form", stream(FORM))
                .deploy();
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
