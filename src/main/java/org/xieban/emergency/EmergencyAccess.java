package org.xieban.emergency;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.web.Refusal;

/** Who reads what departments keep for emergencies, and who keeps it: those who work for a department, their own. */
public final class EmergencyAccess {

    public static final String READERS = "hasAnyRole('CLERK', 'HANDLER', 'SECTION_HEAD', 'LEADER', 'APPROVER',"
            + " 'INSPECTOR', 'DUTY_COMMANDER', 'SUPERVISOR')";

    public static final String KEEPERS =
            "hasAnyRole('HANDLER', 'SECTION_HEAD', 'LEADER', 'APPROVER', 'DUTY_COMMANDER')";

    /** The authorities of {@link #READERS}. */
    public static final Set<String> READING = Stream.of(
                    Role.CLERK,
                    Role.HANDLER,
                    Role.SECTION_HEAD,
                    Role.LEADER,
                    Role.APPROVER,
                    Role.INSPECTOR,
                    Role.DUTY_COMMANDER,
                    Role.SUPERVISOR)
            .map(Role::authority)
            .collect(Collectors.toUnmodifiableSet());

    private EmergencyAccess() {}

    /** Whether an officer keeps rosters, resources and contacts: those of the department he acts for. */
    public static boolean mayKeep(SignedInOfficer officer) {
        return officer.has(Role.HANDLER)
                || officer.has(Role.SECTION_HEAD)
                || officer.has(Role.LEADER)
                || officer.has(Role.APPROVER)
                || officer.has(Role.DUTY_COMMANDER);
    }

    /** Whether whoever is signed in keeps what is a department's; the product itself keeps everybody's. */
    public static boolean mayKeep(String department) {
        return CaseAccess.officer()
                .map(officer -> mayKeep(officer) && officer.departmentCode().equals(department))
                .orElse(true);
    }

    /**
     * Whoever is signed in, who keeps something.
     *
     * @throws Refusal {@code access.denied} (403)
     */
    public static SignedInOfficer requireKeeper() {
        return CaseAccess.officer()
                .filter(EmergencyAccess::mayKeep)
                .orElseThrow(() -> Refusal.forbidden("access.denied"));
    }
}
