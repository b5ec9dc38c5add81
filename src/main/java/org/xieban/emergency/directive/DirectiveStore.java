package org.xieban.emergency.directive;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.casefile.SqlCondition;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.Grade;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** Directives, in the database. */
@Repository
class DirectiveStore {

    private static final String SELECT = """
            select d.*, c.officer as calling, c.until as calling_until, c.id is not null as called,
                   (select count(*) from emergency_call p
                     where p.case_no = d.case_no and p.state in ('PASSED', 'LATE')) as passed_on,
                   (select count(*) from emergency_directive_report r where r.directive = d.case_no) as reports,
                   exists (select from emergency_support s
                            where s.directive = d.case_no and s.state = 'OPEN') as support_pending
              from emergency_directive d
              left join emergency_call c on c.case_no = d.case_no and c.state = 'OPEN'\s""";

    private final JdbcClient jdbc;

    DirectiveStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Where directives come from.
     *
     * @param key of whoever gave them
     * @param instruction number of the instruction from above, null for none
     * @param support the request that they grant, null for none
     * @param plan in whose name they are given at once, null for none
     */
    record Origin(
            String key,
            @Nullable String instruction,
            @Nullable Long support,
            Directive.@Nullable Plan plan) {

        Origin(String key, @Nullable String instruction, @Nullable Long support) {
            this(key, instruction, support, null);
        }
    }

    /** One of many. */
    private record Row(
            String number,
            String department,
            String content,
            int place,
            long minutes,
            Instant due,
            @Nullable String item) {}

    /** Keeps those that are given together, in one statement. */
    void insert(Event event, List<Order> orders, List<String> numbers, Origin origin, String givenBy, Instant givenAt) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            Order order = orders.get(i);
            rows.add(new Row(
                    numbers.get(i),
                    order.department(),
                    order.text(),
                    i,
                    order.acknowledgeWithin().toMinutes(),
                    givenAt.plus(order.completeWithin()),
                    order.planItem()));
        }
        Directive.Plan plan = origin.plan();
        jdbc.sql("""
                insert into emergency_directive (case_no, event, department, content, drill, given_by, given_at, given_key,
                    place, within_minutes, complete_by, plan_item, instruction, support, plan_level, plan_no, plan_title,
                    state)
                select r.number, :event, r.department, r.content, :drill, :by, :at, :key,
                    r.place, r.minutes, r.due, r.item, :instruction, cast(:support as bigint), :planLevel,
                    cast(:planNo as integer), :planTitle, 'SENT'
                  from json_to_recordset(cast(:rows as json)) as r (number varchar, department varchar, content varchar,
                       place int, minutes int, due timestamptz, item varchar)""")
                .param("event", event.caseNo())
                .param("drill", event.drill())
                .param("by", givenBy)
                .param("at", OfficialTime.of(givenAt))
                .param("key", origin.key())
                .param("instruction", origin.instruction())
                .param("support", origin.support())
                .param("planLevel", plan == null ? null : plan.level().name())
                .param("planNo", plan == null ? null : plan.no())
                .param("planTitle", plan == null ? null : plan.title())
                .param("rows", Rows.json(rows))
                .update();
    }

    /** Numbers of those that were given under a key, in their order. */
    List<String> given(String event, String key) {
        return jdbc.sql("""
                        select case_no from emergency_directive where event = :event and given_key = :key
                         order by place""")
                .param("event", event)
                .param("key", key)
                .query(String.class)
                .list();
    }

    Optional<Directive> find(String number) {
        return jdbc.sql(SELECT + "where d.case_no = :number")
                .param("number", number)
                .query(DirectiveStore::directive)
                .optional();
    }

    /** The same, held until the end of the transaction: what is read is how whoever held it before left it. */
    Optional<Directive> lock(String number) {
        jdbc.sql("select from emergency_directive where case_no = :number for update")
                .param("number", number)
                .query(row -> {});
        return find(number);
    }

    /** Those of an event that a condition on {@code d.case_no} leaves, the last given first. */
    List<Directive> of(String event, SqlCondition visible) {
        return jdbc.sql(SELECT + "where d.event = :event and " + visible.sql()
                        + " order by d.given_at desc, d.case_no desc")
                .params(visible.parameters())
                .param("event", event)
                .query(DirectiveStore::directive)
                .list();
    }

    /** Differs from what it was where anything of an event's directives has changed that pages show. */
    String turn(String event) {
        return jdbc.sql("""
                        with of as (select * from emergency_directive where event = :event)
                        select concat_ws('.', count(*), count(acknowledged_at), count(ended_at),
                               (select concat_ws('.', count(*), count(answered_at), count(ended_at))
                                  from emergency_call where case_no in (select case_no from of)),
                               (select count(*) from emergency_directive_report
                                 where directive in (select case_no from of)),
                               (select concat_ws('.', count(*), count(decided_at)) from emergency_support
                                 where directive in (select case_no from of)))
                          from of""").param("event", event).query(String.class).single();
    }

    boolean orders(String event, String department) {
        return jdbc.sql("""
                        select exists (select from emergency_directive where event = :event and department = :department)""")
                .param("event", event)
                .param("department", department)
                .query(Boolean.class)
                .single();
    }

    /** Number of the instruction that a directive comes from. */
    Optional<String> instructionOf(String number) {
        return jdbc.sql("""
                        select instruction from emergency_directive
                         where case_no = :number and instruction is not null""").param("number", number).query(String.class).optional();
    }

    /** Those that an instruction became, the first given first. */
    List<Directive> ofInstruction(String instruction) {
        return jdbc.sql(SELECT + "where d.instruction = :instruction order by d.given_at, d.case_no")
                .param("instruction", instruction)
                .query(DirectiveStore::directive)
                .list();
    }

    List<String> open(String event) {
        return jdbc.sql("""
                        select case_no from emergency_directive
                         where event = :event and state in ('SENT', 'IN_PROGRESS') order by given_at, case_no""").param("event", event).query(String.class).list();
    }

    long countOpen(String event) {
        return jdbc.sql("""
                        select count(*) from emergency_directive
                         where event = :event and state in ('SENT', 'IN_PROGRESS')""").param("event", event).query(Long.class).single();
    }

    void acknowledged(String number, Directive.Acknowledged how) {
        jdbc.sql("""
                update emergency_directive
                   set state = 'IN_PROGRESS', acknowledged_by = :by, acknowledged_at = :at, how = :how, late = :late
                 where case_no = :number""")
                .param("number", number)
                .param("by", how.by())
                .param("at", OfficialTime.of(how.at()))
                .param("how", how.how().name())
                .param("late", how.late())
                .update();
    }

    void ended(String number, Directive.State state, Directive.End end) {
        jdbc.sql("""
                update emergency_directive set state = :state, ended_by = :by, ended_at = :at, end_text = :text
                 where case_no = :number""")
                .param("number", number)
                .param("state", state.name())
                .param("by", end.by())
                .param("at", OfficialTime.of(end.at()))
                .param("text", end.text())
                .update();
    }

    private static Directive directive(ResultSet row, int number) throws SQLException {
        Instant givenAt = Rows.moment(row, "given_at");
        Instant acknowledgedAt = Rows.instant(row, "acknowledged_at");
        Instant endedAt = Rows.instant(row, "ended_at");
        return new Directive(
                row.getString("case_no"),
                row.getString("event"),
                row.getString("department"),
                row.getString("content"),
                row.getBoolean("drill"),
                row.getString("given_by"),
                givenAt,
                givenAt.plus(Duration.ofMinutes(row.getInt("within_minutes"))),
                Rows.moment(row, "complete_by"),
                row.getString("plan_item"),
                plan(row),
                row.getString("instruction"),
                Directive.State.valueOf(row.getString("state")),
                row.getBoolean("called")
                        ? new Directive.Calling(row.getString("calling"), Rows.moment(row, "calling_until"))
                        : null,
                row.getInt("passed_on"),
                acknowledgedAt == null
                        ? null
                        : new Directive.Acknowledged(
                                row.getString("acknowledged_by"),
                                acknowledgedAt,
                                Directive.How.valueOf(row.getString("how")),
                                row.getBoolean("late")),
                endedAt == null
                        ? null
                        : new Directive.End(row.getString("ended_by"), endedAt, row.getString("end_text")),
                row.getInt("reports"),
                row.getBoolean("support_pending"));
    }

    private static Directive.@Nullable Plan plan(ResultSet row) throws SQLException {
        String level = row.getString("plan_level");
        return level == null
                ? null
                : new Directive.Plan(Grade.valueOf(level), row.getInt("plan_no"), row.getString("plan_title"));
    }
}
