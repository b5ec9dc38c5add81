package org.xieban.engine.internal;

import static org.camunda.bpm.model.bpmn.impl.BpmnModelConstants.CAMUNDA_NS;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ScriptTask;
import org.camunda.bpm.model.bpmn.instance.SendTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaConnector;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaFailedJobRetryTimeCycle;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputOutput;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaScript;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaTaskListener;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.jspecify.annotations.Nullable;
import org.xieban.engine.DelegateInputs;
import org.xieban.engine.OutboundCall;

/** Whether the beans that a model names are there and are what it needs, and nothing else runs: no script, no connector. */
final class DelegateChecks {

    private static final Pattern BEAN = Pattern.compile("[$#]\\{\\s*([A-Za-z][A-Za-z0-9]*)\\s*}");

    private final CheckedModel checked;
    private final ModelSurroundings surroundings;

    DelegateChecks(CheckedModel checked, ModelSurroundings surroundings) {
        this.checked = checked;
        this.surroundings = surroundings;
    }

    void check() {
        beans();
        scripts();
    }

    /** Of all that runs, whether it is there. */
    void beans() {
        delegates();
        listeners();
    }

    private void delegates() {
        for (ServiceTask task : checked.all(ServiceTask.class)) {
            delegate(task, task);
        }
        for (SendTask task : checked.all(SendTask.class)) {
            delegate(task, task);
        }
        for (BusinessRuleTask task : checked.all(BusinessRuleTask.class)) {
            if (task.getCamundaDecisionRef() == null) {
                delegate(task, task);
            }
        }
        for (MessageEventDefinition event : checked.all(MessageEventDefinition.class)) {
            boolean throwing = event.getParentElement() instanceof org.camunda.bpm.model.bpmn.instance.ThrowEvent;
            if (throwing && event.getParentElement() instanceof FlowNode node) {
                delegate(event, node);
            }
        }
    }

    private void delegate(BaseElement element, FlowNode node) {
        String expression = element.getAttributeValueNs(CAMUNDA_NS, "delegateExpression");
        if (expression == null) {
            checked.problem(node, "notADelegate");
            return;
        }
        Class<?> type = bean(node, expression, JavaDelegate.class);
        if (type != null && type.isAnnotationPresent(OutboundCall.class)) {
            outbound(node, expression);
        }
        if (type != null) {
            inputs(node, expression);
        }
    }

    /** What the delegate itself needs of the model. */
    private void inputs(FlowNode node, String expression) {
        Matcher bean = BEAN.matcher(expression.strip());
        DelegateInputs wanted = bean.matches() ? surroundings.inputs(bean.group(1)) : null;
        if (wanted != null) {
            Map<String, String> inputs = new LinkedHashMap<>();
            for (CamundaInputOutput parameters : checked.extension(node, CamundaInputOutput.class)) {
                parameters
                        .getCamundaInputParameters()
                        .forEach(each -> inputs.put(
                                each.getCamundaName(), each.getTextContent().strip()));
            }
            wanted.check(inputs, caughtAt(node))
                    .forEach(wrong -> checked.problem(
                            node, wrong.code(), wrong.arguments().toArray()));
        }
    }

    /** Codes of the errors that boundary events catch at a step or at a sub-process around it. */
    private Set<String> caughtAt(FlowNode node) {
        Set<ModelElementInstance> around = new HashSet<>();
        for (ModelElementInstance at = node; at != null; at = at.getParentElement()) {
            around.add(at);
        }
        Set<String> caught = new HashSet<>();
        for (BoundaryEvent event : checked.all(BoundaryEvent.class)) {
            if (around.contains(event.getAttachedTo())) {
                event.getChildElementsByType(ErrorEventDefinition.class).stream()
                        .map(ErrorEventDefinition::getError)
                        .filter(Objects::nonNull)
                        .forEach(error -> caught.add(error.getErrorCode()));
            }
        }
        return caught;
    }

    /** An outbound call never runs inside the transaction of the step before it, and is repeated when it fails. */
    private void outbound(FlowNode node, String expression) {
        if (!node.isCamundaAsyncBefore()) {
            checked.problem(node, "outboundNotAsynchronous", expression);
        }
        if (checked.extension(node, CamundaFailedJobRetryTimeCycle.class).isEmpty()) {
            checked.problem(node, "outboundWithoutRetry", expression);
        }
    }

    private void listeners() {
        for (CamundaExecutionListener listener : checked.all(CamundaExecutionListener.class)) {
            listener(listener, listener.getCamundaDelegateExpression(), ExecutionListener.class);
        }
        for (CamundaTaskListener listener : checked.all(CamundaTaskListener.class)) {
            listener(listener, listener.getCamundaDelegateExpression(), TaskListener.class);
        }
    }

    private void listener(ModelElementInstance listener, @Nullable String expression, Class<?> type) {
        BaseElement owner = CheckedModel.owner(listener);
        if (expression == null) {
            checked.problem(owner, "notADelegate");
        } else {
            bean(owner, expression, type);
        }
    }

    private @Nullable Class<?> bean(BaseElement element, String expression, Class<?> expected) {
        Matcher bean = BEAN.matcher(expression.strip());
        Class<?> type = bean.matches() ? surroundings.bean(bean.group(1)) : null;
        if (type == null || !expected.isAssignableFrom(type)) {
            checked.problem(element, "unknownDelegate", expression, String.join(", ", surroundings.delegates()));
            return null;
        }
        return type;
    }

    private void scripts() {
        checked.all(ScriptTask.class).forEach(task -> checked.problem(task, "script"));
        checked.all(CamundaScript.class).forEach(script -> checked.problem(CheckedModel.owner(script), "script"));
        checked.all(CamundaConnector.class)
                .forEach(connector -> checked.problem(CheckedModel.owner(connector), "notADelegate"));
        for (SequenceFlow flow : checked.all(SequenceFlow.class)) {
            if (flow.getConditionExpression() != null
                    && flow.getConditionExpression().getLanguage() != null) {
                checked.problem(flow, "script");
            }
        }
    }
}
