package org.xieban.emergency.command;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What all have in common who are shown the same of an event.
 *
 * @param department whose part is shown; null unless it is a part
 */
record Viewpoint(String event, Right right, @Nullable String department, Locale locale) {

    /** How much one sees. */
    enum Right {
        /** All of it, and what to order. */
        COMMAND,
        /** All of it. */
        WHOLE,
        /** How the event stands, and what his department was ordered. */
        PART
    }

    boolean commands() {
        return right == Right.COMMAND;
    }

    /** Whether what a department was ordered, reported and said is shown. */
    boolean sees(@Nullable String of) {
        return right != Right.PART || Objects.equals(department, of);
    }
}
