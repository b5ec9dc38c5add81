package org.xieban.worklist;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.directory.Post;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.web.Refusal;

/** To whom a task may be given, who may be sent it to read, and who is urged to do it. */
@Component
@Transactional(readOnly = true)
class TaskPeople {

    private static final Comparator<Officer> BY_NAME =
            Comparator.comparing(Officer::name).thenComparing(Officer::login);

    private final Officers officers;
    private final CaseAccess cases;

    TaskPeople(Officers officers, CaseAccess cases) {
        this.officers = officers;
        this.cases = cases;
    }

    /** Those to whom a task may be given: of its groups, named for it, or of a department that it falls to. */
    List<Officer> holders(WorkItem item) {
        Predicate<Officer> mayHold =
                officer -> mayHold(officer, item) && !officer.login().equals(item.assignee());
        Stream<Officer> members = Stream.concat(item.candidateGroups().stream(), item.departments().stream())
                .flatMap(group -> officers.membersOf(group).stream());
        return distinct(Stream.concat(members, officers.findAll(item.candidates()).stream()), mayHold);
    }

    /**
     * The officer to whom a task is to be given.
     *
     * @throws Refusal {@code task.receiver} (422) at the field {@code to}, saying why he cannot have it
     */
    Officer requireHolder(WorkItem item, @Nullable String login) {
        Officer officer = require(login, "to");
        if (officer.login().equals(item.assignee())) {
            throw refused("task.receiverHasIt", officer.name());
        }
        if (!mayHold(officer, item)) {
            throw refused("task.receiverMayNot", officer.name());
        }
        return officer;
    }

    /** Whether the task may be given to the officer of that login. */
    boolean mayHold(WorkItem item, String login) {
        return officers.find(login).filter(officer -> mayHold(officer, item)).isPresent();
    }

    private static boolean mayHold(Officer officer, WorkItem item) {
        return officer.enabled()
                && officer.posts().stream()
                        .filter(TaskPeople::handles)
                        .anyMatch(post -> item.candidates().contains(officer.login())
                                || item.departments().contains(post.departmentCode())
                                || item.candidateGroups().stream().anyMatch(post.groups()::contains));
    }

    /** Those who may be sent a task to read: whoever sees the whole case, is of a department of the task, or supervises. */
    List<Officer> readers(WorkItem item, SignedInOfficer sender) {
        Set<String> departments = readingDepartments(item);
        return distinct(
                Stream.concat(
                        departments.stream().flatMap(each -> officers.membersOf(each).stream()),
                        officers.withRole(Role.SUPERVISOR).stream()),
                officer -> mayRead(officer, departments) && !officer.login().equals(sender.login()));
    }

    /**
     * The officers who are to be sent a task.
     *
     * @throws Refusal {@code task.receiver} (422) at the field {@code to}, naming the first who may not see it
     */
    List<Officer> requireReaders(WorkItem item, @Nullable List<@Nullable String> logins) {
        if (logins == null || logins.isEmpty()) {
            throw refused("task.receiverMissing");
        }
        Set<String> departments = readingDepartments(item);
        Map<String, Officer> readers = new TreeMap<>();
        for (String login : logins) {
            Officer officer = require(login, "to");
            if (!mayRead(officer, departments)) {
                throw refused("task.receiverMayNotSee", officer.name());
            }
            readers.put(officer.login(), officer);
        }
        return List.copyOf(readers.values());
    }

    private Set<String> readingDepartments(WorkItem item) {
        Set<String> departments = new LinkedHashSet<>(cases.wholeDepartments(item.caseNo()));
        departments.addAll(item.departments());
        return departments;
    }

    private static boolean mayRead(Officer officer, Set<String> departments) {
        return officer.enabled()
                && officer.posts().stream()
                        .anyMatch(post -> post.roles().contains(Role.SUPERVISOR)
                                || (handles(post) && departments.contains(post.departmentCode())));
    }

    /**
     * Logins of those who are told when a task is urged for: whoever has it; of what nobody has, all who may take it;
     * where a supervisor urges, also who leads them.
     */
    List<String> urged(WorkItem item, SignedInOfficer by) {
        String assignee = item.assignee();
        Stream<Officer> holders = assignee != null
                ? officers.find(assignee).stream()
                : Stream.concat(
                        item.candidateGroups().stream().flatMap(group -> officers.membersOf(group).stream()),
                        officers.findAll(item.candidates()).stream());
        String department = item.department();
        Stream<Officer> lead =
                department == null || !by.has(Role.SUPERVISOR) ? Stream.empty() : officers.lead(department).stream();
        return distinct(Stream.concat(holders, lead), Officer::enabled).stream()
                .map(Officer::login)
                .toList();
    }

    private static boolean handles(Post post) {
        return post.roles().stream().anyMatch(Role::holdsTasks);
    }

    private static List<Officer> distinct(Stream<Officer> found, Predicate<Officer> wanted) {
        return found
                .filter(wanted)
                .collect(Collectors.toMap(Officer::login, officer -> officer, (one, same) -> one))
                .values()
                .stream()
                .sorted(BY_NAME)
                .toList();
    }

    private Officer require(@Nullable String login, String field) {
        if (login == null || login.isBlank()) {
            throw refused("task.receiverMissing");
        }
        return officers.find(login.strip())
                .orElseThrow(() -> Refusal.rule("task.receiver").at(field, "officer.unknown"));
    }

    private static Refusal refused(String code, Object... arguments) {
        return Refusal.rule("task.receiver").at("to", code, arguments);
    }
}
