package org.xieban.engine.form;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xieban.engine.form.FormComponent.Feel;

/**
 * When components of a form are hidden, but those in rows of lists: all such conditions as one expression. The FEEL engine
 * prepares itself anew for every evaluation, which takes longer than the conditions of a whole form.
 */
final class FormConditions {

    private final List<Feel> conditions;
    private final FeelEvaluator.@Nullable Expression together;

    private FormConditions(List<Feel> conditions, FeelEvaluator.@Nullable Expression together) {
        this.conditions = conditions;
        this.together = together;
    }

    static FormConditions of(List<FormComponent> components, FeelEvaluator feel) {
        Set<Feel> found = new LinkedHashSet<>();
        collect(components, found);
        List<Feel> conditions = new ArrayList<>(found);
        // a condition may end in a comment
        String list =
                conditions.stream().map(each -> "(" + each.source() + "\n)").collect(Collectors.joining(", "));
        try {
            return new FormConditions(conditions, conditions.size() < 2 ? null : feel.compile("[" + list + "]"));
        } catch (FeelEvaluator.SyntaxError onlyTogether) {
            return new FormConditions(conditions, null);
        }
    }

    private static void collect(List<FormComponent> components, Set<Feel> found) {
        for (FormComponent component : components) {
            Feel hide = component.hide();
            if (hide != null) {
                found.add(hide);
            }
            if (component instanceof FormComponent.Group group) {
                collect(group.components(), found);
            }
        }
    }

    /** What each comes to; empty where they can only be asked one by one. */
    Map<Feel, Optional<Object>> evaluate(Map<String, @Nullable Object> names) {
        Map<Feel, Optional<Object>> known = new HashMap<>();
        if (together != null
                && together.evaluate(names) instanceof List<?> values
                && values.size() == conditions.size()) {
            for (int at = 0; at < values.size(); at++) {
                known.put(conditions.get(at), Optional.ofNullable(values.get(at)));
            }
        }
        return known;
    }
}
