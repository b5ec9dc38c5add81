package org.xieban.engine.form;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * What a pattern is run as: all alternatives are followed at once, so that a text is read once whatever the pattern.
 *
 * @param instructions the first is where it begins
 */
record PatternProgram(List<Instruction> instructions) {

    /** Steps after which a text counts as not matching: some tenths of a second. */
    private static final int BUDGET = 20_000_000;

    /** {@code x{1000}} becomes a thousand instructions; more than this is no pattern of a form. */
    private static final int LARGEST = 20_000;

    sealed interface Instruction {}

    record Consume(IntPredicate set) implements Instruction {}

    record Fork(int first, int second) implements Instruction {}

    record Require(Place place) implements Instruction {}

    record Look(PatternProgram program, boolean negative) implements Instruction {}

    record Accept() implements Instruction {}

    enum Place {
        START,
        END,
        WORD_EDGE,
        NO_WORD_EDGE
    }

    static PatternProgram of(PatternNode tree) throws JavaScriptPattern.Unsupported {
        List<Instruction> into = new ArrayList<>();
        tree.emit(into);
        add(into, new Accept());
        return new PatternProgram(List.copyOf(into));
    }

    static int add(List<Instruction> into, Instruction instruction) throws JavaScriptPattern.Unsupported {
        if (into.size() >= LARGEST) {
            throw new JavaScriptPattern.Unsupported("repeats more than can be checked");
        }
        into.add(instruction);
        return into.size() - 1;
    }

    /** Whether it matches anywhere in a text. */
    boolean matches(String text) {
        Run run = new Run(text);
        return run.matches(this, 0, false) && run.steps <= BUDGET;
    }

    /** One text being matched: all places in the program that can be reached, character by character. */
    private static final class Run {

        private final String text;
        private int steps;

        Run(String text) {
            this.text = text;
        }

        boolean matches(PatternProgram program, int from, boolean onlyThere) {
            Places now = new Places(program.instructions.size());
            Places next = new Places(program.instructions.size());
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
                    if (program.instructions.get(place) instanceof Consume consume
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
        private boolean enter(PatternProgram program, int start, int position, Places into) {
            int[] waiting = into.stack;
            int size = 0;
            waiting[size++] = start;
            while (size > 0) {
                int place = waiting[--size];
                if (!into.mark(place)) {
                    continue;
                }
                steps++;
                Instruction instruction = program.instructions.get(place);
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
            return position >= 0 && position < text.length() && CharacterSets.WORD.test(text.charAt(position));
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
