package org.xieban.emergency.plan;

import org.springframework.stereotype.Component;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.Officers;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.web.Refusal;

/** Who writes plans: the department whose duty room commands drafts them, and its leader puts them into force. */
@Component
class PlanAuthors {

    private final Officers officers;

    PlanAuthors(Officers officers) {
        this.officers = officers;
    }

    boolean mayDraft(SignedInOfficer officer) {
        return officer.has(Role.DUTY_COMMANDER) || (officer.has(Role.SECTION_HEAD) && commands(officer));
    }

    /** Whether an officer may put a draft into force: he had no hand in it. */
    boolean mayIssue(SignedInOfficer officer, PlanVersion draft) {
        return draft.state() == PlanVersion.State.DRAFT
                && officer.has(Role.LEADER)
                && officer.departmentCode().equals(draft.department())
                && !draft.drafters().contains(officer.login());
    }

    private boolean commands(SignedInOfficer officer) {
        return !officers.withRole(Role.DUTY_COMMANDER, officer.departmentCode()).isEmpty();
    }

    /**
     * Whoever is signed in, who drafts plans.
     *
     * @throws Refusal {@code access.denied} (403)
     */
    SignedInOfficer requireDrafting() {
        return CaseAccess.officer().filter(this::mayDraft).orElseThrow(() -> Refusal.forbidden("access.denied"));
    }
}
