package org.xieban.emergency.warning;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.Group;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.web.Refusal;

/** Who reads warnings, and who proposes them for his department. */
final class WarningAccess {

    static final String READERS = "hasAnyRole('CLERK', 'HANDLER', 'SECTION_HEAD', 'LEADER', 'APPROVER', 'INSPECTOR',"
            + " 'DUTY_COMMANDER', 'SUPERVISOR')";

    static final Set<String> READING = Set.of(
            "ROLE_CLERK",
            "ROLE_HANDLER",
            "ROLE_SECTION_HEAD",
            "ROLE_LEADER",
            "ROLE_APPROVER",
            "ROLE_INSPECTOR",
            "ROLE_DUTY_COMMANDER",
            "ROLE_SUPERVISOR");

    private static final List<Role> PROPOSE = List.of(Role.DUTY_COMMANDER, Role.SECTION_HEAD);

    private WarningAccess() {}

    static boolean mayPropose() {
        return CaseAccess.officer().flatMap(WarningAccess::role).isPresent();
    }

    private static Optional<Role> role(SignedInOfficer officer) {
        return PROPOSE.stream().filter(officer::has).findFirst();
    }

    /**
     * The group for which whoever is signed in proposes warnings.
     *
     * @throws Refusal {@code access.denied} (403)
     */
    static String requireProposing() {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        return role(officer)
                .map(role -> Group.name(officer.departmentCode(), role))
                .orElseThrow(() -> Refusal.forbidden("access.denied"));
    }
}
