package org.xieban.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.xieban.engine.OpenTask;

/** A step that nobody could work on, or nobody would know until when, is not deployed. */
class UserTaskChecksTest {

    private final DrawnModels drawn = new DrawnModels();

    @Test
    void aUserTaskNeedsFormGroupAndTerm() {
        var model = DrawnModels.process()
                .startEvent()
                .userTask("userTask_review")
                .endEvent()
                .done();
        assertThat(drawn.problems(model))
                .containsExactly("userTask_review noForm", "userTask_review noGroup", "userTask_review noTerm");
    }

    @Test
    void aFormThatDoesNotExistIsRefused() {
        var model = DrawnModels.step(DrawnModels.process()).endEvent().done();
        DrawnModels.task(model).setAttributeValueNs("http://camunda.org/schema/1.0/bpmn", "formRef", "gone");
        assertThat(drawn.problems(model)).containsExactly("userTask_review unknownForm");
    }

    @Test
    void aFormThatIsBoundToItsDeploymentMustBeAmongItsFiles() {
        drawn.surroundings.forms.add("earlier");
        var model = DrawnModels.step(DrawnModels.process()).endEvent().done();
        DrawnModels.task(model).setAttributeValueNs("http://camunda.org/schema/1.0/bpmn", "formRef", "earlier");
        assertThat(drawn.problems(model)).containsExactly("userTask_review formElsewhere");
    }

    @Test
    void aFormDeployedEarlierWillDo() {
        drawn.surroundings.forms.add("earlier");
        var model = DrawnModels.step(DrawnModels.process()).endEvent().done();
        DrawnModels.task(model).setAttributeValueNs("http://camunda.org/schema/1.0/bpmn", "formRef", "earlier");
        DrawnModels.task(model).setAttributeValueNs("http://camunda.org/schema/1.0/bpmn", "formRefBinding", "latest");
        assertThat(drawn.problems(model)).isEmpty();
    }

    @Test
    void aGroupIsADepartmentARoleOrBoth() {
        for (String group : List.of("handler", "spj", "spj.handler", "${leadDepartment}.handler", "${group}")) {
            var model = DrawnModels.step(DrawnModels.process()).endEvent().done();
            DrawnModels.task(model).setCamundaCandidateGroups(group);
            assertThat(drawn.problems(model)).as(group).isEmpty();
        }
        for (String group : List.of("nobody", "spj.nobody", "nowhere.handler", "${leadDepartment}.nobody", "a b")) {
            var model = DrawnModels.step(DrawnModels.process()).endEvent().done();
            DrawnModels.task(model).setCamundaCandidateGroups(group);
            assertThat(drawn.problems(model)).as(group).containsExactly("userTask_review unknownGroup");
        }
    }

    @Test
    void aTermIsAPositiveAmountOfAKnownUnit() {
        for (String[] term :
                new String[][] {{"0", "WORKING_DAY"}, {"-1", "HOUR"}, {"2", "WEEK"}, {"x", "HOUR"}, {"${a.b}", "HOUR"}
                }) {
            var model = DrawnModels.process()
                    .startEvent()
                    .userTask("userTask_review")
                    .camundaCandidateGroups("handler")
                    .endEvent()
                    .done();
            DrawnModels.task(model).setAttributeValueNs("http://camunda.org/schema/1.0/bpmn", "formRef", "review");
            DrawnModels.term(DrawnModels.task(model), term[0], term[1]);
            assertThat(drawn.problems(model)).as(term[0] + " " + term[1]).containsExactly("userTask_review wrongTerm");
        }
    }

    @Test
    void whenAStepTurnsYellowAndWhoIsToldIsSaidWholeOrNotAtAll() {
        record Said(Map<String, String> properties, String... problems) {}
        for (Said said : List.of(
                new Said(Map.of("yellowAmount", "1", "yellowUnit", "WORKING_DAY", "warnHead", "false")),
                new Said(Map.of("yellowAmount", "", "yellowUnit", "", "warnLead", "true")),
                new Said(Map.of("yellowAmount", "99", "yellowUnit", "PERCENT")),
                new Said(Map.of("yellowAmount", "1"), "userTask_review halfYellow"),
                new Said(Map.of("yellowUnit", "HOUR"), "userTask_review halfYellow"),
                new Said(Map.of("yellowAmount", "0", "yellowUnit", "HOUR"), "userTask_review wrongYellow"),
                new Said(Map.of("yellowAmount", "100", "yellowUnit", "PERCENT"), "userTask_review wrongYellow"),
                new Said(Map.of("yellowAmount", "1", "yellowUnit", "CALENDAR_DAY"), "userTask_review wrongYellow"),
                new Said(Map.of("yellowAmount", "2", "yellowUnit", "WORKING_DAY"), "userTask_review alwaysYellow"),
                new Said(Map.of("warnSupervision", "nein"), "userTask_review wrongWarned"))) {
            var model = DrawnModels.step(DrawnModels.process()).endEvent().done();
            Map<String, String> properties = new LinkedHashMap<>(said.properties());
            properties.put("termAmount", "2");
            properties.put("termUnit", "WORKING_DAY");
            DrawnModels.task(model).getExtensionElements().getElements().clear();
            DrawnModels.task(model)
                    .builder()
                    .addExtensionElement(DrawnModels.properties(DrawnModels.task(model), properties));

            assertThat(drawn.problems(model)).as(said.properties().toString()).containsExactly(said.problems());
        }
    }

    /** A case may say itself how long a step has. */
    @Test
    void anAmountMayBeAVariable() {
        var model = DrawnModels.step(DrawnModels.process()).endEvent().done();
        DrawnModels.task(model).getExtensionElements().getElements().clear();
        DrawnModels.term(DrawnModels.task(model), "${minutes}", "MINUTE");
        assertThat(drawn.problems(model)).isEmpty();
    }

    /** What the analyst can choose in Camunda Modeler is what the product knows. */
    @Test
    void theElementTemplateOffersWhatTheChecksAccept() throws Exception {
        JsonNode template = new ObjectMapper()
                .readTree(Path.of("processes/.camunda/element-templates/step-term.json")
                        .toFile())
                .get(0);
        assertThat(template.get("appliesTo").get(0).asText()).isEqualTo("bpmn:UserTask");
        Map<String, JsonNode> properties = new LinkedHashMap<>();
        for (JsonNode property : template.get("properties")) {
            assertThat(property.get("binding").get("type").asText()).isEqualTo("camunda:property");
            properties.put(property.get("binding").get("name").asText(), property);
        }
        assertThat(properties)
                .containsOnlyKeys(
                        "termAmount",
                        "termUnit",
                        "yellowAmount",
                        "yellowUnit",
                        "warnHandler",
                        "warnLead",
                        "warnHead",
                        "warnSupervision");
        assertThat(OpenTask.StepTerm.WARNED.stream().map(ModelledTerm::warnProperty))
                .allMatch(properties::containsKey);
        for (JsonNode termUnit : properties.get("termUnit").get("choices")) {
            for (JsonNode yellowUnit : properties.get("yellowUnit").get("choices")) {
                var model = DrawnModels.step(DrawnModels.process()).endEvent().done();
                Map<String, String> chosen = new LinkedHashMap<>();
                properties.forEach((name, property) ->
                        chosen.put(name, property.get("value").asText()));
                chosen.put("termUnit", termUnit.get("value").asText());
                chosen.put("yellowUnit", yellowUnit.get("value").asText());
                chosen.put("yellowAmount", yellowUnit.get("value").asText().isEmpty() ? "" : "1");
                DrawnModels.task(model).getExtensionElements().getElements().clear();
                DrawnModels.task(model)
                        .builder()
                        .addExtensionElement(DrawnModels.properties(DrawnModels.task(model), chosen));

                assertThat(drawn.problems(model)).as(chosen.toString()).isEmpty();
            }
        }
    }
}
