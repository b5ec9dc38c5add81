package org.xieban.worklist;

import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseFile;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.Party;
import org.xieban.catalogue.ServiceItem.ApplicantKind;
import org.xieban.directory.Group;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.directory.Post;
import org.xieban.directory.SignedInOfficer;
import org.xieban.engine.ClosedTask;
import org.xieban.engine.OpenTask;
import org.xieban.engine.TaskChanged;
import org.xieban.engine.TasksHeld;
import org.xieban.engine.TasksMoved;
import org.xieban.engine.TasksSuspended;
import org.xieban.timelimit.ClocksChanged;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;
import org.xieban.trace.Trace;

/**
 * Writes work items as the engine changes its tasks, in its transaction, wherever the change comes from: our pages, the
 * API, Tasklist, an operator. So does the record of who took, gave back and did what. Processes of no case of ours have
 * no work items.
 */
@Component
class WorkItemProjection {

    private static final String OPEN = """
            insert into work_item
                (task_id, case_no, title, item_code, item_name, applicant, process_key, step, step_name,
                 candidate_groups, candidates, departments, assignee, taken_at, opened_at, opened_by, due_at, lamp,
                 priority, suspended, completed, searched)
            select r.id, r."caseNo", r.title, r."itemCode", r."itemName", r.applicant, r.process, r.step, r."stepName",
                   r.groups, r.candidates, r.departments, r.assignee,
                   case when r.assignee is not null then r."openedAt" end, r."openedAt", r."openedBy", r."dueAt",
                   case when r."dueAt" is not null then 'GREEN' end, r.priority, r.suspended, false,
                   (select searched from case_file where number = r."caseNo")
              from json_to_recordset(cast(:rows as json)) as r
                   (id text, "caseNo" text, title text, "itemCode" text, "itemName" text, applicant text, process text,
                    step text, "stepName" text, groups text[], candidates text[], departments text[], assignee text,
                    "openedAt" timestamptz, "openedBy" text, "dueAt" timestamptz, priority integer, suspended boolean)""";

    private final JdbcClient jdbc;
    private final CaseFiles cases;
    private final Officers officers;
    private final AnnouncedActs announced;
    private final Trace trace;
    private final Clock clock;

    WorkItemProjection(
            JdbcClient jdbc, CaseFiles cases, Officers officers, AnnouncedActs announced, Trace trace, Clock clock) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.officers = officers;
        this.announced = announced;
        this.trace = trace;
        this.clock = clock;
    }

    private record Opened(
            String id,
            String caseNo,
            String title,
            String itemCode,
            String itemName,
            String applicant,
            String process,
            String step,
            String stepName,
            List<String> groups,
            List<String> candidates,
            Set<String> departments,
            @Nullable String assignee,
            Instant openedAt,
            String openedBy,
            @Nullable Instant dueAt,
            int priority,
            boolean suspended) {}

    @EventListener
    void moved(TasksMoved event) {
        if (event.closed().isEmpty()) {
            opened(event.opened());
        } else if (actor() != null) {
            close(event.closed(), rows(event.opened()));
        } else {
            // where nobody acts whoever closed the last one opens the next: that is read from its row
            close(event.closed(), List.of());
            opened(event.opened());
        }
    }

    /** Closes rows and writes new ones, of however many tasks by one statement. */
    private void close(List<ClosedTask> closed, List<Opened> opened) {
        Set<String> known = new HashSet<>(jdbc.sql("""
                with opened as (""" + OPEN + """
                )
                update work_item w
                   set closed_at = :now, completed = c.completed, suspended = false, lamp = null,
                       taken_at = case when c.completed then coalesce(taken_at, :now) else taken_at end,
                       delegated_by = null,
                       closed_by = case when c.completed then coalesce(cast(:actor as text), assignee) end,
                       assignee = case when c.completed then coalesce(assignee, cast(:actor as text)) else assignee end
                  from unnest(cast(:closed as text[]), cast(:completed as boolean[])) as c (id, completed)
                 where w.task_id = c.id and w.closed_at is null
                returning w.task_id""")
                .param("rows", Rows.json(opened))
                .param("now", OfficialTime.of(clock.instant()))
                .param("actor", actor())
                .param("closed", closed.stream().map(ClosedTask::id).toArray(String[]::new))
                .param("completed", closed.stream().map(ClosedTask::completed).toArray(Boolean[]::new))
                .query(String.class)
                .list());
        for (ClosedTask each : closed) {
            if (known.contains(each.id())) {
                trace.record(act(each.completed() ? "task.completed" : "task.withdrawn", each.caseNo(), each.step()));
            }
        }
    }

    /** Writes new rows, of however many tasks by one statement. */
    void opened(List<OpenTask> tasks) {
        List<Opened> opened = rows(tasks);
        if (!opened.isEmpty()) {
            jdbc.sql(OPEN).param("rows", Rows.json(opened)).update();
        }
    }

    /** Those of processes of cases. */
    private List<Opened> rows(List<OpenTask> tasks) {
        Map<String, CaseFile> files = new LinkedHashMap<>();
        tasks.forEach(task -> cases.find(task.caseNo()).ifPresent(file -> files.put(file.number(), file)));
        if (files.isEmpty()) {
            return List.of();
        }
        Map<String, String> openers = openedBy(files.values());
        Map<String, Officer> people = people(tasks);
        List<Opened> opened = new ArrayList<>();
        for (OpenTask task : tasks) {
            CaseFile file = files.get(task.caseNo());
            if (file != null) {
                opened.add(new Opened(
                        task.id(),
                        file.number(),
                        file.title(),
                        file.itemCode(),
                        file.itemName(),
                        applicant(file.applicant()),
                        task.processKey(),
                        task.step(),
                        task.stepName(),
                        sorted(task.candidateGroups()),
                        sorted(task.candidates()),
                        departments(task, people),
                        task.assignee(),
                        task.createdAt(),
                        openers.getOrDefault(file.number(), file.registeredBy()),
                        task.dueAt(),
                        task.priority(),
                        task.suspended()));
            }
        }
        return opened;
    }

    /** Whoever acts; where nobody does, whoever did last. */
    private Map<String, String> openedBy(Collection<CaseFile> files) {
        String actor = actor();
        Map<String, String> openers = new HashMap<>();
        if (actor != null) {
            files.forEach(file -> openers.put(file.number(), actor));
            return openers;
        }
        jdbc.sql("""
                select distinct on (case_no) case_no, closed_by from work_item
                 where case_no = any(:cases) and completed order by case_no, closed_at desc""")
                .param("cases", files.stream().map(CaseFile::number).toArray(String[]::new))
                .query(row -> {
                    String closedBy = row.getString("closed_by");
                    if (closedBy != null) {
                        openers.put(row.getString("case_no"), closedBy);
                    }
                });
        return openers;
    }

    @EventListener
    void changed(TaskChanged event) {
        write(event.task(), false).ifPresent(before -> recordHolder(event.task(), before.login()));
    }

    /** Writes what the engine says of an open task into its row, open or not. */
    void write(OpenTask task) {
        write(task, true);
    }

    /** Who had it before; nothing where it is closed and is not to be opened again. */
    private Optional<Holder> write(OpenTask task, boolean opensAgain) {
        return jdbc.sql("""
                with before as (
                    select task_id, assignee from work_item
                     where task_id = :id and (:opensAgain or closed_at is null) for update)
                update work_item w
                   set candidate_groups = :groups, candidates = :candidates, departments = :departments,
                       assignee = :assignee, taken_at = case when cast(:assignee as text) is null then w.taken_at else coalesce(w.taken_at, :now) end,
                       delegated_by = :delegatedBy, due_at = :dueAt, priority = :priority, suspended = :suspended,
                       lamp = case when cast(:dueAt as timestamptz) is not null then coalesce(w.lamp, 'GREEN') end,
                       process_key = :process, step = :step, step_name = :stepName, closed_at = null, closed_by = null, completed = false
                  from before where w.task_id = before.task_id
                returning before.assignee""")
                .param("id", task.id())
                .param("opensAgain", opensAgain)
                .param("now", OfficialTime.of(clock.instant()))
                .param("groups", array(sorted(task.candidateGroups())))
                .param("candidates", array(sorted(task.candidates())))
                .param("departments", array(departments(task, people(List.of(task)))))
                .param("assignee", task.assignee(), Types.VARCHAR)
                .param("delegatedBy", task.delegatedBy(), Types.VARCHAR)
                .param("dueAt", OfficialTime.ofNullable(task.dueAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("priority", task.priority())
                .param("suspended", task.suspended())
                .param("process", task.processKey())
                .param("step", task.step())
                .param("stepName", task.stepName())
                .query((row, number) -> new Holder(row.getString("assignee")))
                .optional();
    }

    /** Who has a task; nobody where null. */
    private record Holder(@Nullable String login) {}

    private void recordHolder(OpenTask task, @Nullable String before) {
        String after = task.assignee();
        if (after == null ? before == null : after.equals(before)) {
            return;
        }
        Optional<Act> told = announced.take(task.id());
        String actor = actor();
        if (told.isPresent()) {
            trace.record(told.get());
        } else if (after != null && after.equals(actor) && before == null) {
            trace.record(act("task.claimed", task.caseNo(), task.step()));
        } else if (after == null && actor != null && actor.equals(before)) {
            trace.record(act("task.released", task.caseNo(), task.step()));
        } else {
            trace.record(act("task.reassigned", task.caseNo(), task.step()).change(before, after));
        }
    }

    /** Whoever changes a task locks its row here before the engine locks its own. */
    @EventListener
    void held(TasksHeld event) {
        jdbc.sql("select from work_item where case_no = :case and closed_at is null order by task_id for no key update")
                .param("case", event.caseNo())
                .query()
                .listOfRows();
    }

    @EventListener
    void suspended(TasksSuspended event) {
        record Suspension(String task, boolean suspended) {}
        List<Suspension> suspensions = event.tasks().entrySet().stream()
                .map(each -> new Suspension(each.getKey(), each.getValue()))
                .toList();
        jdbc.sql("""
                update work_item w set suspended = r.suspended
                  from json_to_recordset(cast(:rows as json)) as r(task text, suspended boolean)
                 where w.task_id = r.task and w.closed_at is null""").param("rows", Rows.json(suspensions)).update();
    }

    private record OfClock(String task, String lamp, Instant due) {}

    /** What the clocks of steps say of their tasks; in one statement, since a sweep changes many. */
    @EventListener
    void clocksChanged(ClocksChanged event) {
        Map<String, OfClock> steps = new TreeMap<>();
        for (ClocksChanged.Changed each : event.clocks()) {
            if (each.taskId() != null) {
                // of several the last
                steps.put(each.taskId(), new OfClock(each.taskId(), each.lamp().name(), each.dueAt()));
            }
        }
        if (!steps.isEmpty()) {
            jdbc.sql("""
                    update work_item w set lamp = r.lamp, due_at = r.due
                      from json_to_recordset(cast(:rows as json)) as r(task text, lamp text, due timestamptz)
                     where w.task_id = r.task and w.closed_at is null""").param("rows", Rows.json(steps.values())).update();
        }
    }

    private static Act act(String name, String caseNo, String step) {
        return Act.of(name, "case", caseNo).inCase(caseNo, step);
    }

    private static @Nullable String actor() {
        return CaseAccess.officer().map(SignedInOfficer::login).orElse(null);
    }

    /** Persons are told apart by their masked names, organisations of one name by their masked codes. */
    private static String applicant(Party party) {
        return party.kind() == ApplicantKind.PERSON || party.idNumber().isEmpty()
                ? party.name()
                : party.name() + " · " + party.idNumber();
    }

    private static List<String> sorted(Set<String> texts) {
        return texts.stream().sorted().toList();
    }

    private static String[] array(Collection<String> texts) {
        return texts.toArray(String[]::new);
    }

    /** Those who have tasks or were named themselves, by login. */
    private Map<String, Officer> people(List<OpenTask> tasks) {
        return officers
                .findAll(tasks.stream()
                        .flatMap(task -> others(task).stream())
                        .distinct()
                        .toList())
                .stream()
                .collect(Collectors.toMap(Officer::login, Function.identity()));
    }

    private static List<String> logins(OpenTask task) {
        List<String> logins = new ArrayList<>(task.candidates());
        if (task.assignee() != null) {
            logins.add(task.assignee());
        }
        return logins;
    }

    /** Without whoever acts. */
    private static List<String> others(OpenTask task) {
        String self = actor();
        return logins(task).stream().filter(login -> !login.equals(self)).toList();
    }

    /** The departments of the groups that may take it, then that of whoever has it or was named himself. */
    private static Set<String> departments(OpenTask task, Map<String, Officer> people) {
        Set<String> departments = Group.departments(sorted(task.candidateGroups()));
        // whoever takes a task takes it for the post he acts for
        CaseAccess.officer()
                .filter(self -> logins(task).contains(self.login()))
                .ifPresent(self -> departments.add(self.departmentCode()));
        others(task).stream()
                .map(people::get)
                .filter(Objects::nonNull)
                .filter(officer ->
                        officer.posts().stream().map(Post::departmentCode).noneMatch(departments::contains))
                .forEach(officer -> departments.add(officer.mainPost().departmentCode()));
        return departments;
    }
}
