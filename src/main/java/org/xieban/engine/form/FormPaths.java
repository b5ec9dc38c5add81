package org.xieban.engine.form;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which names the data of a form may have, as a tree; each leaf and each list belongs to one component. */
final class FormPaths {

    private final Map<String, FormPaths> children = new LinkedHashMap<>();
    private @Nullable FormComponent owner;

    @Nullable
    FormPaths child(String name) {
        return children.get(name);
    }

    /** The field or list whose values stand here; null where others stand below. */
    @Nullable
    FormComponent owner() {
        return owner;
    }

    /** The place below for a group, which others may share; null when a field or list stands in the way. */
    @Nullable
    FormPaths open(List<String> path) {
        FormPaths at = this;
        for (String name : path) {
            at = at.children.computeIfAbsent(name, key -> new FormPaths());
            if (at.owner != null) {
                return null;
            }
        }
        return at;
    }

    /** The place below for a field or list alone; null when it is taken. */
    @Nullable
    FormPaths claim(List<String> path, FormComponent by) {
        FormPaths parent = open(path.subList(0, path.size() - 1));
        String last = path.get(path.size() - 1);
        if (parent == null || parent.children.containsKey(last)) {
            return null;
        }
        FormPaths place = new FormPaths();
        place.owner = by;
        parent.children.put(last, place);
        return place;
    }
}
