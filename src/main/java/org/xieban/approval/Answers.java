package org.xieban.approval;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was answered in a form, already judged by the form's own rules; what was not asked is empty. */
record Answers(Map<String, ? extends @Nullable Object> values) {

    String text(String key) {
        return values.get(key) instanceof String text ? text.strip() : "";
    }

    /** @throws IllegalStateException if the form did not ask for it */
    int number(String key) {
        Object value = values.get(key);
        if (value instanceof Number number) {
            return new BigDecimal(number.toString()).intValueExact();
        }
        throw new IllegalStateException("the form asks for no number " + key);
    }

    /** @throws java.time.format.DateTimeParseException if the form did not ask for it */
    LocalDate date(String key) {
        return LocalDate.parse(text(key));
    }

    /** The rows of a list. */
    List<Answers> rows(String key) {
        return values.get(key) instanceof List<?> rows
                ? rows.stream()
                        .filter(Map.class::isInstance)
                        .map(row -> new Answers(row((Map<?, ?>) row)))
                        .toList()
                : List.of();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> row(Map<?, ?> row) {
        return (Map<String, @Nullable Object>) row;
    }
}
