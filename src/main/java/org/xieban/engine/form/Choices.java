package org.xieban.engine.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xieban.engine.form.FormComponent.Option;

/** Options as form-js takes them from a list: texts, numbers and booleans, or objects with {@code label} and {@code value}. */
final class Choices {

    private Choices() {}

    /** The options in a list; what is none is left out, as a browser does. */
    static List<Option> normalise(@Nullable Object list) {
        List<Option> options = new ArrayList<>();
        if (list instanceof List<?> entries) {
            for (Object entry : entries) {
                Option option = option(entry);
                if (option != null) {
                    options.add(option);
                }
            }
        }
        return options;
    }

    private static @Nullable Option option(@Nullable Object entry) {
        if (entry != null && primitive(entry)) {
            return new Option(String.valueOf(entry), entry);
        }
        if (!(entry instanceof Map<?, ?> map)) {
            return null;
        }
        Object value = map.get("value");
        boolean labelled = map.get("label") instanceof String label && !label.isEmpty();
        if (labelled
                && value != null
                && (primitive(value) || (value instanceof Map<?, ?> object && !object.isEmpty()))) {
            return new Option(String.valueOf(map.get("label")), value);
        }
        return value != null && primitive(value) ? new Option(String.valueOf(value), value) : null;
    }

    private static boolean primitive(Object value) {
        return value instanceof String text ? !text.isEmpty() : value instanceof Number || value instanceof Boolean;
    }

    /** Whether a value, or each of several, is an option. */
    static boolean allows(List<Option> options, @Nullable Object value) {
        if (value instanceof List<?> several) {
            return several.stream().allMatch(one -> one != null && contains(options, one));
        }
        return value == null || contains(options, value);
    }

    static boolean contains(List<Option> options, Object value) {
        return options.stream().anyMatch(option -> option.value().equals(value));
    }
}
