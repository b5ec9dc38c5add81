package org.xieban.emergency.event;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.monitoring.AlarmEnded;
import org.xieban.monitoring.AlarmLevelChanged;
import org.xieban.monitoring.AlarmRaised;
import org.xieban.trace.OfficialTime;

/**
 * What alarms have become and no event knows yet. It is written in the transaction that judged the reading, so that
 * nothing is lost, and read by another, so that readings wait for nobody.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class AlarmNews {

    private final JdbcClient jdbc;
    private final Clock clock;

    AlarmNews(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What happened to an alarm. */
    enum What {
        RAISED,
        GRAVER,
        ENDED
    }

    record News(long id, long alarm, long group, What what, int level) {}

    @EventListener
    void on(AlarmRaised raised) {
        add(raised.alarm(), raised.group(), What.RAISED, raised.level());
    }

    @EventListener
    void on(AlarmLevelChanged changed) {
        if (changed.level() < changed.before()) {
            add(changed.alarm(), changed.group(), What.GRAVER, changed.level());
        }
    }

    @EventListener
    void on(AlarmEnded ended) {
        add(ended.alarm(), ended.group(), What.ENDED, 0);
    }

    private void add(long alarm, long group, What what, int level) {
        jdbc.sql("""
                insert into emergency_alarm_news (alarm, grp, what, level, at)
                values (:alarm, :group, :what, :level, :at)""")
                .param("alarm", alarm)
                .param("group", group)
                .param("what", what.name())
                .param("level", level)
                .param("at", OfficialTime.of(OfficialTime.now(clock)))
                .update();
    }

    /** It is to be tried again, but not at once. */
    void later(long id) {
        jdbc.sql("update emergency_alarm_news set at = :at where id = :id")
                .param("id", id)
                .param("at", OfficialTime.of(OfficialTime.now(clock).plus(Duration.ofMinutes(1))))
                .update();
    }

    /** The oldest behind that one, taken out of the table. */
    Optional<News> take(long after) {
        return jdbc.sql("""
                delete from emergency_alarm_news
                 where id = (select id from emergency_alarm_news where id > :after and at <= :now
                              order by id limit 1)
                returning *""")
                .param("after", after)
                .param("now", OfficialTime.of(OfficialTime.now(clock)))
                .query((row, n) -> new News(
                        row.getLong("id"),
                        row.getLong("alarm"),
                        row.getLong("grp"),
                        What.valueOf(row.getString("what")),
                        row.getInt("level")))
                .optional();
    }
}
