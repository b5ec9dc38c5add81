package org.xieban.licence;

/** How far what is reused may be trusted (可信等级, GB/T 36901–36906 as cities apply them). */
public enum TrustClass {
    /** Its issuer's own data. */
    A,
    /** Checked against the original at the window. */
    B,
    /** Sent in by the applicant; the original is to be shown. */
    C,
    /** Only said by the applicant. */
    D;

    /** Message key of what it means. */
    public String textKey() {
        return "licence.trust." + name();
    }
}
