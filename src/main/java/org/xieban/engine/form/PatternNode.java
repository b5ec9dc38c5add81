package org.xieban.engine.form;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** A part of a pattern as it is written, and the instructions that it becomes. */
interface PatternNode {

    /** Adds the instructions that match this. */
    void emit(List<PatternProgram.Instruction> into) throws JavaScriptPattern.Unsupported;

    record Characters(IntPredicate set) implements PatternNode {
        @Override
        public void emit(List<PatternProgram.Instruction> into) throws JavaScriptPattern.Unsupported {
            PatternProgram.add(into, new PatternProgram.Consume(set));
        }
    }

    record Sequence(List<PatternNode> parts) implements PatternNode {
        @Override
        public void emit(List<PatternProgram.Instruction> into) throws JavaScriptPattern.Unsupported {
            for (PatternNode part : parts) {
                part.emit(into);
            }
        }
    }

    record Choice(List<PatternNode> alternatives) implements PatternNode {
        @Override
        public void emit(List<PatternProgram.Instruction> into) throws JavaScriptPattern.Unsupported {
            List<Integer> jumps = new ArrayList<>();
            for (int i = 0; i < alternatives.size() - 1; i++) {
                int fork = PatternProgram.add(into, new PatternProgram.Fork(0, 0));
                alternatives.get(i).emit(into);
                jumps.add(PatternProgram.add(into, new PatternProgram.Fork(0, 0)));
                into.set(fork, new PatternProgram.Fork(fork + 1, into.size()));
            }
            alternatives.get(alternatives.size() - 1).emit(into);
            for (int jump : jumps) {
                into.set(jump, new PatternProgram.Fork(into.size(), into.size()));
            }
        }
    }

    /** {@code most} is -1 for any number. */
    record Repeat(PatternNode what, int least, int most) implements PatternNode {
        @Override
        public void emit(List<PatternProgram.Instruction> into) throws JavaScriptPattern.Unsupported {
            for (int i = 0; i < least; i++) {
                what.emit(into);
            }
            if (most < 0) {
                int fork = PatternProgram.add(into, new PatternProgram.Fork(0, 0));
                what.emit(into);
                PatternProgram.add(into, new PatternProgram.Fork(fork, fork));
                into.set(fork, new PatternProgram.Fork(fork + 1, into.size()));
                return;
            }
            List<Integer> forks = new ArrayList<>();
            for (int i = least; i < most; i++) {
                forks.add(PatternProgram.add(into, new PatternProgram.Fork(0, 0)));
                what.emit(into);
            }
            for (int fork : forks) {
                into.set(fork, new PatternProgram.Fork(fork + 1, into.size()));
            }
        }
    }

    record Boundary(PatternProgram.Place place) implements PatternNode {
        @Override
        public void emit(List<PatternProgram.Instruction> into) throws JavaScriptPattern.Unsupported {
            PatternProgram.add(into, new PatternProgram.Require(place));
        }
    }

    record LookAhead(PatternNode what, boolean negative) implements PatternNode {
        @Override
        public void emit(List<PatternProgram.Instruction> into) throws JavaScriptPattern.Unsupported {
            PatternProgram.add(into, new PatternProgram.Look(PatternProgram.of(what), negative));
        }
    }
}
