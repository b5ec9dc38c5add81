package org.xieban.engine.form;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.xieban.engine.form.FormComponent.DateTimeField;
import org.xieban.engine.form.FormComponent.DynamicList;
import org.xieban.engine.form.FormComponent.Field;
import org.xieban.engine.form.FormComponent.Group;
import org.xieban.engine.form.FormComponent.MultipleChoice;
import org.xieban.engine.form.FormComponent.NumberField;
import org.xieban.engine.form.FormComponent.Option;
import org.xieban.engine.form.FormComponent.Options;
import org.xieban.engine.form.FormComponent.SingleChoice;
import org.xieban.engine.form.FormComponent.TextArea;
import org.xieban.engine.form.FormComponent.TextField;

/** A form filled with its data, as form-js fills it when it is opened. */
final class FilledForm {

    private final Map<String, @Nullable Object> data;
    private final Map<String, @Nullable Object> values;

    FilledForm(FormSchema schema, Map<String, @Nullable Object> data) {
        this.data = data;
        this.values = Values.ofData(data);
        fill(schema.components(), List.of());
    }

    /** The data, and in its fields what those have at the beginning. */
    Map<String, @Nullable Object> values() {
        return values;
    }

    private void fill(List<FormComponent> components, List<Object> base) {
        for (FormComponent component : components) {
            if (component instanceof Field field) {
                List<Object> path = Values.below(base, field.basics().key());
                Values.set(values, path, of(field, Values.get(data, path)));
            } else if (component instanceof Group group) {
                fill(group.components(), Values.below(base, group.path()));
            } else if (component instanceof DynamicList list) {
                List<Object> path = Values.below(base, list.path());
                int rows = Values.get(data, path) instanceof List<?> given ? given.size() : list.rows();
                if (rows == 0) {
                    Values.set(values, path, new ArrayList<>());
                }
                for (int row = 0; row < rows; row++) {
                    Values.set(values, Values.row(path, row), rowOf(Values.get(data, Values.row(path, row))));
                    fill(list.components(), Values.row(path, row));
                }
            }
        }
    }

    private static Object rowOf(@Nullable Object given) {
        return given instanceof Map<?, ?> map ? Values.ofData(stringKeys(map)) : new LinkedHashMap<String, Object>();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> stringKeys(Map<?, ?> map) {
        return (Map<String, @Nullable Object>) map;
    }

    /** What a field has before anybody enters anything. */
    @Nullable
    Object of(Field field, @Nullable Object given) {
        if (given == Values.MISSING) {
            Object otherwise = field.basics().defaultValue();
            return otherwise != null ? Values.of(otherwise) : emptyValue(field);
        }
        if (field instanceof TextField) {
            return given instanceof Map || given instanceof List || given == null
                    ? ""
                    : text(given).replaceAll("[\r\n\t]", " ");
        } else if (field instanceof TextArea) {
            return given instanceof Map || given instanceof List || given == null ? "" : text(given);
        } else if (field instanceof NumberField number) {
            return number(number, given);
        } else if (field instanceof DateTimeField dateTime) {
            return FieldValues.rewritten(dateTime, given);
        } else if (field instanceof FormComponent.CheckBox) {
            return Boolean.TRUE.equals(given);
        } else if (field instanceof SingleChoice choice) {
            List<Option> options = knownOptions(choice.options());
            return given == null || (options != null && !Choices.contains(options, given)) ? null : given;
        } else if (field instanceof MultipleChoice choice) {
            List<Option> options = knownOptions(choice.options());
            return given instanceof List<?> several
                    ? new ArrayList<>(several.stream()
                            .filter(one -> one != null && (options == null || Choices.contains(options, one)))
                            .toList())
                    : new ArrayList<>();
        }
        return given;
    }

    private static String text(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    private static @Nullable Object number(NumberField field, @Nullable Object given) {
        boolean number = given instanceof BigDecimal
                || (given instanceof String text
                        && FieldValues.NUMBER.matcher(text).matches());
        if (given == null || !number) {
            return null;
        }
        return field.asText() ? text(given) : Values.of(new BigDecimal(text(given)));
    }

    /** What a field has that has nothing. */
    static @Nullable Object emptyValue(Field field) {
        if (field instanceof TextField || field instanceof TextArea) {
            return "";
        }
        if (field instanceof FormComponent.CheckBox) {
            return false;
        }
        return field instanceof MultipleChoice ? new ArrayList<>() : null;
    }

    /** The options that do not depend on what is entered; null where they do. */
    @Nullable
    List<Option> knownOptions(Options options) {
        if (options instanceof Options.Fixed fixed) {
            return fixed.options();
        }
        return options instanceof Options.FromData source ? Choices.normalise(data.get(source.key())) : null;
    }
}
