package org.xieban.inspection.penalty;

import org.xieban.casefile.CitizenNumber;
import org.xieban.casefile.Masking;

/**
 * An individual who is said to have done something, as the keeper of a shop; shown masked wherever it is not served on him
 * (个人信息保护法 6, 28). He stands in no register, has no credit class, and nothing of him leaves the tables of the case.
 */
record Person(String name, CitizenNumber number) {

    String maskedName() {
        return Masking.name(name);
    }

    /** Masked, so that nothing shows who it is by accident. */
    @Override
    public String toString() {
        return maskedName();
    }
}
