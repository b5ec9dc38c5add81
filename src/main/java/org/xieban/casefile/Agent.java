package org.xieban.casefile;

import org.xieban.catalogue.ServiceItem.ApplicantKind;

/** A person who applies for the applicant (代理人、经办人), with personal data in clear. */
public record Agent(String name, String idNumber, String phone) {

    public Party masked() {
        return new Party(ApplicantKind.PERSON, Masking.name(name), Masking.number(idNumber), Masking.phone(phone));
    }

    /** Nothing of it: logs carry no personal data. */
    @Override
    public String toString() {
        return "Agent[]";
    }
}
