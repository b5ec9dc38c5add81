package org.xieban.engine.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xieban.engine.form.FormComponent.Basics;
import org.xieban.engine.form.FormComponent.CheckBox;
import org.xieban.engine.form.FormComponent.ComputedField;
import org.xieban.engine.form.FormComponent.DateTimeField;
import org.xieban.engine.form.FormComponent.Feel;
import org.xieban.engine.form.FormComponent.Field;
import org.xieban.engine.form.FormComponent.MultipleChoice;
import org.xieban.engine.form.FormComponent.NumberField;
import org.xieban.engine.form.FormComponent.Option;
import org.xieban.engine.form.FormComponent.Options;
import org.xieban.engine.form.FormComponent.Readonly;
import org.xieban.engine.form.FormComponent.SingleChoice;
import org.xieban.engine.form.FormComponent.TextArea;
import org.xieban.engine.form.FormComponent.TextField;
import org.xieban.engine.form.FormComponent.TextRules;
import org.xieban.engine.form.FormReader.Surroundings;

/** Reads one field of a form: what may be entered in it, and what is there before. */
final class FieldReader {

    private static final Set<String> TEXT_RULES =
            Set.of("required", "minLength", "maxLength", "pattern", "validationType");

    private final ComponentNode node;
    private final FormPaths paths;
    private final Surroundings around;
    private final Map<String, JavaScriptPattern> patterns;

    /** @param patterns of the whole form, by their sources; those of the field are added */
    FieldReader(ComponentNode node, FormPaths paths, Surroundings around, Map<String, JavaScriptPattern> patterns) {
        this.node = node;
        this.paths = paths;
        this.around = around;
        this.patterns = patterns;
    }

    /** The field; null after telling what is wrong with it. */
    @Nullable
    Field read(@Nullable Feel hide) {
        checkRuleNames();
        JsonNode validate = node.path("validate");
        JsonNode required = validate.path("required");
        if (!required.isMissingNode() && !required.isNull() && !required.isBoolean()) {
            node.wrong("requiredComputed");
        }
        List<String> key = node.present("key") ? node.names("key") : null;
        if (!node.present("key")) {
            node.wrong("noKey");
        }
        Basics basics = new Basics(
                node.id(),
                node.type(),
                hide,
                key == null ? List.of(node.id()) : key,
                node.path("label").isTextual() ? node.path("label").asText() : null,
                required.asBoolean(false),
                node.flag("disabled", false),
                readonly(),
                node.present("defaultValue") ? Values.of(node.path("defaultValue")) : null,
                properties());
        checkTarget(basics);
        Field field = typed(basics, validate);
        if (field == null || key == null) {
            return null;
        }
        if (paths.claim(key, field) == null) {
            node.wrong("keyTaken", node.path("key").asText());
        }
        checkDefault(field);
        checkExample(field);
        return field;
    }

    private @Nullable Field typed(Basics basics, JsonNode validate) {
        return switch (node.type()) {
            case "textfield" -> new TextField(basics, textRules(validate));
            case "textarea" -> new TextArea(basics, textRules(validate));
            case "number" -> numberField(basics, validate);
            case "datetime" -> dateTimeField(basics);
            case "checkbox" -> new CheckBox(basics);
            case "radio", "select" -> {
                Options options = options();
                yield options == null ? null : new SingleChoice(basics, options);
            }
            case "checklist", "taglist" -> {
                Options options = options();
                yield options == null ? null : new MultipleChoice(basics, options);
            }
            default -> {
                Feel value = node.expression("expression", node.path("expression"));
                if (value == null && !node.path("expression").asText().startsWith("=")) {
                    node.wrong("noExpression");
                }
                yield value == null ? null : new ComputedField(basics, value);
            }
        };
    }

    private void checkRuleNames() {
        JsonNode validate = node.path("validate");
        if (validate.isMissingNode() || validate.isNull()) {
            return;
        }
        if (!validate.isObject()) {
            node.wrong("validate");
            return;
        }
        Set<String> known =
                switch (node.type()) {
                    case "textfield", "textarea" -> TEXT_RULES;
                    case "number" -> Set.of("required", "min", "max");
                    case "expression" -> Set.of();
                    default -> Set.of("required");
                };
        validate.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                node.wrong("unknownRule", name);
            }
        });
    }

    private TextRules textRules(JsonNode validate) {
        TextRules.Format format = null;
        String formatName = validate.path("validationType").asText("");
        switch (formatName) {
            case "email" -> format = TextRules.Format.EMAIL;
            case "phone" -> format = TextRules.Format.PHONE;
            case "", "custom", "null" -> {}
            default -> node.wrong("validationType", formatName);
        }
        return new TextRules(
                node.limit("minLength", validate), node.limit("maxLength", validate), pattern(validate), format);
    }

    private @Nullable String pattern(JsonNode validate) {
        JsonNode pattern = validate.path("pattern");
        if (pattern.isMissingNode() || pattern.isNull() || pattern.asText().isEmpty()) {
            return null;
        }
        if (!pattern.isTextual()) {
            node.wrong("pattern", pattern.toString(), "must be text");
            return null;
        }
        try {
            patterns.put(pattern.asText(), JavaScriptPattern.compile(pattern.asText()));
            return pattern.asText();
        } catch (JavaScriptPattern.Unsupported unsupported) {
            node.wrong("pattern", pattern.asText(), String.valueOf(unsupported.getMessage()));
            return null;
        }
    }

    private Field numberField(Basics basics, JsonNode validate) {
        BigDecimal decimals = node.number("decimalDigits", node.path("decimalDigits"));
        if (decimals != null && (decimals.signum() < 0 || decimals.scale() > 0 || decimals.precision() > 2)) {
            node.wrong("decimalDigits");
            decimals = null;
        }
        BigDecimal step = node.number("increment", node.path("increment"));
        if (step != null && step.signum() <= 0) {
            node.wrong("increment");
            step = null;
        }
        return new NumberField(
                basics,
                node.limit("min", validate),
                node.limit("max", validate),
                decimals == null ? null : decimals.intValue(),
                step,
                node.flag("serializeToString", false));
    }

    private Field dateTimeField(Basics basics) {
        DateTimeField.Kind kind =
                switch (node.path("subtype").asText("date")) {
                    case "date" -> DateTimeField.Kind.DATE;
                    case "time" -> DateTimeField.Kind.TIME;
                    case "datetime" -> DateTimeField.Kind.DATE_TIME;
                    default -> {
                        node.wrong("subtype");
                        yield DateTimeField.Kind.DATE;
                    }
                };
        DateTimeField.Zone zone =
                switch (node.path("timeSerializingFormat").asText("no_timezone")) {
                    case "utc_offset" -> DateTimeField.Zone.OFFSET;
                    case "utc_normalized" -> DateTimeField.Zone.UTC;
                    case "no_timezone" -> DateTimeField.Zone.NONE;
                    default -> {
                        node.wrong("timeSerializingFormat");
                        yield DateTimeField.Zone.NONE;
                    }
                };
        return new DateTimeField(basics, kind, zone, node.flag("disallowPassedDates", false));
    }

    private @Nullable Options options() {
        int sources = (node.present("values") ? 1 : 0)
                + (node.present("valuesKey") ? 1 : 0)
                + (node.present("valuesExpression") ? 1 : 0);
        if (sources != 1) {
            node.wrong(sources == 0 ? "noOptions" : "severalOptionSources");
            return null;
        }
        if (node.present("valuesKey")) {
            return new Options.FromData(node.path("valuesKey").asText());
        }
        if (node.present("valuesExpression")) {
            Feel list = node.expression("valuesExpression", node.path("valuesExpression"));
            if (list == null && !node.path("valuesExpression").asText().startsWith("=")) {
                node.wrong("notFeel", "valuesExpression");
            }
            return list == null ? null : new Options.Computed(list);
        }
        List<Option> options = Choices.normalise(Values.of(node.path("values")));
        long distinct = options.stream().map(Option::value).distinct().count();
        if (options.isEmpty() || options.size() < node.path("values").size()) {
            node.wrong("values");
        } else if (distinct < options.size()) {
            node.wrong("repeatedValue");
        }
        return new Options.Fixed(options);
    }

    private Readonly readonly() {
        JsonNode readonly = node.path("readonly");
        if (readonly.isMissingNode() || readonly.isNull() || (readonly.isBoolean() && !readonly.booleanValue())) {
            return Readonly.NEVER;
        }
        if (around.inOpenList()) {
            node.wrong("readonlyInOpenList");
        }
        if (readonly.isBoolean()) {
            return Readonly.ALWAYS;
        }
        Feel when = node.expression("readonly", readonly);
        if (when == null) {
            if (!readonly.asText().startsWith("=")) {
                node.wrong("readonly");
            }
            return Readonly.NEVER;
        }
        return new Readonly(false, when);
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        JsonNode given = node.path("properties");
        if (!given.isMissingNode() && !given.isNull() && !given.isObject()) {
            node.wrong("properties");
        }
        given.properties().forEach(property -> {
            if (property.getValue().isValueNode()) {
                properties.put(property.getKey(), property.getValue().asText());
            } else {
                node.wrong("propertyNotText", property.getKey());
            }
        });
        return Map.copyOf(properties);
    }

    private void checkTarget(Basics basics) {
        String target = basics.properties().getOrDefault("target", "case");
        if (!Set.of("case", "variable").contains(target)) {
            node.wrong("target", target);
        }
        if (basics.routing() && (!around.top() || basics.key().size() > 1)) {
            node.wrong("targetPlace");
        }
    }

    private void checkDefault(Field field) {
        Object value = field.basics().defaultValue();
        if (value == null) {
            return;
        }
        if (field instanceof ComputedField) {
            node.wrong("computedDefault");
            return;
        }
        try {
            Object accepted = FieldValues.accept(field, value);
            boolean optional = !(field instanceof SingleChoice || field instanceof MultipleChoice);
            if (!optional
                    && options(field) instanceof Options.Fixed fixed
                    && !Choices.allows(fixed.options(), accepted)) {
                node.wrong("defaultNotAnOption");
            }
        } catch (FieldValues.Unacceptable notSo) {
            node.wrong("defaultValue");
        }
    }

    private @Nullable Options options(Field field) {
        return field instanceof SingleChoice single
                ? single.options()
                : field instanceof MultipleChoice multiple ? multiple.options() : null;
    }

    private void checkExample(Field field) {
        TextRules rules =
                field instanceof TextField line ? line.rules() : field instanceof TextArea area ? area.rules() : null;
        String pattern = rules == null ? null : rules.pattern();
        JavaScriptPattern compiled = pattern == null ? null : patterns.get(pattern);
        if (compiled == null) {
            return;
        }
        String example = field.basics().properties().get("example");
        if (example == null) {
            node.wrong("noExample");
        } else if (!compiled.test(example)) {
            node.wrong("example", example, compiled.source());
        }
    }
}
