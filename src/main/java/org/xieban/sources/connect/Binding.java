package org.xieban.sources.connect;

import java.util.Map;

/**
 * From which source a resource comes, and how its fields are called there.
 *
 * @param resource code of the resource
 * @param source code of the source
 * @param settings HTTP: {@code path}, a template such as {@code /persons/{idNumber}}, {@code method} ({@code GET} or
 *     {@code POST}), {@code root}, a JSON pointer to the entry in the answer; SQL: {@code view}
 * @param keys by the names of the key fields: the column of the view, the heading in the file, the name in the body of a
 *     {@code POST}
 * @param fields by the names of the other fields: the JSON pointer within the entry, the column, the heading
 */
public record Binding(
        String resource,
        String source,
        Map<String, String> settings,
        Map<String, String> keys,
        Map<String, String> fields) {

    public Binding {
        settings = Map.copyOf(settings);
        keys = Map.copyOf(keys);
        fields = Map.copyOf(fields);
    }

    /** A setting; empty where there is none. */
    public String setting(String key) {
        return settings.getOrDefault(key, "");
    }
}
