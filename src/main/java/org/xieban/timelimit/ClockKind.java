package org.xieban.timelimit;

/** What a clock measures; each kind runs on its own, and terms are merged only within one. */
public enum ClockKind {
    /** Until the organ says whether it accepts: five working days from receipt (行政许可法 32). */
    ACCEPTANCE,
    /** The term that law gives the decision (法定办结时限; 行政许可法 42, or the special law of the item). */
    STATUTORY,
    /** The term that the organ promises (承诺办结时限), never longer. */
    PROMISED,
    /** The office's own term of one step (环节时限), as its model gives it. */
    STEP;

    /** Message key of its name on the screen. */
    public String textKey() {
        return "timelimit.kind." + name();
    }
}
