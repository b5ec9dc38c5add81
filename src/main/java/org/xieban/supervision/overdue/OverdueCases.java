package org.xieban.supervision.overdue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
import org.xieban.trace.Rows;
import org.xieban.web.Cursor;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;
import org.xieban.worklist.CaseUrges;
import org.xieban.worklist.OpenSteps;

/** Finds the cases of which a term is over or nearly so; what stands still is neither. */
@Component
@Transactional(readOnly = true)
class OverdueCases {

    /** Read from the index of what is late alone, and once for the page and for the numbers. */
    private static final String LATE = """
            with late as materialized (
                select l.*%s
                  from (select k.case_no, min(k.due_at) as due_at, bool_or(k.due_at <= :over) as red
                          from clock k
                         where k.ended_at is null and not k.paused and k.yellow_at <= :now%s
                         group by k.case_no) l%s%s)""";

    private static final String OF_DEPARTMENT = " and k.department = :department";

    /** Of the cases only those that are open, in whose index stands what they are filtered and sorted by. */
    private static final String CASE = " join case_file f on f.number = l.case_no and f.closed_at is null";

    private static final String COUNTED =
            "select count(*) filter (where red) as overdue, count(*) filter (where not red) as soon from late";

    private static final String PAGE = """
            , counted as (%s), first as (select * from late l%s order by %s limit :limit)
            select counted.*, l.*, f.title, f.item_code, f.item_name, f.process_key, f.lead_department,
                   (select k.kind from clock k
                     where k.case_no = l.case_no and k.ended_at is null and not k.paused%s
                     order by k.due_at, k.id limit 1) as kind
              from counted left join (first l join case_file f on f.number = l.case_no) on true
             order by %s""";

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
        SqlConditions conditions = conditions(filter, officer);
        return jdbc.sql(late(filter, filter.readsCases(), conditions) + COUNTED)
                .params(conditions.parameters())
                .query((row, number) -> counts(row))
                .single();
    }

    private static Map<Lamp, Long> counts(ResultSet row) throws SQLException {
        Map<Lamp, Long> counts = new EnumMap<>(Lamp.class);
        counts.put(Lamp.RED, row.getLong("overdue"));
        counts.put(Lamp.YELLOW, row.getLong("soon"));
        return counts;
    }

    /**
     * A page of the list.
     *
     * @param counts of what the filter leaves under each lamp, whatever lamp it asks for
     */
    record Page(Listing<OverdueCase> listing, Map<Lamp, Long> counts) {}

    Page page(OverdueFilter filter, SignedInOfficer officer, PageRequest page) {
        Found found = find(filter, officer, page.after(), page.limit());
        long total = filter.of(found.counts);
        Listing<Row> rows = page.listing(
                found.rows, total, row -> filter.sort().keys(row.itemName, row.department, row.dueAt, row.caseNo));
        return new Page(new Listing<>(complete(rows.items(), officer), rows.next(), total), found.counts);
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
        return complete(find(filter, officer, after, size).rows, officer);
    }

    private record Found(List<Row> rows, Map<Lamp, Long> counts) {}

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

    private Found find(OverdueFilter filter, SignedInOfficer officer, @Nullable Cursor after, int limit) {
        SqlConditions conditions = conditions(filter, officer);
        OverdueFilter.Sort sort = filter.sort();
        SqlConditions first = first(filter, after);
        Map<Lamp, Long> counts = new EnumMap<>(Lamp.class);
        List<Row> rows = new ArrayList<>();
        jdbc.sql(late(filter, filter.readsCases() || sort != OverdueFilter.Sort.DUE, conditions)
                        + PAGE.formatted(COUNTED, first.where(), sort.order(), ofDepartment(filter), sort.order()))
                .params(conditions.parameters())
                .params(first.parameters())
                .param("limit", limit)
                .query(row -> {
                    counts.putAll(counts(row));
                    if (row.getString("case_no") != null) {
                        rows.add(row(row));
                    }
                });
        return new Found(rows, counts);
    }

    /** What of all that the filter leaves stands on the page. */
    private static SqlConditions first(OverdueFilter filter, @Nullable Cursor after) {
        SqlConditions first = new SqlConditions();
        first.add(filter.lamp() == null ? "true" : filter.lamp() == Lamp.RED ? "l.red" : "not l.red");
        if (after != null) {
            filter.sort().after(after, first);
        }
        return first;
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString("case_no"),
                row.getString("title"),
                row.getString("item_code"),
                row.getString("item_name"),
                row.getString("process_key"),
                row.getString("lead_department"),
                row.getBoolean("red"),
                Rows.moment(row, "due_at"),
                ClockKind.valueOf(row.getString("kind")));
    }

    private static String late(OverdueFilter filter, boolean joined, SqlConditions conditions) {
        return LATE.formatted(
                joined ? ", f.item_name, f.lead_department" : "",
                ofDepartment(filter),
                joined ? CASE : "",
                conditions.where());
    }

    private static String ofDepartment(OverdueFilter filter) {
        return filter.department() == null ? "" : OF_DEPARTMENT;
    }

    private SqlConditions conditions(OverdueFilter filter, SignedInOfficer officer) {
        Instant now = clock.instant();
        SqlConditions conditions = new SqlConditions();
        conditions.with("now", OfficialTime.of(now));
        conditions.with("over", OfficialTime.of(CaseClock.lastOver(now)));
        conditions.with("department", filter.department());
        conditions.add(access.visibleTo(officer, "l.case_no"));
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
        Map<String, String> processNames = processes.names();
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
                            processNames.getOrDefault(row.processKey, row.processKey),
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
