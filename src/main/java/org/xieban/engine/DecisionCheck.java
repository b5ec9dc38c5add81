package org.xieban.engine;

import java.util.List;
import java.util.Map;

/** What code needs of a decision table that it asks, checked when the table is deployed; a bean of the module that asks. */
public interface DecisionCheck {

    /**
     * A decision table as it stands in its file.
     *
     * @param inputs the input expressions
     * @param outputs names of the outputs
     */
    record Table(List<String> inputs, List<String> outputs, List<Row> rows) {}

    /**
     * A rule of it.
     *
     * @param id of the element
     * @param outputs by name, the FEEL expressions as they stand, empty for none
     */
    record Row(String id, Map<String, String> outputs) {}

    /**
     * What is wrong.
     *
     * @param element id of the element at fault; empty for the table as a whole
     * @param code its text is the message {@code engine.model.<code>}
     * @param arguments of the message
     */
    record Wrong(String element, String code, List<Object> arguments) {

        public static Wrong of(String element, String code, Object... arguments) {
            return new Wrong(element, code, List.of(arguments));
        }
    }

    /** Id of the decision. */
    String decision();

    List<Wrong> check(Table table);
}
