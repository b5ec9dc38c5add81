package org.xieban.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.xieban.engine.DelegateInputs;
import org.xieban.engine.ModelProblem;

/** What an analyst would otherwise learn from an incident, months later, he is told when he deploys. */
class ModelChecksTest {

    private final DrawnModels drawn = new DrawnModels();

    @Test
    void aSoundModelIsNotRefused() {
        assertThat(drawn.problems(
                        DrawnModels.step(DrawnModels.process()).endEvent().done()))
                .isEmpty();
    }

    @Test
    void aFileThatIsNoXmlIsRefused() {
        assertThat(drawn.codes(Map.of("a.bpmn", "<definitions".getBytes(StandardCharsets.UTF_8))))
                .containsExactly("unreadable");
    }

    @Test
    void aFileOfAnotherKindIsRefused() {
        assertThat(drawn.codes(Map.of("a.groovy", new byte[0]))).containsExactly("unknownFileType");
    }

    @Test
    void aBrokenFormIsRefused() {
        assertThat(drawn.codes(Map.of("a.form", "{".getBytes(StandardCharsets.UTF_8))))
                .containsExactly("form.notJson");
    }

    @Test
    void aProcessWithoutTimeToLiveIsRefused() {
        var model = DrawnModels.step(DrawnModels.process()).endEvent().done();
        model.getModelElementById("approval")
                .removeAttributeNs("http://camunda.org/schema/1.0/bpmn", "historyTimeToLive");
        assertThat(drawn.problems(model)).containsExactly("approval noTimeToLive");
    }

    @Test
    void aDelegateThatDoesNotExistIsRefused() {
        assertThat(drawn.problems(DrawnModels.service("${gone}"))).containsExactly("serviceTask_call unknownDelegate");
    }

    @Test
    void aBeanThatIsNoDelegateIsRefusedAsOne() {
        drawn.surroundings.beans.put("clock", Object.class);
        assertThat(drawn.problems(DrawnModels.service("${clock}"))).containsExactly("serviceTask_call unknownDelegate");
    }

    @Test
    void aMethodCallInPlaceOfADelegateIsRefused() {
        assertThat(drawn.problems(DrawnModels.service("${local.run(execution)}")))
                .containsExactly("serviceTask_call unknownDelegate");
    }

    @Test
    void aJavaClassInPlaceOfADelegateIsRefused() {
        var model = DrawnModels.process()
                .startEvent()
                .serviceTask("serviceTask_call")
                .camundaClass("java.lang.Runtime")
                .endEvent()
                .done();
        assertThat(drawn.problems(model)).containsExactly("serviceTask_call notADelegate");
    }

    @Test
    void aScriptIsRefused() {
        var model = DrawnModels.process()
                .startEvent()
                .scriptTask("scriptTask_run")
                .scriptFormat("javascript")
                .scriptText("1")
                .endEvent()
                .done();
        assertThat(drawn.problems(model)).containsExactly("scriptTask_run script");
    }

    @Test
    void aConditionInAScriptLanguageIsRefused() {
        var model = DrawnModels.process()
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
        assertThat(drawn.codes(Map.of("a.bpmn", xml.getBytes(StandardCharsets.UTF_8))))
                .containsExactly("script");
    }

    @Test
    void anOutboundCallMustBeAsynchronousAndRetried() {
        assertThat(drawn.problems(DrawnModels.service("${remote}")))
                .containsExactly("serviceTask_call outboundNotAsynchronous", "serviceTask_call outboundWithoutRetry");
        var sound = DrawnModels.process()
                .startEvent()
                .serviceTask("serviceTask_call")
                .camundaDelegateExpression("${remote}")
                .camundaAsyncBefore()
                .camundaFailedJobRetryTimeCycle("R5/PT1M")
                .endEvent()
                .done();
        assertThat(drawn.problems(sound)).isEmpty();
    }

    @Test
    void whatADelegateNeedsOfItsModelIsAskedOfIt() {
        drawn.surroundings.wanted = new DelegateInputs() {
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
        var model = DrawnModels.process()
                .startEvent()
                .serviceTask("serviceTask_call")
                .camundaDelegateExpression("${remote}")
                .camundaAsyncBefore()
                .camundaFailedJobRetryTimeCycle("R5/PT1M")
                .camundaInputParameter("resource", "people")
                .endEvent()
                .done();
        assertThat(drawn.problems(model)).containsExactly("serviceTask_call noForm");
        ServiceTask task = model.getModelElementById("serviceTask_call");
        var caught = task.builder()
                .boundaryEvent("event_refused")
                .error("remote.refused")
                .endEvent()
                .done();
        assertThat(drawn.problems(caught)).isEmpty();
    }

    @Test
    void aListenerThatDoesNotExistIsRefused() {
        var model = DrawnModels.step(DrawnModels.process())
                .camundaTaskListenerDelegateExpression("create", "${gone}")
                .endEvent()
                .done();
        assertThat(drawn.problems(model)).containsExactly("userTask_review unknownDelegate");
    }

    @Test
    void aDecisionThatDoesNotExistIsRefused() {
        var model = DrawnModels.process()
                .startEvent()
                .businessRuleTask("businessRuleTask_decide")
                .camundaDecisionRef("gone")
                .endEvent()
                .done();
        assertThat(drawn.problems(model)).containsExactly("businessRuleTask_decide unknownDecision");
    }

    @Test
    void aCalledProcessMustExistAndBeGivenTheBusinessKey() {
        var model = DrawnModels.process()
                .startEvent()
                .callActivity("callActivity_visit")
                .calledElement("gone")
                .endEvent()
                .done();
        assertThat(drawn.problems(model))
                .containsExactly("callActivity_visit unknownProcess", "callActivity_visit noBusinessKey");
    }

    @Test
    void anElementMissingFromTheDiagramIsRefused() {
        var model = DrawnModels.step(DrawnModels.process()).endEvent().done();
        model.getModelElementsByType(BpmnShape.class).stream()
                .filter(shape -> shape.getBpmnElement() instanceof UserTask)
                .findFirst()
                .ifPresent(shape -> shape.getParentElement().removeChildElement(shape));
        assertThat(drawn.problems(model)).containsExactly("userTask_review notInDiagram");
    }

    @Test
    void twoProcessesOfOneIdAreRefused() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("review.form", DrawnModels.FORM.getBytes(StandardCharsets.UTF_8));
        files.put(
                "a.bpmn",
                DrawnModels.bytes(
                        DrawnModels.step(DrawnModels.process()).endEvent().done()));
        files.put(
                "b.bpmn",
                DrawnModels.bytes(
                        DrawnModels.step(DrawnModels.process()).endEvent().done()));
        assertThat(drawn.codes(files)).containsExactly("duplicateId");
    }

    @Test
    void aRunningVersionThatNamesAVanishedDelegateIsFound() {
        assertThat(drawn.checks.missingDelegates("approval.bpmn v3", DrawnModels.service("${gone}")))
                .extracting(ModelProblem::code)
                .containsExactly("unknownDelegate");
        assertThat(drawn.checks.missingDelegates("approval.bpmn v3", DrawnModels.service("${local}")))
                .isEmpty();
    }

    @Test
    void theMessageNamesFileElementAndRemedyInBothLanguages() {
        var messages = new ResourceBundleMessageSource();
        messages.setBasename("messages-engine");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        ModelProblem problem = drawn.checks
                .problems(Map.of("a.bpmn", DrawnModels.bytes(DrawnModels.service("${gone}"))))
                .get(0);
        assertThat(CheckedDeployer.describe(problem, messages, Locale.CHINA))
                .contains("a.bpmn", "serviceTask_call", "${gone}", "local", "不存在");
        assertThat(CheckedDeployer.describe(problem, messages, Locale.ENGLISH))
                .contains("a.bpmn", "serviceTask_call", "${gone}", "local", "does not exist");
    }
}
