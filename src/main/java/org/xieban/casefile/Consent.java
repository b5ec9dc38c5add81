package org.xieban.casefile;

/**
 * How an applicant said that what he hands in may be kept and taken for his later cases, or that it may no longer
 * (个人信息保护法 14, 15).
 */
public enum Consent {
    /** At the window. */
    IN_PERSON,
    /** In writing. */
    IN_WRITING,
    /** On the net or by telephone, after his identity was verified. */
    ONLINE,
    /** No longer, which he may say at any time (个人信息保护法 15). */
    WITHDRAWN;

    /** Whether it allows anything. */
    public boolean given() {
        return this != WITHDRAWN;
    }

    /** Message key of its name. */
    public String textKey() {
        return "casefile.consent." + name();
    }
}
