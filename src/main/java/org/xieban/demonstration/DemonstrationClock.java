package org.xieban.demonstration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.xieban.trace.OfficialTime;

/** The real time, plus what the demonstration or a test has advanced it by. */
@Component
@Profile("demonstration")
public class DemonstrationClock extends Clock {

    private volatile Duration advanced = Duration.ZERO;

    /** How far this clock is ahead of the real time. */
    public Duration advanced() {
        return advanced;
    }

    /** Moves the time forward. */
    public synchronized void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("time does not run backwards: " + by);
        }
        advanced = advanced.plus(by);
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
