package org.xieban.emergency.report;

import java.io.File;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.api.Test;
import org.xieban.engine.ModelPicture;

/** The model of situation reports names what the code names, and looks as it should. */
class ReportModelTest {

    @Test
    void itIsDrawnWholeAndItsStepsAndMessagesAreThoseThatTheCodeKnows() throws IllegalAccessException {
        BpmnModelInstance model = Bpmn.readModelFromFile(new File("processes/emergency/situation-report.bpmn"));
        ModelPicture.requireNamed(model);
        ModelPicture.requireWhole(model);
        ModelPicture.requireKnown(model, ReportModel.class, ReportModel.ITEM);
    }
}
