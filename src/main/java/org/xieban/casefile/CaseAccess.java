package org.xieban.casefile;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.web.Refusal;

/**
 * Who sees a case: the department that registered it and those whose officers hold or held a task of it, through
 * officers who handle cases; supervisors every case; the administrators and analysts none. Whoever is not to see a case
 * is told that there is none.
 */
@Component
@Transactional(readOnly = true)
public class CaseAccess {

    /** Acts that say no more than where the case stands; a department asked for advice sees these of others, too. */
    private static final Set<String> BASIC_ACTS = Set.of("case.registered", "case.stateChanged", "case.closed");

    private final JdbcClient jdbc;
    private final CaseDepartments departments;

    CaseAccess(JdbcClient jdbc, CaseDepartments departments) {
        this.jdbc = jdbc;
        this.departments = departments;
    }

    /** Whoever is signed in, empty for the product itself. */
    public static Optional<SignedInOfficer> officer() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof SignedInOfficer officer
                ? Optional.of(officer)
                : Optional.empty();
    }

    /**
     * Whoever is signed in.
     *
     * @throws Refusal {@code access.denied} (403) where nobody is
     */
    public static SignedInOfficer requireOfficer() {
        return officer().orElseThrow(() -> Refusal.forbidden("access.denied"));
    }

    /**
     * How much of a case whoever is signed in sees; never {@link CaseScope#NONE}.
     *
     * @throws Refusal {@code case.unknown} (404) where he sees nothing of it or there is no such case
     */
    public CaseScope requireVisible(String caseNo) {
        CaseScope scope = officer().map(officer -> scope(officer, caseNo)).orElse(CaseScope.NONE);
        if (scope == CaseScope.NONE) {
            throw Refusal.notFound("case.unknown", caseNo);
        }
        return scope;
    }

    /**
     * Makes sure that whoever is signed in sees the whole of a case.
     *
     * @throws Refusal {@code case.unknown} (404) where he sees nothing of it; {@code access.denied} (403) where he sees
     *     a part
     */
    public void requireWhole(String caseNo) {
        if (requireVisible(caseNo) != CaseScope.WHOLE) {
            throw Refusal.forbidden("access.denied");
        }
    }

    public boolean maySee(SignedInOfficer officer, String caseNo) {
        return scope(officer, caseNo) != CaseScope.NONE;
    }

    public CaseScope scope(SignedInOfficer officer, String caseNo) {
        if (officer.has(Role.SUPERVISOR)) {
            return jdbc.sql("select exists (select from case_file where number = :number)")
                            .param("number", caseNo)
                            .query(Boolean.class)
                            .single()
                    ? CaseScope.WHOLE
                    : CaseScope.NONE;
        }
        if (!handlesCases(officer)) {
            return CaseScope.NONE;
        }
        String how = departments.of(caseNo).get(officer.departmentCode());
        if (how == null) {
            return CaseScope.NONE;
        }
        return how.equals(CaseDepartments.CO_HANDLING) ? CaseScope.CO_HANDLING : CaseScope.WHOLE;
    }

    /**
     * The condition that leaves the cases which an officer sees at all; for every list and every count.
     *
     * @param caseNoColumn the column of the query that holds the number of the case
     */
    public SqlCondition visibleTo(SignedInOfficer officer, String caseNoColumn) {
        if (officer.has(Role.SUPERVISOR)) {
            return SqlCondition.ALL;
        }
        if (!handlesCases(officer)) {
            return SqlCondition.NONE;
        }
        return new SqlCondition(
                "exists (select from case_department seen where seen.case_no = " + caseNoColumn
                        + " and seen.department = :seenDepartment)",
                Map.of("seenDepartment", officer.departmentCode()));
    }

    /** The condition that leaves the cases of which an officer's department sees the whole; it is one that has tasks. */
    public SqlCondition wholeTo(SignedInOfficer officer, String caseNoColumn) {
        return new SqlCondition(
                "exists (select from case_department seen where seen.case_no = " + caseNoColumn
                        + " and seen.department = :wholeDepartment and seen.how <> '" + CaseDepartments.CO_HANDLING
                        + "')",
                Map.of("wholeDepartment", officer.departmentCode()));
    }

    /** Codes of the departments that see the whole of a case. */
    public Set<String> wholeDepartments(String caseNo) {
        Set<String> whole = new TreeSet<>();
        departments.of(caseNo).forEach((department, how) -> {
            if (!how.equals(CaseDepartments.CO_HANDLING)) {
                whole.add(department);
            }
        });
        return whole;
    }

    /**
     * Whether an act in a case may be shown to an officer's department.
     *
     * @param act name of the act
     * @param department the one that the actor acted for, null where he acted for none
     */
    public static boolean mayKnow(CaseScope scope, SignedInOfficer officer, String act, @Nullable String department) {
        return switch (scope) {
            case WHOLE -> true;
            case CO_HANDLING ->
                BASIC_ACTS.contains(act) || officer.departmentCode().equals(department);
            case NONE -> false;
        };
    }

    private static boolean handlesCases(SignedInOfficer officer) {
        return officer.roles().stream().anyMatch(Role::holdsTasks);
    }
}
