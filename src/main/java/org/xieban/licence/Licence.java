package org.xieban.licence;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.xieban.casefile.Applicant;
import org.xieban.casefile.Masking;
import org.xieban.catalogue.ServiceItem.ApplicantKind;

/**
 * An e-licence (电子证照).
 *
 * @param number in the form of case numbers, with letters of its own
 * @param type as the materials of items name it
 * @param name what it is called: 食品经营许可证
 * @param holder with personal data in clear
 * @param issuer code of the department that issued it
 * @param issuerName what that was called then
 * @param caseNo number of the case that issued it
 * @param itemCode of the service item
 * @param published whether the law has it published (行政许可法 40)
 * @param validUntil its last day, null for lasting
 * @param state as of today
 * @param checkCode what whoever holds a copy can say of it, and nobody else
 */
public record Licence(
        long id,
        String number,
        String type,
        String name,
        Holder holder,
        String issuer,
        String issuerName,
        String caseNo,
        String itemCode,
        boolean published,
        Instant issuedAt,
        LocalDate validFrom,
        @Nullable LocalDate validUntil,
        LicenceState state,
        String checkCode) {

    /**
     * Whose it is.
     *
     * @param number citizen number of a person, credit code of an organisation or department
     */
    public record Holder(ApplicantKind kind, String name, String number) {

        /** The applicant of a case, as the holder of what comes of it. */
        static Holder of(Applicant applicant) {
            return new Holder(applicant.kind(), applicant.name(), applicant.idNumber());
        }

        /** What everybody sees who may see the licence. */
        public Holder masked() {
            return new Holder(kind, kind == ApplicantKind.PERSON ? Masking.name(name) : name, Masking.number(number));
        }

        /** Nothing of it: logs carry no personal data. */
        @Override
        public String toString() {
            return "Holder[" + kind + "]";
        }
    }

    /** Whether it may be relied upon. */
    public boolean isGood() {
        return state == LicenceState.VALID;
    }
}
