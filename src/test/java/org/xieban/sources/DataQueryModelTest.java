package org.xieban.sources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Error;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputParameter;
import org.junit.jupiter.api.Test;

/** The model, the code and the element template name the same things. */
class DataQueryModelTest {

    private final BpmnModelInstance model = Bpmn.readModelFromFile(new File("processes/sources/data-query.bpmn"));

    @Test
    void theModelAndTheCodeNameTheSame() {
        assertThat(model.getModelElementsByType(Process.class))
                .extracting(Process::getId)
                .containsExactly(SourcesModel.DATA_QUERY);
        assertThat(model.getModelElementsByType(Error.class))
                .extracting(Error::getErrorCode)
                .contains(SourcesModel.REFUSED);
        assertThat(model.getModelElementsByType(Message.class))
                .extracting(Message::getName)
                .containsExactly("engine.stepFailed");
        assertThat(model.getModelElementsByType(ServiceTask.class))
                .extracting(ServiceTask::getCamundaDelegateExpression)
                .containsExactlyInAnyOrder("${queryDataResource}", "${keepHandCheck}");
    }

    @Test
    void theElementTemplateAsksForWhatTheDelegateReads() throws Exception {
        JsonNode template = new ObjectMapper()
                .readTree(Files.readString(Path.of("processes/.camunda/element-templates/query-data-resource.json")))
                .get(0);
        Set<String> inputs = new HashSet<>();
        List<String> purposes = new ArrayList<>();
        template.path("properties").forEach(property -> {
            if (property.path("binding").path("type").asText().equals("camunda:inputParameter")) {
                inputs.add(property.path("binding").path("name").asText());
            }
            property.path("choices")
                    .forEach(choice -> purposes.add(choice.path("value").asText()));
        });
        assertThat(inputs)
                .containsExactlyInAnyOrder(
                        SourcesModel.RESOURCE.name(), SourcesModel.PURPOSE.name(), SourcesModel.KEYS.name());
        assertThat(purposes).containsExactlyInAnyOrder(names());
        assertThat(model.getModelElementsByType(CamundaInputParameter.class).stream()
                        .map(CamundaInputParameter::getCamundaName)
                        .collect(Collectors.toSet()))
                .isEqualTo(inputs);
    }

    private static String[] names() {
        String[] names = new String[Purpose.values().length];
        for (Purpose purpose : Purpose.values()) {
            names[purpose.ordinal()] = purpose.name();
        }
        return names;
    }
}
