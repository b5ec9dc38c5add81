package org.xieban.engine.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.InclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
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

    /** Whether one may follow the other. */
    boolean leads(String from, String to) {
        return leads(from, to, Set.of());
    }

    /** Whether one may follow the other on a way that leads through none of others. */
    private boolean leads(String from, String to, Set<String> around) {
        Set<String> seen = new HashSet<>();
        Deque<FlowNode> next = new ArrayDeque<>();
        next.add(node(from));
        while (!next.isEmpty()) {
            for (FlowNode node : following(next.remove())) {
                if (node.getId().equals(to)) {
                    return true;
                }
                if (!around.contains(node.getId()) && seen.add(node.getId())) {
                    next.add(node);
                }
            }
        }
        return false;
    }

    private List<FlowNode> following(FlowNode node) {
        List<FlowNode> following = new ArrayList<>();
        node.getOutgoing().forEach(flow -> following.add(flow.getTarget()));
        if (node instanceof Activity) {
            model.getModelElementsByType(BoundaryEvent.class).stream()
                    .filter(event -> event.getAttachedTo().equals(node))
                    .forEach(following::add);
        }
        return following;
    }

    /** The forks between which and their joins an element stands; a join stands within its own fork. */
    Set<String> within(String id) {
        return model.getModelElementsByType(FlowNode.class).stream()
                .filter(StepGraph::parts)
                .filter(fork -> leads(fork.getId(), id, joins(fork)))
                .map(FlowNode::getId)
                .collect(Collectors.toSet());
    }

    /** Whether one leads to the other without leaving the branch of a fork in which it stands. */
    boolean leadsOnTheBranch(String from, String to, String fork) {
        Set<String> around = joins(node(fork));
        around.add(fork);
        return leads(from, to, around);
    }

    /** Whether tokens part at an element, each going its own way. */
    private static boolean parts(FlowNode node) {
        return node.getOutgoing().size() > 1
                && !(node instanceof ExclusiveGateway)
                && !(node instanceof EventBasedGateway);
    }

    /** Where all tokens that part at a fork can meet. */
    private Set<String> joins(FlowNode fork) {
        return model.getModelElementsByType(Gateway.class).stream()
                .filter(gateway -> gateway instanceof ParallelGateway || gateway instanceof InclusiveGateway)
                .filter(gateway -> gateway.getIncoming().size() > 1)
                .filter(gateway -> fork.getOutgoing().stream()
                        .map(SequenceFlow::getTarget)
                        .allMatch(first ->
                                first.equals(gateway) || leads(first.getId(), gateway.getId(), Set.of(fork.getId()))))
                .map(FlowNode::getId)
                .collect(Collectors.toCollection(HashSet::new));
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
