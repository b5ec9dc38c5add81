package org.xieban.engine.form;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xieban.engine.ModelProblem;
import org.xieban.engine.form.FormComponent.Basics;
import org.xieban.engine.form.FormComponent.CheckBox;
import org.xieban.engine.form.FormComponent.ComputedField;
import org.xieban.engine.form.FormComponent.DateTimeField;
import org.xieban.engine.form.FormComponent.DynamicList;
import org.xieban.engine.form.FormComponent.Feel;
import org.xieban.engine.form.FormComponent.Field;
import org.xieban.engine.form.FormComponent.Group;
import org.xieban.engine.form.FormComponent.Limit;
import org.xieban.engine.form.FormComponent.MultipleChoice;
import org.xieban.engine.form.FormComponent.NumberField;
import org.xieban.engine.form.FormComponent.Option;
import org.xieban.engine.form.FormComponent.Options;
import org.xieban.engine.form.FormComponent.Presentation;
import org.xieban.engine.form.FormComponent.Readonly;
import org.xieban.engine.form.FormComponent.SingleChoice;
import org.xieban.engine.form.FormComponent.TextArea;
import org.xieban.engine.form.FormComponent.TextField;
import org.xieban.engine.form.FormComponent.TextRules;

/** Reads one form and collects everything that its author has to correct. */
final class FormReader {

    /** What Tasklist 7.24 renders; later versions have components that it does not know. */
    private static final int SCHEMA_VERSION = 16;

    private static final int DEEPEST_NESTING = 20;

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)
            .build()
            .reader();

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** Names with which a browser's scripts refuse to write. */
    private static final Set<String> FORBIDDEN_NAMES = Set.of("__proto__", "constructor", "prototype");

    private static final Set<String> PRESENTATIONS =
            Set.of("text", "html", "image", "iframe", "table", "spacer", "separator", "button");

    private static final Set<String> TEXT_RULES =
            Set.of("required", "minLength", "maxLength", "pattern", "validationType");

    private final String resourceName;
    private final FeelEvaluator feel;
    private final Set<ModelProblem> problems = new LinkedHashSet<>();
    private final Set<String> ids = new HashSet<>();
    private final Map<String, JavaScriptPattern> patterns = new HashMap<>();

    FormReader(String resourceName, FeelEvaluator feel) {
        this.resourceName = resourceName;
        this.feel = feel;
    }

    FormSchema read(String json) {
        JsonNode form;
        try {
            form = JSON.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new InvalidForm(List.of(ModelProblem.of(
                    resourceName,
                    null,
                    "form.notJson",
                    String.valueOf(broken.getLocation().getLineNr()),
                    String.valueOf(broken.getLocation().getColumnNr()),
                    broken.getOriginalMessage())));
        }
        if (!form.isObject()) {
            throw new InvalidForm(List.of(ModelProblem.of(resourceName, null, "form.notAForm")));
        }
        String id = form.path("id").asText("");
        checkHead(form, id);
        FormPaths paths = new FormPaths();
        List<FormComponent> components = components(form, "", paths, new Surroundings(0, false, true));
        if (!problems.isEmpty()) {
            throw new InvalidForm(List.copyOf(problems));
        }
        return new FormSchema(resourceName, id, components, FormConditions.of(components, feel), paths, patterns);
    }

    private void checkHead(JsonNode form, String id) {
        if (id.isBlank()) {
            problem(null, "form.noId");
        }
        if (!"default".equals(form.path("type").asText())) {
            problem(null, "form.notAForm");
        }
        JsonNode version = form.get("schemaVersion");
        if (version != null && (!version.isIntegralNumber() || version.intValue() > SCHEMA_VERSION)) {
            problem(null, "form.schemaVersion", version.asText(), String.valueOf(SCHEMA_VERSION));
        }
        JsonNode platform = form.get("executionPlatform");
        if (platform != null && !"Camunda Platform".equals(platform.asText())) {
            problem(null, "form.platform", platform.asText());
        }
    }

    /**
     * Where components stand.
     *
     * @param depth how many groups and lists hold them
     * @param inOpenList whether in a list whose rows may be added and taken away
     * @param top whether their values stand at the top of the data
     */
    private record Surroundings(int depth, boolean inOpenList, boolean top) {}

    private List<FormComponent> components(JsonNode holder, String at, FormPaths paths, Surroundings around) {
        JsonNode list = holder.get("components");
        if (list == null || !list.isArray()) {
            problem(at.isEmpty() ? null : at, "form.noComponents");
            return List.of();
        }
        if (around.depth() > DEEPEST_NESTING) {
            problem(at, "form.tooDeep");
            return List.of();
        }
        List<FormComponent> read = new ArrayList<>();
        int index = 0;
        for (JsonNode node : list) {
            String place = (at.isEmpty() ? "" : at + ".") + "components[" + index++ + "]";
            if (node.isObject()) {
                FormComponent component = new Reading(node, place, paths, around).component();
                if (component != null) {
                    read.add(component);
                }
            } else {
                problem(place, "form.componentNotAnObject");
            }
        }
        return List.copyOf(read);
    }

    private void problem(@Nullable String component, String code, Object... arguments) {
        problems.add(ModelProblem.of(resourceName, component, code, arguments));
    }

    /** One component being read. */
    private final class Reading {

        private final JsonNode node;
        private final String id;
        private final String type;
        private final FormPaths paths;
        private final Surroundings around;

        Reading(JsonNode node, String place, FormPaths paths, Surroundings around) {
            this.node = node;
            this.id = node.path("id").asText(place);
            this.type = node.path("type").asText("");
            this.paths = paths;
            this.around = around;
        }

        private void wrong(String code, Object... arguments) {
            problem(id, "form." + code, arguments);
        }

        @Nullable
        FormComponent component() {
            if (!ids.add(id)) {
                wrong("duplicateId");
            }
            Feel hide = hide();
            if (PRESENTATIONS.contains(type)) {
                return new Presentation(id, hide, type);
            }
            return switch (type) {
                case "group" -> group(hide);
                case "dynamiclist" -> dynamicList(hide);
                case "filepicker", "documentPreview" -> {
                    wrong(type);
                    yield null;
                }
                case "" -> {
                    wrong("noType");
                    yield null;
                }
                case "textfield",
                        "textarea",
                        "number",
                        "datetime",
                        "checkbox",
                        "checklist",
                        "radio",
                        "select",
                        "taglist",
                        "expression" -> field(hide);
                default -> {
                    wrong("unknownType", type);
                    yield null;
                }
            };
        }

        // ---- groups and lists ----

        private @Nullable FormComponent group(@Nullable Feel hide) {
            noAccess();
            List<String> path = present("path") ? path("path") : List.of();
            FormPaths below = path == null ? null : paths.open(path);
            if (path != null && below == null) {
                wrong("pathTaken", node.path("path").asText());
            }
            // read on with names of their own, so that what is wrong inside is told as well
            List<FormComponent> inside = components(
                    node,
                    id,
                    below == null ? new FormPaths() : below,
                    new Surroundings(
                            around.depth() + 1,
                            around.inOpenList(),
                            around.top() && List.of().equals(path)));
            return path == null ? null : new Group(id, hide, path, inside);
        }

        private @Nullable FormComponent dynamicList(@Nullable Feel hide) {
            noAccess();
            boolean open = flag("allowAddRemove", true);
            if (!flag("isRepeating", true)) {
                wrong("notRepeating");
            }
            if (!flag("disableCollapse", false)) {
                wrong("collapses");
            }
            BigDecimal rows = number("defaultRepetitions", node.get("defaultRepetitions"));
            List<String> path = present("path") ? path("path") : null;
            if (!present("path")) {
                wrong("noPath");
            }
            DynamicList claimed = new DynamicList(id, hide, path == null ? List.of() : path, List.of(), 1, open);
            FormPaths below = path == null ? null : paths.claim(path, claimed);
            if (path != null && below == null) {
                wrong("pathTaken", node.path("path").asText());
            }
            List<FormComponent> inside = components(
                    node,
                    id,
                    below == null ? new FormPaths() : below,
                    new Surroundings(around.depth() + 1, around.inOpenList() || open, false));
            if (path == null) {
                return null;
            }
            if (rows != null
                    && (rows.signum() < 0
                            || rows.scale() > 0
                            || rows.compareTo(BigDecimal.valueOf(FormJudgement.MOST_ROWS)) > 0)) {
                wrong("defaultRepetitions", String.valueOf(FormJudgement.MOST_ROWS));
                rows = null;
            }
            return new DynamicList(id, hide, path, inside, rows == null ? 1 : rows.intValue(), open);
        }

        /** form-js takes these on a group or list for nothing: what stands inside could still be changed. */
        private void noAccess() {
            for (String name : List.of("readonly", "disabled")) {
                if (present(name)
                        && !(node.get(name).isBoolean() && !node.get(name).booleanValue())) {
                    wrong("accessOfContainer", name);
                }
            }
        }

        // ---- fields ----

        private @Nullable FormComponent field(@Nullable Feel hide) {
            checkRuleNames();
            JsonNode validate = node.path("validate");
            JsonNode required = validate.path("required");
            if (!required.isMissingNode() && !required.isNull() && !required.isBoolean()) {
                wrong("requiredComputed");
            }
            List<String> key = present("key") ? path("key") : null;
            if (!present("key")) {
                wrong("noKey");
            }
            Basics basics = new Basics(
                    id,
                    type,
                    hide,
                    key == null ? List.of(id) : key,
                    node.path("label").isTextual() ? node.path("label").asText() : null,
                    required.asBoolean(false),
                    flag("disabled", false),
                    readonly(),
                    present("defaultValue") ? Values.of(node.get("defaultValue")) : null,
                    properties());
            checkTarget(basics);
            Field field = typed(basics, validate);
            if (field == null || key == null) {
                return null;
            }
            if (paths.claim(key, field) == null) {
                wrong("keyTaken", node.path("key").asText());
            }
            checkDefault(field);
            checkExample(field);
            return field;
        }

        private @Nullable Field typed(Basics basics, JsonNode validate) {
            return switch (type) {
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
                    Feel value = expression("expression", node.get("expression"));
                    if (value == null && !node.path("expression").asText().startsWith("=")) {
                        wrong("noExpression");
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
                wrong("validate");
                return;
            }
            Set<String> known =
                    switch (type) {
                        case "textfield", "textarea" -> TEXT_RULES;
                        case "number" -> Set.of("required", "min", "max");
                        case "expression" -> Set.of();
                        default -> Set.of("required");
                    };
            validate.fieldNames().forEachRemaining(name -> {
                if (!known.contains(name)) {
                    wrong("unknownRule", name);
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
                default -> wrong("validationType", formatName);
            }
            return new TextRules(limit("minLength", validate), limit("maxLength", validate), pattern(validate), format);
        }

        private @Nullable String pattern(JsonNode validate) {
            JsonNode pattern = validate.path("pattern");
            if (pattern.isMissingNode() || pattern.isNull() || pattern.asText().isEmpty()) {
                return null;
            }
            if (!pattern.isTextual()) {
                wrong("pattern", pattern.toString(), "must be text");
                return null;
            }
            try {
                patterns.put(pattern.asText(), JavaScriptPattern.compile(pattern.asText()));
                return pattern.asText();
            } catch (JavaScriptPattern.Unsupported unsupported) {
                wrong("pattern", pattern.asText(), String.valueOf(unsupported.getMessage()));
                return null;
            }
        }

        private Field numberField(Basics basics, JsonNode validate) {
            BigDecimal decimals = number("decimalDigits", node.get("decimalDigits"));
            if (decimals != null && (decimals.signum() < 0 || decimals.scale() > 0 || decimals.precision() > 2)) {
                wrong("decimalDigits");
                decimals = null;
            }
            BigDecimal step = number("increment", node.get("increment"));
            if (step != null && step.signum() <= 0) {
                wrong("increment");
                step = null;
            }
            return new NumberField(
                    basics,
                    limit("min", validate),
                    limit("max", validate),
                    decimals == null ? null : decimals.intValue(),
                    step,
                    flag("serializeToString", false));
        }

        private Field dateTimeField(Basics basics) {
            DateTimeField.Kind kind =
                    switch (node.path("subtype").asText("date")) {
                        case "date" -> DateTimeField.Kind.DATE;
                        case "time" -> DateTimeField.Kind.TIME;
                        case "datetime" -> DateTimeField.Kind.DATE_TIME;
                        default -> {
                            wrong("subtype");
                            yield DateTimeField.Kind.DATE;
                        }
                    };
            DateTimeField.Zone zone =
                    switch (node.path("timeSerializingFormat").asText("no_timezone")) {
                        case "utc_offset" -> DateTimeField.Zone.OFFSET;
                        case "utc_normalized" -> DateTimeField.Zone.UTC;
                        case "no_timezone" -> DateTimeField.Zone.NONE;
                        default -> {
                            wrong("timeSerializingFormat");
                            yield DateTimeField.Zone.NONE;
                        }
                    };
            return new DateTimeField(basics, kind, zone, flag("disallowPassedDates", false));
        }

        private @Nullable Options options() {
            int sources = (present("values") ? 1 : 0)
                    + (present("valuesKey") ? 1 : 0)
                    + (present("valuesExpression") ? 1 : 0);
            if (sources != 1) {
                wrong(sources == 0 ? "noOptions" : "severalOptionSources");
                return null;
            }
            if (present("valuesKey")) {
                return new Options.FromData(node.get("valuesKey").asText());
            }
            if (present("valuesExpression")) {
                Feel list = expression("valuesExpression", node.get("valuesExpression"));
                if (list == null && !node.get("valuesExpression").asText().startsWith("=")) {
                    wrong("notFeel", "valuesExpression");
                }
                return list == null ? null : new Options.Computed(list);
            }
            List<Option> options = Choices.normalise(Values.of(node.get("values")));
            long distinct = options.stream().map(Option::value).distinct().count();
            if (options.isEmpty() || options.size() < node.get("values").size()) {
                wrong("values");
            } else if (distinct < options.size()) {
                wrong("repeatedValue");
            }
            return new Options.Fixed(options);
        }

        // ---- what fields have in common ----

        private @Nullable Feel hide() {
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

        private Readonly readonly() {
            JsonNode readonly = node.path("readonly");
            if (readonly.isMissingNode() || readonly.isNull() || (readonly.isBoolean() && !readonly.booleanValue())) {
                return Readonly.NEVER;
            }
            if (around.inOpenList()) {
                wrong("readonlyInOpenList");
            }
            if (readonly.isBoolean()) {
                return Readonly.ALWAYS;
            }
            Feel when = expression("readonly", readonly);
            if (when == null) {
                if (!readonly.asText().startsWith("=")) {
                    wrong("readonly");
                }
                return Readonly.NEVER;
            }
            return new Readonly(false, when);
        }

        private Map<String, String> properties() {
            Map<String, String> properties = new LinkedHashMap<>();
            JsonNode given = node.path("properties");
            if (!given.isMissingNode() && !given.isNull() && !given.isObject()) {
                wrong("properties");
            }
            given.properties().forEach(property -> {
                if (property.getValue().isValueNode()) {
                    properties.put(property.getKey(), property.getValue().asText());
                } else {
                    wrong("propertyNotText", property.getKey());
                }
            });
            return Map.copyOf(properties);
        }

        private void checkTarget(Basics basics) {
            String target = basics.properties().getOrDefault("target", "case");
            if (!Set.of("case", "variable").contains(target)) {
                wrong("target", target);
            }
            if (basics.routing() && (!around.top() || basics.key().size() > 1)) {
                wrong("targetPlace");
            }
        }

        private void checkDefault(Field field) {
            Object value = field.basics().defaultValue();
            if (value == null) {
                return;
            }
            if (field instanceof ComputedField) {
                wrong("computedDefault");
                return;
            }
            try {
                Object accepted = FieldValues.accept(field, value);
                boolean optional = !(field instanceof SingleChoice || field instanceof MultipleChoice);
                if (!optional
                        && options(field) instanceof Options.Fixed fixed
                        && !Choices.allows(fixed.options(), accepted)) {
                    wrong("defaultNotAnOption");
                }
            } catch (FieldValues.Unacceptable notSo) {
                wrong("defaultValue");
            }
        }

        private @Nullable Options options(Field field) {
            return field instanceof SingleChoice single
                    ? single.options()
                    : field instanceof MultipleChoice multiple ? multiple.options() : null;
        }

        private void checkExample(Field field) {
            TextRules rules = field instanceof TextField line
                    ? line.rules()
                    : field instanceof TextArea area ? area.rules() : null;
            String pattern = rules == null ? null : rules.pattern();
            JavaScriptPattern compiled = pattern == null ? null : patterns.get(pattern);
            if (compiled == null) {
                return;
            }
            String example = field.basics().properties().get("example");
            if (example == null) {
                wrong("noExample");
            } else if (!compiled.test(example)) {
                wrong("example", example, compiled.source());
            }
        }

        // ---- values of properties ----

        private boolean present(String name) {
            return node.hasNonNull(name);
        }

        private boolean flag(String name, boolean otherwise) {
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
        private @Nullable List<String> path(String property) {
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

        private @Nullable BigDecimal number(String name, @Nullable JsonNode value) {
            if (value == null
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

        private @Nullable Limit limit(String name, JsonNode validate) {
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
        private @Nullable Feel expression(String name, @Nullable JsonNode value) {
            if (value == null || !value.isTextual() || !value.asText().startsWith("=")) {
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
}
