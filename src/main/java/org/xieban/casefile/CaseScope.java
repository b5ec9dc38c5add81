package org.xieban.casefile;

/** How much of a case an officer sees. */
public enum CaseScope {
    /** Nothing: for him there is no such case. */
    NONE,
    /** The basic facts, the materials, and what his own department did and said (协办部门). */
    CO_HANDLING,
    /** All of it, personal data masked. */
    WHOLE
}
