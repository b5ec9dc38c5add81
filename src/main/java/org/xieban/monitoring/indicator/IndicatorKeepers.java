package org.xieban.monitoring.indicator;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.web.Refusal;

/** Who keeps an indicator: handlers of the department that it comes from, and duty commanders. */
public final class IndicatorKeepers {

    private IndicatorKeepers() {}

    /** Whether whoever is signed in may; the product itself may. */
    public static boolean mayKeep(Indicator indicator) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || !(authentication.getPrincipal() instanceof SignedInOfficer officer)) {
            return authentication == null;
        }
        return officer.has(Role.DUTY_COMMANDER)
                || (officer.has(Role.HANDLER) && officer.departmentCode().equals(indicator.provider()));
    }

    static void require(Indicator indicator) {
        if (!mayKeep(indicator)) {
            throw Refusal.forbidden("indicator.foreign");
        }
    }
}
