package org.xieban.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xieban.engine.ModelPicture;
import org.xieban.inspection.publication.PublicationModel;
import org.xieban.inspection.publication.PublishingModel;
import org.xieban.inspection.task.TaskModel;

/** The models of inspections name what the code names, and look as they should. */
class InspectionModelTest {

    static Stream<Arguments> models() {
        return Stream.of(
                Arguments.of("inspection-plan", PlanModel.class),
                Arguments.of("inspection-task", TaskModel.class),
                Arguments.of("publication-change", PublicationModel.class),
                Arguments.of("results-publication", PublishingModel.class));
    }

    @ParameterizedTest
    @MethodSource("models")
    void itIsDrawnWholeAndItsStepsAndMessagesAreThoseThatTheCodeKnows(String file, Class<?> code)
            throws IllegalAccessException {
        BpmnModelInstance model = Bpmn.readModelFromFile(new File("processes/inspection/" + file + ".bpmn"));
        ModelPicture.requireNamed(model);
        ModelPicture.requireWhole(model);
        Set<String> known = new TreeSet<>();
        for (Field constant : code.getDeclaredFields()) {
            if (Modifier.isStatic(constant.getModifiers()) && constant.getType() == String.class) {
                constant.setAccessible(true);
                known.add((String) constant.get(null));
            }
        }
        Set<String> modelled = new TreeSet<>();
        model.getModelElementsByType(Process.class).forEach(each -> modelled.add(each.getId()));
        model.getModelElementsByType(UserTask.class).forEach(each -> modelled.add(each.getId()));
        model.getModelElementsByType(Message.class).forEach(each -> modelled.add(each.getName()));
        // the item that it is as a case
        known.remove(file);
        assertThat(modelled).isEqualTo(known);
    }
}
