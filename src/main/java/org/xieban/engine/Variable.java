package org.xieban.engine;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A process variable by name and type, declared once, as a constant of the module that owns it. Variables carry ids and
 * routing facts only: no personal data, nothing that Java would have to serialise.
 *
 * @param <T> {@link String}, {@link Boolean}, {@link Long}, {@link Double} or a list of texts, which is kept as JSON
 * @param name as models name it
 */
public record Variable<T>(String name, Class<T> type) {

    public Variable {
        if (!name.matches("[a-z][A-Za-z0-9]*")) {
            throw new IllegalArgumentException("a variable's name is camelCase: " + name);
        }
    }

    public static Variable<String> text(String name) {
        return new Variable<>(name, String.class);
    }

    public static Variable<Boolean> flag(String name) {
        return new Variable<>(name, Boolean.class);
    }

    public static Variable<Long> number(String name) {
        return new Variable<>(name, Long.class);
    }

    public static Variable<Double> decimal(String name) {
        return new Variable<>(name, Double.class);
    }

    /** A list of texts, such as the codes that a multi-instance goes through. */
    @SuppressWarnings("unchecked")
    public static Variable<List<String>> texts(String name) {
        return new Variable<>(name, (Class<List<String>>) (Class<?>) List.class);
    }

    /** This variable with a value, to hand to a process. */
    public Value<T> is(T value) {
        return new Value<>(this, value);
    }

    /**
     * Reads what the engine holds under this name.
     *
     * @throws IllegalStateException if it is missing or of another type: a model that forgot it, never a default
     */
    public T of(@Nullable Object held) {
        if (!type.isInstance(held)) {
            throw new IllegalStateException("process variable %s is %s, expected %s"
                    .formatted(name, held == null ? "missing" : held.getClass().getSimpleName(), type.getSimpleName()));
        }
        return Objects.requireNonNull(type.cast(held));
    }

    /** A variable and its value. */
    public record Value<T>(Variable<T> variable, T value) {}
}
