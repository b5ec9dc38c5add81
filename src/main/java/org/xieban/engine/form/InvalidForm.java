package org.xieban.engine.form;

import java.util.List;

/** A form that the product cannot offer; names everything its author has to correct, not the first thing only. */
public final class InvalidForm extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    InvalidForm(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** One sentence each, naming the form's file and the component. */
    public List<String> problems() {
        return problems;
    }
}
