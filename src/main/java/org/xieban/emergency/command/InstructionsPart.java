package org.xieban.emergency.command;

import java.util.List;
import java.util.function.Consumer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.xieban.emergency.directive.Instruction;
import org.xieban.emergency.directive.Instructions;

/** What came from above, and by when it is to be answered. */
@Component
@Order(8)
class InstructionsPart implements Part<List<InstructionsPart.Line>> {

    private final Instructions instructions;

    InstructionsPart(Instructions instructions) {
        this.instructions = instructions;
    }

    /** An instruction, and whether its answer is late. */
    record Line(Instruction one, boolean late) {}

    /** Those of an event, to whoever looks. */
    record Shown(List<Line> lines, String event) {}

    @Override
    public List<Line> gather(Moment moment) {
        return instructions.all(moment.event().caseNo()).stream()
                .map(each -> new Line(
                        each,
                        (each.answer() == null ? moment.now() : each.answer().at()).isAfter(each.answerBy())))
                .toList();
    }

    @Override
    public void show(Moment moment, List<Line> lines, Viewpoint to, Consumer<Piece> pieces) {
        if (to.right() != Viewpoint.Right.PART) {
            pieces.accept(new Piece(
                    "instructions",
                    null,
                    "instructions",
                    new Shown(lines, moment.event().caseNo())));
        }
    }
}
