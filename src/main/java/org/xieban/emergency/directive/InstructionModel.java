package org.xieban.emergency.directive;

import org.xieban.engine.Variable;

/** What this module names of the model of instructions; a test holds both together. */
final class InstructionModel {

    /** Id of the process. */
    static final String PROCESS = "instruction";

    /** Code of the item that an instruction is as a case. */
    static final String ITEM = "emergency-instruction";

    static final String ANSWER = "userTask_answerInstruction";

    /** How long there is to answer it. */
    static final Variable<Long> ANSWER_MINUTES = Variable.number("answerMinutes");

    private InstructionModel() {}
}
