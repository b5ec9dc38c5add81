package org.xieban.casefile;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.xieban.engine.TaskOpened;
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

    void registered(CaseFile file) {
        add(file.number(), Set.of(file.registeredDepartment()));
    }

    /** The departments that have to do with a case, each with how, as this transaction has read or added them. */
    Map<String, String> of(String caseNo) {
        return known.get(caseNo, cases::departments);
    }

    @EventListener
    void opened(TaskOpened event) {
        Set<String> departments = Group.departments(event.task().candidateGroups());
        departments.addAll(holding(event.task(), departments));
        add(event.task().caseNo(), departments);
    }

    @EventListener
    void changed(TaskChanged event) {
        // the task may have been offered to one more department, or given to somebody of another
        Set<String> departments = Group.departments(event.task().candidateGroups());
        departments.addAll(holding(event.task(), departments));
        add(event.task().caseNo(), departments);
    }

    /** The departments of the officers named with the task themselves, where none of those offered is theirs. */
    private Set<String> holding(OpenTask task, Set<String> offered) {
        Set<String> logins = new LinkedHashSet<>(task.candidates());
        if (task.assignee() != null) {
            logins.add(task.assignee());
        }
        Set<String> departments = new LinkedHashSet<>();
        // whoever takes a task takes it for the post he acts for
        SignedInOfficer self = CaseAccess.officer().orElse(null);
        if (self != null && logins.remove(self.login()) && !offered.contains(self.departmentCode())) {
            departments.add(self.departmentCode());
        }
        if (!logins.isEmpty()) {
            for (Officer officer : officers.findAll(List.copyOf(logins))) {
                boolean known =
                        officer.posts().stream().map(Post::departmentCode).anyMatch(offered::contains);
                if (!known) {
                    departments.add(officer.mainPost().departmentCode());
                }
            }
        }
        return departments;
    }

    private void add(String caseNo, Set<String> departments) {
        Map<String, String> all = new HashMap<>(of(caseNo));
        if (all.keySet().containsAll(departments)) {
            return;
        }
        // one that another transaction has just added is given back like a new one
        jdbc.sql("""
                insert into case_department (case_no, department, since, how)
                select c.number, d.code, :since,
                       case d.code when c.registered_department then 'REGISTERED'
                                   when c.lead_department then 'LEAD'
                                   else 'CO_HANDLING' end
                  from case_file c cross join unnest(cast(:departments as varchar[])) d (code)
                 where c.number = :caseNo
                on conflict (case_no, department) do update set how = case_department.how
                returning department, how""")
                .param("caseNo", caseNo)
                .param("departments", departments.toArray(String[]::new))
                .param("since", OffsetDateTime.now(clock))
                .query(row -> {
                    all.put(row.getString("department"), row.getString("how"));
                });
        known.put(caseNo, all);
    }
}
