package org.xieban.worklist;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.Lamp;
import org.xieban.directory.Group;
import org.xieban.engine.OpenTask;
import org.xieban.engine.Tasks;
import org.xieban.timelimit.Clocks;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;

/**
 * Proves that the work list says what the engine says of its open tasks, and what their clocks say, and repairs it where
 * it does not. Both are read in one snapshot of the database, so that work that goes on meanwhile is no difference; each
 * repair is a transaction of its own, in which the task is held and looked at again.
 */
@Component
class Reconciliation {

    /** So many tasks are compared at a time. */
    private static final int PAGE = 2000;

    private static final String SELECT = """
            select w.task_id, w.case_no, w.process_key, w.step, w.step_name, w.candidate_groups, w.candidates,
                   w.departments, w.assignee, w.delegated_by, w.due_at, w.lamp, w.priority, w.suspended
              from work_item w
             where w.closed_at is null and\s""";

    private final JdbcClient jdbc;
    private final Tasks tasks;
    private final Clocks clocks;
    private final CaseFiles cases;
    private final WorkItemProjection projection;
    private final Trace trace;
    private final Clock clock;
    private final TransactionTemplate snapshot;
    private final TransactionTemplate transaction;

    Reconciliation(
            JdbcClient jdbc,
            Tasks tasks,
            Clocks clocks,
            CaseFiles cases,
            WorkItemProjection projection,
            Trace trace,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.tasks = tasks;
        this.clocks = clocks;
        this.cases = cases;
        this.projection = projection;
        this.trace = trace;
        this.clock = clock;
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.snapshot.setReadOnly(true);
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What is wrong with one row. */
    enum Fault {
        /** The engine has an open task of which the work list says nothing, or that it is closed. */
        MISSING,
        /** The work list has an open row of which the engine has no open task. */
        LEFT_OVER,
        /** Both have it, and say different things of it. */
        DIFFERENT
    }

    /**
     * One task of which the work list says something else than the engine.
     *
     * @param differences what differs, by name; empty unless it is {@link Fault#DIFFERENT}
     */
    record Finding(Fault fault, String taskId, String caseNo, String step, Map<String, Difference> differences) {

        Finding {
            differences = Map.copyOf(differences);
        }

        /** The names of what differs, in order. */
        public Set<String> fields() {
            return new TreeSet<>(differences.keySet());
        }
    }

    /**
     * @param listed what the work list says
     * @param actual what is so
     */
    record Difference(String listed, String actual) {}

    /**
     * What was found.
     *
     * @param tasks how many open tasks the engine has
     * @param took how long it took
     */
    record Report(Instant at, long tasks, List<Finding> findings, Duration took) {

        Report {
            findings = List.copyOf(findings);
        }
    }

    /** A row of the work list, so much of it as somebody else knows too. */
    private record Row(
            String taskId,
            String caseNo,
            String processKey,
            String step,
            String stepName,
            Set<String> groups,
            Set<String> candidates,
            Set<String> departments,
            @Nullable String assignee,
            @Nullable String delegatedBy,
            @Nullable Instant dueAt,
            @Nullable Lamp lamp,
            int priority,
            boolean suspended) {}

    /** Compares, and changes nothing. */
    Report compare() {
        return Objects.requireNonNull(snapshot.execute(status -> found()));
    }

    /** Compares, and repairs what it finds; what was found is what was repaired, or had mended itself meanwhile. */
    Report repair() {
        Report report = compare();
        for (Finding finding : report.findings()) {
            transaction.executeWithoutResult(status -> repair(finding));
        }
        transaction.executeWithoutResult(status -> trace.record(Act.of("worklist.reconciled", "worklist", "*")
                .with("tasks", report.tasks())
                .with("findings", report.findings().size())));
        return report;
    }

    private Report found() {
        long begun = System.nanoTime();
        List<Finding> findings = new ArrayList<>();
        long number = 0;
        String after = "";
        for (boolean more = true; more; ) {
            List<OpenTask> page = tasks.open(after, PAGE);
            more = page.size() == PAGE;
            String last = more ? page.get(page.size() - 1).id() : null;
            compare(page, rows(after, last), findings);
            number += page.size();
            after = last == null ? after : last;
        }
        return new Report(clock.instant(), number, findings, Duration.ofNanos(System.nanoTime() - begun));
    }

    private Map<String, Row> rows(String after, @Nullable String last) {
        return jdbc
                .sql(SELECT + "w.task_id > :after and (cast(:last as text) is null or w.task_id <= :last)")
                .param("after", after)
                .param("last", last)
                .query((row, number) -> row(row))
                .list()
                .stream()
                .collect(Collectors.toMap(Row::taskId, row -> row));
    }

    private void compare(List<OpenTask> page, Map<String, Row> rows, List<Finding> findings) {
        Map<String, Row> left = new HashMap<>(rows);
        Map<String, Lamp> lamps = clocks.lampsOfTasks(rows.keySet());
        for (OpenTask task : page) {
            Row row = left.remove(task.id());
            if (row != null) {
                Map<String, Difference> differences = differences(row, task, lamps.get(task.id()));
                if (!differences.isEmpty()) {
                    findings.add(new Finding(Fault.DIFFERENT, task.id(), task.caseNo(), task.step(), differences));
                }
            } else if (cases.find(task.caseNo()).isPresent()) {
                findings.add(new Finding(Fault.MISSING, task.id(), task.caseNo(), task.step(), Map.of()));
            }
        }
        left.values()
                .forEach(row ->
                        findings.add(new Finding(Fault.LEFT_OVER, row.taskId(), row.caseNo(), row.step(), Map.of())));
    }

    private static Map<String, Difference> differences(Row row, OpenTask task, @Nullable Lamp lamp) {
        Map<String, Difference> differences = new LinkedHashMap<>();
        different(differences, "case", row.caseNo(), task.caseNo());
        different(differences, "process", row.processKey(), task.processKey());
        different(differences, "step", row.step(), task.step());
        different(differences, "stepName", row.stepName(), task.stepName());
        different(differences, "groups", row.groups(), new TreeSet<>(task.candidateGroups()));
        different(differences, "candidates", row.candidates(), new TreeSet<>(task.candidates()));
        different(differences, "assignee", row.assignee(), task.assignee());
        different(differences, "delegatedBy", row.delegatedBy(), task.delegatedBy());
        different(differences, "due", milliseconds(row.dueAt()), milliseconds(task.dueAt()));
        different(differences, "priority", row.priority(), task.priority());
        different(differences, "suspended", row.suspended(), task.suspended());
        if (lamp != null) {
            different(differences, "lamp", row.lamp(), lamp);
        }
        Set<String> offered = Group.departments(task.candidateGroups());
        if (!row.departments().containsAll(offered)) {
            different(differences, "departments", row.departments(), new TreeSet<>(offered));
        }
        return differences;
    }

    private static void different(
            Map<String, Difference> differences, String name, @Nullable Object listed, @Nullable Object actual) {
        if (!Objects.equals(listed, actual)) {
            differences.put(name, new Difference(String.valueOf(listed), String.valueOf(actual)));
        }
    }

    /** The engine keeps no more of a moment. */
    private static @Nullable Instant milliseconds(@Nullable Instant moment) {
        return moment == null ? null : moment.truncatedTo(ChronoUnit.MILLIS);
    }

    private void repair(Finding finding) {
        Optional<OpenTask> held = tasks.hold(finding.taskId());
        Optional<Row> listed = jdbc.sql(SELECT + "w.task_id = :task for update")
                .param("task", finding.taskId())
                .query((row, number) -> row(row))
                .optional();
        boolean repaired;
        if (held.isEmpty()) {
            repaired = listed.isPresent() && close(finding.taskId());
        } else {
            Lamp lamp = clocks.lampsOfTasks(Set.of(finding.taskId())).get(finding.taskId());
            OpenTask task = held.get();
            repaired =
                    listed.isEmpty() || !differences(listed.get(), task, lamp).isEmpty();
            if (repaired) {
                write(task, lamp);
            }
        }
        if (repaired) {
            Act act = Act.of("worklist.repaired", "case", finding.caseNo())
                    .inCase(finding.caseNo(), finding.step())
                    .with("fault", finding.fault().name());
            trace.record(finding.differences().isEmpty() ? act : act.change(said(finding, true), said(finding, false)));
        }
    }

    private static Map<String, String> said(Finding finding, boolean listed) {
        Map<String, String> said = new LinkedHashMap<>();
        for (String field : finding.fields()) {
            Difference difference = Objects.requireNonNull(finding.differences().get(field));
            said.put(field, listed ? difference.listed() : difference.actual());
        }
        return said;
    }

    private void write(OpenTask task, @Nullable Lamp lamp) {
        boolean known = jdbc.sql("select exists (select from work_item where task_id = :task)")
                .param("task", task.id())
                .query(Boolean.class)
                .single();
        if (!known) {
            projection.opened(List.of(task));
        }
        projection.write(task);
        if (lamp != null) {
            jdbc.sql("update work_item set lamp = :lamp where task_id = :task")
                    .param("task", task.id())
                    .param("lamp", lamp.name())
                    .update();
        }
    }

    /** As it ended in the engine's history; what this has nothing of was withdrawn. */
    private boolean close(String taskId) {
        Tasks.Ended ended = tasks.ended(taskId).orElseGet(() -> new Tasks.Ended(clock.instant(), false, null));
        return jdbc.sql("""
                        update work_item
                           set closed_at = :at, completed = :completed, suspended = false, lamp = null,
                               closed_by = case when :completed then coalesce(cast(:by as text), assignee) end,
                               assignee = coalesce(cast(:by as text), assignee)
                         where task_id = :task and closed_at is null""")
                        .param("task", taskId)
                        .param("at", OfficialTime.of(ended.at()))
                        .param("completed", ended.completed())
                        .param("by", ended.assignee())
                        .update()
                > 0;
    }

    private static Row row(ResultSet row) throws SQLException {
        OffsetDateTime due = row.getObject("due_at", OffsetDateTime.class);
        String lamp = row.getString("lamp");
        return new Row(
                row.getString("task_id"),
                row.getString("case_no"),
                row.getString("process_key"),
                row.getString("step"),
                row.getString("step_name"),
                texts(row, "candidate_groups"),
                texts(row, "candidates"),
                texts(row, "departments"),
                row.getString("assignee"),
                row.getString("delegated_by"),
                due == null ? null : due.toInstant(),
                lamp == null ? null : Lamp.valueOf(lamp),
                row.getInt("priority"),
                row.getBoolean("suspended"));
    }

    private static Set<String> texts(ResultSet row, String column) throws SQLException {
        return new TreeSet<>(Arrays.asList((String[]) row.getArray(column).getArray()));
    }
}
