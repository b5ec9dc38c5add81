package org.xieban.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.builder.ProcessBuilder;
import org.camunda.bpm.model.bpmn.builder.UserTaskBuilder;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.xieban.engine.DecisionCheck;
import org.xieban.engine.DelegateInputs;
import org.xieban.engine.ModelProblem;
import org.xieban.engine.OpenTask;
import org.xieban.engine.OutboundCall;

/** What an analyst would otherwise learn from an incident, months later, he is told when he deploys. */
class ModelChecksTest {

    private static final String FORM = """
            {"id":"review","type":"default","schemaVersion":16,"components":[]}""";

    private final Surroundings surroundings = new Surroundings();
    private final ModelChecks checks = new ModelChecks(surroundings, new CamundaFeel(Clock.systemUTC()));

    @Test
    void aSoundModelIsNotRefused() {
        assertThat(problems(step(process()).endEvent().done())).isEmpty();
    }

    @Test
    void aFileThatIsNoXmlIsRefused() {
        assertThat(codes(Map.of("a.bpmn", "<definitions".getBytes(StandardCharsets.UTF_8))))
                .containsExactly("unreadable");
    }

    @Test
    void aFileOfAnotherKindIsRefused() {
        assertThat(codes(Map.of("a.groovy", new byte[0]))).containsExactly("unknownFileType");
    }

    @Test
    void aBrokenFormIsRefused() {
        assertThat(codes(Map.of("a.form", "{".getBytes(StandardCharsets.UTF_8))))
                .containsExactly("form.notJson");
    }

    @Test
    void aProcessWithoutTimeToLiveIsRefused() {
        var model = step(process()).endEvent().done();
        model.getModelElementById("approval")
                .removeAttributeNs("http://camunda.org/schema/1.0/bpmn", "historyTimeToLive");
        assertThat(problems(model)).containsExactly("approval noTimeToLive");
    }

    @Test
    void aDelegateThatDoesNotExistIsRefused() {
        assertThat(problems(service("${gone}"))).containsExactly("serviceTask_call unknownDelegate");
    }

    @Test
    void aBeanThatIsNoDelegateIsRefusedAsOne() {
        surroundings.beans.put("clock", Object.class);
        assertThat(problems(service("${clock}"))).containsExactly("serviceTask_call unknownDelegate");
    }

    @Test
    void aMethodCallInPlaceOfADelegateIsRefused() {
        assertThat(problems(service("${local.run(execution)}"))).containsExactly("serviceTask_call unknownDelegate");
    }

    @Test
    void aJavaClassInPlaceOfADelegateIsRefused() {
        var model = process()
                .startEvent()
                .serviceTask("serviceTask_call")
                .camundaClass("java.lang.Runtime")
                .endEvent()
                .done();
        assertThat(problems(model)).containsExactly("serviceTask_call notADelegate");
    }

    @Test
    void aScriptIsRefused() {
        var model = process()
                .startEvent()
                .scriptTask("scriptTask_run")
                .scriptFormat("javascript")
                .scriptText("1")
                .endEvent()
                .done();
        assertThat(problems(model)).containsExactly("scriptTask_run script");
    }

    @Test
    void aConditionInAScriptLanguageIsRefused() {
        var model = process()
                .startEvent()
                .exclusiveGateway("gateway_isComplete")
                .condition("complete", "true")
                .endEvent()
                .done();
        String xml = Bpmn.convertToString(model)
                .replace(
                        "<conditionExpression",
                        "<conditionExpression xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                                + " xsi:type=\"tFormalExpression\" language=\"groovy\"");
        assertThat(codes(Map.of("a.bpmn", xml.getBytes(StandardCharsets.UTF_8))))
                .containsExactly("script");
    }

    @Test
    void anOutboundCallMustBeAsynchronousAndRetried() {
        assertThat(problems(service("${remote}")))
                .containsExactly("serviceTask_call outboundNotAsynchronous", "serviceTask_call outboundWithoutRetry");
        var sound = process()
                .startEvent()
                .serviceTask("serviceTask_call")
                .camundaDelegateExpression("${remote}")
                .camundaAsyncBefore()
                .camundaFailedJobRetryTimeCycle("R5/PT1M")
                .endEvent()
                .done();
        assertThat(problems(sound)).isEmpty();
    }

    @Test
    void whatADelegateNeedsOfItsModelIsAskedOfIt() {
        surroundings.wanted = new DelegateInputs() {
            @Override
            public String delegate() {
                return "remote";
            }

            @Override
            public List<Wrong> check(Map<String, String> inputs, Set<String> caught) {
                return inputs.equals(Map.of("resource", "people")) && caught.equals(Set.of("remote.refused"))
                        ? List.of()
                        : List.of(Wrong.of("noForm"));
            }
        };
        var model = process()
                .startEvent()
                .serviceTask("serviceTask_call")
                .camundaDelegateExpression("${remote}")
                .camundaAsyncBefore()
                .camundaFailedJobRetryTimeCycle("R5/PT1M")
                .camundaInputParameter("resource", "people")
                .endEvent()
                .done();
        assertThat(problems(model)).containsExactly("serviceTask_call noForm");
        ServiceTask task = model.getModelElementById("serviceTask_call");
        var caught = task.builder()
                .boundaryEvent("event_refused")
                .error("remote.refused")
                .endEvent()
                .done();
        assertThat(problems(caught)).isEmpty();
    }

    @Test
    void aListenerThatDoesNotExistIsRefused() {
        var model = step(process())
                .camundaTaskListenerDelegateExpression("create", "${gone}")
                .endEvent()
                .done();
        assertThat(problems(model)).containsExactly("userTask_review unknownDelegate");
    }

    @Test
    void aUserTaskNeedsFormGroupAndTerm() {
        var model =
                process().startEvent().userTask("userTask_review").endEvent().done();
        assertThat(problems(model))
                .containsExactly("userTask_review noForm", "userTask_review noGroup", "userTask_review noTerm");
    }

    @Test
    void aFormThatDoesNotExistIsRefused() {
        var model = step(process()).endEvent().done();
        task(model).setAttributeValueNs("http://camunda.org/schema/1.0/bpmn", "formRef", "gone");
        assertThat(problems(model)).containsExactly("userTask_review unknownForm");
    }

    @Test
    void aFormThatIsBoundToItsDeploymentMustBeAmongItsFiles() {
        surroundings.forms.add("earlier");
        var model = step(process()).endEvent().done();
        task(model).setAttributeValueNs("http://camunda.org/schema/1.0/bpmn", "formRef", "earlier");
        assertThat(problems(model)).containsExactly("userTask_review formElsewhere");
    }

    @Test
    void aFormDeployedEarlierWillDo() {
        surroundings.forms.add("earlier");
        var model = step(process()).endEvent().done();
        task(model).setAttributeValueNs("http://camunda.org/schema/1.0/bpmn", "formRef", "earlier");
        task(model).setAttributeValueNs("http://camunda.org/schema/1.0/bpmn", "formRefBinding", "latest");
        assertThat(problems(model)).isEmpty();
    }

    @Test
    void aGroupIsADepartmentARoleOrBoth() {
        for (String group : List.of("handler", "spj", "spj.handler", "${leadDepartment}.handler", "${group}")) {
            var model = step(process()).endEvent().done();
            task(model).setCamundaCandidateGroups(group);
            assertThat(problems(model)).as(group).isEmpty();
        }
        for (String group : List.of("nobody", "spj.nobody", "nowhere.handler", "${leadDepartment}.nobody", "a b")) {
            var model = step(process()).endEvent().done();
            task(model).setCamundaCandidateGroups(group);
            assertThat(problems(model)).as(group).containsExactly("userTask_review unknownGroup");
        }
    }

    @Test
    void aTermIsAPositiveAmountOfAKnownUnit() {
        for (String[] term :
                new String[][] {{"0", "WORKING_DAY"}, {"-1", "HOUR"}, {"2", "WEEK"}, {"x", "HOUR"}, {"${a.b}", "HOUR"}
                }) {
            var model = process()
                    .startEvent()
                    .userTask("userTask_review")
                    .camundaCandidateGroups("handler")
                    .endEvent()
                    .done();
            task(model).setAttributeValueNs("http://camunda.org/schema/1.0/bpmn", "formRef", "review");
            term(task(model), term[0], term[1]);
            assertThat(problems(model)).as(term[0] + " " + term[1]).containsExactly("userTask_review wrongTerm");
        }
    }

    @Test
    void whenAStepTurnsYellowAndWhoIsToldIsSaidWholeOrNotAtAll() {
        record Said(Map<String, String> properties, String... problems) {}
        for (Said said : List.of(
                new Said(Map.of("yellowAmount", "1", "yellowUnit", "WORKING_DAY", "warnHead", "false")),
                new Said(Map.of("yellowAmount", "", "yellowUnit", "", "warnLead", "true")),
                new Said(Map.of("yellowAmount", "99", "yellowUnit", "PERCENT")),
                new Said(Map.of("yellowAmount", "1"), "userTask_review halfYellow"),
                new Said(Map.of("yellowUnit", "HOUR"), "userTask_review halfYellow"),
                new Said(Map.of("yellowAmount", "0", "yellowUnit", "HOUR"), "userTask_review wrongYellow"),
                new Said(Map.of("yellowAmount", "100", "yellowUnit", "PERCENT"), "userTask_review wrongYellow"),
                new Said(Map.of("yellowAmount", "1", "yellowUnit", "CALENDAR_DAY"), "userTask_review wrongYellow"),
                new Said(Map.of("yellowAmount", "2", "yellowUnit", "WORKING_DAY"), "userTask_review alwaysYellow"),
                new Said(Map.of("warnSupervision", "nein"), "userTask_review wrongWarned"))) {
            var model = step(process()).endEvent().done();
            Map<String, String> properties = new LinkedHashMap<>(said.properties());
            properties.put("termAmount", "2");
            properties.put("termUnit", "WORKING_DAY");
            task(model).getExtensionElements().getElements().clear();
            task(model).builder().addExtensionElement(properties(task(model), properties));

            assertThat(problems(model)).as(said.properties().toString()).containsExactly(said.problems());
        }
    }

    /** A case may say itself how long a step has. */
    @Test
    void anAmountMayBeAVariable() {
        var model = step(process()).endEvent().done();
        task(model).getExtensionElements().getElements().clear();
        term(task(model), "${minutes}", "MINUTE");
        assertThat(problems(model)).isEmpty();
    }

    /** What the analyst can choose in Camunda Modeler is what the product knows. */
    @Test
    void theElementTemplateOffersWhatTheChecksAccept() throws Exception {
        JsonNode template = new ObjectMapper()
                .readTree(Path.of("processes/.camunda/element-templates/step-term.json")
                        .toFile())
                .get(0);
        assertThat(template.get("appliesTo").get(0).asText()).isEqualTo("bpmn:UserTask");
        Map<String, JsonNode> properties = new LinkedHashMap<>();
        for (JsonNode property : template.get("properties")) {
            assertThat(property.get("binding").get("type").asText()).isEqualTo("camunda:property");
            properties.put(property.get("binding").get("name").asText(), property);
        }
        assertThat(properties)
                .containsOnlyKeys(
                        "termAmount",
                        "termUnit",
                        "yellowAmount",
                        "yellowUnit",
                        "warnHandler",
                        "warnLead",
                        "warnHead",
                        "warnSupervision");
        assertThat(OpenTask.StepTerm.WARNED.stream().map(ModelledTerm::warnProperty))
                .allMatch(properties::containsKey);
        for (JsonNode termUnit : properties.get("termUnit").get("choices")) {
            for (JsonNode yellowUnit : properties.get("yellowUnit").get("choices")) {
                var model = step(process()).endEvent().done();
                Map<String, String> chosen = new LinkedHashMap<>();
                properties.forEach((name, property) ->
                        chosen.put(name, property.get("value").asText()));
                chosen.put("termUnit", termUnit.get("value").asText());
                chosen.put("yellowUnit", yellowUnit.get("value").asText());
                chosen.put("yellowAmount", yellowUnit.get("value").asText().isEmpty() ? "" : "1");
                task(model).getExtensionElements().getElements().clear();
                task(model).builder().addExtensionElement(properties(task(model), chosen));

                assertThat(problems(model)).as(chosen.toString()).isEmpty();
            }
        }
    }

    @Test
    void aDecisionThatDoesNotExistIsRefused() {
        var model = process()
                .startEvent()
                .businessRuleTask("businessRuleTask_decide")
                .camundaDecisionRef("gone")
                .endEvent()
                .done();
        assertThat(problems(model)).containsExactly("businessRuleTask_decide unknownDecision");
    }

    @Test
    void aCalledProcessMustExistAndBeGivenTheBusinessKey() {
        var model = process()
                .startEvent()
                .callActivity("callActivity_visit")
                .calledElement("gone")
                .endEvent()
                .done();
        assertThat(problems(model))
                .containsExactly("callActivity_visit unknownProcess", "callActivity_visit noBusinessKey");
    }

    @Test
    void anElementMissingFromTheDiagramIsRefused() {
        var model = step(process()).endEvent().done();
        model.getModelElementsByType(BpmnShape.class).stream()
                .filter(shape -> shape.getBpmnElement() instanceof UserTask)
                .findFirst()
                .ifPresent(shape -> shape.getParentElement().removeChildElement(shape));
        assertThat(problems(model)).containsExactly("userTask_review notInDiagram");
    }

    @Test
    void twoProcessesOfOneIdAreRefused() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("review.form", FORM.getBytes(StandardCharsets.UTF_8));
        files.put("a.bpmn", bytes(step(process()).endEvent().done()));
        files.put("b.bpmn", bytes(step(process()).endEvent().done()));
        assertThat(codes(files)).containsExactly("duplicateId");
    }

    @Test
    void aRunningVersionThatNamesAVanishedDelegateIsFound() {
        assertThat(checks.missingDelegates("approval.bpmn v3", service("${gone}")))
                .extracting(ModelProblem::code)
                .containsExactly("unknownDelegate");
        assertThat(checks.missingDelegates("approval.bpmn v3", service("${local}")))
                .isEmpty();
    }

    @Test
    void theMessageNamesFileElementAndRemedyInBothLanguages() {
        var messages = new ResourceBundleMessageSource();
        messages.setBasename("messages-engine");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        ModelProblem problem =
                checks.problems(Map.of("a.bpmn", bytes(service("${gone}")))).get(0);
        assertThat(CheckedDeployer.describe(problem, messages, Locale.CHINA))
                .contains("a.bpmn", "serviceTask_call", "${gone}", "local", "不存在");
        assertThat(CheckedDeployer.describe(problem, messages, Locale.ENGLISH))
                .contains("a.bpmn", "serviceTask_call", "${gone}", "local", "does not exist");
    }

    private static ProcessBuilder process() {
        return Bpmn.createExecutableProcess("approval").camundaHistoryTimeToLiveString("P3650D");
    }

    private static UserTaskBuilder step(ProcessBuilder process) {
        return step(process.startEvent().userTask("userTask_review"));
    }

    private static UserTaskBuilder step(UserTaskBuilder task) {
        task.camundaCandidateGroups("${leadDepartment}.handler");
        UserTask element = task.getElement();
        element.setAttributeValueNs("http://camunda.org/schema/1.0/bpmn", "formRef", "review");
        element.setAttributeValueNs("http://camunda.org/schema/1.0/bpmn", "formRefBinding", "deployment");
        term(element, "2", "WORKING_DAY");
        return task;
    }

    private static void term(UserTask task, String amount, String unit) {
        task.builder().addExtensionElement(properties(task, amount, unit));
    }

    private static CamundaProperties properties(UserTask task, String amount, String unit) {
        return properties(task, Map.of("termAmount", amount, "termUnit", unit));
    }

    private static CamundaProperties properties(UserTask task, Map<String, String> values) {
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

    private static BpmnModelInstance service(String delegate) {
        return process()
                .startEvent()
                .serviceTask("serviceTask_call")
                .camundaDelegateExpression(delegate)
                .endEvent()
                .done();
    }

    private static UserTask task(BpmnModelInstance model) {
        return model.getModelElementById("userTask_review");
    }

    private List<String> problems(BpmnModelInstance model) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("review.form", FORM.getBytes(StandardCharsets.UTF_8));
        files.put("approval.bpmn", bytes(model));
        return checks.problems(files).stream()
                .map(problem -> problem.element() + " " + problem.code())
                .toList();
    }

    private List<String> codes(Map<String, byte[]> files) {
        return checks.problems(files).stream().map(ModelProblem::code).toList();
    }

    private static byte[] bytes(BpmnModelInstance model) {
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

    private static final class Surroundings implements ModelSurroundings {

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
