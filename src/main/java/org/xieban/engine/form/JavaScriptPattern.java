package org.xieban.engine.form;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression as {@code new RegExp(source).test(text)} reads it in a browser (ECMA-262, chapter 22.2, no
 * flags). Java's own expressions differ: {@code $} before a last line break, {@code [a&&b]}, {@code \s}, characters
 * beyond the basic plane. Matching takes time linear in the text for every pattern, as it follows all alternatives at
 * once instead of trying one after another; only look-ahead costs more, and is bounded by {@link #BUDGET}.
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

    /** Steps after which a text counts as not matching: some tenths of a second. */
    private static final int BUDGET = 20_000_000;

    /** {@code x{1000}} becomes a thousand instructions; more than this is no pattern of a form. */
    private static final int LARGEST_PROGRAM = 20_000;

    private static final int DEEPEST_NESTING = 100;

    private final String source;
    private final List<Instruction> program;

    private JavaScriptPattern(String source, List<Instruction> program) {
        this.source = source;
        this.program = program;
    }

    static JavaScriptPattern compile(String source) throws Unsupported {
        Parser parser = new Parser(source);
        Node tree = parser.disjunction(0);
        if (parser.at < source.length()) {
            throw parser.unsupported("unmatched )");
        }
        return new JavaScriptPattern(source, program(tree));
    }

    String source() {
        return source;
    }

    /** Whether it matches anywhere in the text. */
    boolean test(String text) {
        Run run = new Run(text);
        return run.matches(program, 0, false) && run.steps <= BUDGET;
    }

    // ---- what is parsed ----

    private interface Node {
        /** Adds the instructions that match this. */
        void emit(List<Instruction> into) throws Unsupported;
    }

    private record Characters(IntPredicate set) implements Node {
        @Override
        public void emit(List<Instruction> into) throws Unsupported {
            add(into, new Consume(set));
        }
    }

    private record Sequence(List<Node> parts) implements Node {
        @Override
        public void emit(List<Instruction> into) throws Unsupported {
            for (Node part : parts) {
                part.emit(into);
            }
        }
    }

    private record Choice(List<Node> alternatives) implements Node {
        @Override
        public void emit(List<Instruction> into) throws Unsupported {
            List<Integer> jumps = new ArrayList<>();
            for (int i = 0; i < alternatives.size() - 1; i++) {
                int fork = add(into, new Fork(0, 0));
                alternatives.get(i).emit(into);
                jumps.add(add(into, new Fork(0, 0)));
                into.set(fork, new Fork(fork + 1, into.size()));
            }
            alternatives.get(alternatives.size() - 1).emit(into);
            for (int jump : jumps) {
                into.set(jump, new Fork(into.size(), into.size()));
            }
        }
    }

    /** {@code most} is -1 for any number. */
    private record Repeat(Node what, int least, int most) implements Node {
        @Override
        public void emit(List<Instruction> into) throws Unsupported {
            for (int i = 0; i < least; i++) {
                what.emit(into);
            }
            if (most < 0) {
                int fork = add(into, new Fork(0, 0));
                what.emit(into);
                add(into, new Fork(fork, fork));
                into.set(fork, new Fork(fork + 1, into.size()));
                return;
            }
            List<Integer> forks = new ArrayList<>();
            for (int i = least; i < most; i++) {
                forks.add(add(into, new Fork(0, 0)));
                what.emit(into);
            }
            for (int fork : forks) {
                into.set(fork, new Fork(fork + 1, into.size()));
            }
        }
    }

    private record Boundary(Place place) implements Node {
        @Override
        public void emit(List<Instruction> into) throws Unsupported {
            add(into, new Require(place));
        }
    }

    private record LookAhead(Node what, boolean negative) implements Node {
        @Override
        public void emit(List<Instruction> into) throws Unsupported {
            add(into, new Look(program(what), negative));
        }
    }

    private enum Place {
        START,
        END,
        WORD_EDGE,
        NO_WORD_EDGE
    }

    private static final class Parser {

        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        Unsupported unsupported(String what) {
            return new Unsupported(what + " at position " + at);
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

        Node disjunction(int depth) throws Unsupported {
            if (depth > DEEPEST_NESTING) {
                throw unsupported("nested too deeply");
            }
            List<Node> alternatives = new ArrayList<>();
            do {
                alternatives.add(alternative(depth));
            } while (take("|"));
            return alternatives.size() == 1 ? alternatives.get(0) : new Choice(alternatives);
        }

        private Node alternative(int depth) throws Unsupported {
            List<Node> parts = new ArrayList<>();
            while (at < text.length() && !ahead("|") && !ahead(")")) {
                parts.add(term(depth));
            }
            return new Sequence(parts);
        }

        private Node term(int depth) throws Unsupported {
            if (take("^")) {
                return unrepeated(new Boundary(Place.START));
            }
            if (take("$")) {
                return unrepeated(new Boundary(Place.END));
            }
            if (take("\\b")) {
                return unrepeated(new Boundary(Place.WORD_EDGE));
            }
            if (take("\\B")) {
                return unrepeated(new Boundary(Place.NO_WORD_EDGE));
            }
            if (ahead("(?<=") || ahead("(?<!")) {
                throw unsupported("look-behind is not supported");
            }
            boolean positive = take("(?=");
            if (positive || take("(?!")) {
                Node what = disjunction(depth + 1);
                close();
                return unrepeated(new LookAhead(what, !positive));
            }
            return quantified(atom(depth));
        }

        private Node unrepeated(Node assertion) throws Unsupported {
            if ((at < text.length() && "*+?".indexOf(text.charAt(at)) >= 0) || counted() != null) {
                throw unsupported("nothing to repeat");
            }
            return assertion;
        }

        private void close() throws Unsupported {
            if (!take(")")) {
                throw unsupported("missing )");
            }
        }

        private Node atom(int depth) throws Unsupported {
            if (take("(")) {
                if (take("?") && !take(":")) {
                    if (!take("<")) {
                        throw unsupported("unknown group (?");
                    }
                    groupName();
                }
                Node what = disjunction(depth + 1);
                close();
                return what;
            }
            if (take("[")) {
                return new Characters(characterClass());
            }
            if (take(".")) {
                return new Characters(c -> !lineEnd(c));
            }
            if (take("\\")) {
                return new Characters(escape(false).set());
            }
            char c = text.charAt(at);
            if (c == '*' || c == '+' || c == '?' || counted() != null) {
                throw unsupported("nothing to repeat");
            }
            at++;
            return new Characters(only(c));
        }

        private void groupName() throws Unsupported {
            int end = text.indexOf('>', at);
            if (end < 0 || !text.substring(at, end).matches("[A-Za-z_$][A-Za-z0-9_$]*")) {
                throw unsupported("invalid group name");
            }
            at = end + 1;
        }

        private Node quantified(Node atom) throws Unsupported {
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
            return unrepeated(new Repeat(atom, count[0], count[1]));
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

        private IntPredicate characterClass() throws Unsupported {
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
                    all = all.or(from.set()).or(to.set()).or(only('-'));
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

        private Escape classAtom() throws Unsupported {
            if (at >= text.length()) {
                throw unsupported("missing ]");
            }
            if (take("\\")) {
                return escape(true);
            }
            return Escape.of(text.charAt(at++));
        }

        private Escape escape(boolean inClass) throws Unsupported {
            if (at >= text.length()) {
                throw unsupported("\\ at the end");
            }
            char c = text.charAt(at++);
            return switch (c) {
                case 'd' -> new Escape(-1, DIGIT);
                case 'D' -> new Escape(-1, DIGIT.negate());
                case 'w' -> new Escape(-1, WORD);
                case 'W' -> new Escape(-1, WORD.negate());
                case 's' -> new Escape(-1, SPACE);
                case 'S' -> new Escape(-1, SPACE.negate());
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

        private char hex(int digits) throws Unsupported {
            String value = text.substring(at, Math.min(text.length(), at + digits));
            if (!value.matches("[0-9A-Fa-f]{" + digits + "}")) {
                throw unsupported("expected " + digits + " hexadecimal digits");
            }
            at += digits;
            return (char) Integer.parseInt(value, 16);
        }
    }

    /** A character, or where {@code single} is negative a set of them. */
    private record Escape(int single, IntPredicate set) {
        static Escape of(char c) {
            return new Escape(c, only(c));
        }
    }

    private static final IntPredicate DIGIT = c -> c >= '0' && c <= '9';
    private static final IntPredicate WORD =
            c -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';

    private static boolean lineEnd(int c) {
        return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
    }

    private static final IntPredicate SPACE = JavaScriptPattern::isSpace;

    /** White space and line ends of ECMA-262, which {@code trim()} of a browser takes away too. */
    static boolean isSpace(int c) {
        return (c >= 0x9 && c <= 0xd)
                || c == ' '
                || c == 0xa0
                || c == 0xfeff
                || lineEnd(c)
                || Character.getType(c) == Character.SPACE_SEPARATOR;
    }

    private static IntPredicate only(char wanted) {
        return c -> c == wanted;
    }

    // ---- what is run ----

    private sealed interface Instruction {}

    private record Consume(IntPredicate set) implements Instruction {}

    private record Fork(int first, int second) implements Instruction {}

    private record Require(Place place) implements Instruction {}

    private record Look(List<Instruction> program, boolean negative) implements Instruction {}

    private record Accept() implements Instruction {}

    private static List<Instruction> program(Node tree) throws Unsupported {
        List<Instruction> into = new ArrayList<>();
        tree.emit(into);
        add(into, new Accept());
        return List.copyOf(into);
    }

    private static int add(List<Instruction> into, Instruction instruction) throws Unsupported {
        if (into.size() >= LARGEST_PROGRAM) {
            throw new Unsupported("repeats more than can be checked");
        }
        into.add(instruction);
        return into.size() - 1;
    }

    /** One text being matched: all places in the program that can be reached, character by character. */
    private static final class Run {

        private final String text;
        private int steps;

        Run(String text) {
            this.text = text;
        }

        boolean matches(List<Instruction> program, int from, boolean onlyThere) {
            Places now = new Places(program.size());
            Places next = new Places(program.size());
            for (int position = from; ; position++) {
                if (position == from || !onlyThere) {
                    if (enter(program, 0, position, now)) {
                        return true;
                    }
                }
                if (position >= text.length() || (onlyThere && now.size == 0) || steps > BUDGET) {
                    return false;
                }
                next.clear();
                char c = text.charAt(position);
                for (int i = 0; i < now.size; i++) {
                    steps++;
                    int place = now.list[i];
                    if (program.get(place) instanceof Consume consume
                            && consume.set().test(c)
                            && enter(program, place + 1, position + 1, next)) {
                        return true;
                    }
                }
                Places spent = now;
                now = next;
                next = spent;
            }
        }

        /** Follows what consumes nothing; true when the end of the program is reached. */
        private boolean enter(List<Instruction> program, int start, int position, Places into) {
            int[] waiting = into.stack;
            int size = 0;
            waiting[size++] = start;
            while (size > 0) {
                int place = waiting[--size];
                if (!into.mark(place)) {
                    continue;
                }
                steps++;
                Instruction instruction = program.get(place);
                if (instruction instanceof Accept) {
                    return true;
                } else if (instruction instanceof Fork fork) {
                    waiting[size++] = fork.first();
                    waiting[size++] = fork.second();
                } else if (instruction instanceof Require require) {
                    if (holds(require.place(), position)) {
                        waiting[size++] = place + 1;
                    }
                } else if (instruction instanceof Look look) {
                    if (matches(look.program(), position, true) != look.negative()) {
                        waiting[size++] = place + 1;
                    }
                } else {
                    into.list[into.size++] = place;
                }
            }
            return false;
        }

        private boolean holds(Place place, int position) {
            return switch (place) {
                case START -> position == 0;
                case END -> position == text.length();
                case WORD_EDGE -> wordAt(position - 1) != wordAt(position);
                case NO_WORD_EDGE -> wordAt(position - 1) == wordAt(position);
            };
        }

        private boolean wordAt(int position) {
            return position >= 0 && position < text.length() && WORD.test(text.charAt(position));
        }
    }

    /** The consuming instructions reached at one character, each once. */
    private static final class Places {

        private final int[] list;
        private final int[] stack;
        private final boolean[] marked;
        private int size;

        Places(int program) {
            list = new int[program];
            // each instruction is entered once and leaves at most two
            stack = new int[2 * program + 1];
            marked = new boolean[program];
        }

        boolean mark(int place) {
            boolean first = !marked[place];
            marked[place] = true;
            return first;
        }

        void clear() {
            size = 0;
            Arrays.fill(marked, false);
        }
    }
}
