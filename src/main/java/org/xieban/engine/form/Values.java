package org.xieban.engine.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.xieban.web.Refusal;

/**
 * JSON values as plain Java: null, string, {@link BigDecimal} in its shortest form, boolean, list, map. Lists and maps are
 * fresh and may be changed.
 */
final class Values {

    /** Stands where there is no value, not even null. */
    static final Object MISSING = new Object();

    private static final int MOST_VALUES = 20_000;
    private static final int MOST_CHARACTERS = 1_000_000;
    private static final int DEEPEST_NESTING = 32;

    /** Digits beyond those of a browser's number; keeps arithmetic on 1e999999999 away. */
    private static final int LARGEST_EXPONENT = 400;

    private final boolean bounded;
    private int values;
    private long characters;

    private Values(boolean bounded) {
        this.bounded = bounded;
    }

    /**
     * What somebody sent.
     *
     * @throws Refusal {@code form.submissionTooLarge}
     */
    static Map<String, @Nullable Object> ofSubmission(Map<String, ? extends @Nullable Object> submitted) {
        return new Values(true).map(submitted, 0);
    }

    /** What the product itself put into the form. */
    static Map<String, @Nullable Object> ofData(Map<String, ? extends @Nullable Object> data) {
        return new Values(false).map(data, 0);
    }

    /** One value of the product itself. */
    static @Nullable Object of(@Nullable Object value) {
        return new Values(false).plain(value, 0);
    }

    private Map<String, @Nullable Object> map(Map<?, ?> map, int depth) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            count(String.valueOf(key).length());
            plain.put(String.valueOf(key), plain(value, depth + 1));
        });
        return plain;
    }

    private List<@Nullable Object> list(Collection<?> list, int depth) {
        List<@Nullable Object> plain = new ArrayList<>();
        list.forEach(value -> plain.add(plain(value, depth + 1)));
        return plain;
    }

    private @Nullable Object plain(@Nullable Object value, int depth) {
        if (depth > DEEPEST_NESTING) {
            throw Refusal.tooLarge("form.submissionTooLarge");
        }
        count(value instanceof CharSequence text ? text.length() : 1);
        if (value == null || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Map<?, ?> map) {
            return map(map, depth);
        }
        if (value instanceof Collection<?> list) {
            return list(list, depth);
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof JsonNode node) {
            return plain(node, depth);
        }
        return value.toString();
    }

    private @Nullable Object plain(JsonNode node, int depth) {
        if (node.isObject()) {
            Map<String, JsonNode> fields = new LinkedHashMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
            return map(fields, depth);
        }
        if (node.isArray()) {
            List<JsonNode> elements = new ArrayList<>();
            node.forEach(elements::add);
            return list(elements, depth);
        }
        if (node.isNumber()) {
            return number(node.numberValue());
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isNull() || node.isMissingNode() ? null : node.asText();
    }

    private void count(int length) {
        values++;
        characters += length;
        if (bounded && (values > MOST_VALUES || characters > MOST_CHARACTERS)) {
            throw Refusal.tooLarge("form.submissionTooLarge");
        }
    }

    /** What JSON cannot say, or a browser cannot hold, becomes the text of it, which is no number to any field. */
    private static Object number(Number number) {
        if (number instanceof Double || number instanceof Float) {
            double value = number.doubleValue();
            return Double.isFinite(value) ? shortest(new BigDecimal(number.toString())) : number.toString();
        }
        BigDecimal exact = number instanceof BigDecimal decimal
                ? decimal
                : number instanceof BigInteger integer ? new BigDecimal(integer) : new BigDecimal(number.toString());
        return Math.abs((long) exact.scale()) > LARGEST_EXPONENT || exact.precision() > LARGEST_EXPONENT
                ? number.toString()
                : shortest(exact);
    }

    /** 1.50 and 1.5, 1E+1 and 10 become one, as they are one number to a browser. */
    static BigDecimal shortest(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    // ---- reading and writing by path: names, and numbers for the rows of lists ----

    static @Nullable Object get(@Nullable Object root, List<Object> path) {
        Object at = root;
        for (Object step : path) {
            if (at instanceof Map<?, ?> map && step instanceof String name && map.containsKey(name)) {
                at = map.get(name);
            } else if (at instanceof List<?> list && step instanceof Integer row && row < list.size()) {
                at = list.get(row);
            } else {
                return MISSING;
            }
        }
        return at;
    }

    /** Writes a value, making maps and lists on the way and replacing whatever else stands there. */
    static void set(Map<String, @Nullable Object> root, List<Object> path, @Nullable Object value) {
        Object at = root;
        for (int i = 0; i < path.size(); i++) {
            boolean last = i == path.size() - 1;
            Object next = last ? value : container(get(at, List.of(path.get(i))), path.get(i + 1));
            put(at, path.get(i), next);
            at = Objects.requireNonNullElse(next, MISSING);
        }
    }

    private static Object container(@Nullable Object existing, Object step) {
        if (step instanceof Integer) {
            return existing instanceof List<?> ? existing : new ArrayList<>();
        }
        return existing instanceof Map<?, ?> ? existing : new LinkedHashMap<>();
    }

    @SuppressWarnings("unchecked")
    private static void put(Object container, Object step, @Nullable Object value) {
        if (step instanceof Integer row) {
            List<@Nullable Object> list = (List<@Nullable Object>) container;
            while (list.size() <= row) {
                list.add(null);
            }
            list.set(row, value);
        } else {
            ((Map<String, @Nullable Object>) container).put((String) step, value);
        }
    }

    /** Takes a value away, and whatever holds nothing else then, as form-js does before it evaluates expressions. */
    static void remove(Map<String, @Nullable Object> root, List<Object> path) {
        List<Object> at = path;
        boolean empty;
        do {
            Object holder = get(root, at.subList(0, at.size() - 1));
            Object step = at.get(at.size() - 1);
            if (holder instanceof Map<?, ?> map && step instanceof String) {
                map.remove(step);
            } else if (holder instanceof List<?> list && step instanceof Integer row && row < list.size()) {
                list.set(row, null);
            }
            at = at.subList(0, at.size() - 1);
            empty = (holder instanceof Map<?, ?> map && map.isEmpty())
                    || (holder instanceof List<?> list && list.stream().allMatch(Objects::isNull));
        } while (empty && !at.isEmpty());
    }

    /** White space around a text taken away, as a browser's {@code trim()} does. */
    static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && CharacterSets.isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && CharacterSets.isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /** {@code persons[1].name} */
    static String name(List<Object> path) {
        StringBuilder name = new StringBuilder();
        for (Object step : path) {
            if (step instanceof Integer) {
                name.append('[').append(step).append(']');
            } else {
                name.append(name.isEmpty() ? "" : ".").append(step);
            }
        }
        return name.toString();
    }

    /** How many rows a list has; none where there is no list. */
    static int size(Map<String, @Nullable Object> root, List<Object> path) {
        return Values.get(root, path) instanceof List<?> list ? list.size() : 0;
    }

    /** The path of names below another. */
    static List<Object> below(List<Object> base, List<String> names) {
        List<Object> path = new ArrayList<>(base);
        path.addAll(names);
        return path;
    }

    /** The path of a row of a list. */
    static List<Object> row(List<Object> base, int row) {
        List<Object> path = new ArrayList<>(base);
        path.add(row);
        return path;
    }
}
