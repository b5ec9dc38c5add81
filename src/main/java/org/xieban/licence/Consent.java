package org.xieban.licence;

/** How an applicant said that what he hands in may be taken for his later cases, or that it may no longer. */
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
        return "licence.consent." + name();
    }
}
