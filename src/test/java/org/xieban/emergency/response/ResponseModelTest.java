package org.xieban.emergency.response;

import java.io.File;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.api.Test;
import org.xieban.engine.ModelPicture;

/** The model of events names what the code names, and looks as it should. */
class ResponseModelTest {

    @Test
    void itIsDrawnWholeAndItsStepsAndMessagesAreThoseThatTheCodeKnows() throws IllegalAccessException {
        BpmnModelInstance model = Bpmn.readModelFromFile(new File("processes/emergency/emergency-response.bpmn"));
        ModelPicture.requireNamed(model);
        ModelPicture.requireWhole(model);
        ModelPicture.requireKnown(model, ResponseModel.class, "");
    }
}
