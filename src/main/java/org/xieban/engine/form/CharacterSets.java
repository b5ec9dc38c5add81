package org.xieban.engine.form;

import java.util.function.IntPredicate;

/** The sets of characters that {@code \d}, {@code \w}, {@code \s} and {@code .} mean to a browser. */
final class CharacterSets {

    static final IntPredicate DIGIT = c -> c >= '0' && c <= '9';
    static final IntPredicate WORD =
            c -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';

    static boolean lineEnd(int c) {
        return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
    }

    static final IntPredicate SPACE = CharacterSets::isSpace;

    /** White space and line ends of ECMA-262, which {@code trim()} of a browser takes away too. */
    static boolean isSpace(int c) {
        return (c >= 0x9 && c <= 0xd)
                || c == ' '
                || c == 0xa0
                || c == 0xfeff
                || lineEnd(c)
                || Character.getType(c) == Character.SPACE_SEPARATOR;
    }

    static IntPredicate only(char wanted) {
        return c -> c == wanted;
    }

    private CharacterSets() {}
}
