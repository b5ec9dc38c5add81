package org.xieban.directory.administration;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What this database has been made for. */
@Component
public class Installation {

    private final JdbcClient jdbc;

    Installation(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps for ever that people were entered here whose password everybody knows. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void markDemonstration() {
        jdbc.sql(
                        "insert into set_up (demonstration) values (true) on conflict (sole) do update set demonstration = true")
                .update();
    }

    boolean isDemonstration() {
        return jdbc.sql("select coalesce(bool_or(demonstration), false) from set_up")
                .query(Boolean.class)
                .single();
    }
}
