package org.xieban.engine.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;

/** How the elements of a model follow each other, by their ids. */
final class StepGraph {

    private final BpmnModelInstance model;

    StepGraph(BpmnModelInstance model) {
        this.model = model;
    }

    /** An element's id as the model has it: the engine calls what repeats it by a name of its own. */
    static String element(String activityId) {
        int body = activityId.indexOf('#');
        return body < 0 ? activityId : activityId.substring(0, body);
    }

    String name(String id) {
        String name = node(id).getName();
        return name == null ? id : name;
    }

    boolean isUserTask(String id) {
        return model.getModelElementById(id) instanceof UserTask;
    }

    /** Whether one may follow the other, on a way that does not lead through a third. */
    boolean leads(String from, String to, String around) {
        return following(from, around).contains(to);
    }

    boolean leads(String from, String to) {
        return leads(from, to, "");
    }

    private Set<String> following(String from, String around) {
        Set<String> found = new HashSet<>();
        Deque<FlowNode> next = new ArrayDeque<>();
        next.add(node(from));
        while (!next.isEmpty()) {
            FlowNode node = next.remove();
            for (SequenceFlow flow : node.getOutgoing()) {
                add(flow.getTarget(), around, found, next);
            }
            if (node instanceof Activity) {
                for (BoundaryEvent event : model.getModelElementsByType(BoundaryEvent.class)) {
                    if (event.getAttachedTo().equals(node)) {
                        add(event, around, found, next);
                    }
                }
            }
        }
        return found;
    }

    private static void add(FlowNode node, String around, Set<String> found, Deque<FlowNode> next) {
        if (!node.getId().equals(around) && found.add(node.getId())) {
            next.add(node);
        }
    }

    /** Whether tokens part at an element, one going on to the one and another to the other. */
    boolean parts(String at, String one, String other) {
        FlowNode node = node(at);
        boolean chooses = node instanceof ExclusiveGateway || node instanceof EventBasedGateway;
        if (chooses || node.getOutgoing().size() < 2) {
            return false;
        }
        for (SequenceFlow first : node.getOutgoing()) {
            for (SequenceFlow second : node.getOutgoing()) {
                if (!first.equals(second)
                        && reaches(first.getTarget(), one, at)
                        && reaches(second.getTarget(), other, at)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean reaches(FlowNode from, String to, String around) {
        return from.getId().equals(to) || leads(from.getId(), to, around);
    }

    /** Whether an element does nothing but wait for people and choose the way: going through it again does no harm. */
    boolean isRepeatable(String id) {
        FlowNode node = node(id);
        boolean listened = node.getExtensionElements() != null
                && !node.getExtensionElements()
                        .getElementsQuery()
                        .filterByType(CamundaExecutionListener.class)
                        .list()
                        .isEmpty();
        if (listened) {
            return false;
        }
        return node instanceof UserTask
                || (node instanceof Gateway && !(node instanceof EventBasedGateway))
                || (node instanceof BusinessRuleTask rule && rule.getCamundaDecisionRef() != null);
    }

    private FlowNode node(String id) {
        return model.getModelElementById(id);
    }
}
