package org.xieban.monitoring.alarm;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.casefile.SqlConditions;
import org.xieban.monitoring.indicator.Kind;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** The tables of alarms and their groups. */
@Repository
class AlarmStore {

    private static final String SELECT = """
            select a.*, g.alarms, i.code, i.name as indicator_name, i.kind, i.region
              from alarm a join alarm_group g on g.id = a.group_id join indicator i on i.number = a.indicator""";

    private final JdbcClient jdbc;

    AlarmStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The group that an alarm belongs to, and whether it is its first. */
    record Group(long id, boolean opened) {}

    /** Joins the last group of the kind in the county where that is recent enough or still running; opens one otherwise. */
    Group group(String county, Kind kind, Instant now, Duration within) {
        Optional<Long> there = jdbc.sql("""
                update alarm_group set alarms = alarms + 1, last_at = greatest(last_at, :now)
                 where id = (select id from alarm_group where region = :county and kind = :kind
                              order by last_at desc, id desc limit 1)
                   and (last_at >= :since
                        or exists (select 1 from alarm a where a.group_id = alarm_group.id and a.ended_at is null))
                returning id""")
                .param("county", county)
                .param("kind", kind.name())
                .param("now", OfficialTime.of(now))
                .param("since", OfficialTime.of(now.minus(within)))
                .query(Long.class)
                .optional();
        return there.map(id -> new Group(id, false))
                .orElseGet(() -> new Group(
                        jdbc.sql("""
                                insert into alarm_group (region, kind, opened_at, last_at, alarms)
                                values (:county, :kind, :now, :now, 1) returning id""")
                                .param("county", county)
                                .param("kind", kind.name())
                                .param("now", OfficialTime.of(now))
                                .query(Long.class)
                                .single(),
                        true));
    }

    long raise(long group, AlarmChange change, String words, Instant now) {
        return jdbc.sql("""
                insert into alarm (group_id, indicator, rule, name, level, worst, value, words, raised_at, noticed_at,
                                   judgement)
                values (:group, :indicator, :rule, :name, :level, :level, :value, :words, :at, :now, 'OPEN')
                returning id""")
                .param("group", group)
                .param("indicator", change.indicator().number())
                .param("rule", change.rule())
                .param("name", change.name())
                .param("level", change.level())
                .param("value", change.measured())
                .param("words", words)
                .param("at", OfficialTime.of(change.at()))
                .param("now", OfficialTime.of(now))
                .query(Long.class)
                .single();
    }

    /** The running alarm of a rule, locked. */
    Optional<Alarm> running(int indicator, String rule) {
        return jdbc.sql(SELECT
                        + " where a.indicator = :indicator and a.rule = :rule and a.ended_at is null for update of a")
                .param("indicator", indicator)
                .param("rule", rule)
                .query((row, n) -> alarm(row))
                .optional();
    }

    void changeLevel(long id, AlarmChange change, String words) {
        jdbc.sql("""
                update alarm set level = :level, worst = least(worst, :level), value = :value, words = :words,
                                 version = version + 1
                 where id = :id""")
                .param("id", id)
                .param("level", change.level())
                .param("value", change.measured())
                .param("words", words)
                .update();
    }

    void end(long id, Instant at) {
        jdbc.sql("update alarm set ended_at = greatest(raised_at, :at), version = version + 1 where id = :id")
                .param("id", id)
                .param("at", OfficialTime.of(at))
                .update();
    }

    Optional<Alarm> find(long id, boolean lock) {
        return jdbc.sql(SELECT + " where a.id = :id" + (lock ? " for update of a" : ""))
                .param("id", id)
                .query((row, n) -> alarm(row))
                .optional();
    }

    /** Keeps what the duty commander made of it. */
    void judged(long id, Alarm.Judgement judgement, String login, Instant now) {
        jdbc.sql("""
                update alarm set judgement = :judgement, judged_by = :login, judged_at = :now, version = version + 1
                 where id = :id""")
                .param("id", id)
                .param("judgement", judgement.name())
                .param("login", login)
                .param("now", OfficialTime.of(now))
                .update();
    }

    /** Closes it; one that was not judged is judged false with it. */
    void closed(long id, Alarm.Judgement judgement, String login, String reason, Instant now) {
        jdbc.sql("""
                update alarm set judgement = :judgement, judged_by = coalesce(judged_by, :login),
                                 judged_at = coalesce(judged_at, :now), closed_by = :login, closed_at = :now,
                                 reason = :reason, version = version + 1
                 where id = :id""")
                .param("id", id)
                .param("judgement", judgement.name())
                .param("login", login)
                .param("reason", reason)
                .param("now", OfficialTime.of(now))
                .update();
    }

    List<Alarm> rows(SqlConditions conditions, int limit) {
        return conditions.rows(jdbc, SELECT, "a.raised_at desc, a.id desc", limit, (row, n) -> alarm(row));
    }

    /** The gravest level of the running, open alarms of each indicator, by its number. */
    Map<Integer, Integer> levels() {
        Map<Integer, Integer> levels = new HashMap<>();
        jdbc.sql("""
                select indicator, min(level) as level from alarm where closed_at is null and ended_at is null
                 group by indicator""").query(row -> {
            levels.put(row.getInt("indicator"), row.getInt("level"));
        });
        return levels;
    }

    long count(SqlConditions conditions) {
        return conditions.count(jdbc, "from alarm a join indicator i on i.number = a.indicator");
    }

    private static Alarm alarm(ResultSet row) throws SQLException {
        return new Alarm(
                row.getLong("id"),
                row.getLong("group_id"),
                row.getInt("alarms"),
                row.getString("code"),
                row.getString("indicator_name"),
                Kind.valueOf(row.getString("kind")),
                row.getString("region"),
                row.getString("rule"),
                row.getString("name"),
                row.getInt("level"),
                row.getInt("worst"),
                row.getString("words"),
                Rows.moment(row, "raised_at"),
                Rows.moment(row, "noticed_at"),
                Rows.instant(row, "ended_at"),
                Alarm.Judgement.valueOf(row.getString("judgement")),
                row.getString("judged_by"),
                Rows.instant(row, "judged_at"),
                row.getString("closed_by"),
                Rows.instant(row, "closed_at"),
                row.getString("reason"),
                row.getInt("version"));
    }
}
