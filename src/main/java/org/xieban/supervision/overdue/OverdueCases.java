package org.xieban.supervision.overdue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.casefile.CaseSearch;
import org.xieban.casefile.Lamp;
import org.xieban.casefile.SqlConditions;
import org.xieban.directory.DepartmentNames;
import org.xieban.directory.Departments;
import org.xieban.directory.SignedInOfficer;
import org.xieban.engine.ProcessVersions;
import org.xieban.timelimit.CaseClock;
import org.xieban.timelimit.ClockKind;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Cursor;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;
import org.xieban.worklist.CaseUrges;
import org.xieban.worklist.OpenSteps;

/** Finds the cases of which a term is over or nearly so; what stands still is neither. */
@Component
@Transactional(readOnly = true)
class OverdueCases {

    /** Read from the index of what is late alone. */
    private static final String LATE = """
             from (select k.case_no, min(k.due_at) as due_at, bool_or(k.due_at <= :over) as red
                     from clock k
                    where k.ended_at is null and not k.paused and k.yellow_at <= :now%s
                    group by k.case_no) l""";

    private static final String OF_DEPARTMENT = " and k.department = :department";

    /** Of the cases only those that are open, in whose index stands what they are filtered by. */
    private static final String CASE = " join case_file f on f.number = l.case_no and f.closed_at is null";

    private final JdbcClient jdbc;
    private final CaseAccess access;
    private final CaseSearch search;
    private final ProcessVersions processes;
    private final OpenSteps steps;
    private final CaseUrges urges;
    private final Departments departments;
    private final Clock clock;

    OverdueCases(
            JdbcClient jdbc,
            CaseAccess access,
            CaseSearch search,
            ProcessVersions processes,
            OpenSteps steps,
            CaseUrges urges,
            Departments departments,
            Clock clock) {
        this.jdbc = jdbc;
        this.access = access;
        this.search = search;
        this.processes = processes;
        this.steps = steps;
        this.urges = urges;
        this.departments = departments;
        this.clock = clock;
    }

    /** How many the filter leaves under each lamp, whatever lamp it asks for. */
    Map<Lamp, Long> counts(OverdueFilter filter, SignedInOfficer officer) {
        Map<Lamp, Long> counts = new EnumMap<>(Lamp.class);
        SqlConditions conditions = conditions(filter.underAnyLamp(), officer);
        jdbc.sql("select count(*) filter (where l.red), count(*) filter (where not l.red)"
                        + from(filter, filter.readsCases())
                        + conditions.where())
                .params(conditions.parameters())
                .query(row -> {
                    counts.put(Lamp.RED, row.getLong(1));
                    counts.put(Lamp.YELLOW, row.getLong(2));
                });
        return counts;
    }

    /** @param total of all pages, as counted */
    Listing<OverdueCase> list(OverdueFilter filter, SignedInOfficer officer, PageRequest page, @Nullable Long total) {
        Listing<Row> rows = page.listing(rows(filter, officer, page.after(), page.limit()), total, row -> filter.sort()
                .keys(row.itemName, row.department, row.dueAt, row.caseNo));
        return new Listing<>(complete(rows.items(), officer), rows.next(), total);
    }

    /** Those behind the last one of a batch, so many at most; for files, which have all. */
    List<OverdueCase> batch(OverdueFilter filter, SignedInOfficer officer, @Nullable OverdueCase last, int size) {
        String list = filter.listName();
        Cursor after = last == null
                ? null
                : Cursor.read(
                        list,
                        Cursor.after(
                                list,
                                filter.sort().keys(last.itemName(), last.department(), last.dueAt(), last.caseNo())));
        return complete(rows(filter, officer, after, size), officer);
    }

    private record Row(
            String caseNo,
            String title,
            String item,
            String itemName,
            String processKey,
            String department,
            boolean red,
            Instant dueAt,
            ClockKind kind) {}

    private List<Row> rows(OverdueFilter filter, SignedInOfficer officer, @Nullable Cursor after, int limit) {
        SqlConditions conditions = conditions(filter, officer);
        OverdueFilter.Sort sort = filter.sort();
        if (after != null) {
            sort.after(after, conditions);
        }
        boolean joined = filter.readsCases() || sort != OverdueFilter.Sort.DUE;
        return jdbc.sql("with first as (select l.*" + from(filter, joined) + conditions.where() + " order by "
                        + sort.order() + " limit :limit) "
                        + """
                        select l.*, f.title, f.item_code, f.item_name, f.process_key, f.lead_department,
                               (select k.kind from clock k
                                 where k.case_no = l.case_no and k.ended_at is null and not k.paused%s
                                 order by k.due_at, k.id limit 1) as kind
                          from first l join case_file f on f.number = l.case_no
                         order by %s""".formatted(filter.department() == null ? "" : OF_DEPARTMENT, sort.order()))
                .params(conditions.parameters())
                .param("limit", limit)
                .query(OverdueCases::row)
                .list();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getString("case_no"),
                row.getString("title"),
                row.getString("item_code"),
                row.getString("item_name"),
                row.getString("process_key"),
                row.getString("lead_department"),
                row.getBoolean("red"),
                row.getObject("due_at", OffsetDateTime.class).toInstant(),
                ClockKind.valueOf(row.getString("kind")));
    }

    private static String from(OverdueFilter filter, boolean joined) {
        return LATE.formatted(filter.department() == null ? "" : OF_DEPARTMENT) + (joined ? CASE : "");
    }

    private SqlConditions conditions(OverdueFilter filter, SignedInOfficer officer) {
        Instant now = clock.instant();
        SqlConditions conditions = new SqlConditions();
        conditions.with("now", OfficialTime.of(now));
        conditions.with("over", OfficialTime.of(CaseClock.lastOver(now)));
        conditions.with("department", filter.department());
        conditions.add(access.visibleTo(officer, "l.case_no"));
        if (filter.lamp() != null) {
            conditions.add(filter.lamp() == Lamp.RED ? "l.red" : "not l.red");
        }
        conditions.add("f.process_key = :process", "process", filter.process());
        conditions.add("f.item_code = :item", "item", filter.item());
        if (filter.query() != null) {
            conditions.add(search.findingAmongMany(filter.query(), "l.case_no", "f.searched"));
        }
        return conditions;
    }

    private List<OverdueCase> complete(List<Row> rows, SignedInOfficer officer) {
        if (rows.isEmpty()) {
            return List.of();
        }
        List<String> caseNos = rows.stream().map(Row::caseNo).toList();
        Map<String, List<OpenSteps.Step>> open = steps.ofCases(caseNos, officer);
        Map<String, CaseUrges.Urged> urged = urges.ofCases(caseNos);
        Map<String, String> instances = processes.instances(caseNos);
        DepartmentNames names = DepartmentNames.of(departments);
        Instant now = clock.instant();
        return rows.stream()
                .map(row -> {
                    CaseUrges.Urged byNow = urged.getOrDefault(row.caseNo, CaseUrges.Urged.NEVER);
                    return new OverdueCase(
                            row.caseNo,
                            row.title,
                            row.item,
                            row.itemName,
                            row.processKey,
                            instances.get(row.caseNo),
                            row.department,
                            names.of(row.department),
                            row.red ? Lamp.RED : Lamp.YELLOW,
                            row.dueAt,
                            Duration.between(row.dueAt, now).toSeconds(),
                            row.kind,
                            open.getOrDefault(row.caseNo, List.of()),
                            byNow.lastAt(),
                            byNow.times(),
                            byNow.unanswered());
                })
                .toList();
    }
}
