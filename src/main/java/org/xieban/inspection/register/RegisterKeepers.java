package org.xieban.inspection.register;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.web.Refusal;

/**
 * Who keeps the registers: the office of the joint meeting (联席会议办公室, 国发〔2019〕5号) the objects and everybody's
 * rows, a department those of its own inspectors and items.
 */
@Component
public class RegisterKeepers {

    private static final Set<Role> KEEP = EnumSet.of(Role.HANDLER, Role.SECTION_HEAD, Role.LEADER, Role.APPROVER);

    private final String office;

    RegisterKeepers(InspectionSettings settings) {
        this.office = settings.office();
    }

    /** Whether whoever is signed in keeps rows of a department, null for those of the office. */
    public boolean mayKeep(@Nullable String department) {
        SignedInOfficer officer = CaseAccess.officer()
                .filter(each -> each.roles().stream().anyMatch(KEEP::contains))
                .orElse(null);
        return officer != null
                && (officer.departmentCode().equals(office)
                        || officer.departmentCode().equals(department));
    }

    /** Whether whoever is signed in keeps any rows of a register. */
    boolean mayKeepIn(Register<?> register) {
        String own = CaseAccess.officer().map(SignedInOfficer::departmentCode).orElse(null);
        return mayKeep(register instanceof ObjectRegister ? null : own);
    }

    /**
     * Refuses whoever keeps no rows of a register.
     *
     * @throws Refusal {@code access.denied} (403)
     */
    void requireKeeperIn(Register<?> register) {
        if (!mayKeepIn(register)) {
            throw Refusal.forbidden("access.denied");
        }
    }
}
