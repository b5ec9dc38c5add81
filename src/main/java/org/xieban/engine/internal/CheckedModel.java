package org.xieban.engine.internal;

import java.util.Collection;
import java.util.List;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.jspecify.annotations.Nullable;
import org.xieban.engine.ModelProblem;

/**
 * A model that is being checked.
 *
 * @param problems what was found so far
 */
record CheckedModel(String file, BpmnModelInstance model, List<ModelProblem> problems) {

    <T extends ModelElementInstance> Collection<T> all(Class<T> type) {
        return model.getModelElementsByType(type);
    }

    /** Notes what is wrong with an element, which is named as whoever drew it knows it. */
    void problem(BaseElement element, String code, Object... arguments) {
        String label = element.getId();
        if (element instanceof FlowElement flowElement
                && flowElement.getName() != null
                && !flowElement.getName().equals(label)) {
            label = flowElement.getName().replaceAll("\\s+", " ") + " " + label;
        }
        problems.add(ModelProblem.of(file, label, code, arguments));
    }

    /** What an element carries of Camunda's own. */
    <T extends ModelElementInstance> Collection<T> extension(BaseElement element, Class<T> type) {
        return element.getExtensionElements() == null
                ? List.of()
                : element.getExtensionElements()
                        .getElementsQuery()
                        .filterByType(type)
                        .list();
    }

    /** What a property of an element says, null where it says nothing. */
    @Nullable
    String property(BaseElement element, String key) {
        return extension(element, CamundaProperties.class).stream()
                .flatMap(properties -> properties.getCamundaProperties().stream())
                .filter(property -> key.equals(property.getCamundaName()))
                .map(CamundaProperty::getCamundaValue)
                // what a template leaves empty is not said
                .filter(value -> value != null && !value.isBlank())
                .findFirst()
                .orElse(null);
    }

    /** The element of the model that something of Camunda's own stands in. */
    static BaseElement owner(ModelElementInstance inner) {
        ModelElementInstance element = inner.getParentElement();
        while (!(element instanceof BaseElement owner)) {
            element = element.getParentElement();
        }
        return owner;
    }
}
