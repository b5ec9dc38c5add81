package org.xieban.worklist;

import java.util.Map;
import org.springframework.stereotype.Component;
import org.xieban.casefile.SqlCondition;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.web.Refusal;

/**
 * Who sees which work items, and who may act on them. An officer sees those that his groups or he himself may take, has
 * or has done, and all of his department; supervisors see all and act on none; administrators and analysts see none.
 */
@Component
class WorkItemAccess {

    /** The condition that leaves what an officer may see; for every list, every count and every single one. */
    SqlCondition visibleTo(SignedInOfficer officer) {
        if (officer.has(Role.SUPERVISOR)) {
            return SqlCondition.ALL;
        }
        if (!holdsTasks(officer)) {
            return SqlCondition.NONE;
        }
        return new SqlCondition("""
                (w.assignee = :login or w.closed_by = :login or :login = any(w.candidates)
                 or w.candidate_groups && cast(:groups as text[]) or w.departments @> cast(:department as text[]))""", parameters(officer));
    }

    /** The condition that leaves what stands in one of an officer's lists. */
    SqlCondition in(Queue queue, SignedInOfficer officer) {
        return switch (queue) {
            case MINE -> new SqlCondition("w.closed_at is null and w.assignee = :login", parameters(officer));
            case GROUP -> new SqlCondition("""
                        w.closed_at is null and w.assignee is null
                        and (w.candidate_groups && cast(:groups as text[]) or :login = any(w.candidates))""", parameters(officer));
            case DEPARTMENT ->
                officer.has(Role.SUPERVISOR)
                        ? new SqlCondition("w.closed_at is null", Map.of())
                        : new SqlCondition(
                                "w.closed_at is null and w.departments @> cast(:department as text[])",
                                parameters(officer));
            case DONE -> new SqlCondition("w.completed and w.closed_by = :login", parameters(officer));
        };
    }

    private static Map<String, ?> parameters(SignedInOfficer officer) {
        return Map.of(
                "login", officer.login(),
                "groups", officer.groups().toArray(String[]::new),
                "department", new String[] {officer.departmentCode()});
    }

    /** Whether an officer may take it, were it free: he or one of his groups is named. */
    boolean mayTake(SignedInOfficer officer, WorkItem item) {
        return holdsTasks(officer)
                && (officer.login().equals(item.assignee())
                        || item.candidates().contains(officer.login())
                        || item.candidateGroups().stream().anyMatch(officer.groups()::contains));
    }

    /** @throws Refusal {@code task.notForYou} (403) */
    void requireMayTake(SignedInOfficer officer, WorkItem item) {
        if (!mayTake(officer, item)) {
            throw Refusal.forbidden("task.notForYou");
        }
    }

    private static boolean holdsTasks(SignedInOfficer officer) {
        return officer.roles().stream().anyMatch(Role::holdsTasks);
    }
}
