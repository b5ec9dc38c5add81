package org.xieban.engine.form;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xieban.engine.ModelProblem;

/** What the author of one form has to correct, each thing once. */
final class FormProblems {

    private final String resourceName;
    private final Set<ModelProblem> problems = new LinkedHashSet<>();

    FormProblems(String resourceName) {
        this.resourceName = resourceName;
    }

    /** @param component its id or place; null for the form itself */
    void add(@Nullable String component, String code, Object... arguments) {
        problems.add(ModelProblem.of(resourceName, component, code, arguments));
    }

    /**
     * Goes on where there are none.
     *
     * @throws InvalidForm with all of them
     */
    void requireNone() {
        if (!problems.isEmpty()) {
            throw new InvalidForm(List.copyOf(problems));
        }
    }
}
