package org.xieban.engine.internal;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.xieban.engine.ModelProblem;

/** Whether a model can run with what it names beside it, is kept for a time, and can be looked at. */
final class ShapeChecks {

    private final CheckedModel checked;
    private final ModelChecks.Deployed together;
    private final ModelSurroundings surroundings;

    ShapeChecks(CheckedModel checked, ModelChecks.Deployed together, ModelSurroundings surroundings) {
        this.checked = checked;
        this.together = together;
        this.surroundings = surroundings;
    }

    void check() {
        processes();
        decisions();
        calledProcesses();
        diagram();
    }

    private void processes() {
        Collection<Process> processes = checked.all(Process.class);
        if (processes.stream().noneMatch(Process::isExecutable)) {
            checked.problems().add(ModelProblem.of(checked.file(), null, "nothingExecutable"));
        }
        for (Process process : processes) {
            if (process.isExecutable() && process.getCamundaHistoryTimeToLiveString() == null) {
                checked.problem(process, "noTimeToLive");
            }
        }
    }

    private void decisions() {
        for (BusinessRuleTask task : checked.all(BusinessRuleTask.class)) {
            String decision = task.getCamundaDecisionRef();
            if (decision != null && !ModelChecks.known(decision, together.decisions(), surroundings::hasDecision)) {
                checked.problem(task, "unknownDecision", decision);
            }
        }
    }

    private void calledProcesses() {
        for (CallActivity call : checked.all(CallActivity.class)) {
            String process = call.getCalledElement();
            if (process == null || !ModelChecks.known(process, together.processes(), surroundings::hasProcess)) {
                checked.problem(call, "unknownProcess", String.valueOf(process));
            }
            if (checked.extension(call, CamundaIn.class).stream().allMatch(in -> in.getCamundaBusinessKey() == null)) {
                checked.problem(call, "noBusinessKey");
            }
        }
    }

    /** Without its shape an element is missing from the picture in Modeler, in Cockpit and on the case's page. */
    private void diagram() {
        // asked of each element, the model would look at all of the diagram
        Set<String> drawn = Stream.of(BpmnShape.class, BpmnEdge.class)
                .flatMap(type -> checked.all(type).stream())
                .map(element -> String.valueOf(element.getAttributeValue("bpmnElement")))
                .map(name -> name.substring(name.indexOf(':') + 1))
                .collect(Collectors.toSet());
        for (FlowNode node : checked.all(FlowNode.class)) {
            if (!drawn.contains(node.getId())) {
                checked.problem(node, "notInDiagram");
            }
        }
        for (SequenceFlow flow : checked.all(SequenceFlow.class)) {
            if (!drawn.contains(flow.getId())) {
                checked.problem(flow, "notInDiagram");
            }
        }
    }
}
