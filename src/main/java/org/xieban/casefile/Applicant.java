package org.xieban.casefile;

import org.xieban.catalogue.ServiceItem.ApplicantKind;

/**
 * Who applies (申请人), with personal data in clear: for those use cases only that need them.
 *
 * @param idNumber citizen number of a person, credit code of an organisation or department
 */
public record Applicant(ApplicantKind kind, String name, String idNumber, String phone) {

    /** What everybody sees who may see the case. */
    public Party masked() {
        return new Party(
                kind,
                kind == ApplicantKind.PERSON ? Masking.name(name) : name,
                Masking.number(idNumber),
                Masking.phone(phone));
    }

    /** Nothing of it: logs carry no personal data. */
    @Override
    public String toString() {
        return "Applicant[" + kind + "]";
    }
}
