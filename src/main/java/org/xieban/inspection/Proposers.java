package org.xieban.inspection;

import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.Group;
import org.xieban.directory.Officers;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.inspection.register.InspectionSettings;
import org.xieban.web.Refusal;

/** Who proposes that somebody is inspected, and who decides on it: before a visit it is approved (国办发〔2024〕54号). */
@Component
public class Proposers {

    private static final Set<Role> PROPOSE = Set.of(Role.HANDLER, Role.SECTION_HEAD);

    private final Officers officers;
    private final InspectionSettings settings;

    Proposers(Officers officers, InspectionSettings settings) {
        this.officers = officers;
        this.settings = settings;
    }

    /** Whether whoever is signed in proposes inspections for his department. */
    public boolean mayPropose() {
        return CaseAccess.officer()
                .filter(officer -> officer.roles().stream().anyMatch(PROPOSE::contains))
                .isPresent();
    }

    /**
     * Whoever is signed in, who proposes inspections.
     *
     * @throws Refusal {@code access.denied} (403)
     */
    public SignedInOfficer require() {
        if (!mayPropose()) {
            throw Refusal.forbidden("access.denied");
        }
        return CaseAccess.requireOfficer();
    }

    /**
     * The leaders of the department, else those of the office of joint inspection.
     *
     * @throws Refusal {@code plan.nobodyDecides} (422)
     */
    public String decidingGroup(String lead) {
        for (String department : List.of(lead, settings.office())) {
            if (!officers.withRole(Role.LEADER, department).isEmpty()) {
                return Group.name(department, Role.LEADER);
            }
        }
        throw Refusal.rule("plan.nobodyDecides");
    }

    /**
     * Refuses whoever proposed it himself.
     *
     * @param proposedBy login
     * @throws Refusal {@code plan.ownPlan} (422)
     */
    public void requireOther(String proposedBy) {
        if (CaseAccess.requireOfficer().login().equals(proposedBy)) {
            throw Refusal.rule("plan.ownPlan");
        }
    }
}
