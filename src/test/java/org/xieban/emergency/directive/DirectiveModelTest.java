package org.xieban.emergency.directive;

import java.io.File;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.api.Test;
import org.xieban.engine.ModelPicture;

/** The model of directives names what the code names, and looks as it should. */
class DirectiveModelTest {

    @Test
    void soIsThatOfInstructions() throws IllegalAccessException {
        BpmnModelInstance model = Bpmn.readModelFromFile(new File("processes/emergency/instruction.bpmn"));
        ModelPicture.requireNamed(model);
        ModelPicture.requireWhole(model);
        ModelPicture.requireKnown(model, InstructionModel.class, InstructionModel.ITEM);
    }

    @Test
    void itIsDrawnWholeAndItsStepsAndMessagesAreThoseThatTheCodeKnows() throws IllegalAccessException {
        BpmnModelInstance model = Bpmn.readModelFromFile(new File("processes/emergency/directive.bpmn"));
        ModelPicture.requireNamed(model);
        ModelPicture.requireWhole(model);
        ModelPicture.requireKnown(model, DirectiveModel.class, DirectiveModel.ITEM);
    }
}
