package org.xieban.inspection.overview;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.inspection.register.CreditClass;
import org.xieban.inspection.register.InspectionItem;
import org.xieban.inspection.register.ItemRegister;
import org.xieban.inspection.visit.ResultKind;

/**
 * Counts inspections. Objects are counted from the index of their kinds alone; all the rest starts from the visits of the
 * years that are asked for, of which there are some per cent of the objects.
 */
@Component
@Transactional(readOnly = true)
class InspectionOverview {

    /** The visits that count, by their ids. */
    private static final String VISITS = """
            with chosen as (
                select v.id, v.credit_code, v.state from visit v
                 where v.year between :firstYear and :lastYear and v.begins <= :until and v.ends >= :from
                   and v.state <> 'CANCELLED'
                   and (cast(:task as text) is null
                        or exists (select from visit_department d where d.visit = v.id and d.task = :task)
                        or exists (select from visit_item i where i.visit = v.id and i.task = :task)))
            """;

    /** Whether somebody goes there since a plan was drawn. */
    private static final String DRAWN =
            "exists (select from visit_item i join inspection_plan p on p.case_no = i.task where i.visit = c.id)";

    static final String KINDS = """
            select trade, credit_class, count(*) as objects from inspection_object where listed group by 1, 2""";

    private final JdbcClient jdbc;
    private final ItemRegister items;

    InspectionOverview(JdbcClient jdbc, ItemRegister items) {
        this.jdbc = jdbc;
        this.items = items;
    }

    /**
     * All of it.
     *
     * @param trades by division, in its order
     * @param departments by code; of how many objects, those that some item of theirs applies to
     * @param results of the items that were inspected, by kind
     * @param load over all departments
     * @param loads by department
     * @param visits how many there are
     * @param apart how many there would be if every department went by itself for every plan and task
     */
    record Figures(
            Map<String, Coverage> trades,
            Map<CreditClass, Coverage> classes,
            Map<String, Coverage> departments,
            Map<ResultKind, Long> results,
            Load load,
            Map<String, Load> loads,
            long visits,
            long apart) {

        /** Repeated visits avoided. */
        public long avoided() {
            return apart - visits;
        }

        /** Items at which something was found. */
        public long problems() {
            return results.entrySet().stream()
                    .filter(each -> !each.getKey().clean())
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }

        public Coverage all() {
            return classes.values().stream().reduce(Coverage.NONE, Coverage::plus);
        }
    }

    Figures of(OverviewFilter filter) {
        Map<String, Coverage> trades = new TreeMap<>();
        Map<CreditClass, Coverage> classes = new EnumMap<>(CreditClass.class);
        Map<String, Long> listed = new TreeMap<>();
        jdbc.sql(KINDS).query(row -> {
            Coverage of = new Coverage(row.getLong("objects"), 0, 0, 0);
            listed.merge(row.getString("trade"), of.of(), Long::sum);
            trades.merge(row.getString("trade"), of, Coverage::plus);
            classes.merge(CreditClass.valueOf(row.getString("credit_class")), of, Coverage::plus);
        });
        chosen(filter, """
                select o.trade, o.credit_class, count(*) as planned, count(*) filter (where %s) as drawn,
                       count(*) filter (where c.state = 'DONE') as visited
                  from chosen c join inspection_object o on o.credit_code = c.credit_code group by 1, 2""".formatted(DRAWN)).query(row -> {
            Coverage there = new Coverage(0, row.getLong("planned"), row.getLong("drawn"), row.getLong("visited"));
            trades.merge(row.getString("trade"), there, Coverage::plus);
            classes.merge(CreditClass.valueOf(row.getString("credit_class")), there, Coverage::plus);
        });
        Map<String, Load> loads = new LinkedHashMap<>();
        Load load = loads(filter, loads);
        long[] visits = visits(filter);
        return new Figures(
                trades, classes, departments(filter, listed), results(filter), load, loads, visits[0], visits[1]);
    }

    private JdbcClient.StatementSpec chosen(OverviewFilter filter, String select) {
        return jdbc.sql(VISITS + select)
                .param("firstYear", filter.from().getYear())
                .param("lastYear", filter.until().getYear())
                .param("from", filter.from())
                .param("until", filter.until())
                .param("task", filter.task());
    }

    private Map<String, Coverage> departments(OverviewFilter filter, Map<String, Long> listed) {
        Map<String, Coverage> departments = new TreeMap<>();
        Map<String, List<InspectionItem>> inspect = new TreeMap<>();
        items.listed().forEach(item -> inspect.computeIfAbsent(item.department(), none -> new ArrayList<>())
                .add(item));
        inspect.forEach((department, own) -> departments.put(
                department,
                new Coverage(
                        listed.entrySet().stream()
                                .filter(trade -> own.stream().anyMatch(item -> item.appliesTo(trade.getKey())))
                                .mapToLong(Map.Entry::getValue)
                                .sum(),
                        0,
                        0,
                        0)));
        chosen(filter, """
                select d.department, count(*) as planned,
                       count(*) filter (where exists (
                           select from visit_item i join inspection_plan p on p.case_no = i.task
                            where i.visit = c.id and i.department = d.department)) as drawn,
                       count(*) filter (where c.state = 'DONE') as visited
                  from chosen c join visit_department d on d.visit = c.id group by 1""").query(row -> {
            departments.merge(
                    row.getString("department"),
                    new Coverage(0, row.getLong("planned"), row.getLong("drawn"), row.getLong("visited")),
                    Coverage::plus);
        });
        return departments;
    }

    private Map<ResultKind, Long> results(OverviewFilter filter) {
        Map<ResultKind, Long> results = new EnumMap<>(ResultKind.class);
        chosen(filter, """
                select r.kind, count(*) as items from chosen c join visit_result r on r.visit = c.id
                 where c.state = 'DONE' group by 1""").query(row -> {
            results.put(ResultKind.valueOf(row.getString("kind")), row.getLong("items"));
        });
        return results;
    }

    /** Whoever can be sent and is not counts, too: his load is none. */
    private Load loads(OverviewFilter filter, Map<String, Load> byDepartment) {
        Map<String, List<Long>> each = new TreeMap<>();
        List<Long> all = new ArrayList<>();
        chosen(filter, """
                , sent as (select d.department, login, count(*) as visits
                             from chosen c join visit_department d on d.visit = c.id
                            cross join unnest(d.inspectors) as login group by 1, 2)
                select coalesce(s.department, i.department) as department, coalesce(s.visits, 0) as visits
                  from sent s full join inspector i on i.login = s.login and i.department = s.department
                 where s.login is not null or (i.available and i.valid_until >= :from)""").query(row -> {
            each.computeIfAbsent(row.getString("department"), none -> new ArrayList<>())
                    .add(row.getLong("visits"));
            all.add(row.getLong("visits"));
        });
        each.forEach((department, visits) -> byDepartment.put(
                department, Load.of(visits.stream().mapToLong(Long::longValue).toArray())));
        return Load.of(all.stream().mapToLong(Long::longValue).toArray());
    }

    private long[] visits(OverviewFilter filter) {
        return chosen(filter, """
                select count(*) as visits, coalesce(sum(n.apart), 0) as apart
                  from chosen c cross join lateral (
                       select greatest(1, count(distinct (i.task, i.department))) as apart
                         from visit_item i where i.visit = c.id) n""")
                .query((row, number) -> new long[] {row.getLong("visits"), row.getLong("apart")})
                .single();
    }
}
