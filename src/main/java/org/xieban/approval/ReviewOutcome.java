package org.xieban.approval;

/** What becomes of an application when its materials have been looked at: the five outcomes of 行政许可法 32. */
public enum ReviewOutcome {
    /** Complete and in due form: accepted. */
    COMPLETE,
    /** A small error, corrected on the spot: accepted. */
    CORRECTED,
    /** Incomplete: told once what to supplement. */
    SUPPLEMENT,
    /** No licence is needed. */
    NOT_REQUIRED,
    /** Not within the powers of this organ. */
    NOT_OURS
}
