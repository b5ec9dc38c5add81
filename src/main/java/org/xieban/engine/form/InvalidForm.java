package org.xieban.engine.form;

import java.util.List;
import java.util.stream.Collectors;
import org.xieban.engine.ModelProblem;

/** A form that the product cannot offer; names everything its author has to correct, not the first thing only. */
public final class InvalidForm extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<ModelProblem> problems;

    InvalidForm(List<ModelProblem> problems) {
        super(problems.stream().map(ModelProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, each naming the form's file and the component. */
    public List<ModelProblem> problems() {
        return problems;
    }
}
