package org.xieban.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Line2D;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.di.Waypoint;

/** What must hold of every model that comes with the product: what its elements are called, and how it is drawn. */
public final class ModelPicture {

    private ModelPicture() {}

    /** Ids say what an element is, names what an officer reads; where a path forks, its branches say which they are. */
    public static void requireNamed(BpmnModelInstance model) {
        for (FlowElement element : model.getModelElementsByType(FlowElement.class)) {
            String kind = element instanceof SequenceFlow
                    ? "flow"
                    : element instanceof Event
                            ? "event"
                            : element instanceof Gateway
                                    ? "gateway"
                                    : element.getElementType().getTypeName();
            assertThat(element.getId()).matches(kind + "_[a-z][A-Za-z0-9_]*");
            if (element instanceof FlowNode) {
                assertThat(element.getName()).as(element.getId()).containsPattern("\\p{IsHan}{2}");
            }
        }
        Set<FlowNode> forks = model.getModelElementsByType(SequenceFlow.class).stream()
                .map(SequenceFlow::getSource)
                .filter(node -> node.getOutgoing().size() > 1)
                .collect(Collectors.toSet());
        assertThat(forks).allSatisfy(fork -> assertThat(fork.getOutgoing())
                .allSatisfy(flow -> assertThat(flow.getName()).isNotBlank()));
    }

    /**
     * The process, its user tasks and its messages are those that the constants of a class name.
     *
     * @param item constant of the class that names none of the model: the item that one is as a case
     */
    public static void requireKnown(BpmnModelInstance model, Class<?> code, String item) throws IllegalAccessException {
        Set<String> known = new TreeSet<>();
        for (Field constant : code.getDeclaredFields()) {
            if (Modifier.isStatic(constant.getModifiers()) && constant.getType() == String.class) {
                constant.setAccessible(true);
                known.add((String) constant.get(null));
            }
        }
        known.remove(item);
        Set<String> modelled = new TreeSet<>();
        model.getModelElementsByType(Process.class).forEach(each -> modelled.add(each.getId()));
        model.getModelElementsByType(UserTask.class).forEach(each -> modelled.add(each.getId()));
        model.getModelElementsByType(Message.class).forEach(each -> modelled.add(each.getName()));
        assertThat(modelled).isEqualTo(known);
    }

    /** Every element is in the picture, and no line crosses another. */
    public static void requireWhole(BpmnModelInstance model) {
        Set<String> drawn = new TreeSet<>();
        model.getModelElementsByType(BpmnShape.class)
                .forEach(shape -> drawn.add(shape.getBpmnElement().getId()));
        model.getModelElementsByType(BpmnEdge.class)
                .forEach(edge -> drawn.add(edge.getBpmnElement().getId()));
        assertThat(model.getModelElementsByType(FlowElement.class).stream().map(FlowElement::getId))
                .allMatch(drawn::contains);

        List<BpmnEdge> edges = List.copyOf(model.getModelElementsByType(BpmnEdge.class));
        for (int one = 0; one < edges.size(); one++) {
            for (int other = one + 1; other < edges.size(); other++) {
                assertThat(cross(edges.get(one), edges.get(other)))
                        .as(
                                "%s and %s cross",
                                edges.get(one).getId(), edges.get(other).getId())
                        .isFalse();
            }
        }
    }

    private static boolean cross(BpmnEdge one, BpmnEdge other) {
        return lines(one).anyMatch(line -> lines(other)
                .anyMatch(second -> second.intersectsLine(line)
                        && !line.getP1().equals(second.getP1())
                        && !line.getP2().equals(second.getP2())
                        && !line.getP1().equals(second.getP2())
                        && !line.getP2().equals(second.getP1())));
    }

    private static Stream<Line2D> lines(BpmnEdge edge) {
        List<Waypoint> points = List.copyOf(edge.getWaypoints());
        List<Line2D> lines = new ArrayList<>();
        for (int i = 1; i < points.size(); i++) {
            lines.add(new Line2D.Double(
                    points.get(i - 1).getX(),
                    points.get(i - 1).getY(),
                    points.get(i).getX(),
                    points.get(i).getY()));
        }
        return lines.stream();
    }
}
