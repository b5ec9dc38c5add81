package org.xieban.sources;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether values are what the catalogue says of their fields; what is wrong is told by name, never by value. */
final class FieldCheck {

    private static final int LONGEST_TEXT = 4_000;

    private FieldCheck() {}

    /**
     * Values as they are kept: text, number, truth value, and a date as ISO-8601.
     *
     * @param values by name, those that are not there being null
     * @param wrong names of the fields that are missing or not of their type or format
     */
    record Checked(Map<String, @Nullable Object> values, List<String> wrong) {}

    static Checked check(List<DataResource.Field> fields, Map<String, ? extends @Nullable Object> given) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        List<String> wrong = new ArrayList<>();
        for (DataResource.Field field : fields) {
            Object value = given.get(field.name());
            if (value == null || value.toString().isBlank()) {
                if (field.required()) {
                    wrong.add(field.name());
                }
                values.put(field.name(), null);
                continue;
            }
            Object read = read(field, value);
            if (read == null || !field.format().fits(read.toString())) {
                wrong.add(field.name());
            } else {
                values.put(field.name(), read);
            }
        }
        return new Checked(values, wrong);
    }

    private static @Nullable Object read(DataResource.Field field, Object value) {
        String text = value.toString().strip();
        return switch (field.type()) {
            case TEXT -> value instanceof Boolean || text.length() > LONGEST_TEXT ? null : text;
            case NUMBER -> number(text);
            case DATE -> date(text);
            case FLAG ->
                switch (text) {
                    case "true", "1" -> true;
                    case "false", "0" -> false;
                    default -> null;
                };
        };
    }

    private static @Nullable BigDecimal number(String text) {
        return text.matches("-?[0-9]{1,18}(\\.[0-9]{1,9})?") ? new BigDecimal(text) : null;
    }

    private static @Nullable String date(String text) {
        try {
            return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text)
                    .toString();
        } catch (DateTimeException no) {
            return null;
        }
    }
}
