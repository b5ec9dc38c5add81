package org.xieban.engine;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a delegate needs of the model that uses it, asked when the model is deployed; a bean of the module that has it. */
public interface DelegateInputs {

    /**
     * What is wrong.
     *
     * @param code its text is the message {@code engine.model.<code>}
     * @param arguments of the message
     */
    record Wrong(String code, List<Object> arguments) {

        public static Wrong of(String code, Object... arguments) {
            return new Wrong(code, List.of(arguments));
        }
    }

    /** Name of the bean that models refer to. */
    String delegate();

    /**
     * Judges one use of it.
     *
     * @param inputs the input parameters by name, expressions as they stand
     * @param caught codes of the errors that are caught at the step or around it
     */
    List<Wrong> check(Map<String, String> inputs, Set<String> caught);
}
