package org.xieban.engine.form;

/**
 * A regular expression as {@code new RegExp(source).test(text)} reads it in a browser (ECMA-262, chapter 22.2, no
 * flags). Java's own expressions differ: {@code $} before a last line break, {@code [a&&b]}, {@code \s}, characters
 * beyond the basic plane. Matching takes time linear in the text for every pattern, as it follows all alternatives at
 * once instead of trying one after another; only look-ahead costs more, and is bounded by the steps of a {@link PatternProgram}.
 *
 * <p>Back references and look-behind are refused: the first cannot be matched in linear time, nobody needs the second.
 */
final class JavaScriptPattern {

    /** A pattern that is not understood; the message says what and where. */
    static final class Unsupported extends Exception {

        private static final long serialVersionUID = 1L;

        Unsupported(String message) {
            super(message);
        }
    }

    private final String source;
    private final PatternProgram program;

    private JavaScriptPattern(String source, PatternProgram program) {
        this.source = source;
        this.program = program;
    }

    static JavaScriptPattern compile(String source) throws Unsupported {
        return new JavaScriptPattern(source, PatternProgram.of(PatternParser.parse(source)));
    }

    String source() {
        return source;
    }

    /** Whether it matches anywhere in the text. */
    boolean test(String text) {
        return program.matches(text);
    }
}
