package org.xieban.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.Test;
import org.xieban.engine.ModelPicture;

/** The model of plans names what the code names, and looks as it should. */
class InspectionModelTest {

    private final BpmnModelInstance model =
            Bpmn.readModelFromFile(new File("processes/inspection/inspection-plan.bpmn"));

    @Test
    void itLooksAsItShould() {
        ModelPicture.requireNamed(model);
        ModelPicture.requireWhole(model);
    }

    @Test
    void itsStepsAndMessagesAreThoseThatTheCodeKnows() throws IllegalAccessException {
        Set<String> known = new TreeSet<>();
        for (Field constant : PlanModel.class.getDeclaredFields()) {
            if (Modifier.isStatic(constant.getModifiers()) && constant.getType() == String.class) {
                known.add((String) constant.get(null));
            }
        }
        Set<String> modelled = new TreeSet<>();
        model.getModelElementsByType(Process.class).forEach(each -> modelled.add(each.getId()));
        model.getModelElementsByType(UserTask.class).forEach(each -> modelled.add(each.getId()));
        model.getModelElementsByType(Message.class).forEach(each -> modelled.add(each.getName()));
        known.remove(PlanModel.ITEM);
        assertThat(modelled).isEqualTo(known);
    }
}
