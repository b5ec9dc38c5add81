package org.xieban.timelimit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.calendar.TermUnit;
import org.xieban.calendar.WorkCalendar;
import org.xieban.casefile.Lamp;
import org.xieban.catalogue.Term;

/** The tables of clocks, pauses and extensions. */
@Repository
class ClockRepository {

    /**
     * A clock as it is kept.
     *
     * @param taskId of the engine, for clocks of steps
     * @param department by whose calendar it runs
     * @param pauseAt when a pause begins that has been entered already
     * @param outcome {@code MET}, {@code MISSED} or {@code RESTARTED}, null while it is open
     */
    record Row(
            long id,
            String caseNo,
            ClockKind kind,
            @Nullable String step,
            @Nullable String stepName,
            @Nullable String taskId,
            String department,
            ClockTerm term,
            WarningRule warning,
            Instant startedAt,
            Instant dueAt,
            Instant yellowAt,
            boolean expected,
            boolean paused,
            @Nullable Instant pauseAt,
            Watch watch,
            @Nullable Instant endedAt,
            @Nullable String outcome) {

        Course course(WorkCalendar calendar) {
            return Course.of(term, warning, yellowAt, dueAt, paused, pauseAt, calendar);
        }
    }

    /** What follows for a clock from its ledger and the calendar, to be kept. */
    record Standing(
            Reckoning reckoning, boolean paused, @Nullable Instant pauseAt, Watch watch) {

        /** Of a clock that has just been started; also one that begins late climbs every rung. */
        static Standing begun(ClockLedger ledger, WorkCalendar calendar, Instant now) {
            return of(ledger, calendar, now, Course::begun);
        }

        static Standing of(ClockLedger ledger, WorkCalendar calendar, Watch before, Instant now) {
            return of(ledger, calendar, now, course -> course.changed(before, now));
        }

        private static Standing of(
                ClockLedger ledger, WorkCalendar calendar, Instant now, Function<Course, Watch> watch) {
            Reckoning reckoning = ledger.reckon(calendar);
            boolean paused = ledger.pausedAt(now);
            Instant pauseAt = ledger.pausesAfter(now);
            Course course = Course.of(
                    ledger.term(),
                    ledger.warning(),
                    reckoning.yellowAt().toInstant(),
                    reckoning.dueAt().toInstant(),
                    paused,
                    pauseAt,
                    calendar);
            return new Standing(reckoning, paused, pauseAt, watch.apply(course));
        }
    }

    /**
     * A step for which a clock runs.
     *
     * @param department by whose calendar it runs, null for that of the case
     */
    record Step(
            String id, String name, String taskId, @Nullable String department) {}

    private static final String SELECT = "select c.* from clock c ";

    private final JdbcClient jdbc;

    ClockRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Row> find(long id) {
        return jdbc.sql(SELECT + "where c.id = :id and c.outcome is distinct from 'RESTARTED'")
                .param("id", id)
                .query((row, n) -> row(row))
                .optional();
    }

    List<Row> ofCase(String caseNo) {
        return jdbc.sql(SELECT + "where c.case_no = :caseNo and c.outcome is distinct from 'RESTARTED' order by c.id")
                .param("caseNo", caseNo)
                .query((row, n) -> row(row))
                .list();
    }

    /** The open clocks of a case, kept from others who want to change them until the transaction ends. */
    List<Row> lockOpen(String caseNo) {
        return jdbc.sql(SELECT + "where c.case_no = :caseNo and c.ended_at is null order by c.id for no key update")
                .param("caseNo", caseNo)
                .query((row, n) -> row(row))
                .list();
    }

    /** By whose calendar a clock runs. */
    String department(long id) {
        return jdbc.sql("select department from clock where id = :id")
                .param("id", id)
                .query(String.class)
                .single();
    }

    /** By whose calendar the clocks of a case run; empty where there is no such case, as where an analyst tries a model. */
    String leadDepartment(String caseNo) {
        return jdbc.sql("select lead_department from case_file where number = :caseNo")
                .param("caseNo", caseNo)
                .query(String.class)
                .optional()
                .orElse("");
    }

    /** The open clock of a case of that kind, which is none of a step. */
    Optional<Row> open(String caseNo, ClockKind kind) {
        return jdbc.sql(SELECT + "where c.case_no = :caseNo and c.kind = :kind and c.ended_at is null")
                .param("caseNo", caseNo)
                .param("kind", kind.name())
                .query((row, n) -> row(row))
                .optional();
    }

    /** Keeps a new clock; empty where there is no such case, as for processes that an analyst tries out. */
    Optional<Row> insert(
            String caseNo,
            ClockKind kind,
            @Nullable Step step,
            ClockTerm term,
            WarningRule warning,
            Instant startedAt,
            Standing standing) {
        YellowRule yellow = warning.yellow();
        return jdbc.sql("""
                insert into clock (case_no, kind, step, step_name, task_id, department, amount, unit, start_event, legal_basis,
                                   source, displaced, yellow_amount, yellow_unit, rungs,
                                   started_at, due_at, yellow_at, expected, paused, pause_at, lamp, next_change_at)
                select f.number, :kind, cast(:step as varchar), cast(:stepName as text), cast(:taskId as varchar),
                       coalesce(cast(:department as varchar), f.lead_department), :amount, :unit, :startEvent, :legalBasis, :source, cast(:displaced as text),
                       cast(:yellowAmount as integer), cast(:yellowUnit as varchar), :rungs,
                       :startedAt, :dueAt, :yellowAt, :expected, :paused, cast(:pauseAt as timestamptz), :lamp,
                       cast(:nextChangeAt as timestamptz)
                  from case_file f where f.number = :caseNo
                returning *""")
                .param("caseNo", caseNo)
                .param("kind", kind.name())
                .param("step", step == null ? null : step.id())
                .param("stepName", step == null ? null : step.name())
                .param("taskId", step == null ? null : step.taskId())
                .param("department", step == null ? null : step.department())
                .param("amount", term.amount())
                .param("unit", term.unit().name())
                .param("startEvent", term.startEvent().name())
                .param("legalBasis", term.legalBasis())
                .param("source", term.source().name())
                .param("displaced", term.displaced())
                .param("yellowAmount", yellow == null ? null : yellow.amount())
                .param("yellowUnit", yellow == null ? null : yellow.unit().name())
                .param("rungs", warning.rungs().stream().map(Rung::name).toArray(String[]::new))
                .param("startedAt", at(startedAt))
                .param("dueAt", standing.reckoning().dueAt())
                .param("yellowAt", standing.reckoning().yellowAt())
                .param("expected", standing.reckoning().expected())
                .param("paused", standing.paused())
                .param("pauseAt", atOrNull(standing.pauseAt()))
                .param("lamp", standing.watch().lamp().name())
                .param("nextChangeAt", atOrNull(standing.watch().nextChangeAt()))
                .query((row, n) -> row(row))
                .optional();
    }

    /** Writes how clocks stand, by their ids: all by one statement. */
    void update(Map<Long, Standing> standings) {
        if (standings.isEmpty()) {
            return;
        }
        // in their order, so that two who write the same ones do not wait for each other
        List<Map.Entry<Long, Standing>> all =
                standings.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
        jdbc.sql("""
                update clock c
                   set due_at = cast(v.due_at as timestamptz), yellow_at = cast(v.yellow_at as timestamptz),
                       expected = cast(v.expected as boolean), paused = cast(v.paused as boolean),
                       pause_at = cast(v.pause_at as timestamptz), lamp = v.lamp, rung = cast(v.rung as smallint),
                       round = cast(v.round as integer), next_change_at = cast(v.next_change_at as timestamptz)
                  from unnest(:ids, :dueAt, :yellowAt, :expected, :paused, :pauseAt, :lamp, :rung, :round, :next)
                       as v (id, due_at, yellow_at, expected, paused, pause_at, lamp, rung, round, next_change_at)
                 where c.id = cast(v.id as bigint)""")
                .param("ids", all.stream().map(each -> each.getKey().toString()).toArray(String[]::new))
                .param("dueAt", column(all, each -> each.reckoning().dueAt()))
                .param("yellowAt", column(all, each -> each.reckoning().yellowAt()))
                .param("expected", column(all, each -> each.reckoning().expected()))
                .param("paused", column(all, Standing::paused))
                .param("pauseAt", column(all, Standing::pauseAt))
                .param("lamp", column(all, each -> each.watch().lamp().name()))
                .param("rung", column(all, each -> each.watch().rung()))
                .param("round", column(all, each -> each.watch().round()))
                .param("next", column(all, each -> each.watch().nextChangeAt()))
                .update();
    }

    private static @Nullable String[] column(
            List<Map.Entry<Long, Standing>> rows, Function<Standing, @Nullable Object> value) {
        return rows.stream()
                .map(row -> value.apply(row.getValue()))
                .map(each -> each == null ? null : each.toString())
                .toArray(String[]::new);
    }

    void end(long id, Instant at, String outcome) {
        jdbc.sql("""
                update clock set ended_at = :at, outcome = :outcome, paused = false, next_change_at = null
                 where id = :id""")
                .param("id", id)
                .param("at", at(at))
                .param("outcome", outcome)
                .update();
    }

    /** Ends the clock of a task: in time where it stands still, or is not yet over. */
    void endOfTask(String taskId, Instant at) {
        jdbc.sql("""
                update clock
                   set ended_at = :at, paused = false, next_change_at = null,
                       outcome = case when paused or due_at > :lastOver then 'MET' else 'MISSED' end
                 where task_id = :taskId and ended_at is null""")
                .param("taskId", taskId)
                .param("at", at(at))
                .param("lastOver", at(Course.lastOver(at)))
                .update();
    }

    static final String PAUSES = """
            select p.*, e.ended_at, e.result,
                   coalesce((select r.until from clock_pause_renewal r where r.pause = p.id order by r.id desc limit 1),
                            p.until) as planned
              from clock_pause p left join clock_pause_end e on e.pause = p.id
            """;

    /** What counts of the pauses that were entered: one that was corrected is not there. */
    List<Pause> pauses(String caseNo) {
        return jdbc.sql(PAUSES + """
                         where p.case_no = :caseNo and not exists (select from clock_pause c where c.corrects = p.id)
                         order by p.from_at, p.id""")
                .param("caseNo", caseNo)
                .query((row, n) -> pause(row))
                .list();
    }

    /**
     * A pause that is to be entered.
     *
     * @param corrects the pause in whose place it counts, null for none
     */
    record Entry(
            String caseNo,
            PauseType type,
            String legalBasis,
            String reason,
            String approver,
            @Nullable String document,
            Instant from,
            LocalDate until,
            boolean byProcess,
            @Nullable Long corrects) {}

    Pause insert(Entry entry) {
        long id = jdbc.sql("""
                insert into clock_pause (case_no, type, stops, legal_basis, reason, approver, document, from_at, until,
                                         by_process, corrects)
                values (:caseNo, :type, :stops, :legalBasis, :reason, :approver, :document, :from, :until, :byProcess,
                        :corrects)
                returning id""")
                .param("caseNo", entry.caseNo())
                .param("type", entry.type().name())
                .param(
                        "stops",
                        entry.type().stops().stream().map(Enum::name).sorted().toArray(String[]::new))
                .param("legalBasis", entry.legalBasis())
                .param("reason", entry.reason())
                .param("approver", entry.approver())
                .param("document", entry.document())
                .param("from", at(entry.from()))
                .param("until", entry.until())
                .param("byProcess", entry.byProcess())
                .param("corrects", entry.corrects())
                .query(Long.class)
                .single();
        if (entry.corrects() != null) {
            unwatch(entry.corrects());
        }
        watch(id, entry.until());
        return jdbc.sql(PAUSES + "where p.id = :id")
                .param("id", id)
                .query((row, n) -> pause(row))
                .single();
    }

    void endPause(long pause, Instant at, String by, @Nullable String result) {
        jdbc.sql("""
                insert into clock_pause_end (pause, ended_at, ended_by, result) values (:pause, :at, :by, :result)""")
                .param("pause", pause)
                .param("at", at(at))
                .param("by", by)
                .param("result", result)
                .update();
        unwatch(pause);
    }

    void renewPause(long pause, LocalDate until, String reason, String approver, Instant at) {
        jdbc.sql("""
                insert into clock_pause_renewal (pause, until, reason, approver, approved_at)
                values (:pause, :until, :reason, :approver, :at)""")
                .param("pause", pause)
                .param("until", until)
                .param("reason", reason)
                .param("approver", approver)
                .param("at", at(at))
                .update();
        watch(pause, until);
    }

    private void watch(long pause, LocalDate until) {
        jdbc.sql("""
                insert into clock_pause_watch (pause, alarm_at) values (:pause, :alarmAt)
                on conflict (pause) do update set alarm_at = excluded.alarm_at""")
                .param("pause", pause)
                .param("alarmAt", at(Pause.lateFrom(until)))
                .update();
    }

    private void unwatch(long pause) {
        jdbc.sql("delete from clock_pause_watch where pause = :pause")
                .param("pause", pause)
                .update();
    }

    /** A case that has ended waits for no result. */
    void unwatchPauses(String caseNo) {
        jdbc.sql("delete from clock_pause_watch where pause in (select id from clock_pause where case_no = :caseNo)")
                .param("caseNo", caseNo)
                .update();
    }

    /** Pauses that are late and of which nobody was told, with their cases; nobody is told of them again. */
    Map<Long, String> takeLatePauses(Instant now) {
        Map<Long, String> late = new LinkedHashMap<>();
        jdbc.sql("""
                with late as (
                    delete from clock_pause_watch
                     where pause in (select pause from clock_pause_watch where alarm_at <= :now
                                      order by alarm_at, pause limit 500 for update skip locked)
                    returning pause)
                select p.id, p.case_no from late join clock_pause p on p.id = late.pause order by p.id""").param("now", at(now)).query(row -> {
            late.put(row.getLong(1), row.getString(2));
        });
        return late;
    }

    Optional<Extension> extension(String caseNo) {
        return jdbc.sql("select * from clock_extension where case_no = :caseNo")
                .param("caseNo", caseNo)
                .query((row, n) -> extension(row))
                .optional();
    }

    /** Keeps an extension; empty where there is one already. */
    Optional<Extension> insert(String caseNo, int amount, Term.Unit unit, String reason, String approver, Instant at) {
        return jdbc.sql("""
                insert into clock_extension (case_no, amount, unit, reason, approver, approved_at)
                values (:caseNo, :amount, :unit, :reason, :approver, :at)
                on conflict do nothing returning *""")
                .param("caseNo", caseNo)
                .param("amount", amount)
                .param("unit", unit.name())
                .param("reason", reason)
                .param("approver", approver)
                .param("at", at(at))
                .query((row, n) -> extension(row))
                .optional();
    }

    static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getLong("id"),
                row.getString("case_no"),
                ClockKind.valueOf(row.getString("kind")),
                row.getString("step"),
                row.getString("step_name"),
                row.getString("task_id"),
                row.getString("department"),
                new ClockTerm(
                        row.getInt("amount"),
                        TermUnit.valueOf(row.getString("unit")),
                        ClockTerm.StartEvent.valueOf(row.getString("start_event")),
                        row.getString("legal_basis"),
                        ClockTerm.Source.valueOf(row.getString("source")),
                        row.getString("displaced")),
                warning(row),
                instant(row, "started_at"),
                instant(row, "due_at"),
                instant(row, "yellow_at"),
                row.getBoolean("expected"),
                row.getBoolean("paused"),
                instantOrNull(row, "pause_at"),
                new Watch(
                        Lamp.valueOf(row.getString("lamp")),
                        row.getInt("rung"),
                        row.getInt("round"),
                        instantOrNull(row, "next_change_at")),
                instantOrNull(row, "ended_at"),
                row.getString("outcome"));
    }

    private static WarningRule warning(ResultSet row) throws SQLException {
        String unit = row.getString("yellow_unit");
        return new WarningRule(
                unit == null ? null : new YellowRule(row.getInt("yellow_amount"), YellowRule.Unit.valueOf(unit)),
                Arrays.stream((String[]) row.getArray("rungs").getArray())
                        .map(Rung::valueOf)
                        .collect(Collectors.toSet()));
    }

    static Pause pause(ResultSet row) throws SQLException {
        return new Pause(
                row.getLong("id"),
                PauseType.valueOf(row.getString("type")),
                Arrays.stream((String[]) row.getArray("stops").getArray())
                        .map(ClockKind::valueOf)
                        .collect(Collectors.toSet()),
                row.getString("legal_basis"),
                row.getString("reason"),
                row.getString("approver"),
                row.getString("document"),
                instant(row, "from_at"),
                row.getObject("planned", LocalDate.class),
                instantOrNull(row, "ended_at"),
                row.getString("result"),
                row.getBoolean("by_process"));
    }

    static Extension extension(ResultSet row) throws SQLException {
        return new Extension(
                row.getLong("id"),
                row.getInt("amount"),
                Term.Unit.valueOf(row.getString("unit")),
                row.getString("reason"),
                row.getString("approver"),
                instant(row, "approved_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    static @Nullable OffsetDateTime atOrNull(@Nullable Instant instant) {
        return instant == null ? null : at(instant);
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
