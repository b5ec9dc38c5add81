package org.xieban.engine.form;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.xieban.engine.internal.TestFeel;
import org.xieban.trace.OfficialTime;

/** Forms and values for tests. */
final class TestForms {

    static final LocalDate TODAY = LocalDate.of(2026, 11, 12);

    static final FeelEvaluator FEEL =
            TestFeel.at(Clock.fixed(Instant.parse("2026-11-12T02:00:00Z"), OfficialTime.ZONE));

    static final ObjectMapper JSON = new ObjectMapper();

    private TestForms() {}

    static FormSchema form(String... components) {
        return FormSchema.parse(json(components), "test.form", FEEL);
    }

    static String json(String... components) {
        return "{\"type\":\"default\",\"id\":\"test\",\"schemaVersion\":16,\"components\":["
                + String.join(",", components).replace('\'', '"') + "]}";
    }

    /** The fields of a JSON object, sorted by name; none of anything else. */
    static Map<String, Object> map(JsonNode node) {
        Map<String, Object> map = new TreeMap<>();
        node.properties().forEach(field -> map.put(field.getKey(), Values.of(field.getValue())));
        return map;
    }

    static Map<String, List<String>> strings(JsonNode node) {
        Map<String, List<String>> strings = new TreeMap<>();
        node.properties()
                .forEach(field -> strings.put(
                        field.getKey(), JSON.convertValue(field.getValue(), new TypeReference<List<String>>() {})));
        return strings;
    }
}
