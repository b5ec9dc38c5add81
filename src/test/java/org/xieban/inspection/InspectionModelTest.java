package org.xieban.inspection;

import java.io.File;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xieban.engine.ModelPicture;
import org.xieban.inspection.disclosure.WithdrawalModel;
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
                Arguments.of("results-publication", PublishingModel.class),
                Arguments.of("penalty-withdrawal", WithdrawalModel.class));
    }

    @ParameterizedTest
    @MethodSource("models")
    void itIsDrawnWholeAndItsStepsAndMessagesAreThoseThatTheCodeKnows(String file, Class<?> code)
            throws IllegalAccessException {
        BpmnModelInstance model = Bpmn.readModelFromFile(new File("processes/inspection/" + file + ".bpmn"));
        ModelPicture.requireNamed(model);
        ModelPicture.requireWhole(model);
        ModelPicture.requireKnown(model, code, file);
    }
}
