package org.xieban.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Names of the inputs that the editing form has for an item. */
final class FormPaths {

    private FormPaths() {}

    static List<String> of(ServiceItem item) {
        List<String> paths = new ArrayList<>();
        add(ItemJson.tree(item), "", paths);
        return paths;
    }

    private static void add(JsonNode node, String path, List<String> paths) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> add(
                            field.getValue(), path.isEmpty() ? field.getKey() : path + "." + field.getKey(), paths));
        } else if (node.isArray() && node.size() > 0 && node.get(0).isObject()) {
            for (int i = 0; i < node.size(); i++) {
                add(node.get(i), path + "[" + i + "]", paths);
            }
        } else if (!node.isArray() || path.equals("conditions")) {
            paths.add(path);
        }
    }
}
