package org.xieban.casefile;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.xieban.catalogue.ServiceItem.ApplicantKind;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;

/**
 * A case (办件). Personal data are masked; who needs them in clear asks {@link CaseFiles#applicant}.
 *
 * @param number {@link CaseNumber}, also the business key of its process
 * @param title the item and who applies, without personal data
 * @param itemCode of the service item
 * @param itemVersion key of the version the case began with: its terms and materials stay those it was told
 * @param leadDepartment code of the department that decides
 * @param registeredBy login of who registered it
 * @param registeredDepartment code of the department that he registered it for
 * @param registeredAt when it was received: the day on the receipt
 * @param acceptedAt when its acceptance takes effect, which may lie before the day it was written down
 * @param agent who applies for the applicant, null where he does so himself
 * @param externalRef its number on another platform
 * @param parent number of the case it is a part of
 * @param stateReason why it came into its state, where that needs a reason
 * @param decision null until decided
 * @param awaits number of the case whose end it waits for, null where it goes on: none of its steps is completed before
 */
public record CaseFile(
        String number,
        String title,
        String itemCode,
        long itemVersion,
        String itemName,
        String processKey,
        CaseState state,
        @Nullable String stateReason,
        String leadDepartment,
        String registeredBy,
        String registeredDepartment,
        Instant registeredAt,
        @Nullable Instant acceptedAt,
        @Nullable Instant decidedAt,
        @Nullable Instant closedAt,
        Party applicant,
        @Nullable Party agent,
        @Nullable String externalRef,
        @Nullable String parent,
        @Nullable Decision decision,
        @Nullable String awaits) {

    /** Whether a department has it with another, and nobody outside applies for it. */
    public boolean internal() {
        return applicant.kind() == ApplicantKind.DEPARTMENT
                && applicant.idNumber().isEmpty();
    }

    /** Whether an officer may write down that whoever applies wants it back. */
    public boolean mayBeWithdrawnBy(SignedInOfficer officer) {
        return !state.isFinal()
                && (officer.has(Role.CLERK) || officer.has(Role.HANDLER))
                && (!internal() || officer.departmentCode().equals(registeredDepartment));
    }

    /**
     * What was decided.
     *
     * @param text the decision in the words of who made it
     */
    public record Decision(boolean granted, String text, Instant decidedAt) {}
}
