package org.xieban.casefile;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.xieban.directory.Group;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.directory.Post;
import org.xieban.directory.SignedInOfficer;
import org.xieban.engine.OpenTask;
import org.xieban.engine.TaskChanged;
import org.xieban.engine.TasksMoved;
import org.xieban.trace.TransactionMemory;

/** Keeps which departments have to do with a case, as its tasks are opened and taken. */
@Component
class CaseDepartments {

    static final String CO_HANDLING = "CO_HANDLING";

    private final JdbcClient jdbc;
    private final CaseRepository cases;
    private final Officers officers;
    private final Clock clock;
    private final TransactionMemory<String, Map<String, String>> known = new TransactionMemory<>();

    CaseDepartments(JdbcClient jdbc, CaseRepository cases, Officers officers, Clock clock) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.officers = officers;
        this.clock = clock;
    }

    void registered(List<CaseFile> files) {
        Map<String, Set<String>> added = new TreeMap<>();
        files.forEach(file -> added.put(file.number(), Set.of(file.registeredDepartment())));
        add(added);
    }

    /** Lets the departments that lead cases see them. */
    void leads(List<CaseFile> files) {
        Map<String, Set<String>> added = new TreeMap<>();
        files.forEach(file -> added.put(file.number(), Set.of(file.leadDepartment())));
        add(added);
    }

    /** The departments that have to do with a case, each with how, as this transaction has read or added them. */
    Map<String, String> of(String caseNo) {
        return known.get(caseNo, cases::departments);
    }

    @EventListener
    void moved(TasksMoved event) {
        add(event.opened());
    }

    @EventListener
    void changed(TaskChanged event) {
        // the task may have been offered to one more department, or given to somebody of another
        add(List.of(event.task()));
    }

    private void add(List<OpenTask> tasks) {
        Map<String, Officer> people =
                officers
                        .findAll(tasks.stream()
                                .flatMap(task -> logins(task).stream())
                                .distinct()
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(Officer::login, Function.identity()));
        Map<String, Set<String>> added = new TreeMap<>();
        for (OpenTask task : tasks) {
            Set<String> departments = Group.departments(task.candidateGroups());
            departments.addAll(holding(task, departments, people));
            added.computeIfAbsent(task.caseNo(), none -> new LinkedHashSet<>()).addAll(departments);
        }
        add(added);
    }

    /** Those who are named with the task, but for whoever acts. */
    private static Set<String> logins(OpenTask task) {
        Set<String> logins = new LinkedHashSet<>(task.candidates());
        if (task.assignee() != null) {
            logins.add(task.assignee());
        }
        CaseAccess.officer().ifPresent(self -> logins.remove(self.login()));
        return logins;
    }

    /** The departments of the officers named with the task themselves, where none of those offered is theirs. */
    private static Set<String> holding(OpenTask task, Set<String> offered, Map<String, Officer> people) {
        Set<String> departments = new LinkedHashSet<>();
        // whoever takes a task takes it for the post he acts for
        SignedInOfficer self = CaseAccess.officer().orElse(null);
        if (self != null
                && (self.login().equals(task.assignee()) || task.candidates().contains(self.login()))
                && !offered.contains(self.departmentCode())) {
            departments.add(self.departmentCode());
        }
        for (String login : logins(task)) {
            Officer officer = people.get(login);
            if (officer != null
                    && officer.posts().stream().map(Post::departmentCode).noneMatch(offered::contains)) {
                departments.add(officer.mainPost().departmentCode());
            }
        }
        return departments;
    }

    private record Added(String caseNo, String department) {}

    private void add(Map<String, Set<String>> departments) {
        List<Added> added = new ArrayList<>();
        departments.forEach((caseNo, codes) -> {
            if (!of(caseNo).keySet().containsAll(codes)) {
                codes.forEach(code -> added.add(new Added(caseNo, code)));
            }
        });
        if (added.isEmpty()) {
            return;
        }
        Map<String, Map<String, String>> all = new HashMap<>();
        added.forEach(each -> all.computeIfAbsent(each.caseNo(), caseNo -> new HashMap<>(of(caseNo))));
        // one that another transaction has just added is given back like a new one
        jdbc.sql("""
                insert into case_department (case_no, department, since, how)
                select c.number, r.department, :since,
                       case r.department when c.registered_department then 'REGISTERED'
                                         when c.lead_department then 'LEAD'
                                         else 'CO_HANDLING' end
                  from unnest(cast(:cases as varchar[]), cast(:departments as varchar[])) as r (case_no, department)
                  join case_file c on c.number = r.case_no
                on conflict (case_no, department) do update set how = case_department.how
                returning case_no, department, how""")
                .param("cases", added.stream().map(Added::caseNo).toArray(String[]::new))
                .param("departments", added.stream().map(Added::department).toArray(String[]::new))
                .param("since", OffsetDateTime.now(clock))
                .query(row -> {
                    Objects.requireNonNull(all.get(row.getString("case_no")))
                            .put(row.getString("department"), row.getString("how"));
                });
        all.forEach(known::put);
    }
}
