package org.xieban.web;

import java.util.ArrayList;
import java.util.List;

/**
 * What was asked for is refused, for a reason that the asker can understand. The API answers it as RFC 9457
 * {@code application/problem+json}, a page shows its text; the text is the message {@code problem.<code>}.
 */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why, and with it the HTTP status. */
    public enum Kind {
        /** The request has not the form it must have. */
        SHAPE(400),
        /** The asker is known, and may not. */
        FORBIDDEN(403),
        /** There is no such thing, or none that the asker may see. */
        NOT_FOUND(404),
        /** Its state, or another's change at the same time, forbids it. */
        CONFLICT(409),
        /** It is larger than what is taken. */
        TOO_LARGE(413),
        /** It is of a type that is not taken. */
        UNSUPPORTED(415),
        /** A rule of law or office forbids it. */
        RULE(422),
        /** Another system that is needed for it does not answer. */
        UNAVAILABLE(503);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    /**
     * What is wrong with one field.
     *
     * @param field path of the field, as the asker named it
     * @param code message {@code problem.<code>}
     * @param arguments of the message
     */
    public record FieldError(String field, String code, List<Object> arguments) {}

    private final Kind kind;
    private final String code;
    private final transient List<Object> arguments;
    private final transient List<FieldError> errors;

    private Refusal(Kind kind, String code, List<Object> arguments, List<FieldError> errors) {
        super(code);
        this.kind = kind;
        this.code = code;
        this.arguments = arguments;
        this.errors = errors;
    }

    public static Refusal shape(String code, Object... arguments) {
        return new Refusal(Kind.SHAPE, code, List.of(arguments), List.of());
    }

    public static Refusal forbidden(String code, Object... arguments) {
        return new Refusal(Kind.FORBIDDEN, code, List.of(arguments), List.of());
    }

    public static Refusal notFound(String code, Object... arguments) {
        return new Refusal(Kind.NOT_FOUND, code, List.of(arguments), List.of());
    }

    public static Refusal conflict(String code, Object... arguments) {
        return new Refusal(Kind.CONFLICT, code, List.of(arguments), List.of());
    }

    public static Refusal tooLarge(String code, Object... arguments) {
        return new Refusal(Kind.TOO_LARGE, code, List.of(arguments), List.of());
    }

    public static Refusal unsupported(String code, Object... arguments) {
        return new Refusal(Kind.UNSUPPORTED, code, List.of(arguments), List.of());
    }

    public static Refusal rule(String code, Object... arguments) {
        return new Refusal(Kind.RULE, code, List.of(arguments), List.of());
    }

    public static Refusal unavailable(String code, Object... arguments) {
        return new Refusal(Kind.UNAVAILABLE, code, List.of(arguments), List.of());
    }

    /** The same, naming one more field that is at fault. */
    public Refusal at(String field, String fieldCode, Object... fieldArguments) {
        List<FieldError> more = new ArrayList<>(errors);
        more.add(new FieldError(field, fieldCode, List.of(fieldArguments)));
        return new Refusal(kind, code, arguments, List.copyOf(more));
    }

    public Kind kind() {
        return kind;
    }

    public String code() {
        return code;
    }

    public List<Object> arguments() {
        return arguments;
    }

    public List<FieldError> errors() {
        return errors;
    }
}
