package org.xieban.worklist;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.EnumSet;
import java.util.Set;

/** What there is to be done with a task. */
enum TaskOperation {
    CLAIM("claim"),
    RELEASE("release"),
    COMPLETE("complete"),
    /** Another has it from now on (转办). */
    TRANSFER("transfer"),
    /** Another prepares it, and who delegated it submits it (委托办理). */
    DELEGATE("delegate"),
    /** Gives a delegated one back. */
    RESOLVE("resolve"),
    /** Back to an earlier step (退回). */
    RETURN("return"),
    /** Back to whoever has just done the step before (撤回). */
    WITHDRAW("withdraw"),
    /** More people sign (加签). */
    ADD_SIGNERS("addSigners"),
    REMOVE_SIGNER("removeSigner"),
    /** Others are to read it (抄送). */
    COPY("copy"),
    /** Whoever has it is asked to do it now (催办). */
    URGE("urge");

    /** What is done by a form of its own: it asks to whom, or why. */
    static final Set<TaskOperation> BY_FORM = EnumSet.of(TRANSFER, DELEGATE, RETURN, WITHDRAW, COPY, URGE);

    /** What is done with many tasks in one go. */
    static final Set<TaskOperation> IN_BULK = EnumSet.of(CLAIM, RELEASE, TRANSFER, URGE);

    /** Who signs follows from the table of decisions (docs/adr/0008), and from nobody's wish. */
    static final Set<TaskOperation> NOT_OFFERED = EnumSet.of(ADD_SIGNERS, REMOVE_SIGNER);

    private final String code;

    TaskOperation(String code) {
        this.code = code;
    }

    /** Its name in addresses and in the API. */
    @JsonValue
    public String code() {
        return code;
    }

    /** Message key of what it is called on the screen. */
    public String textKey() {
        return "worklist.operation." + code;
    }
}
