package org.xieban.engine.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.xieban.trace.TimeAdvanced;

/** Keeps the engine's time, a static of its own, at the product's. */
@Component
class EngineTime {

    private final Clock clock;

    EngineTime(Clock clock) {
        this.clock = clock;
    }

    void follow() {
        ClockUtil.offset(Duration.between(Instant.now(Clock.systemUTC()), clock.instant())
                        .toSeconds()
                * 1000);
    }

    @EventListener
    void on(TimeAdvanced advanced) {
        follow();
    }
}
