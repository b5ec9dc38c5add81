package org.xieban.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one part of an item as it is read; each is asked for once, and what was not asked for is unknown. Where
 * one is wrong, that is noted and a stand-in returned.
 */
final class ItemFields {

    /** The longest text of a field that is not bound to be shorter. */
    static final int TEXT = 2000;

    private static final String STAND_IN = "-";
    private static final int ROWS = 100;

    private final JsonNode node;
    private final String path;
    private final List<Violation> violations;
    private final Set<String> asked = new LinkedHashSet<>();

    ItemFields(JsonNode node, String path, List<Violation> violations) {
        this.node = node;
        this.path = path;
        this.violations = violations;
    }

    private void wrong(String at, String code, Object... arguments) {
        violations.add(Violation.of(at, code, arguments));
    }

    private String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private JsonNode take(String name) {
        asked.add(name);
        JsonNode value = node.path(name);
        return value.isNull() || (value.isTextual() && value.asText().isBlank()) ? MissingNode.getInstance() : value;
    }

    @Nullable
    String optionalText(String name, int longest) {
        JsonNode value = take(name);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isValueNode()) {
            wrong(pathOf(name), "item.notText");
            return null;
        }
        String text = value.asText().strip();
        if (text.length() > longest) {
            wrong(pathOf(name), "item.tooLong", longest);
        }
        return text;
    }

    String text(String name, int longest) {
        String text = optionalText(name, longest);
        if (text == null) {
            missing(name);
            return STAND_IN;
        }
        return text;
    }

    String matching(String name, Pattern pattern, String code) {
        String text = optionalMatching(name, pattern, code);
        if (text == null) {
            missing(name);
            return STAND_IN;
        }
        return text;
    }

    @Nullable
    String optionalMatching(String name, Pattern pattern, String code) {
        String text = optionalText(name, TEXT);
        if (text != null && !pattern.matcher(text).matches()) {
            wrong(pathOf(name), code, text);
        }
        return text;
    }

    private void missing(String name) {
        // where the value has the wrong shape, that has been said already
        if (node.path(name).isMissingNode()
                || node.path(name).isNull()
                || node.path(name).isTextual()) {
            wrong(pathOf(name), "item.missing");
        }
    }

    int number(String name, int least, int most) {
        String text = optionalText(name, TEXT);
        if (text == null) {
            missing(name);
            return Math.max(1, least);
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notWhole) {
            // told below, as a number outside the bounds is
        }
        wrong(pathOf(name), "item.number", least, most, text);
        return Math.max(1, least);
    }

    /** False where nothing is said. */
    boolean flagUnlessMissing(String name) {
        return !take(name).isMissingNode() && flag(name);
    }

    boolean flag(String name) {
        String text = optionalText(name, TEXT);
        if (text == null) {
            missing(name);
        } else if (!text.equals("true") && !text.equals("false")) {
            wrong(pathOf(name), "item.choice", "true, false", text);
        }
        return "true".equals(text);
    }

    <E extends Enum<E>> E choice(String name, Class<E> type) {
        String text = optionalText(name, TEXT);
        if (text == null) {
            missing(name);
            return type.getEnumConstants()[0];
        }
        return constant(pathOf(name), text, type);
    }

    private <E extends Enum<E>> E constant(String at, String text, Class<E> type) {
        E[] all = type.getEnumConstants();
        for (E one : all) {
            if (one.name().equals(text)) {
                return one;
            }
        }
        String allowed = Arrays.stream(all).map(Enum::name).collect(Collectors.joining(", "));
        wrong(at, "item.choice", allowed, text);
        return all[0];
    }

    LocalDate date(String name) {
        LocalDate date = optionalDate(name);
        if (date == null) {
            missing(name);
            return LocalDate.EPOCH;
        }
        return date;
    }

    @Nullable
    LocalDate optionalDate(String name) {
        String text = optionalText(name, TEXT);
        if (text == null) {
            return null;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException notDate) {
            wrong(pathOf(name), "item.date", text);
            return LocalDate.EPOCH;
        }
    }

    <T> T object(String name, Function<ItemFields, T> read) {
        JsonNode value = take(name);
        if (value.isMissingNode()) {
            wrong(pathOf(name), "item.missing");
        }
        // what is missing or of another shape is told once, not again for each of its fields
        int told = violations.size();
        T part = part(value, pathOf(name), read);
        if (value.isMissingNode()) {
            violations.subList(told, violations.size()).clear();
        }
        return part;
    }

    <T> @Nullable T optionalObject(String name, Function<ItemFields, T> read) {
        JsonNode value = take(name);
        boolean empty = value.isMissingNode() || (value.isObject() && blank(value));
        return empty ? null : part(value, pathOf(name), read);
    }

    <T> List<T> list(String name, int least, Function<ItemFields, T> read) {
        List<T> rows = new ArrayList<>();
        for (JsonNode row : rows(name, least)) {
            rows.add(part(row, pathOf(name) + "[" + rows.size() + "]", read));
        }
        return rows;
    }

    List<String> texts(String name, int least) {
        List<String> texts = new ArrayList<>();
        for (JsonNode row : rows(name, least)) {
            String at = pathOf(name) + "[" + texts.size() + "]";
            String text = row.isValueNode() ? row.asText().strip() : "";
            if (!row.isValueNode()) {
                wrong(at, "item.notText");
            } else if (text.isEmpty()) {
                wrong(at, "item.missing");
            } else if (text.length() > TEXT) {
                wrong(at, "item.tooLong", TEXT);
            }
            texts.add(text);
        }
        return texts;
    }

    <E extends Enum<E>> List<E> choices(String name, int least, Class<E> type) {
        Set<E> chosen = new LinkedHashSet<>();
        int index = 0;
        for (String text : texts(name, least)) {
            String at = pathOf(name) + "[" + index++ + "]";
            if (!text.isEmpty() && !chosen.add(constant(at, text, type))) {
                wrong(at, "item.repeated", text);
            }
        }
        return List.copyOf(chosen);
    }

    private Iterable<JsonNode> rows(String name, int least) {
        JsonNode value = take(name);
        if (value.isMissingNode()) {
            if (least > 0) {
                wrong(pathOf(name), "item.missing");
            }
            return List.of();
        }
        if (!value.isArray()) {
            wrong(pathOf(name), "item.notList");
            return List.of();
        }
        if (value.size() < least) {
            wrong(pathOf(name), "item.missing");
        } else if (value.size() > ROWS) {
            wrong(pathOf(name), "item.tooMany", ROWS);
        }
        return value;
    }

    private <T> T part(JsonNode value, String at, Function<ItemFields, T> read) {
        boolean shaped = value.isObject() || value.isMissingNode();
        if (!shaped) {
            wrong(at, "item.notFields");
        }
        int told = violations.size();
        ItemFields fields = new ItemFields(value, at, violations);
        T part = read.apply(fields);
        fields.nothingElse();
        if (!shaped) {
            violations.subList(told, violations.size()).clear();
        }
        return part;
    }

    private boolean blank(JsonNode object) {
        for (JsonNode value : object) {
            if (!value.isNull() && !(value.isTextual() && value.asText().isBlank())) {
                return false;
            }
        }
        return true;
    }

    void nothingElse() {
        node.fieldNames().forEachRemaining(name -> {
            if (!asked.contains(name)) {
                wrong(pathOf(name), "item.unknownField", String.join(", ", asked));
            }
        });
    }
}
