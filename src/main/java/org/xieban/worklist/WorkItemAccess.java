package org.xieban.worklist;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.SqlCondition;
import org.xieban.directory.Group;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;

/**
 * Who sees which work items, and who may act on them. An officer sees those that his groups or he himself may take, has,
 * has delegated or has done, all of his department, and of cases that are his department's to see as a whole what he
 * watches or was sent to read; supervisors see all and act on none; administrators and analysts see none.
 */
@Component
class WorkItemAccess {

    private final CaseAccess cases;

    WorkItemAccess(CaseAccess cases) {
        this.cases = cases;
    }

    /** The condition that leaves what an officer may see; for whatever is not asked of one of his lists. */
    SqlCondition visibleTo(SignedInOfficer officer) {
        if (officer.has(Role.SUPERVISOR)) {
            return SqlCondition.ALL;
        }
        if (!holdsTasks(officer)) {
            return SqlCondition.NONE;
        }
        SqlCondition whole = cases.wholeTo(officer, "w.case_no");
        Map<String, Object> parameters = new HashMap<>(parameters(officer));
        parameters.putAll(whole.parameters());
        // what he follows is read once, and only then is his department asked for
        return new SqlCondition("""
                (w.assignee = :login or w.closed_by = :login or w.delegated_by = :login or :login = any(w.candidates)
                 or w.candidate_groups && cast(:groups as text[]) or w.departments @> cast(:department as text[])
                 or ((w.case_no in (select f.case_no from case_watch f where f.officer = :login)
                      or w.task_id in (select f.task_id from work_copy f where f.officer = :login))
                     and %s))""".formatted(whole.sql()), parameters);
    }

    /** The condition that leaves what stands in one of an officer's lists; he may see each of it. */
    SqlCondition in(Queue queue, SignedInOfficer officer) {
        boolean supervisor = officer.has(Role.SUPERVISOR);
        if (!supervisor && !holdsTasks(officer)) {
            return SqlCondition.NONE;
        }
        return switch (queue) {
            case MINE -> new SqlCondition("w.closed_at is null and w.assignee = :login", parameters(officer));
            case GROUP -> listed(queue, officer);
            case DEPARTMENT ->
                readsAll(queue, officer) ? new SqlCondition("w.closed_at is null", Map.of()) : listed(queue, officer);
            case WATCHED -> followed("""
                        w.closed_at is null
                        and w.case_no in (select f.case_no from case_watch f where f.officer = :login)""", officer);
            case COPIED ->
                followed("w.task_id in (select f.task_id from work_copy f where f.officer = :login)", officer);
            case DONE -> new SqlCondition("w.completed and w.closed_by = :login", parameters(officer));
        };
    }

    /** Read from the lists first, and of the work items only those: no plan can begin at the other end. */
    private SqlCondition listed(Queue queue, SignedInOfficer officer) {
        return new SqlCondition(
                "w.task_id = any(array(select l.task_id from work_item_list l where l.list = any(:lists)))",
                Map.of("lists", lists(queue, officer).orElseThrow().toArray(String[]::new)));
    }

    /** The lists of which one of an officer's is made up, as the database keeps them; empty where it keeps it not. */
    Optional<List<String>> lists(Queue queue, SignedInOfficer officer) {
        if (!officer.has(Role.SUPERVISOR) && !holdsTasks(officer)) {
            return Optional.empty();
        }
        return switch (queue) {
            case MINE -> Optional.of(List.of("mine " + officer.login()));
            case GROUP ->
                Optional.of(Stream.concat(
                                Stream.of("named " + officer.login()),
                                groups(officer).map(group -> "group " + group))
                        .toList());
            case DEPARTMENT ->
                readsAll(queue, officer)
                        ? Optional.empty()
                        : Optional.of(List.of("department " + officer.departmentCode()));
            case WATCHED, COPIED, DONE -> Optional.empty();
        };
    }

    /** Whether one of an officer's lists is that of everybody's work. */
    boolean readsAll(Queue queue, SignedInOfficer officer) {
        return queue == Queue.DEPARTMENT && officer.has(Role.SUPERVISOR);
    }

    /** What he follows he sees as long as he may: he may have changed his post. */
    private SqlCondition followed(String sql, SignedInOfficer officer) {
        SqlCondition visible = visibleTo(officer);
        Map<String, Object> parameters = new HashMap<>(parameters(officer));
        parameters.putAll(visible.parameters());
        return new SqlCondition(sql + " and " + visible.sql(), parameters);
    }

    private static Map<String, ?> parameters(SignedInOfficer officer) {
        return Map.of(
                "login", officer.login(),
                "groups", groups(officer).toArray(String[]::new),
                "department", new String[] {officer.departmentCode()});
    }

    /** Whether an officer may take it, were it free: he or one of his groups is named. */
    boolean mayTake(SignedInOfficer officer, WorkItem item) {
        return holdsTasks(officer)
                && (officer.login().equals(item.assignee())
                        || item.candidates().contains(officer.login())
                        || groups(officer).anyMatch(item.candidateGroups()::contains));
    }

    /** Those that name a department: a role wherever it is held opens a case to nobody. */
    private static Stream<String> groups(SignedInOfficer officer) {
        return officer.groups().stream().filter(group -> Group.of(group).department() != null);
    }

    private static boolean holdsTasks(SignedInOfficer officer) {
        return officer.roles().stream().anyMatch(Role::holdsTasks);
    }
}
