package org.xieban.emergency.report;

import org.xieban.casefile.CaseAccess;
import org.xieban.directory.Role;
import org.xieban.web.Refusal;

/** Who has reports made: those who command an event, and those who lead. */
final class ReportAccess {

    private ReportAccess() {}

    static boolean mayOrder() {
        return CaseAccess.officer()
                .filter(officer -> officer.has(Role.DUTY_COMMANDER) || officer.has(Role.LEADER))
                .isPresent();
    }

    /** @throws Refusal {@code access.denied} (403) */
    static void requireOrdering() {
        if (!mayOrder()) {
            throw Refusal.forbidden("access.denied");
        }
    }
}
