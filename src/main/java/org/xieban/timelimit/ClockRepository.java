package org.xieban.timelimit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
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
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** The clocks of cases as they are kept. */
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

        /** All that its due date follows from but the calendar. */
        ClockLedger ledger(EntryRepository.Entered entered, Instant at) {
            return ClockLedger.of(kind, startedAt, term, warning, entered, at);
        }

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

    Map<String, Lamp> lampsOfTasks(Collection<String> taskIds) {
        Map<String, Lamp> lamps = new HashMap<>();
        jdbc.sql("select task_id, lamp from clock where task_id = any(:tasks) and ended_at is null")
                .param("tasks", taskIds.toArray(String[]::new))
                .query(row -> {
                    lamps.put(row.getString("task_id"), Lamp.valueOf(row.getString("lamp")));
                });
        return lamps;
    }

    /** The open clocks of a case, oldest first, of every kind: to ask for one would make the database plan anew. */
    List<Row> open(String caseNo) {
        return jdbc.sql(SELECT + "where c.case_no = :caseNo and c.ended_at is null order by c.id")
                .param("caseNo", caseNo)
                .query((row, n) -> row(row))
                .list();
    }

    /** @param next when it is to be announced next, null for never */
    private record Stands(
            long id,
            Instant due,
            Instant yellow,
            boolean expected,
            boolean paused,
            @Nullable Instant pause,
            String lamp,
            int rung,
            int round,
            @Nullable Instant next) {

        static Stands of(long id, Standing standing) {
            Watch watch = standing.watch();
            return new Stands(
                    id,
                    standing.reckoning().dueAt().toInstant(),
                    standing.reckoning().yellowAt().toInstant(),
                    standing.reckoning().expected(),
                    standing.paused(),
                    standing.pauseAt(),
                    watch.lamp().name(),
                    watch.rung(),
                    watch.round(),
                    watch.nextChangeAt());
        }
    }

    /** Writes how clocks stand, by their ids: all by one statement. */
    void update(Map<Long, Standing> standings) {
        if (standings.isEmpty()) {
            return;
        }
        // in their order, so that two who write the same ones do not wait for each other
        List<Stands> all = standings.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> Stands.of(each.getKey(), each.getValue()))
                .toList();
        jdbc.sql("""
                update clock c
                   set due_at = r.due, yellow_at = r.yellow, expected = r.expected, paused = r.paused,
                       pause_at = r.pause, lamp = r.lamp, rung = r.rung, round = r.round, next_change_at = r.next
                  from json_to_recordset(cast(:rows as json))
                       as r(id bigint, due timestamptz, yellow timestamptz, expected boolean, paused boolean,
                            pause timestamptz, lamp text, rung smallint, round int, next timestamptz)
                 where c.id = r.id""").param("rows", Rows.json(all)).update();
    }

    void end(long id, Instant at, String outcome) {
        jdbc.sql("""
                update clock set ended_at = :at, outcome = :outcome, paused = false, next_change_at = null
                 where id = :id""")
                .param("id", id)
                .param("at", OfficialTime.of(at))
                .param("outcome", outcome)
                .update();
    }

    Optional<Row> openOfTask(String taskId) {
        return jdbc.sql(SELECT + "where c.task_id = :taskId and c.ended_at is null")
                .param("taskId", taskId)
                .query((row, n) -> row(row))
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
                Rows.moment(row, "started_at"),
                Rows.moment(row, "due_at"),
                Rows.moment(row, "yellow_at"),
                row.getBoolean("expected"),
                row.getBoolean("paused"),
                Rows.instant(row, "pause_at"),
                new Watch(
                        Lamp.valueOf(row.getString("lamp")),
                        row.getInt("rung"),
                        row.getInt("round"),
                        Rows.instant(row, "next_change_at")),
                Rows.instant(row, "ended_at"),
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
}
