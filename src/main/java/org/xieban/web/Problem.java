package org.xieban.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xieban.web.Refusal.FieldError;

/**
 * What went wrong with a request, before it is put into words.
 *
 * @param status of HTTP
 * @param code stable and dotted; its text is the message {@code problem.<code>}
 * @param errors fields at fault
 * @param cause of what nobody foresaw, for the log; null for everything that the asker can put right
 */
record Problem(
        int status,
        String code,
        List<Object> arguments,
        List<FieldError> errors,
        @Nullable Throwable cause) {

    static Problem of(int status, String code, Object... arguments) {
        return new Problem(status, code, List.of(arguments), List.of(), null);
    }

    static Problem field(String field, String code, Object... arguments) {
        return fields(List.of(new FieldError(field, code, List.of(arguments))));
    }

    static Problem fields(List<FieldError> errors) {
        return new Problem(400, "request.invalid", List.of(), errors, null);
    }

    static Problem unforeseen(Throwable cause) {
        return new Problem(500, "internal", List.of(), List.of(), cause);
    }
}
