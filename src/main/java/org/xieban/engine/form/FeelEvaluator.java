package org.xieban.engine.form;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** FEEL, the expression language of forms and decisions (OMG DMN 1.3, chapter 10), as the process engine speaks it. */
public interface FeelEvaluator {

    /**
     * Reads an expression, without the leading {@code =} that marks it in a form.
     *
     * @throws SyntaxError when it is no FEEL expression
     */
    Expression compile(String source) throws SyntaxError;

    /**
     * Reads what a cell of a decision table tests its input with.
     *
     * @return the text as it was given
     * @throws SyntaxError when it is none
     */
    String requireTests(String source) throws SyntaxError;

    /** An expression that was read; may be used by several threads. */
    interface Expression {

        /**
         * Its value: null, a string, a {@link java.math.BigDecimal}, a boolean, a list or a map of such, or the ISO 8601
         * text of a date, time or duration. Null also when it cannot be computed, as a browser does.
         *
         * @param context variables, of the same types
         */
        @Nullable
        Object evaluate(Map<String, @Nullable Object> context);
    }

    /** The text is no FEEL expression; the message says where it breaks. */
    final class SyntaxError extends Exception {

        private static final long serialVersionUID = 1L;

        public SyntaxError(String message) {
            super(message);
        }
    }
}
