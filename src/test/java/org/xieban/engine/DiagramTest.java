package org.xieban.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnLabel;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.dc.Bounds;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Of what a diagram shows, nothing lies on anything else: neither steps nor what is written beside them. */
class DiagramTest {

    /** As bpmn-js writes beside a shape: eleven to the em, broken after so many. */
    private static final double EM = 11;

    private static final double WIDEST_LABEL = 90;
    private static final double LINE = 13.2;
    private static final double TOUCHES = 2;

    static Stream<Path> models() throws IOException {
        return Files.walk(Path.of("processes"))
                .filter(file -> file.toString().endsWith(".bpmn"))
                .sorted();
    }

    /** A rectangle; of a gateway, its diamond. */
    private record Box(String what, double left, double top, double right, double bottom, boolean diamond) {

        static Box of(String what, Bounds bounds, boolean diamond) {
            return new Box(
                    what,
                    bounds.getX(),
                    bounds.getY(),
                    bounds.getX() + bounds.getWidth(),
                    bounds.getY() + bounds.getHeight(),
                    diamond);
        }

        /** What is written in its place, as large as it is drawn. */
        static Box ofText(String text, double middle, double top, double widest, double em) {
            double width = text.codePoints()
                    .mapToDouble(c -> c < 0x2E80 ? em * 0.55 : em)
                    .sum();
            double lines = Math.ceil(width / widest);
            double half = Math.min(width, widest) / 2;
            return new Box("“" + text + "”", middle - half, top, middle + half, top + lines * LINE, false);
        }

        boolean liesOn(Box other) {
            if (other.diamond) {
                double across = Math.max(Math.max(left - other.middle(), other.middle() - right), 0);
                double along = Math.max(Math.max(top - other.centre(), other.centre() - bottom), 0);
                return across + along < (other.right - other.left) / 2 - TOUCHES;
            }
            return left + TOUCHES < other.right
                    && other.left + TOUCHES < right
                    && top + TOUCHES < other.bottom
                    && other.top + TOUCHES < bottom;
        }

        private double middle() {
            return (left + right) / 2;
        }

        private double centre() {
            return (top + bottom) / 2;
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void nothingLiesOnAnythingElse(Path file) throws IOException {
        BpmnModelInstance model;
        try (var content = Files.newInputStream(file)) {
            model = Bpmn.readModelFromStream(content);
        }
        List<Box> steps = new ArrayList<>();
        List<Box> boundaries = new ArrayList<>();
        List<Box> words = new ArrayList<>();
        for (BpmnShape shape : model.getModelElementsByType(BpmnShape.class)) {
            BaseElement element = shape.getBpmnElement();
            if (element instanceof SubProcess around) {
                words.add(Box.ofText(
                        name(around),
                        shape.getBounds().getX() + shape.getBounds().getWidth() / 2,
                        shape.getBounds().getY() + 5,
                        shape.getBounds().getWidth(),
                        12));
            } else if (element instanceof BoundaryEvent) {
                boundaries.add(Box.of(element.getId(), shape.getBounds(), false));
            } else if (element instanceof FlowNode) {
                steps.add(Box.of(element.getId(), shape.getBounds(), element instanceof Gateway));
            }
            written(element, shape.getBpmnLabel(), words);
        }
        for (BpmnEdge edge : model.getModelElementsByType(BpmnEdge.class)) {
            written(edge.getBpmnElement(), edge.getBpmnLabel(), words);
        }

        List<String> wrong = new ArrayList<>();
        collisions(steps, steps, wrong);
        collisions(boundaries, boundaries, wrong);
        collisions(words, steps, wrong);
        collisions(words, boundaries, wrong);
        collisions(words, words, wrong);
        assertThat(wrong).as("on each other in %s", file).isEmpty();
    }

    private static void written(BaseElement element, BpmnLabel label, List<Box> words) {
        String name = name(element);
        if (label != null && label.getBounds() != null && !name.isEmpty()) {
            Bounds at = label.getBounds();
            words.add(Box.ofText(
                    name, at.getX() + at.getWidth() / 2, at.getY(), Math.max(at.getWidth(), WIDEST_LABEL), EM));
        }
    }

    private static String name(BaseElement element) {
        return element instanceof FlowElement named && named.getName() != null
                ? named.getName().strip()
                : "";
    }

    private static void collisions(List<Box> some, List<Box> others, List<String> wrong) {
        for (int one = 0; one < some.size(); one++) {
            for (int other = some == others ? one + 1 : 0; other < others.size(); other++) {
                if (some.get(one).liesOn(others.get(other))) {
                    wrong.add(some.get(one).what() + " / " + others.get(other).what());
                }
            }
        }
    }
}
