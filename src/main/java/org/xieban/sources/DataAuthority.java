package org.xieban.sources;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.web.Refusal;

/**
 * Who may do what with the catalogue: the data authority (政务数据主管部门) everything, through those of its officers who
 * configure; a provider compiles what is its own.
 */
@Component
public class DataAuthority {

    private static final Set<Role> COMPILE =
            EnumSet.of(Role.HANDLER, Role.SECTION_HEAD, Role.LEADER, Role.APPROVER, Role.ANALYST);

    private final String department;

    DataAuthority(SourcesSettings settings) {
        this.department = settings.authority();
    }

    /** Code of the department. */
    public String department() {
        return department;
    }

    /** Code of the department that whoever is signed in handles cases for; null where he handles none. */
    @Nullable
    String ownDepartment() {
        return CaseAccess.officer()
                .filter(officer -> officer.roles().stream().anyMatch(Role::holdsTasks))
                .map(SignedInOfficer::departmentCode)
                .orElse(null);
    }

    /** Whether whoever is signed in acts for it. */
    public boolean present() {
        return CaseAccess.officer()
                .map(officer ->
                        officer.has(Role.ANALYST) && officer.departmentCode().equals(department))
                .orElse(false);
    }

    /**
     * Whoever is signed in, who must act for it.
     *
     * @throws Refusal {@code access.denied} (403)
     */
    public SignedInOfficer require() {
        if (!present()) {
            throw Refusal.forbidden("access.denied");
        }
        return CaseAccess.requireOfficer();
    }

    /** Whether whoever is signed in may compile entries of a provider. */
    public boolean mayCompile(String provider) {
        return present() || compilesFor().contains(provider);
    }

    /** The departments whose entries whoever is signed in compiles, beside the data authority. */
    Set<String> compilesFor() {
        return CaseAccess.officer()
                .filter(officer -> officer.roles().stream().anyMatch(COMPILE::contains))
                .map(officer -> Set.of(officer.departmentCode()))
                .orElse(Set.of());
    }
}
