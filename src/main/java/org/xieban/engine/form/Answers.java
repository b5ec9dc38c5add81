package org.xieban.engine.form;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was answered in a form, already judged by the form's own rules; what was not asked is empty. */
public record Answers(Map<String, ? extends @Nullable Object> values) {

    /** A text, without the white space around it. */
    public String text(String key) {
        return values.get(key) instanceof String text ? text.strip() : "";
    }

    /**
     * A whole number.
     *
     * @throws IllegalStateException if the form did not ask for it
     */
    public int number(String key) {
        Object value = values.get(key);
        if (value instanceof Number number) {
            return new BigDecimal(number.toString()).intValueExact();
        }
        throw new IllegalStateException("the form asks for no number " + key);
    }

    /** A number; zero where none was given. */
    public BigDecimal amount(String key) {
        return values.get(key) instanceof Number number ? new BigDecimal(number.toString()) : BigDecimal.ZERO;
    }

    /** Whether a box was ticked. */
    public boolean ticked(String key) {
        return Boolean.TRUE.equals(values.get(key));
    }

    /**
     * A day.
     *
     * @throws java.time.format.DateTimeParseException if the form did not ask for it
     */
    public LocalDate date(String key) {
        return LocalDate.parse(text(key));
    }

    /** The rows of a list. */
    public List<Answers> rows(String key) {
        return values.get(key) instanceof List<?> rows
                ? rows.stream()
                        .filter(Map.class::isInstance)
                        .map(row -> new Answers(row((Map<?, ?>) row)))
                        .toList()
                : List.of();
    }

    /** What was chosen of several. */
    public Set<String> chosen(String key) {
        return values.get(key) instanceof List<?> chosen
                ? chosen.stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new))
                : Set.of();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> row(Map<?, ?> row) {
        return (Map<String, @Nullable Object>) row;
    }
}
