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
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xieban.engine.ModelProblem;
import org.xieban.engine.form.FormComponent.DynamicList;
import org.xieban.engine.form.FormComponent.Feel;
import org.xieban.engine.form.FormComponent.Group;
import org.xieban.engine.form.FormComponent.Presentation;

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

    private static final Set<String> PRESENTATIONS =
            Set.of("text", "html", "image", "iframe", "table", "spacer", "separator", "button");

    private final String resourceName;
    private final FeelEvaluator feel;
    private final FormProblems problems;
    private final Set<String> ids = new HashSet<>();
    private final Map<String, JavaScriptPattern> patterns = new HashMap<>();

    FormReader(String resourceName, FeelEvaluator feel) {
        this.resourceName = resourceName;
        this.problems = new FormProblems(resourceName);
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
        problems.requireNone();
        return new FormSchema(resourceName, id, components, FormConditions.of(components, feel), paths, patterns);
    }

    private void checkHead(JsonNode form, String id) {
        if (id.isBlank()) {
            problems.add(null, "form.noId");
        }
        if (!"default".equals(form.path("type").asText())) {
            problems.add(null, "form.notAForm");
        }
        JsonNode version = form.get("schemaVersion");
        if (version != null && (!version.isIntegralNumber() || version.intValue() > SCHEMA_VERSION)) {
            problems.add(null, "form.schemaVersion", version.asText(), String.valueOf(SCHEMA_VERSION));
        }
        JsonNode platform = form.get("executionPlatform");
        if (platform != null && !"Camunda Platform".equals(platform.asText())) {
            problems.add(null, "form.platform", platform.asText());
        }
    }

    /**
     * Where components stand.
     *
     * @param depth how many groups and lists hold them
     * @param inOpenList whether in a list whose rows may be added and taken away
     * @param top whether their values stand at the top of the data
     */
    record Surroundings(int depth, boolean inOpenList, boolean top) {}

    private List<FormComponent> components(JsonNode holder, String at, FormPaths paths, Surroundings around) {
        JsonNode list = holder.get("components");
        if (list == null || !list.isArray()) {
            problems.add(at.isEmpty() ? null : at, "form.noComponents");
            return List.of();
        }
        if (around.depth() > DEEPEST_NESTING) {
            problems.add(at, "form.tooDeep");
            return List.of();
        }
        List<FormComponent> read = new ArrayList<>();
        int index = 0;
        for (JsonNode node : list) {
            String place = (at.isEmpty() ? "" : at + ".") + "components[" + index++ + "]";
            if (node.isObject()) {
                FormComponent component = component(new ComponentNode(node, place, problems, feel), paths, around);
                if (component != null) {
                    read.add(component);
                }
            } else {
                problems.add(place, "form.componentNotAnObject");
            }
        }
        return List.copyOf(read);
    }

    private @Nullable FormComponent component(ComponentNode node, FormPaths paths, Surroundings around) {
        if (!ids.add(node.id())) {
            node.wrong("duplicateId");
        }
        Feel hide = node.hide();
        if (PRESENTATIONS.contains(node.type())) {
            return new Presentation(node.id(), hide, node.type());
        }
        return switch (node.type()) {
            case "group" -> group(node, paths, around, hide);
            case "dynamiclist" -> dynamicList(node, paths, around, hide);
            case "filepicker", "documentPreview" -> {
                node.wrong(node.type());
                yield null;
            }
            case "" -> {
                node.wrong("noType");
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
                    "expression" -> new FieldReader(node, paths, around, patterns).read(hide);
            default -> {
                node.wrong("unknownType", node.type());
                yield null;
            }
        };
    }

    private @Nullable FormComponent group(
            ComponentNode node, FormPaths paths, Surroundings around, @Nullable Feel hide) {
        noAccess(node);
        List<String> path = node.present("path") ? node.names("path") : List.of();
        FormPaths below = path == null ? null : paths.open(path);
        if (path != null && below == null) {
            node.wrong("pathTaken", node.path("path").asText());
        }
        // read on with names of their own, so that what is wrong inside is told as well
        List<FormComponent> inside = components(
                node.json(),
                node.id(),
                below == null ? new FormPaths() : below,
                new Surroundings(
                        around.depth() + 1,
                        around.inOpenList(),
                        around.top() && List.of().equals(path)));
        return path == null ? null : new Group(node.id(), hide, path, inside);
    }

    private @Nullable FormComponent dynamicList(
            ComponentNode node, FormPaths paths, Surroundings around, @Nullable Feel hide) {
        noAccess(node);
        boolean open = node.flag("allowAddRemove", true);
        if (!node.flag("isRepeating", true)) {
            node.wrong("notRepeating");
        }
        if (!node.flag("disableCollapse", false)) {
            node.wrong("collapses");
        }
        BigDecimal rows = node.number("defaultRepetitions", node.path("defaultRepetitions"));
        List<String> path = node.present("path") ? node.names("path") : null;
        if (!node.present("path")) {
            node.wrong("noPath");
        }
        DynamicList claimed = new DynamicList(node.id(), hide, path == null ? List.of() : path, List.of(), 1, open);
        FormPaths below = path == null ? null : paths.claim(path, claimed);
        if (path != null && below == null) {
            node.wrong("pathTaken", node.path("path").asText());
        }
        List<FormComponent> inside = components(
                node.json(),
                node.id(),
                below == null ? new FormPaths() : below,
                new Surroundings(around.depth() + 1, around.inOpenList() || open, false));
        if (path == null) {
            return null;
        }
        if (rows != null
                && (rows.signum() < 0
                        || rows.scale() > 0
                        || rows.compareTo(BigDecimal.valueOf(FormJudgement.MOST_ROWS)) > 0)) {
            node.wrong("defaultRepetitions", String.valueOf(FormJudgement.MOST_ROWS));
            rows = null;
        }
        return new DynamicList(node.id(), hide, path, inside, rows == null ? 1 : rows.intValue(), open);
    }

    /** form-js takes these on a group or list for nothing: what stands inside could still be changed. */
    private static void noAccess(ComponentNode node) {
        for (String name : List.of("readonly", "disabled")) {
            if (node.present(name)
                    && !(node.path(name).isBoolean() && !node.path(name).booleanValue())) {
                node.wrong("accessOfContainer", name);
            }
        }
    }
}
