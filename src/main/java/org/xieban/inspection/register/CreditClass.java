package org.xieban.inspection.register;

/** The credit risk class of an object (信用风险分类, 国发〔2019〕5号): the stratum that it is drawn in. */
public enum CreditClass {
    /** Low risk: drawn seldom. */
    A,
    /** Ordinary risk. */
    B,
    /** Higher risk. */
    C,
    /** High risk: drawn most. */
    D;

    /** Message key of what it is called. */
    public String textKey() {
        return "inspection.class." + name();
    }
}
