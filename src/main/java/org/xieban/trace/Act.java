package org.xieban.trace;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One act, as the module that did it tells it. Values must be what JSON can carry: text, whole numbers, truth values,
 * null, and lists and maps of these; instants and dates as ISO-8601 text. Passwords and other secrets never belong in it.
 *
 * @param name the act's dotted name in the past tense, {@code subject.verb}: {@code officer.created}; its text for the
 *     screen is the message {@code act.<name>}
 * @param subjectKind what was acted upon: {@code officer}, {@code case}, {@code item}, {@code calendar}…
 * @param subjectId its business identifier, never a database key
 * @param caseNo the number of the case the act belongs to, null where it belongs to none
 * @param step the model's element id of the step within the case, null where there is none
 * @param detail what else is worth keeping, {@code before} and {@code after} for a change
 */
public record Act(
        String name,
        String subjectKind,
        String subjectId,
        @Nullable String caseNo,
        @Nullable String step,
        Map<String, @Nullable Object> detail) {

    public static Act of(String name, String subjectKind, String subjectId) {
        return new Act(name, subjectKind, subjectId, null, null, Map.of());
    }

    public Act inCase(String number, @Nullable String atStep) {
        return new Act(name, subjectKind, subjectId, number, atStep, detail);
    }

    public Act with(String key, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(detail);
        more.put(key, value);
        return new Act(name, subjectKind, subjectId, caseNo, step, more);
    }

    public Act change(@Nullable Object before, @Nullable Object after) {
        return with("before", before).with("after", after);
    }
}
