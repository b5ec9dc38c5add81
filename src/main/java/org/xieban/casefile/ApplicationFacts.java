package org.xieban.casefile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.xieban.catalogue.Catalogue;
import org.xieban.engine.form.FormComponent;

/** What was said in an application, in the words of the form in which it was entered. */
@Service
public class ApplicationFacts {

    private final CaseFacts facts;
    private final ApplicationForms forms;
    private final Catalogue catalogue;

    ApplicationFacts(CaseFacts facts, ApplicationForms forms, Catalogue catalogue) {
        this.facts = facts;
        this.forms = forms;
        this.catalogue = catalogue;
    }

    /**
     * One thing that was said.
     *
     * @param label of its field
     */
    public record Fact(String label, String words) {}

    /** All that was said for a case, in the order of the form; whether the asker may see it is for the caller to know. */
    public List<Fact> of(CaseFile file) {
        Map<String, @Nullable Object> entered =
                facts.ofStep(file.number(), CaseFiles.APPLICATION).orElseGet(Map::of);
        ApplicationForms.Offered form = forms.of(catalogue.item(file.itemVersion()));
        List<Fact> said = new ArrayList<>();
        for (FormComponent.Field field : form.schema().fields()) {
            String label = field.basics().label();
            Object value = entered.get(String.join(".", field.basics().key()));
            // a box that had to be ticked says nothing
            if (label != null && value != null && !value.toString().isBlank() && !(value instanceof Boolean)) {
                said.add(new Fact(label, words(value, field, form.data())));
            }
        }
        return said;
    }

    private static String words(Object value, FormComponent.Field field, Map<String, @Nullable Object> data) {
        if (field instanceof FormComponent.SingleChoice choice) {
            if (choice.options() instanceof FormComponent.Options.Fixed fixed) {
                return fixed.options().stream()
                        .filter(option -> option.value().equals(value))
                        .map(FormComponent.Option::label)
                        .findFirst()
                        .orElse(value.toString());
            }
            if (choice.options() instanceof FormComponent.Options.FromData from
                    && data.get(from.key()) instanceof List<?> options) {
                return options.stream()
                        .map(Map.class::cast)
                        .filter(option -> value.equals(option.get("value")))
                        .map(option -> Objects.toString(option.get("label")))
                        .findFirst()
                        .orElse(value.toString());
            }
        }
        return value.toString();
    }
}
