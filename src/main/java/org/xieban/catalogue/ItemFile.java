package org.xieban.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xieban.startup.StartupRefusal;
import org.xieban.trace.Fingerprint;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One item file: an item and where in the file each of its fields stands.
 *
 * @param name name of the file
 * @param hash SHA-256 of its text, in hex
 */
record ItemFile(String name, String hash, ServiceItem item, Map<String, Integer> lines) {

    /**
     * Reads a file.
     *
     * @throws StartupRefusal at the first thing that is wrong with it, an unknown field before anything else since it
     *     is mostly a misspelt one
     */
    static ItemFile read(String name, String text) {
        Map<String, Integer> lines = new HashMap<>();
        ItemReader.Reading reading = ItemReader.read(tree(name, text, lines));
        ServiceItem item = reading.item();
        if (item == null) {
            Violation first = reading.violations().stream()
                    .filter(violation -> violation.code().equals("item.unknownField"))
                    .findFirst()
                    .orElseGet(() -> reading.violations().get(0));
            throw first.inFile(name, line(lines, first.path()));
        }
        return new ItemFile(name, Fingerprint.sha256(text), item, Map.copyOf(lines));
    }

    /** Codes of departments that it names and that do not exist. */
    Set<String> unknownDepartments(Predicate<String> exists) {
        return ItemRules.unknownDepartments(item, exists).stream()
                .map(violation -> violation.arguments().get(0))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** That something is wrong with it beyond itself, as with another file of the same code. */
    StartupRefusal broken(Violation violation) {
        return violation.inFile(name, line(lines, violation.path()));
    }

    private static JsonNode tree(String name, String text, Map<String, Integer> lines) {
        try {
            LoaderOptions options = new LoaderOptions();
            // an item is one plain tree; what refers to another place of the file would have two lines
            options.setMaxAliasesForCollections(0);
            Node root = new Yaml(options).compose(new StringReader(text));
            if (root == null) {
                return JsonNodeFactory.instance.objectNode();
            }
            return convert(root, "", lines);
        } catch (MarkedYAMLException broken) {
            int line = broken.getProblemMark() == null
                    ? 1
                    : broken.getProblemMark().getLine() + 1;
            throw Violation.of("", "item.yaml", oneLine(broken.getProblem())).inFile(name, line);
        } catch (RepeatedField repeated) {
            throw Violation.of(repeated.path, "item.fieldTwice").inFile(name, repeated.line);
        } catch (YAMLException broken) {
            throw Violation.of("", "item.yaml", oneLine(broken.getMessage())).inFile(name, 1);
        }
    }

    private static JsonNode convert(Node node, String path, Map<String, Integer> lines) {
        lines.putIfAbsent(path, node.getStartMark().getLine() + 1);
        if (node instanceof ScalarNode scalar) {
            return scalar.getTag().equals(Tag.NULL)
                    ? JsonNodeFactory.instance.nullNode()
                    : JsonNodeFactory.instance.textNode(scalar.getValue());
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            for (Node row : sequence.getValue()) {
                array.add(convert(row, path + "[" + array.size() + "]", lines));
            }
            return array;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (NodeTuple field : ((MappingNode) node).getValue()) {
            String key = field.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            String at = path.isEmpty() ? key : path + "." + key;
            int line = field.getKeyNode().getStartMark().getLine() + 1;
            if (object.has(key)) {
                throw new RepeatedField(at, line);
            }
            lines.put(at, line);
            object.set(key, convert(field.getValueNode(), at, lines));
        }
        return object;
    }

    /** The line of a field; of what it belongs to where the field itself is missing. */
    private static int line(Map<String, Integer> lines, String path) {
        String at = path;
        while (!lines.containsKey(at)) {
            int end = Math.max(at.lastIndexOf('.'), at.lastIndexOf('['));
            if (end < 0) {
                return 1;
            }
            at = at.substring(0, end);
        }
        return lines.getOrDefault(at, 1);
    }

    private static String oneLine(@Nullable String text) {
        return text == null ? "" : text.replaceAll("\\s+", " ").strip();
    }

    private static final class RepeatedField extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String path;
        private final int line;

        RepeatedField(String path, int line) {
            this.path = path;
            this.line = line;
        }
    }
}
