package org.xieban.demonstration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.TimeAdvanced;

/**
 * The real time, plus what the demonstration or a test has advanced it by. What is kept is dated by it, so it is kept,
 * too: after a restart time goes on from where it was.
 */
@Component
@Profile("demonstration")
@DependsOnDatabaseInitialization
public class DemonstrationClock extends Clock {

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private volatile Duration advanced;

    DemonstrationClock(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
        this.advanced = Duration.of(
                jdbc.sql("select advanced from demonstration_clock")
                        .query(Long.class)
                        .optional()
                        .orElse(0L),
                ChronoUnit.MICROS);
    }

    /** How far this clock is ahead of the real time. */
    public Duration advanced() {
        return advanced;
    }

    /** Moves the time forward, and with it whatever listens to {@link TimeAdvanced}. */
    public synchronized void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("time does not run backwards: " + by);
        }
        Duration after = advanced.plus(by).truncatedTo(ChronoUnit.MICROS);
        jdbc.sql("""
                insert into demonstration_clock (advanced) values (:advanced)
                on conflict (one) do update set advanced = excluded.advanced""")
                .param("advanced", TimeUnit.NANOSECONDS.toMicros(after.toNanos()))
                .update();
        advanced = after;
        events.publishEvent(new TimeAdvanced(advanced));
    }

    @Override
    public ZoneId getZone() {
        return OfficialTime.ZONE;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.offset(Clock.system(zone), advanced);
    }

    @Override
    public Instant instant() {
        return Clock.systemUTC().instant().plus(advanced);
    }
}
