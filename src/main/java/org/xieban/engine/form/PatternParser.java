package org.xieban.engine.form;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Reads the source of a pattern (ECMA-262, chapter 22.2.1, no flags). */
final class PatternParser {

    private static final int DEEPEST_NESTING = 100;

    private final String text;
    private int at;

    private PatternParser(String text) {
        this.text = text;
    }

    static PatternNode parse(String source) throws JavaScriptPattern.Unsupported {
        PatternParser parser = new PatternParser(source);
        PatternNode tree = parser.disjunction(0);
        if (parser.at < source.length()) {
            throw parser.unsupported("unmatched )");
        }
        return tree;
    }

    private JavaScriptPattern.Unsupported unsupported(String what) {
        return new JavaScriptPattern.Unsupported(what + " at position " + at);
    }

    private boolean ahead(String next) {
        return text.startsWith(next, at);
    }

    private boolean take(String next) {
        boolean found = ahead(next);
        if (found) {
            at += next.length();
        }
        return found;
    }

    private PatternNode disjunction(int depth) throws JavaScriptPattern.Unsupported {
        if (depth > DEEPEST_NESTING) {
            throw unsupported("nested too deeply");
        }
        List<PatternNode> alternatives = new ArrayList<>();
        do {
            alternatives.add(alternative(depth));
        } while (take("|"));
        return alternatives.size() == 1 ? alternatives.get(0) : new PatternNode.Choice(alternatives);
    }

    private PatternNode alternative(int depth) throws JavaScriptPattern.Unsupported {
        List<PatternNode> parts = new ArrayList<>();
        while (at < text.length() && !ahead("|") && !ahead(")")) {
            parts.add(term(depth));
        }
        return new PatternNode.Sequence(parts);
    }

    private PatternNode term(int depth) throws JavaScriptPattern.Unsupported {
        if (take("^")) {
            return unrepeated(new PatternNode.Boundary(PatternProgram.Place.START));
        }
        if (take("$")) {
            return unrepeated(new PatternNode.Boundary(PatternProgram.Place.END));
        }
        if (take("\\b")) {
            return unrepeated(new PatternNode.Boundary(PatternProgram.Place.WORD_EDGE));
        }
        if (take("\\B")) {
            return unrepeated(new PatternNode.Boundary(PatternProgram.Place.NO_WORD_EDGE));
        }
        if (ahead("(?<=") || ahead("(?<!")) {
            throw unsupported("look-behind is not supported");
        }
        boolean positive = take("(?=");
        if (positive || take("(?!")) {
            PatternNode what = disjunction(depth + 1);
            close();
            return unrepeated(new PatternNode.LookAhead(what, !positive));
        }
        return quantified(atom(depth));
    }

    private PatternNode unrepeated(PatternNode assertion) throws JavaScriptPattern.Unsupported {
        if ((at < text.length() && "*+?".indexOf(text.charAt(at)) >= 0) || counted() != null) {
            throw unsupported("nothing to repeat");
        }
        return assertion;
    }

    private void close() throws JavaScriptPattern.Unsupported {
        if (!take(")")) {
            throw unsupported("missing )");
        }
    }

    private PatternNode atom(int depth) throws JavaScriptPattern.Unsupported {
        if (take("(")) {
            if (take("?") && !take(":")) {
                if (!take("<")) {
                    throw unsupported("unknown group (?");
                }
                groupName();
            }
            PatternNode what = disjunction(depth + 1);
            close();
            return what;
        }
        if (take("[")) {
            return new PatternNode.Characters(characterClass());
        }
        if (take(".")) {
            return new PatternNode.Characters(c -> !CharacterSets.lineEnd(c));
        }
        if (take("\\")) {
            return new PatternNode.Characters(escape(false).set());
        }
        char c = text.charAt(at);
        if (c == '*' || c == '+' || c == '?' || counted() != null) {
            throw unsupported("nothing to repeat");
        }
        at++;
        return new PatternNode.Characters(CharacterSets.only(c));
    }

    private void groupName() throws JavaScriptPattern.Unsupported {
        int end = text.indexOf('>', at);
        if (end < 0 || !text.substring(at, end).matches("[A-Za-z_$][A-Za-z0-9_$]*")) {
            throw unsupported("invalid group name");
        }
        at = end + 1;
    }

    private PatternNode quantified(PatternNode atom) throws JavaScriptPattern.Unsupported {
        int @Nullable [] count = null;
        if (take("*")) {
            count = new int[] {0, -1};
        } else if (take("+")) {
            count = new int[] {1, -1};
        } else if (take("?")) {
            count = new int[] {0, 1};
        } else {
            count = counted();
            if (count != null) {
                at = text.indexOf('}', at) + 1;
            }
        }
        if (count == null) {
            return atom;
        }
        take("?");
        if (count[1] >= 0 && count[1] < count[0]) {
            throw unsupported("numbers out of order in {}");
        }
        return unrepeated(new PatternNode.Repeat(atom, count[0], count[1]));
    }

    /** The bounds of a {@code {n,m}} that begins here, null where none does: then the brace is a plain character. */
    private int @Nullable [] counted() {
        if (!ahead("{")) {
            return null;
        }
        int end = text.indexOf('}', at);
        String inside = end < 0 ? "" : text.substring(at + 1, end);
        if (!inside.matches("\\d{1,6}(,(\\d{1,6})?)?")) {
            return null;
        }
        int comma = inside.indexOf(',');
        if (comma < 0) {
            int exactly = Integer.parseInt(inside);
            return new int[] {exactly, exactly};
        }
        int least = Integer.parseInt(inside.substring(0, comma));
        return new int[] {least, comma == inside.length() - 1 ? -1 : Integer.parseInt(inside.substring(comma + 1))};
    }

    private IntPredicate characterClass() throws JavaScriptPattern.Unsupported {
        boolean negative = take("^");
        IntPredicate all = c -> false;
        while (!take("]")) {
            Escape from = classAtom();
            boolean range = ahead("-") && !text.startsWith("-]", at) && at + 1 < text.length();
            if (!range) {
                all = all.or(from.set());
                continue;
            }
            at++;
            Escape to = classAtom();
            if (from.single() < 0 || to.single() < 0) {
                // a browser reads [\w-z] as three members
                all = all.or(from.set()).or(to.set()).or(CharacterSets.only('-'));
            } else if (from.single() > to.single()) {
                throw unsupported("range out of order in []");
            } else {
                int low = from.single();
                int high = to.single();
                all = all.or(c -> c >= low && c <= high);
            }
        }
        return negative ? all.negate() : all;
    }

    private Escape classAtom() throws JavaScriptPattern.Unsupported {
        if (at >= text.length()) {
            throw unsupported("missing ]");
        }
        if (take("\\")) {
            return escape(true);
        }
        return Escape.of(text.charAt(at++));
    }

    private Escape escape(boolean inClass) throws JavaScriptPattern.Unsupported {
        if (at >= text.length()) {
            throw unsupported("\\ at the end");
        }
        char c = text.charAt(at++);
        return switch (c) {
            case 'd' -> new Escape(-1, CharacterSets.DIGIT);
            case 'D' -> new Escape(-1, CharacterSets.DIGIT.negate());
            case 'w' -> new Escape(-1, CharacterSets.WORD);
            case 'W' -> new Escape(-1, CharacterSets.WORD.negate());
            case 's' -> new Escape(-1, CharacterSets.SPACE);
            case 'S' -> new Escape(-1, CharacterSets.SPACE.negate());
            case 't' -> Escape.of('\t');
            case 'n' -> Escape.of('\n');
            case 'v' -> Escape.of('\u000b');
            case 'f' -> Escape.of('\f');
            case 'r' -> Escape.of('\r');
            case 'x' -> Escape.of(hex(2));
            case 'u' -> Escape.of(hex(4));
            case 'b' -> {
                if (!inClass) {
                    throw unsupported("\\b");
                }
                yield Escape.of('\b');
            }
            default -> {
                boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
                if (c >= '0' && c <= '9') {
                    throw unsupported("back references and octal escapes are not supported: \\" + c);
                }
                if (letter) {
                    throw unsupported("\\" + c + " means only the letter " + c + " to a browser: write it so");
                }
                yield Escape.of(c);
            }
        };
    }

    private char hex(int digits) throws JavaScriptPattern.Unsupported {
        String value = text.substring(at, Math.min(text.length(), at + digits));
        if (!value.matches("[0-9A-Fa-f]{" + digits + "}")) {
            throw unsupported("expected " + digits + " hexadecimal digits");
        }
        at += digits;
        return (char) Integer.parseInt(value, 16);
    }

    /** A character, or where {@code single} is negative a set of them. */
    private record Escape(int single, IntPredicate set) {
        static Escape of(char c) {
            return new Escape(c, CharacterSets.only(c));
        }
    }
}
