package org.xieban.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a model or form, told so that a process analyst can mend it in Camunda Modeler.
 *
 * @param resource name of the file
 * @param element id of the element at fault, null where the file as a whole is
 * @param code its text is the message {@code engine.model.<code>}
 * @param arguments of the message
 */
public record ModelProblem(String resource, @Nullable String element, String code, List<Object> arguments) {

    public static ModelProblem of(String resource, @Nullable String element, String code, Object... arguments) {
        return new ModelProblem(resource, element, code, List.of(arguments));
    }
}
