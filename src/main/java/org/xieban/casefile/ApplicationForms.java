package org.xieban.casefile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.xieban.catalogue.ServiceItem;
import org.xieban.engine.form.FormSchema;
import org.xieban.engine.form.Forms;

/**
 * The forms with which items are applied for. Each is a Camunda Form among those that come with the product, named by
 * the item; it is no form of a task, since nobody has a task before there is a case.
 */
@Component
class ApplicationForms {

    /**
     * An application form as it is offered.
     *
     * @param json as form-js renders it
     * @param data the options and facts that it shows
     */
    record Offered(FormSchema schema, String json, Map<String, @Nullable Object> data) {}

    private record Form(FormSchema schema, String json) {}

    private final Map<String, Form> forms = new LinkedHashMap<>();

    ApplicationForms(Forms reader) {
        try {
            for (Resource resource :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:forms/*/application-*.form")) {
                String json = resource.getContentAsString(StandardCharsets.UTF_8);
                FormSchema schema = reader.read(json, String.valueOf(resource.getFilename()));
                forms.put(schema.id(), new Form(schema, json));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The form of an item.
     *
     * @throws IllegalStateException if the item names a form that does not exist
     */
    Offered of(ServiceItem item) {
        Form form = forms.get(item.formKey());
        if (form == null) {
            throw new IllegalStateException(
                    "the item " + item.code() + " names no application form: " + item.formKey());
        }
        return new Offered(form.schema(), form.json(), data(item));
    }

    private static Map<String, @Nullable Object> data(ServiceItem item) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("itemCode", item.code());
        data.put("itemName", item.name());
        List<Map<String, String>> scales = item.scales().stream()
                .map(scale -> Map.of("label", scale.name(), "value", scale.code()))
                .toList();
        data.put("scales", scales);
        data.put("scaled", !scales.isEmpty());
        return data;
    }
}
