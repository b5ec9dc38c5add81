package org.xieban.engine.form;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A form whose every component is understood. */
public final class FormSchema {

    private final String resourceName;
    private final String id;
    private final List<FormComponent> components;
    private final FormConditions conditions;
    private final FormPaths paths;
    private final Map<String, JavaScriptPattern> patterns;

    FormSchema(
            String resourceName,
            String id,
            List<FormComponent> components,
            FormConditions conditions,
            FormPaths paths,
            Map<String, JavaScriptPattern> patterns) {
        this.resourceName = resourceName;
        this.id = id;
        this.components = List.copyOf(components);
        this.conditions = conditions;
        this.paths = paths;
        this.patterns = Map.copyOf(patterns);
    }

    /**
     * Reads a form as Camunda Modeler saves it.
     *
     * @param resourceName how messages name it
     * @throws InvalidForm when it cannot be offered, with everything that is wrong with it
     */
    public static FormSchema parse(String json, String resourceName, FeelEvaluator feel) {
        return new FormReader(resourceName, feel).read(json);
    }

    public String resourceName() {
        return resourceName;
    }

    /** The id by which models refer to it. */
    public String id() {
        return id;
    }

    /** Its components, those of groups and lists within them. */
    public List<FormComponent> components() {
        return components;
    }

    /** All its fields, also those in groups and lists, as they stand from top to bottom. */
    public List<FormComponent.Field> fields() {
        List<FormComponent.Field> fields = new ArrayList<>();
        eachField(components, fields::add);
        return fields;
    }

    private static void eachField(List<FormComponent> components, Consumer<FormComponent.Field> visitor) {
        for (FormComponent component : components) {
            if (component instanceof FormComponent.Field field) {
                visitor.accept(field);
            } else if (component instanceof FormComponent.Group group) {
                eachField(group.components(), visitor);
            } else if (component instanceof FormComponent.DynamicList list) {
                eachField(list.components(), visitor);
            }
        }
    }

    /**
     * Judges what was submitted, by the same rules as form-js in the browser and some more; {@code docs/forms.md} says
     * which.
     *
     * @param submitted the data object as form-js submits it; a field that it leaves out keeps the value that the form
     *     was shown with, a list of rows that it leaves out has none
     * @param data what the form was shown with: values, options, whatever its expressions use
     * @param today the day before which dates are past
     * @throws org.xieban.web.Refusal {@code form.invalid} (422) naming the fields at fault by their path such as {@code
     *     persons[1].name}, {@code form.submissionTooLarge} (413)
     */
    public FormSubmission validate(
            Map<String, ? extends @Nullable Object> submitted,
            Map<String, ? extends @Nullable Object> data,
            LocalDate today) {
        return new FormJudgement(this, Values.ofSubmission(submitted), Values.ofData(data), today).judge();
    }

    FormConditions conditions() {
        return conditions;
    }

    FormPaths paths() {
        return paths;
    }

    boolean matches(String pattern, String text) {
        JavaScriptPattern compiled = patterns.get(pattern);
        return compiled != null && compiled.test(text);
    }
}
