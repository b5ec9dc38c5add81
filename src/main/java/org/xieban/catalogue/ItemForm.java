package org.xieban.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An item as it stands in the editing form, right or wrong: nothing that was typed is lost. Its inputs are named by
 * the path of their field, {@code materials[2].name}.
 */
final class ItemForm {

    /** One line of the text area is one text of the list. */
    private static final Set<String> LINES = Set.of("conditions");

    private static final Set<String> CHOICES = Set.of("applicantKinds", "specialProcedures", "service.channels");
    private static final Set<String> LISTS = Set.of("coDepartments", "legalBasis", "materials", "procedure", "scales");
    private static final Set<String> OPTIONAL = Set.of(
            "examinerMayDecide",
            "organ.entrustedBy",
            "legalBasis.gist",
            "materials.exemptWhen",
            "materials.keptFor.amount",
            "materials.keptFor.unit",
            "materials.sources.code",
            "materials.sources.name",
            "specialProcedures",
            "fee.standard",
            "fee.legalBasis",
            "result.licence",
            "result.validity.amount",
            "result.validity.unit",
            "inForce.until");
    private static final Pattern PART = Pattern.compile("([a-zA-Z]+)(?:\\[(\\d{1,3})])?");
    private static final Pattern ROW =
            Pattern.compile("(coDepartments|legalBasis|materials(?:\\[\\d{1,3}]\\.sources)?|procedure|scales)"
                    + "(?:\\[(\\d{1,3})])?\\.(add|remove|up|down)");
    private static final int MOST_ROWS = 100;

    private final ObjectNode tree;
    private final Map<String, List<Violation>> violations = new LinkedHashMap<>();

    private ItemForm(ObjectNode tree) {
        this.tree = tree;
    }

    static ItemForm of(ServiceItem item) {
        return new ItemForm(ItemJson.tree(item));
    }

    /** Of an item that is not there yet: what is so for most is filled in. */
    static ItemForm empty(LocalDate today) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("processKey", "administrativeApproval").put("formKey", "application-common");
        for (String list : List.of("legalBasis", "materials", "procedure")) {
            tree.putArray(list).addObject();
        }
        tree.putObject("inForce").put("from", today.toString());
        return new ItemForm(tree);
    }

    /** The code of an item is part of its address and never changes. */
    ItemForm withCode(String code) {
        tree.put("code", code);
        return this;
    }

    /** From the parameters of a request; what is no field of an item is left out. */
    static ItemForm of(Map<String, String[]> parameters) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        LISTS.forEach(tree::putArray);
        parameters.forEach((name, values) -> {
            if (LINES.contains(name)) {
                ArrayNode lines = tree.putArray(name);
                values[0]
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .forEach(lines::add);
            } else if (CHOICES.contains(name)) {
                ArrayNode chosen = holder(tree, name).putArray(name.substring(name.lastIndexOf('.') + 1));
                for (String value : values) {
                    if (!value.isBlank()) {
                        chosen.add(value);
                    }
                }
            } else {
                // a tick box sends what stands for "no" before itself
                put(tree, name, values[values.length - 1]);
            }
        });
        return new ItemForm(tree);
    }

    private static ObjectNode holder(ObjectNode tree, String name) {
        int dot = name.lastIndexOf('.');
        String holder = dot < 0 ? "" : name.substring(0, dot);
        if (holder.isEmpty()) {
            return tree;
        }
        return tree.path(holder) instanceof ObjectNode there ? there : tree.putObject(holder);
    }

    private static void put(ObjectNode tree, String name, String value) {
        String[] parts = name.split("\\.", -1);
        if (parts.length > 5 || !isField(parts[0])) {
            return;
        }
        ObjectNode at = tree;
        for (int i = 0; i < parts.length; i++) {
            Matcher part = PART.matcher(parts[i]);
            if (!part.matches()) {
                return;
            }
            boolean last = i == parts.length - 1;
            if (part.group(2) == null) {
                if (last) {
                    if (!at.path(part.group(1)).isContainerNode()) {
                        at.put(part.group(1), value);
                    }
                    return;
                }
                JsonNode existing = at.path(part.group(1));
                if (!existing.isMissingNode() && !existing.isObject()) {
                    return;
                }
                at = at.withObjectProperty(part.group(1));
            } else {
                int index = Integer.parseInt(part.group(2));
                JsonNode existing = at.path(part.group(1));
                if (last || index >= MOST_ROWS || (!existing.isMissingNode() && !existing.isArray())) {
                    return;
                }
                ArrayNode rows = at.withArrayProperty(part.group(1));
                while (rows.size() <= index) {
                    rows.addObject();
                }
                at = (ObjectNode) rows.get(index);
            }
        }
    }

    private static boolean isField(String part) {
        String name = part.replaceFirst("\\[.*", "");
        for (var field : ServiceItem.class.getRecordComponents()) {
            if (field.getName().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Adds, removes or moves a row.
     *
     * @param command {@code materials.add}, {@code materials[2].remove}, {@code materials[2].sources[0].up}
     * @return path of the row that the eye should be on now
     */
    String changeRows(String command) {
        Matcher row = ROW.matcher(command);
        if (!row.matches()) {
            return "";
        }
        String list = row.group(1);
        JsonNode node = at(list);
        ArrayNode rows;
        if (node instanceof ArrayNode existing) {
            rows = existing;
        } else if (list.contains(".")) {
            if (!(at(list.substring(0, list.lastIndexOf('.'))) instanceof ObjectNode owner)) {
                return "";
            }
            rows = owner.putArray("sources");
        } else {
            rows = tree.putArray(list);
        }
        int index = row.group(2) == null ? rows.size() : Integer.parseInt(row.group(2));
        switch (row.group(3)) {
            case "add" -> {
                if (rows.size() < MOST_ROWS) {
                    rows.addObject();
                }
                index = rows.size() - 1;
            }
            case "remove" -> {
                if (index < rows.size()) {
                    rows.remove(index);
                }
                index = Math.min(index, rows.size() - 1);
            }
            case "up" -> index = move(rows, index, index - 1);
            default -> index = move(rows, index, index + 1);
        }
        return index < 0 ? list : list + "[" + index + "]";
    }

    private static int move(ArrayNode rows, int from, int to) {
        if (from >= rows.size() || to < 0 || to >= rows.size()) {
            return from;
        }
        rows.insert(to, rows.remove(from));
        return to;
    }

    /** Reads the item, and keeps what is wrong with it beside its fields. */
    ItemReader.Reading read() {
        ItemReader.Reading reading = ItemReader.read(tree);
        reading.violations().forEach(this::add);
        return reading;
    }

    void add(Violation violation) {
        // where one text area or one group of tick boxes holds a whole list, what is wrong with a part stands beside it
        String field =
                violation.path().replaceFirst("(conditions|applicantKinds|specialProcedures|channels)\\[\\d+]$", "$1");
        violations.computeIfAbsent(field, any -> new ArrayList<>()).add(violation);
    }

    // what follows is what the template asks for

    /** Message of the name of a field. */
    public String label(String path) {
        return "catalogue.field." + ItemTexts.field(path);
    }

    /** Message of the name of the list that a field stands in; null where it stands in none. */
    public @Nullable String list(String path) {
        int row = path.indexOf('[');
        return row < 0 ? null : label(path.substring(0, row));
    }

    /** Number of the row of that list, from 1. */
    public int row(String path) {
        return Integer.parseInt(path.substring(path.indexOf('[') + 1, path.indexOf(']'))) + 1;
    }

    public boolean required(String path) {
        return !OPTIONAL.contains(ItemTexts.field(path));
    }

    /** Values of a field that is one of a few, with the messages of their names. */
    public Map<String, String> choices(String path) {
        return ItemTexts.choices(ItemTexts.field(path));
    }

    public String value(String path) {
        JsonNode node = at(path);
        if (node.isArray()) {
            List<String> lines = new ArrayList<>();
            node.forEach(line -> lines.add(line.asText()));
            return String.join("\n", lines);
        }
        return node.isValueNode() && !node.isNull() ? node.asText() : "";
    }

    public boolean has(String path, String choice) {
        for (JsonNode chosen : at(path)) {
            if (chosen.asText().equals(choice)) {
                return true;
            }
        }
        return false;
    }

    public int rows(String path) {
        return at(path).size();
    }

    public List<Violation> violations(String path) {
        return violations.getOrDefault(path, List.of());
    }

    public Map<String, List<Violation>> violations() {
        return violations;
    }

    private JsonNode at(String path) {
        JsonNode node = tree;
        for (String part : path.split("\\.", -1)) {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches()) {
                return JsonNodeFactory.instance.missingNode();
            }
            node = node.path(matcher.group(1));
            if (matcher.group(2) != null) {
                node = node.path(Integer.parseInt(matcher.group(2)));
            }
        }
        return node;
    }
}
