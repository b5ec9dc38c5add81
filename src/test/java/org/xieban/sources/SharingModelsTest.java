package org.xieban.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.reflect.Field;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xieban.engine.ModelPicture;
import org.xieban.engine.Variable;

/** The models by which departments ask each other name what the code names, and look as they should. */
class SharingModelsTest {

    /** What a clock tells a model when the term of a step is over. */
    private static final String OVERDUE = "timelimit.stepRed";

    private static BpmnModelInstance model(String name) {
        return Bpmn.readModelFromFile(new File("processes/sources/" + name + ".bpmn"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-sharing-request", "data-correction"})
    void itLooksAsItShould(String name) {
        ModelPicture.requireNamed(model(name));
        ModelPicture.requireWhole(model(name));
    }

    @ParameterizedTest
    @CsvSource({"data-sharing-request, dataSharingRequest", "data-correction, dataCorrection"})
    void theModelAndTheItemsNameTheSameProcess(String name, String process) {
        assertThat(model(name).getModelElementsByType(Process.class))
                .extracting(Process::getId)
                .containsExactly(process);
        assertThat(model(name).getModelElementsByType(Message.class))
                .extracting(Message::getName)
                .containsExactlyInAnyOrder(SharingModel.WITHDRAWN, OVERDUE);
        assertThat(Set.of(SharingModel.REQUEST, SharingModel.CORRECTION)).contains(process);
    }

    @Test
    void theCodeNamesEveryTaskAndWritesEveryVariable() throws Exception {
        Set<String> steps = new TreeSet<>();
        Set<String> variables = new TreeSet<>();
        for (Field field : SharingModel.class.getDeclaredFields()) {
            Object value = field.get(null);
            if (value instanceof Variable<?> variable) {
                variables.add(variable.name());
            } else if (value.toString().startsWith("userTask_")) {
                steps.add(value.toString());
            }
        }
        Set<String> tasks = new TreeSet<>();
        for (String name : new String[] {"data-sharing-request", "data-correction"}) {
            model(name).getModelElementsByType(UserTask.class).forEach(task -> {
                tasks.add(task.getId());
                String group = task.getCamundaCandidateGroups();
                assertThat(variables).contains(group.substring(2, group.indexOf('}')));
            });
        }
        assertThat(tasks).isEqualTo(steps);
    }
}
