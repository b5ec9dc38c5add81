package org.xieban.timelimit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.casefile.Lamp;
import org.xieban.timelimit.ClockRepository.Row;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** Clocks as the sweep reads and writes them. */
@Repository
class WatchedClocks {

    /** Whether the sweep has something to do. */
    record Due(boolean clocks, boolean pauses, boolean messages) {}

    private final JdbcClient jdbc;

    WatchedClocks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Due anythingDue(Instant now) {
        // the first of each by its index, whatever share of them the planner believes to be due
        return jdbc.sql("""
                select (select next_change_at from clock where next_change_at is not null
                         order by next_change_at limit 1) <= :now,
                       (select alarm_at from clock_pause_watch order by alarm_at limit 1) <= :now,
                       (select next_try_at from clock_message where next_try_at is not null
                         order by next_try_at limit 1) <= :now""")
                .param("now", OfficialTime.of(now))
                .query((row, number) -> new Due(row.getBoolean(1), row.getBoolean(2), row.getBoolean(3)))
                .single();
    }

    /** Some of what is due, the longest due first, kept from others until the transaction ends. */
    List<Row> lockDue(Instant now, int most) {
        return jdbc.sql("""
                select * from clock where next_change_at <= :now
                 order by next_change_at, id limit :most for no key update skip locked""")
                .param("now", OfficialTime.of(now))
                .param("most", most)
                .query((row, number) -> ClockRepository.row(row))
                .list();
    }

    List<Row> lockDue(long id, Instant now) {
        return jdbc.sql("select * from clock where id = :id and next_change_at <= :now for no key update skip locked")
                .param("id", id)
                .param("now", OfficialTime.of(now))
                .query((row, number) -> ClockRepository.row(row))
                .list();
    }

    List<Long> due(Instant now, int most) {
        return jdbc.sql("select id from clock where next_change_at <= :now order by next_change_at, id limit :most")
                .param("now", OfficialTime.of(now))
                .param("most", most)
                .query(Long.class)
                .list();
    }

    void postpone(long id, Instant until) {
        jdbc.sql("update clock set next_change_at = :until where id = :id and ended_at is null")
                .param("id", id)
                .param("until", OfficialTime.of(until))
                .update();
    }

    private record Announced(
            long id, String lamp, int rung, @Nullable Instant next, boolean paused) {}

    /** Keeps what is announced of them, in one statement. */
    void announced(Map<Row, Course.Happened> happened) {
        List<Announced> rows = new ArrayList<>();
        happened.forEach((row, each) -> {
            Watch after = each.after();
            rows.add(new Announced(
                    row.id(), after.lamp().name(), after.rung(), after.nextChangeAt(), after.lamp() == Lamp.PAUSED));
        });
        jdbc.sql("""
                update clock c
                   set lamp = r.lamp, rung = r.rung, next_change_at = r.next, paused = c.paused or r.paused,
                       pause_at = case when r.paused then null else c.pause_at end
                  from json_to_recordset(cast(:rows as json))
                       as r(id bigint, lamp text, rung int, next timestamptz, paused boolean)
                 where c.id = r.id""").param("rows", Rows.json(rows)).update();
    }

    /** A rung that was told. */
    record Told(Row clock, Rung rung, Lamp lamp, Instant since, List<String> logins) {}

    private record Rungs(long clock, int round, int rung, String lamp, Instant due, Instant since, List<String> told) {}

    /** Keeps rungs; that one is told once holds here, whatever else happens. */
    void told(List<Told> told, Instant now) {
        List<Rungs> rows = told.stream()
                .map(each -> new Rungs(
                        each.clock().id(),
                        each.clock().watch().round(),
                        each.rung().number(),
                        each.lamp().name(),
                        each.clock().dueAt(),
                        each.since(),
                        each.logins()))
                .toList();
        jdbc.sql("""
                insert into clock_warning (clock, round, rung, lamp, due_at, since, raised_at, told)
                select clock, round, rung, lamp, due, since, :now, told
                  from json_to_recordset(cast(:rows as json))
                       as r(clock bigint, round int, rung int, lamp text, due timestamptz, since timestamptz, told text[])""")
                .param("rows", Rows.json(rows))
                .param("now", OfficialTime.of(now))
                .update();
    }

    /** The open tasks of cases, as far as clocks run for them, by the cases' numbers. */
    List<TaskOfCase> openTasks(List<String> caseNos) {
        return jdbc.sql("""
                select case_no, task_id from clock
                 where case_no = any(:cases) and task_id is not null and ended_at is null""")
                .param("cases", caseNos.toArray(String[]::new))
                .query((row, number) -> new TaskOfCase(row.getString(1), row.getString(2)))
                .list();
    }

    record TaskOfCase(String caseNo, String taskId) {}

    /** Whose cases they are: the department that decides, and the one that took the application. */
    record Departments(String lead, String window) {}

    Map<String, Departments> departments(List<String> caseNos) {
        Map<String, Departments> departments = new HashMap<>();
        jdbc.sql("select number, lead_department, registered_department from case_file where number = any(:cases)")
                .param("cases", caseNos.toArray(String[]::new))
                .query(row -> {
                    departments.put(row.getString(1), new Departments(row.getString(2), row.getString(3)));
                });
        return departments;
    }
}
