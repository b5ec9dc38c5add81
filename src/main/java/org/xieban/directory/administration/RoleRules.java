package org.xieban.directory.administration;

import java.util.Set;
import org.xieban.directory.Role;
import org.xieban.web.Refusal;

/** Which roles one person may hold. */
final class RoleRules {

    private RoleRules() {}

    /**
     * The three administrators (三员) are three persons who do nothing else: GB/T 22239-2019, 8.1.5.
     *
     * @param roles of all posts of one officer
     * @throws Refusal {@code role.separation} when they may not be in one hand
     */
    static void requireSeparation(Set<Role> roles) {
        if (roles.size() > 1 && roles.stream().anyMatch(Role::isAdministrator)) {
            throw Refusal.rule("role.separation");
        }
    }
}
