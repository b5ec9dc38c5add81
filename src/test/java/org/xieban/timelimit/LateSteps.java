package org.xieban.timelimit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.xieban.trace.OfficialTime;

/** Lets the terms of steps be over, without moving anybody else's clock. */
@Component
public class LateSteps {

    private final JdbcClient jdbc;
    private final Sweep sweep;
    private final Clock clock;

    LateSteps(JdbcClient jdbc, Sweep sweep, Clock clock) {
        this.jdbc = jdbc;
        this.sweep = sweep;
        this.clock = clock;
    }

    /** The term of a step of a case has been over for a minute, and whoever watches the clocks has seen it. */
    public void late(String caseNo, String step) {
        lateUnseen(caseNo, step);
        sweep.sweep();
    }

    /** The same, before anybody has seen it. */
    public void lateUnseen(String caseNo, String step) {
        due(caseNo, step, Duration.ofMinutes(-1));
    }

    /** The term of a step of a case will be over in an hour. */
    public void soonLate(String caseNo, String step) {
        due(caseNo, step, Duration.ofHours(1));
    }

    private void due(String caseNo, String step, Duration in) {
        Instant now = clock.instant();
        jdbc.sql("""
                        update clock set yellow_at = :yellow, due_at = :due, next_change_at = :yellow
                         where case_no = :case and step = :step and ended_at is null""")
                .param("yellow", OfficialTime.of(now.minus(Duration.ofMinutes(2))))
                .param("due", OfficialTime.of(now.plus(in)))
                .param("case", caseNo)
                .param("step", step)
                .update();
    }
}
