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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xieban.engine.ModelPicture;
import org.xieban.engine.Variable;

/** The models of what follows a visit name what the code names, and look as they should. */
class AfterVisitModelsTest {

    @ParameterizedTest
    @CsvSource({
        "penalty-case, org.xieban.inspection.penalty.PenaltyModel",
        "rectification, org.xieban.inspection.rectification.RectificationModel",
        "credit-request, org.xieban.inspection.credit.CreditModel"
    })
    void modelAndCodeNameTheSame(String file, Class<?> names) throws IllegalAccessException {
        BpmnModelInstance model = Bpmn.readModelFromFile(new File("processes/inspection/" + file + ".bpmn"));
        ModelPicture.requireNamed(model);
        ModelPicture.requireWhole(model);

        Set<String> known = new TreeSet<>();
        Set<String> variables = new TreeSet<>();
        for (Field constant : names.getDeclaredFields()) {
            constant.setAccessible(true);
            if (Modifier.isStatic(constant.getModifiers()) && constant.get(null) instanceof String text) {
                known.add(text);
            } else if (constant.get(null) instanceof Variable<?> variable) {
                variables.add(variable.name());
            }
        }
        Set<String> modelled = new TreeSet<>();
        model.getModelElementsByType(Process.class).forEach(each -> modelled.add(each.getId()));
        model.getModelElementsByType(UserTask.class).forEach(each -> modelled.add(each.getId()));
        model.getModelElementsByType(Message.class).forEach(each -> modelled.add(each.getName()));
        known.removeIf(name -> name.contains("-"));
        assertThat(modelled).isEqualTo(known);
        String text = Bpmn.convertToString(model);
        assertThat(variables).allMatch(variable -> text.contains("{" + variable) || text.contains("!" + variable));
    }
}
