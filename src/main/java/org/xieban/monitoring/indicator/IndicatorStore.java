package org.xieban.monitoring.indicator;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.casefile.SqlConditions;
import org.xieban.trace.Rows;
import org.xieban.trace.Upsert;

/** The table of indicators. */
@Repository
class IndicatorStore {

    private static final String SELECT = "select e.* from indicator e";

    private static final Upsert UPSERT = new Upsert("indicator", IndicatorTable.COLUMNS, List.of("registered_at"));

    private final JdbcClient jdbc;

    IndicatorStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Indicator> rows(SqlConditions conditions, int limit) {
        return conditions.rows(jdbc, SELECT, "e.code", limit, IndicatorStore::row);
    }

    List<Indicator> all() {
        return jdbc.sql(SELECT).query(IndicatorStore::row).list();
    }

    long count(SqlConditions conditions) {
        return conditions.count(jdbc, "from indicator e");
    }

    /** The state of the register: grows with each change. */
    long version() {
        return jdbc.sql("select register from reading_turn").query(Long.class).single();
    }

    /** Waits for whoever takes readings in, and lets everybody read the register again. */
    void changed() {
        jdbc.sql("update reading_turn set register = register + 1, token = gen_random_uuid()")
                .update();
    }

    /** Inserts them or changes them where they differ; each that was touched says whether it was added. */
    List<Boolean> upsert(List<Indicator> indicators, Instant now) {
        return UPSERT.keep(jdbc, indicators, now);
    }

    private static Indicator row(ResultSet row, int n) throws SQLException {
        return new Indicator(
                row.getInt("number"),
                row.getString("code"),
                row.getString("name"),
                Kind.valueOf(row.getString("kind")),
                row.getString("provider"),
                row.getString("unit"),
                row.getString("region"),
                row.getBigDecimal("longitude"),
                row.getBigDecimal("latitude"),
                row.getString("cycle"),
                Retention.valueOf(row.getString("retention")),
                row.getString("resource"),
                row.getString("resource_key"),
                row.getBoolean("listed"),
                row.getInt("version"),
                Rows.moment(row, "registered_at"));
    }
}
