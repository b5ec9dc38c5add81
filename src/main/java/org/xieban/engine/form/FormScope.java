package org.xieban.engine.form;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xieban.engine.form.FormComponent.Feel;

/**
 * The names that an expression knows: the form's values, and within a row of a list the row and where it is. They
 * stay as they are, so that what was evaluated once is not evaluated again: what is hidden is asked in every pass.
 */
record FormScope(
        Map<String, @Nullable Object> values,
        Map<String, @Nullable Object> names,
        List<@Nullable Object> rows,
        Map<Feel, Optional<Object>> evaluated) {

    static FormScope top(Map<String, @Nullable Object> values) {
        return of(values, values, null, List.of());
    }

    FormScope row(@Nullable Object row, int index) {
        List<@Nullable Object> deeper = new ArrayList<>(rows);
        deeper.add(BigDecimal.valueOf(index + 1L));
        return of(values, row, names, deeper);
    }

    private static FormScope of(
            Map<String, @Nullable Object> values,
            @Nullable Object self,
            @Nullable Map<String, @Nullable Object> parent,
            List<@Nullable Object> rows) {
        Map<String, @Nullable Object> names = new HashMap<>();
        names.put("this", self);
        names.put("parent", parent);
        names.put("i", rows);
        names.putAll(values);
        names.put("_this_", self);
        names.put("_parent_", parent);
        names.put("_i_", rows);
        return new FormScope(values, names, rows, new HashMap<>());
    }

    @Nullable
    Object evaluate(Feel feel) {
        return evaluated
                .computeIfAbsent(
                        feel, asked -> Optional.ofNullable(asked.expression().evaluate(names)))
                .orElse(null);
    }

    boolean holds(Feel feel) {
        return Boolean.TRUE.equals(evaluate(feel));
    }
}
