package org.xieban.demonstration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.TimeAdvanced;

/** The real time, plus what the demonstration or a test has advanced it by. */
@Component
@Profile("demonstration")
public class DemonstrationClock extends Clock {

    private final ApplicationEventPublisher events;
    private volatile Duration advanced = Duration.ZERO;

    DemonstrationClock(ApplicationEventPublisher events) {
        this.events = events;
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
        advanced = advanced.plus(by);
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
