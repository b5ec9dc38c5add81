package org.xieban.emergency.warning;

import java.io.File;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.api.Test;
import org.xieban.engine.ModelPicture;

/** The model of warnings names what the code names, and looks as it should. */
class WarningModelTest {

    @Test
    void itIsDrawnWholeAndItsStepsAndMessagesAreThoseThatTheCodeKnows() throws IllegalAccessException {
        BpmnModelInstance model = Bpmn.readModelFromFile(new File("processes/emergency/emergency-warning.bpmn"));
        ModelPicture.requireNamed(model);
        ModelPicture.requireWhole(model);
        ModelPicture.requireKnown(model, WarningModel.class, WarningModel.ITEM);
    }
}
