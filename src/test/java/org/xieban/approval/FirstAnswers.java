package org.xieban.approval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.xieban.trace.OfficialTime;

/**
 * Fills a form as somebody would who knows nothing of it but its schema: the first of each choice, every box ticked,
 * the example where there is one, and also what is hidden, which the product is to drop.
 */
final class FirstAnswers {

    private static final String TEXT = "按规定办理，情况属实。";

    private final JsonNode data;
    private final OffsetDateTime now;

    private FirstAnswers(JsonNode data, Clock clock) {
        this.data = data;
        this.now = OffsetDateTime.now(clock.withZone(OfficialTime.ZONE)).truncatedTo(ChronoUnit.MINUTES);
    }

    /**
     * @param form {@code {schema, data}}, as the API gives it
     * @return the data object that form-js would submit
     */
    static ObjectNode to(JsonNode form, Clock clock) {
        ObjectNode answers = JsonNodeFactory.instance.objectNode();
        new FirstAnswers(form.path("data"), clock).fill(form.path("schema").path("components"), answers);
        return answers;
    }

    private void fill(JsonNode components, ObjectNode answers) {
        for (JsonNode component : components) {
            String path = component.path("path").asText();
            switch (component.path("type").asText()) {
                case "group" -> fill(component.path("components"), path.isEmpty() ? answers : at(answers, path));
                case "dynamiclist" -> fill(component.path("components"), row(answers, path));
                default -> answer(component, answers);
            }
        }
    }

    private static ObjectNode at(ObjectNode answers, String path) {
        ObjectNode inner = answers;
        for (String name : path.split("\\.")) {
            inner = inner.withObjectProperty(name);
        }
        return inner;
    }

    private static ObjectNode row(ObjectNode answers, String path) {
        int last = path.lastIndexOf('.');
        ObjectNode holder = last < 0 ? answers : at(answers, path.substring(0, last));
        return holder.withArrayProperty(path.substring(last + 1)).addObject();
    }

    private void answer(JsonNode field, ObjectNode answers) {
        String key = field.path("key").asText();
        if (key.isEmpty()
                || field.path("disabled").asBoolean()
                || field.path("readonly").asBoolean()) {
            return;
        }
        JsonNode value = value(field);
        if (value != null) {
            int last = key.lastIndexOf('.');
            ObjectNode holder = last < 0 ? answers : at(answers, key.substring(0, last));
            holder.set(key.substring(last + 1), value);
        }
    }

    private JsonNode value(JsonNode field) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (field.path("type").asText()) {
            case "checkbox" -> json.booleanNode(true);
            case "radio", "select" -> firstOption(field);
            case "checklist", "taglist" -> allOptions(field);
            case "number" -> number(field);
            case "datetime" -> json.textNode(time(field));
            case "textfield", "textarea" -> json.textNode(text(field));
            default -> null;
        };
    }

    private JsonNode options(JsonNode field) {
        return field.has("valuesKey") ? data.path(field.path("valuesKey").asText()) : field.path("values");
    }

    private static JsonNode option(JsonNode option) {
        return option.isObject() ? option.path("value") : option;
    }

    private JsonNode firstOption(JsonNode field) {
        JsonNode options = options(field);
        return options.isEmpty() ? null : option(options.get(0));
    }

    private ArrayNode allOptions(JsonNode field) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        options(field).forEach(each -> all.add(option(each)));
        return all;
    }

    private static JsonNode number(JsonNode field) {
        String example = field.path("properties").path("example").asText();
        int least = field.path("validate").path("min").asInt(1);
        return JsonNodeFactory.instance.numberNode(example.isEmpty() ? least : Integer.parseInt(example));
    }

    private String time(JsonNode field) {
        return switch (field.path("subtype").asText()) {
            case "date" -> now.toLocalDate().toString();
            case "time" -> "10:00" + zone(field);
            default ->
                field.path("timeSerializingFormat").asText().equals("utc_normalized")
                        ? now.toInstant()
                                .truncatedTo(ChronoUnit.MINUTES)
                                .toString()
                                .replace(":00Z", "Z")
                        : now.toLocalDateTime().format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm")) + zone(field);
        };
    }

    private String zone(JsonNode field) {
        return switch (field.path("timeSerializingFormat").asText()) {
            case "no_timezone" -> "";
            case "utc_normalized" -> "Z";
            default -> now.getOffset().getId();
        };
    }

    private static String text(JsonNode field) {
        String example = field.path("properties").path("example").asText();
        if (!example.isEmpty()) {
            return example;
        }
        JsonNode rules = field.path("validate");
        if (rules.path("validationType").asText().equals("email")) {
            return "someone@xiping.example";
        }
        int least = rules.path("minLength").asInt();
        int most = rules.path("maxLength").asInt(Integer.MAX_VALUE);
        int length = Math.max(least, Math.min(most, TEXT.length()));
        return TEXT.repeat(1 + length / TEXT.length()).substring(0, length);
    }
}
