package org.xieban.engine.form;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was submitted, judged and cleaned: strings, {@link java.math.BigDecimal}s, booleans, lists and maps of such; dates
 * and times are ISO 8601 text in the form that the field asks for.
 *
 * @param values of all fields that are shown and not disabled, nested as their keys are, readonly ones as they were; a
 *     shown list without rows is an empty list
 * @param variables of the fields whose author noted {@code target: variable}, by their key, ready to be process
 *     variables: whole numbers are {@code Long}, others {@code Double}; null where hidden or empty, so that no value of
 *     an earlier round stays
 * @param facts {@code values} without {@code variables}: what belongs in the case's own tables
 */
public record FormSubmission(
        Map<String, @Nullable Object> values,
        Map<String, @Nullable Object> variables,
        Map<String, @Nullable Object> facts) {}
