package org.xieban.worklist;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.trace.Rows;

/** How long tasks waited for somebody to take them. */
@Component
@Transactional(readOnly = true)
public class TakenTasks {

    private final JdbcClient jdbc;

    TakenTasks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** When tasks were first taken, by their ids; those that nobody is known to have taken are left out. */
    public Map<String, Instant> takenAt(Collection<String> taskIds) {
        Map<String, Instant> taken = new HashMap<>();
        jdbc.sql("select task_id, taken_at from work_item where task_id = any(:tasks) and taken_at is not null")
                .param("tasks", taskIds.toArray(String[]::new))
                .query(row -> {
                    Instant at = Rows.instant(row, "taken_at");
                    if (at != null) {
                        taken.put(row.getString("task_id"), at);
                    }
                });
        return taken;
    }
}
