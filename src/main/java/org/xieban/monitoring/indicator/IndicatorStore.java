package org.xieban.monitoring.indicator;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.casefile.SqlConditions;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** The table of indicators. */
@Repository
class IndicatorStore {

    private static final String SELECT = "select e.* from indicator e";

    private final JdbcClient jdbc;

    IndicatorStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Indicator> rows(SqlConditions conditions, int limit) {
        return jdbc.sql(SELECT + conditions.where() + " order by e.code limit :limit")
                .params(conditions.parameters())
                .param("limit", limit)
                .query(IndicatorStore::row)
                .list();
    }

    List<Indicator> all() {
        return jdbc.sql(SELECT).query(IndicatorStore::row).list();
    }

    long count(SqlConditions conditions) {
        return jdbc.sql("select count(*) from indicator e" + conditions.where())
                .params(conditions.parameters())
                .query(Long.class)
                .single();
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

    private record Row(
            String code,
            String name,
            String kind,
            String provider,
            String unit,
            String region,
            @Nullable BigDecimal longitude,
            @Nullable BigDecimal latitude,
            String cycle,
            String retention,
            @Nullable String resource,
            @Nullable String resource_key,
            boolean listed) {}

    /** Inserts them or changes them where they differ; each that was touched says whether it was added. */
    List<Boolean> upsert(List<Indicator> indicators, Instant now) {
        List<Row> rows = indicators.stream()
                .map(each -> new Row(
                        each.code(),
                        each.name(),
                        each.kind().name(),
                        each.provider(),
                        each.unit(),
                        each.region(),
                        each.longitude(),
                        each.latitude(),
                        each.cycle(),
                        each.retention().name(),
                        each.resource(),
                        each.resourceKey(),
                        each.listed()))
                .toList();
        return jdbc.sql("""
                insert into indicator as e (code, name, kind, provider, unit, region, longitude, latitude, cycle, retention,
                                            resource, resource_key, listed, registered_at, changed_at)
                select r.*, :now, :now from json_to_recordset(cast(:rows as json)) as r
                    (code text, name text, kind text, provider text, unit text, region text, longitude numeric,
                     latitude numeric, cycle text, retention text, resource text, resource_key text, listed boolean)
                on conflict (code) do update
                   set name = excluded.name, kind = excluded.kind, provider = excluded.provider, unit = excluded.unit,
                       region = excluded.region, longitude = excluded.longitude, latitude = excluded.latitude,
                       cycle = excluded.cycle, retention = excluded.retention, resource = excluded.resource,
                       resource_key = excluded.resource_key, listed = excluded.listed, version = e.version + 1,
                       changed_at = :now
                 where (e.name, e.kind, e.provider, e.unit, e.region, e.cycle, e.retention, e.listed)
                       <> (excluded.name, excluded.kind, excluded.provider, excluded.unit, excluded.region,
                           excluded.cycle, excluded.retention, excluded.listed)
                    or (e.longitude, e.latitude, e.resource, e.resource_key) is distinct from
                       (excluded.longitude, excluded.latitude, excluded.resource, excluded.resource_key)
                returning xmax = 0""")
                .param("rows", Rows.json(rows))
                .param("now", OfficialTime.of(now))
                .query(Boolean.class)
                .list();
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
                Objects.requireNonNull(Rows.instant(row, "registered_at")));
    }
}
