package org.xieban.emergency.event;

import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.monitoring.AlarmEnded;
import org.xieban.monitoring.AlarmLevelChanged;
import org.xieban.monitoring.AlarmRaised;
import org.xieban.monitoring.TestIndicators;
import org.xieban.monitoring.indicator.Indicators;
import org.xieban.web.CsvReader;

/** Alarms as city monitoring raises them, and when events are made of them. */
@Component
public class TestAlarms {

    private final Indicators indicators;
    private final AlarmNews news;
    private final AlarmIntake intake;
    private final TransactionTemplate transactions;
    private final JdbcClient jdbc;

    TestAlarms(
            Indicators indicators,
            AlarmNews news,
            AlarmIntake intake,
            TransactionTemplate transactions,
            JdbcClient jdbc) {
        this.indicators = indicators;
        this.news = news;
        this.intake = intake;
        this.transactions = transactions;
        this.jdbc = jdbc;
    }

    /** What other tests raised makes no events here. */
    public void forgetOthers() {
        jdbc.sql("delete from emergency_alarm_news").update();
    }

    /** Events are made of what alarms have become. */
    public void makeEvents() {
        SecurityContextHolder.clearContext();
        intake.work();
    }

    /** A group without alarms; in no county, so that what monitoring finds meanwhile belongs to groups of its own. */
    public long group() {
        return jdbc.sql("""
                insert into alarm_group (region, kind, opened_at, last_at, alarms)
                values ('nowhere', 'WATER_LEVEL', now(), now(), 1) returning id""").query(Long.class).single();
    }

    /**
     * An alarm of the water level in a group, as judging a reading raises it; but monitoring, which would end what no rule
     * of its table raised as soon as it looks for silence, holds it to have ended.
     */
    public long raise(long group, int level) {
        String code;
        try {
            code = TestIndicators.one(indicators, "WATER_LEVEL", "411921");
        } catch (CsvReader.Broken e) {
            throw new AssertionError(e);
        }
        long id = jdbc.sql("""
                insert into alarm (group_id, indicator, rule, name, level, worst, words, raised_at, noticed_at, ended_at,
                                   judgement)
                select :group, i.number, 'test', '水位超警戒', :level, :level, '水位 58.64 m', now(), now(), now(), 'OPEN'
                  from indicator i where i.code = :code returning id""")
                .param("group", group)
                .param("level", level)
                .param("code", code)
                .query(Long.class)
                .single();
        transactions.executeWithoutResult(status -> news.on(new AlarmRaised(
                id, group, true, code, "WATER_LEVEL", "411921", "test", "水位超警戒", level, Instant.EPOCH)));
        return id;
    }

    /** It has become graver. */
    public void graver(long alarm, long group, int level) {
        int before = jdbc.sql("select level from alarm where id = :id")
                .param("id", alarm)
                .query(Integer.class)
                .single();
        jdbc.sql("update alarm set level = :level, worst = least(worst, :level) where id = :id")
                .param("id", alarm)
                .param("level", level)
                .update();
        transactions.executeWithoutResult(
                status -> news.on(new AlarmLevelChanged(alarm, group, "", before, level, Instant.EPOCH)));
    }

    /** Its rule holds no more. */
    public void end(long alarm, long group) {
        transactions.executeWithoutResult(status -> news.on(new AlarmEnded(alarm, group, "", Instant.EPOCH)));
    }
}
