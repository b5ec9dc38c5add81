package org.xieban.emergency.directive;

import java.util.List;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.emergency.event.Event;
import org.xieban.web.Refusal;

/** Who commands in an event, and who does for a department what it is ordered. */
final class DirectiveAccess {

    /** Of the department that leads an event, in this order. */
    static final List<Role> COMMANDING = List.of(Role.DUTY_COMMANDER, Role.SECTION_HEAD, Role.LEADER);

    private DirectiveAccess() {}

    static boolean mayCommand(Event event) {
        return CaseAccess.officer()
                .filter(officer -> officer.departmentCode().equals(event.lead()))
                .filter(officer -> COMMANDING.stream().anyMatch(officer::has))
                .isPresent();
    }

    /**
     * Makes sure that whoever is signed in commands in an event.
     *
     * @throws Refusal {@code access.denied} (403)
     */
    static void requireCommand(Event event) {
        if (!mayCommand(event)) {
            throw Refusal.forbidden("access.denied");
        }
    }

    /** Whether whoever is signed in acts for the department that was ordered. */
    static boolean acts(Directive directive) {
        return CaseAccess.officer()
                .filter(officer -> officer.departmentCode().equals(directive.department()))
                .filter(DirectiveAccess::holdsTasks)
                .isPresent();
    }

    static boolean holdsTasks(SignedInOfficer officer) {
        return officer.roles().stream().anyMatch(Role::holdsTasks);
    }
}
