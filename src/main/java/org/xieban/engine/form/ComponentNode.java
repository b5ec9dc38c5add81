package org.xieban.engine.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xieban.engine.form.FormComponent.Feel;
import org.xieban.engine.form.FormComponent.Limit;

/** One component as its form has it, property by property; tells what is wrong with those that are asked for. */
final class ComponentNode {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** Names with which a browser's scripts refuse to write. */
    private static final Set<String> FORBIDDEN_NAMES = Set.of("__proto__", "constructor", "prototype");

    private final JsonNode node;
    private final String id;
    private final String type;
    private final FormProblems problems;
    private final FeelEvaluator feel;

    ComponentNode(JsonNode node, String place, FormProblems problems, FeelEvaluator feel) {
        this.node = node;
        this.id = node.path("id").asText(place);
        this.type = node.path("type").asText("");
        this.problems = problems;
        this.feel = feel;
    }

    /** Its own id; where it has none, its place in the form. */
    String id() {
        return id;
    }

    /** Empty where it has none. */
    String type() {
        return type;
    }

    JsonNode json() {
        return node;
    }

    /** A property; a missing node where it has none. */
    JsonNode path(String name) {
        return node.path(name);
    }

    /** What its author has to correct. */
    void wrong(String code, Object... arguments) {
        problems.add(id, "form." + code, arguments);
    }

    /** When it is hidden; null for never, or after telling what is wrong with it. */
    @Nullable
    Feel hide() {
        JsonNode conditional = node.path("conditional");
        if (conditional.isMissingNode() || conditional.isNull()) {
            return null;
        }
        conditional.fieldNames().forEachRemaining(name -> {
            if (!name.equals("hide")) {
                wrong("unknownCondition", name);
            }
        });
        String hide = conditional.path("hide").asText("");
        if (!hide.isEmpty() && !hide.startsWith("=")) {
            wrong("notFeel", "conditional.hide");
            return null;
        }
        return expression("conditional.hide", conditional.path("hide"));
    }

    /** Whether it has the property. */
    boolean present(String name) {
        return node.hasNonNull(name);
    }

    /** A property that says yes or no. */
    boolean flag(String name, boolean otherwise) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            wrong("flag", name);
        }
        return value.asBoolean(otherwise);
    }

    /** The names in {@code a.b}; null after telling what is wrong with them. */
    @Nullable
    List<String> names(String property) {
        String value = node.get(property).asText();
        List<String> names = List.of(value.split("\\.", -1));
        for (String name : names) {
            if (!NAME.matcher(name).matches() || FORBIDDEN_NAMES.contains(name)) {
                wrong("path", property, value);
                return null;
            }
        }
        return names;
    }

    /** The number in a property; null where there is none, or after telling what is wrong with it. */
    @Nullable
    BigDecimal number(String name, JsonNode value) {
        if (value.isMissingNode()
                || value.isNull()
                || (value.isTextual() && value.asText().isEmpty())) {
            return null;
        }
        Object plain = Values.of(value);
        if (plain instanceof String text && FieldValues.NUMBER.matcher(text).matches()) {
            plain = Values.of(new BigDecimal(text));
        }
        if (plain instanceof BigDecimal number) {
            return number;
        }
        wrong("number", name);
        return null;
    }

    /** What a rule limits a value to; null for nothing, or after telling what is wrong with it. */
    @Nullable
    Limit limit(String name, JsonNode validate) {
        JsonNode value = validate.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (value.asText().startsWith("=")) {
            Feel computed = expression("validate." + name, value);
            return computed == null ? null : new Limit(null, computed);
        }
        BigDecimal number = number("validate." + name, value);
        return number == null ? null : new Limit(number, null);
    }

    /** The expression in a property; null where there is none, or after telling what is wrong with it. */
    @Nullable
    Feel expression(String name, JsonNode value) {
        if (!value.isTextual() || !value.asText().startsWith("=")) {
            return null;
        }
        String source = value.asText().substring(1).strip();
        try {
            return new Feel(source, feel.compile(source));
        } catch (FeelEvaluator.SyntaxError error) {
            wrong("feel", name, String.valueOf(error.getMessage()));
            return null;
        }
    }
}
