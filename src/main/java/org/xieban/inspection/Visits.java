package org.xieban.inspection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.inspection.draw.Draw;
import org.xieban.inspection.register.CreditClass;
import org.xieban.inspection.register.InspectionItem;
import org.xieban.inspection.register.InspectionSettings;
import org.xieban.inspection.register.ItemRegister;
import org.xieban.trace.Act;
import org.xieban.trace.Actor;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;
import org.xieban.trace.Trace;
import org.xieban.trace.TransactionLock;
import org.xieban.web.Refusal;

/**
 * The visits that are due, from whatever plan or task they come: one of an object at a time, so that a plan that draws an
 * object which somebody is going to visit anyway sends its inspectors along.
 */
@Component
@Transactional
public class Visits {

    private static final String SELECT = """
            select v.id, v.credit_code, v.year, v.begins, v.ends, v.state, v.case_no,
                   array(select d.department || ' ' || d.task || ' ' || array_to_string(d.inspectors, ',') || ' '
                                || coalesce((select string_agg(i.item, ',' order by i.item) from visit_item i
                                              where i.visit = v.id and i.department = d.department), '')
                           from visit_department d where d.visit = v.id order by d.department) as teams
              from visit v
            """;

    /** Visits that are planned already are made when both can be made; each by its object. */
    private static final String JOIN = """
            update visit v set begins = greatest(v.begins, :begins), ends = least(v.ends, :ends)
              from (select min(p.id) as id from visit p
                     where p.credit_code = any(:codes) and p.year = :year and p.state = 'PLANNED'
                       and p.begins <= :ends and p.ends >= :begins group by p.credit_code) found
             where v.id = found.id and v.state = 'PLANNED' returning v.credit_code, v.id""";

    private static final String INSERT = """
            insert into visit (credit_code, year, begins, ends, state, planned_at)
            select c.code, :year, :begins, :ends, 'PLANNED', :at
              from unnest(cast(:codes as text[])) as c (code) order by c.code
            returning credit_code, id""";

    /** Held by whoever reckons how many visits are left, until what he plans of them is there. */
    static final String LOCK = "xieban.draw";

    private final JdbcClient jdbc;
    private final ItemRegister items;
    private final InspectionSettings settings;
    private final Trace trace;
    private final Clock clock;

    Visits(JdbcClient jdbc, ItemRegister items, InspectionSettings settings, Trace trace, Clock clock) {
        this.jdbc = jdbc;
        this.items = items;
        this.settings = settings;
        this.trace = trace;
        this.clock = clock;
    }

    /**
     * What a department does at an object.
     *
     * @param inspectors logins, two at least, in the order in which they were drawn or named
     * @param items codes of what it inspects there
     */
    public record Going(String creditCode, String department, List<String> inspectors, List<String> items) {}

    /** Plans what was drawn, or has it go along with visits that are planned already. */
    void plan(PlanDraw draw, InspectionPlan plan, List<Draw.Visit> drawn) {
        Map<String, String> codes = pseudonyms("""
                select o.pseudonym, o.credit_code from draw_visit v
                  join draw_object o on o.draw = v.draw and o.pseudonym = v.object where v.draw = :draw""", draw.id());
        Map<String, String> trades = pseudonyms("""
                select o.pseudonym, o.trade from draw_visit v
                  join draw_object o on o.draw = v.draw and o.pseudonym = v.object where v.draw = :draw""", draw.id());
        Map<String, String> logins =
                pseudonyms("select pseudonym, login from draw_inspector where draw = :draw", draw.id());
        List<InspectionItem> inspected = items.of(plan.terms().items());
        List<Going> going = new ArrayList<>();
        for (Draw.Visit visit : drawn) {
            String trade = Objects.requireNonNull(trades.get(visit.object()));
            visit.inspectors()
                    .forEach((department, chosen) -> going.add(new Going(
                            Objects.requireNonNull(codes.get(visit.object())),
                            department,
                            chosen.stream()
                                    .map(each -> Objects.requireNonNull(logins.get(each)))
                                    .toList(),
                            InspectionItem.of(department, trade, inspected))));
        }
        plan(plan.caseNo(), plan.terms().begins(), plan.terms().ends(), going);
    }

    /**
     * Plans visits, or has departments go along with visits that are planned already: of one object there is one.
     *
     * @param task number of the case of the plan or task that they belong to
     * @param begins first day on which they may be made; to the cap of its year they count
     * @param ends the last
     */
    public void plan(String task, LocalDate begins, LocalDate ends, List<Going> going) {
        Set<String> codes = going.stream().map(Going::creditCode).collect(Collectors.toCollection(TreeSet::new));
        Map<String, Long> visits = new HashMap<>(byObject(jdbc.sql(JOIN), codes, begins, ends));
        int joined = visits.size();
        codes.removeAll(visits.keySet());
        visits.putAll(
                byObject(jdbc.sql(INSERT).param("at", OfficialTime.of(OfficialTime.now(clock))), codes, begins, ends));
        send(
                task,
                going.stream()
                        .map(each -> new Row(
                                Objects.requireNonNull(visits.get(each.creditCode())),
                                each.department(),
                                each.inspectors(),
                                each.items()))
                        .toList());
        trace.record(
                Act.of("visits.planned", "plan", task)
                        .inCase(task, null)
                        .with("visits", visits.size())
                        .with("joined", joined),
                Actor.SYSTEM);
    }

    private record Row(long visit, String department, List<String> inspectors, List<String> items) {}

    private static Map<String, Long> byObject(
            JdbcClient.StatementSpec statement, Collection<String> codes, LocalDate begins, LocalDate ends) {
        Map<String, Long> visits = new HashMap<>();
        statement
                .param("codes", codes.toArray(String[]::new))
                .param("year", begins.getYear())
                .param("begins", begins)
                .param("ends", ends)
                .query(row -> {
                    visits.put(row.getString(1), row.getLong(2));
                });
        return visits;
    }

    /** A department that goes there anyway sends nobody else, and inspects this, too. */
    private void send(String task, List<Row> going) {
        String rows = Rows.json(going);
        jdbc.sql("""
                        insert into visit_department (visit, department, task, inspectors)
                        select r.visit, r.department, :task, r.inspectors
                          from json_to_recordset(cast(:rows as json)) as r (
                               visit bigint, department text, inspectors text[])
                        on conflict (visit, department) do nothing""").param("rows", rows).param("task", task).update();
        jdbc.sql("""
                        insert into visit_item (visit, item, department, task)
                        select r.visit, i.item, r.department, :task
                          from json_to_recordset(cast(:rows as json)) as r (visit bigint, department text, items text[])
                         cross join unnest(r.items) as i (item)
                        on conflict (visit, item) do nothing""").param("rows", rows).param("task", task).update();
    }

    private Map<String, String> pseudonyms(String sql, String draw) {
        Map<String, String> known = new HashMap<>();
        jdbc.sql(sql).param("draw", draw).query(row -> {
            known.put(row.getString(1), row.getString(2));
        });
        return known;
    }

    /**
     * How often an object may still be visited in a year, whatever the plan or task: what its class allows without what
     * is planned or was made, and without what a draw under way may take. Whoever plans a visit asks in the same
     * transaction; until it ends, others who ask wait.
     *
     * @throws Refusal {@code register.unknown} (404)
     */
    public int left(String creditCode, int year) {
        return Optional.ofNullable(left(List.of(creditCode), year).get(creditCode))
                .orElseThrow(() -> Refusal.notFound("register.unknown", creditCode));
    }

    /** The same of several objects, by their codes. */
    public Map<String, Integer> left(Collection<String> codes, int year) {
        TransactionLock.hold(jdbc, LOCK);
        Map<String, Integer> left = new HashMap<>();
        jdbc.sql("""
                        select o.credit_code, o.credit_class,
                               (select count(*) from visit v where v.credit_code = o.credit_code and v.year = :year
                                   and v.state <> 'CANCELLED')
                               + (select count(*) from draw d join draw_object p on p.draw = d.id
                                   join inspection_plan t on t.case_no = d.plan
                                   where d.state in ('PREPARED', 'ANNOUNCED', 'BEGUN') and p.visits_left > 0
                                     and p.credit_code = o.credit_code
                                     and extract(year from t.begins) = :year) as used
                          from inspection_object o where o.credit_code = any(:codes)""")
                .param("codes", codes.toArray(String[]::new))
                .param("year", year)
                .query(row -> {
                    int allowed = settings.visitsPerYear()
                            .getOrDefault(CreditClass.valueOf(row.getString("credit_class")), 0);
                    left.put(row.getString("credit_code"), Math.max(allowed - row.getInt("used"), 0));
                });
        return left;
    }

    /** Of some objects, those of which a visit is planned that may be made between two days; none of them begins now. */
    public Set<String> joinable(Collection<String> codes, LocalDate begins, LocalDate ends) {
        return new TreeSet<>(jdbc.sql("""
                        select v.credit_code from visit v
                         where v.credit_code = any(:codes) and v.year = :year and v.state = 'PLANNED'
                           and v.begins <= :ends and v.ends >= :begins for no key update of v""")
                .param("codes", codes.toArray(String[]::new))
                .param("year", begins.getYear())
                .param("begins", begins)
                .param("ends", ends)
                .query(String.class)
                .list());
    }

    /** The objects at which some item was or will be inspected as often as it may in a year, without joined visits. */
    public Set<String> spent(Collection<Going> going, LocalDate begins, LocalDate ends) {
        return new TreeSet<>(jdbc.sql("""
                        select r."creditCode"
                          from json_to_recordset(cast(:rows as json)) as r ("creditCode" text, items text[])
                         cross join unnest(r.items) as i (item) join inspection_item t on t.code = i.item
                         where t.yearly_cap <= (
                               select count(*) from visit v join visit_item d on d.visit = v.id
                                where v.credit_code = r."creditCode" and v.year = :year and d.item = i.item
                                  and v.state <> 'CANCELLED'
                                  and not (v.state = 'PLANNED' and v.begins <= :ends and v.ends >= :begins))""")
                .param("rows", Rows.json(going))
                .param("year", begins.getYear())
                .param("begins", begins)
                .param("ends", ends)
                .query(String.class)
                .list());
    }

    /** The visits that a plan or task has something inspected at, in the order of their ids. */
    @Transactional(readOnly = true)
    public List<PlannedVisit> of(String task) {
        return jdbc.sql(SELECT + """
                         where exists (select from visit_department d where d.visit = v.id and d.task = :task)
                            or exists (select from visit_item i where i.visit = v.id and i.task = :task)
                         order by v.id""")
                .param("task", task)
                .query((row, number) -> visit(row))
                .list();
    }

    /** What the objects of visits are called, by credit code. */
    @Transactional(readOnly = true)
    public Map<String, String> names(Collection<PlannedVisit> visits) {
        Map<String, String> names = new HashMap<>();
        jdbc.sql("select credit_code, name from inspection_object where credit_code = any(:codes)")
                .param("codes", visits.stream().map(PlannedVisit::creditCode).toArray(String[]::new))
                .query(row -> {
                    names.put(row.getString(1), row.getString(2));
                });
        return names;
    }

    /** The visit of that id. */
    @Transactional(readOnly = true)
    public Optional<PlannedVisit> find(long id) {
        return jdbc.sql(SELECT + " where v.id = :id")
                .param("id", id)
                .query((row, number) -> visit(row))
                .optional();
    }

    /**
     * Of the visits of these ids those that are planned and nobody else is at; kept from others until the transaction
     * ends.
     */
    public List<PlannedVisit> hold(Collection<Long> ids) {
        return jdbc.sql(SELECT
                        + " where v.id = any(:ids) and v.state = 'PLANNED' order by v.id for update of v skip locked")
                .param("ids", ids.toArray(Long[]::new))
                .query((row, number) -> visit(row))
                .list();
    }

    /** The planned visits of a task behind one, by id. */
    @Transactional(readOnly = true)
    public List<PlannedVisit> planned(String task, long after, int limit) {
        return jdbc.sql(SELECT + """
                         where v.state = 'PLANNED' and v.id > :after
                           and (exists (select from visit_department d where d.visit = v.id and d.task = :task)
                                or exists (select from visit_item i where i.visit = v.id and i.task = :task))
                         order by v.id limit :limit""")
                .param("task", task)
                .param("after", after)
                .param("limit", limit)
                .query((row, number) -> visit(row))
                .list();
    }

    /**
     * A visit that begins.
     *
     * @param caseNo number of its own case
     * @param lead code of the department that rolls it up
     */
    public record Beginning(long id, String caseNo, String lead) {}

    /**
     * Visits begin as cases: nobody joins them any more.
     *
     * @throws Refusal {@code visit.begun} (409) where one has begun, or is not made
     */
    public void begin(List<Beginning> beginnings) {
        if (jdbc.sql("""
                                update visit v set state = 'UNDER_WAY', case_no = r."caseNo", lead = r.lead
                                  from json_to_recordset(cast(:rows as json)) as r (id bigint, "caseNo" text, lead text)
                                 where v.id = r.id and v.state = 'PLANNED'""").param("rows", Rows.json(beginnings)).update() < beginnings.size()) {
            throw Refusal.conflict("visit.begun");
        }
    }

    private static PlannedVisit visit(ResultSet row) throws SQLException {
        TreeMap<String, PlannedVisit.Team> teams = new TreeMap<>();
        for (String each : PlanRepository.texts(row, "teams")) {
            String[] words = each.split(" ", -1);
            teams.put(
                    words[0],
                    new PlannedVisit.Team(
                            words[1], List.of(words[2].split(",", -1)), List.of(words[3].split(",", -1))));
        }
        return new PlannedVisit(
                row.getLong("id"),
                row.getString("credit_code"),
                row.getInt("year"),
                Objects.requireNonNull(row.getObject("begins", LocalDate.class)),
                Objects.requireNonNull(row.getObject("ends", LocalDate.class)),
                PlannedVisit.State.valueOf(row.getString("state")),
                row.getString("case_no"),
                teams);
    }
}
