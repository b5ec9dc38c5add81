package org.xieban.timelimit;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.casefile.Lamp;
import org.xieban.timelimit.ClockRepository.Row;

/** Clocks as the sweep reads and writes them. */
@Repository
class WatchedClocks {

    /** Whether the sweep has something to do. */
    record Due(boolean clocks, boolean pauses, boolean messages) {}

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    WatchedClocks(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    Due anythingDue(Instant now) {
        return jdbc.sql("""
                select exists (select from clock where next_change_at <= :now),
                       exists (select from clock_pause_watch where alarm_at <= :now),
                       exists (select from clock_message where next_try_at <= :now)""")
                .param("now", ClockRepository.at(now))
                .query((row, number) -> new Due(row.getBoolean(1), row.getBoolean(2), row.getBoolean(3)))
                .single();
    }

    /** Some of what is due, the longest due first, kept from others until the transaction ends. */
    List<Row> lockDue(Instant now, int most) {
        return jdbc.sql("""
                select * from clock where next_change_at <= :now
                 order by next_change_at, id limit :most for no key update skip locked""")
                .param("now", ClockRepository.at(now))
                .param("most", most)
                .query((row, number) -> ClockRepository.row(row))
                .list();
    }

    List<Row> lockDue(long id, Instant now) {
        return jdbc.sql("select * from clock where id = :id and next_change_at <= :now for no key update skip locked")
                .param("id", id)
                .param("now", ClockRepository.at(now))
                .query((row, number) -> ClockRepository.row(row))
                .list();
    }

    List<Long> due(Instant now, int most) {
        return jdbc.sql("select id from clock where next_change_at <= :now order by next_change_at, id limit :most")
                .param("now", ClockRepository.at(now))
                .param("most", most)
                .query(Long.class)
                .list();
    }

    void postpone(long id, Instant until) {
        jdbc.sql("update clock set next_change_at = :until where id = :id and ended_at is null")
                .param("id", id)
                .param("until", ClockRepository.at(until))
                .update();
    }

    /** Keeps what is announced of them. */
    void announced(Map<Row, Course.Happened> happened) {
        batches.batchUpdate("""
                update clock
                   set lamp = ?, rung = ?, next_change_at = ?,
                       paused = paused or ?, pause_at = case when ? then null else pause_at end
                 where id = ?""", List.copyOf(happened.entrySet()), happened.size(), (statement, each) -> {
            Watch after = each.getValue().after();
            boolean paused = after.lamp() == Lamp.PAUSED;
            statement.setString(1, after.lamp().name());
            statement.setInt(2, after.rung());
            statement.setObject(3, ClockRepository.atOrNull(after.nextChangeAt()));
            statement.setBoolean(4, paused);
            statement.setBoolean(5, paused);
            statement.setLong(6, each.getKey().id());
        });
    }

    /** A rung that was told. */
    record Told(Row clock, Rung rung, Lamp lamp, Instant since, List<String> logins) {}

    /** Keeps rungs; that one is told once holds here, whatever else happens. */
    void told(List<Told> told, Instant now) {
        batches.batchUpdate("""
                insert into clock_warning (clock, round, rung, lamp, due_at, since, raised_at, told)
                values (?, ?, ?, ?, ?, ?, ?, ?)""", told, Math.max(1, told.size()), (statement, each) -> {
            statement.setLong(1, each.clock().id());
            statement.setInt(2, each.clock().watch().round());
            statement.setInt(3, each.rung().number());
            statement.setString(4, each.lamp().name());
            statement.setObject(5, ClockRepository.at(each.clock().dueAt()));
            statement.setObject(6, ClockRepository.at(each.since()));
            statement.setObject(7, ClockRepository.at(now));
            statement.setArray(
                    8,
                    statement
                            .getConnection()
                            .createArrayOf("text", each.logins().toArray()));
        });
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
