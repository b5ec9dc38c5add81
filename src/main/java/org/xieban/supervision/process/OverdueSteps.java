package org.xieban.supervision.process;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.timelimit.CaseClock;
import org.xieban.trace.OfficialTime;

/** What is overdue now, by the clocks that run; what stands still is not. */
@Repository
@Transactional(readOnly = true)
class OverdueSteps {

    private static final String OVERDUE =
            " from clock where ended_at is null and not paused and yellow_at <= :now and due_at <= :over";

    private final JdbcClient jdbc;
    private final Clock clock;

    OverdueSteps(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The engine's ids of tasks. */
    List<String> tasks() {
        return texts("select task_id" + OVERDUE + " and task_id is not null");
    }

    /** Numbers of cases of which any term is over. */
    List<String> cases() {
        return texts("select distinct case_no" + OVERDUE);
    }

    private List<String> texts(String sql) {
        Instant now = clock.instant();
        return jdbc.sql(sql)
                .param("now", OfficialTime.of(now))
                .param("over", OfficialTime.of(CaseClock.lastOver(now)))
                .query(String.class)
                .list();
    }
}
