package org.xieban.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What changed from one version of an item to another, field by field. Rows that have a code of their own are told by
 * it, so that a material moved up is not every material changed.
 */
final class ItemDifference {

    /** What tells a row from others of its list, the first that it has. */
    private static final List<String> KEYS = List.of("code", "department", "article", "name", "kind");

    private final List<Change> changes = new ArrayList<>();

    private ItemDifference() {}

    /**
     * One changed value.
     *
     * @param field path without row marks, {@code materials.name}: the message {@code catalogue.field.<field>}
     * @param row which row of a list, as people call it; null outside of lists
     * @param before null where it is new
     * @param after null where it is gone
     */
    record Change(
            String field,
            @Nullable String row,
            @Nullable String before,
            @Nullable String after) {

        /** The field of the item that it belongs to. */
        String top() {
            int dot = field.indexOf('.');
            return dot < 0 ? field : field.substring(0, dot);
        }

        /** The field that this one is part of; null where its own name says enough. */
        public @Nullable String whole() {
            return field.contains(".") && !field.endsWith(".order") ? top() : null;
        }

        /** Message prefix for values that are one of a few, null for free text. */
        public @Nullable String choice() {
            return ItemTexts.choice(field);
        }
    }

    static List<Change> between(ServiceItem before, ServiceItem after) {
        ItemDifference difference = new ItemDifference();
        difference.object(ItemJson.tree(before), ItemJson.tree(after), "", null);
        return List.copyOf(difference.changes);
    }

    /** Names of the fields of an item that changed, each once, in their order. */
    static List<String> fields(List<Change> changes) {
        Set<String> fields = new LinkedHashSet<>();
        changes.forEach(change -> fields.add(change.top()));
        return List.copyOf(fields);
    }

    private void object(JsonNode before, JsonNode after, String path, @Nullable String row) {
        Set<String> names = new LinkedHashSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            value(before.path(name), after.path(name), path.isEmpty() ? name : path + "." + name, row);
        }
    }

    private void value(JsonNode before, JsonNode after, String path, @Nullable String row) {
        if (before.equals(after)) {
            return;
        }
        JsonNode shape = before.isMissingNode() ? after : before;
        if (shape.isObject()) {
            object(before, after, path, row);
        } else if (shape.isArray()) {
            list(before, after, path, row);
        } else {
            changes.add(new Change(path, row, text(before), text(after)));
        }
    }

    private void list(JsonNode before, JsonNode after, String path, @Nullable String row) {
        Map<String, JsonNode> olds = byKey(before);
        Map<String, JsonNode> news = byKey(after);
        Set<String> keys = new LinkedHashSet<>(news.keySet());
        keys.addAll(olds.keySet());
        int found = changes.size();
        for (String key : keys) {
            JsonNode was = olds.getOrDefault(key, MissingNode.getInstance());
            JsonNode is = news.getOrDefault(key, MissingNode.getInstance());
            if (was.isMissingNode() || is.isMissingNode()) {
                changes.add(new Change(path, row, title(was), title(is)));
            } else if (is.isObject()) {
                String name = Objects.requireNonNullElse(title(is), key);
                object(was, is, path, row == null ? name : row + " · " + name);
            }
        }
        if (found == changes.size()) {
            changes.add(new Change(path + ".order", row, titles(before), titles(after)));
        }
    }

    private static Map<String, JsonNode> byKey(JsonNode rows) {
        Map<String, JsonNode> byKey = new LinkedHashMap<>();
        for (JsonNode row : rows) {
            String key = key(row);
            while (byKey.containsKey(key)) {
                key += "'";
            }
            byKey.put(key, row);
        }
        return byKey;
    }

    private static String key(JsonNode row) {
        for (String name : KEYS) {
            if (row.hasNonNull(name)) {
                return row.path("law").asText("") + row.get(name).asText();
            }
        }
        return row.asText();
    }

    private static String titles(JsonNode rows) {
        List<String> titles = new ArrayList<>();
        for (JsonNode row : rows) {
            titles.add(Objects.requireNonNullElse(title(row), ""));
        }
        return String.join("、", titles);
    }

    private static @Nullable String title(JsonNode row) {
        if (!row.isObject()) {
            return text(row);
        }
        for (String name : List.of("name", "law", "department", "kind")) {
            if (row.hasNonNull(name)) {
                String article = row.path("article").asText("");
                return article.isEmpty()
                        ? row.get(name).asText()
                        : row.get(name).asText() + " " + article;
            }
        }
        return row.toString();
    }

    private static @Nullable String text(JsonNode value) {
        return value.isMissingNode() || value.isNull() ? null : value.asText();
    }
}
