package org.xieban.emergency.resource;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.casefile.SqlConditions;
import org.xieban.trace.Upsert;

/** Resources, in the database. */
@Repository
class ResourceStore {

    private static final String FROM = " from emergency_resource r";
    private static final Upsert UPSERT = new Upsert("emergency_resource", ResourceTable.COLUMNS);

    /** Along the surface of the earth, in metres. */
    private static final String METRES = """
            2 * 6371000 * asin(sqrt(power(sin(radians(r.latitude - :latitude) / 2), 2) + cos(radians(:latitude))
                * cos(radians(r.latitude)) * power(sin(radians(r.longitude - :longitude) / 2), 2)))""";

    private final JdbcClient jdbc;

    ResourceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Resource> find(String code) {
        return jdbc.sql("select r.*" + FROM + " where r.code = :code")
                .param("code", code)
                .query(ResourceStore::row)
                .optional();
    }

    List<Resource> rows(SqlConditions conditions, int limit) {
        return conditions.rows(jdbc, "select r.*" + FROM, "r.code", limit, ResourceStore::row);
    }

    long count(SqlConditions conditions) {
        return conditions.count(jdbc, FROM);
    }

    List<Resources.Near> nearestFree(
            Resource.@Nullable Kind kind, BigDecimal longitude, BigDecimal latitude, int limit) {
        SqlConditions conditions = new SqlConditions();
        conditions.add("r.state = 'READY' and r.assigned < r.amount and r.longitude is not null");
        conditions.add("r.kind = :kind", "kind", kind);
        conditions.with("longitude", longitude);
        conditions.with("latitude", latitude);
        return conditions.rows(
                jdbc, "select r.*, " + METRES + " as metres" + FROM, "metres, r.code", limit, ResourceStore::near);
    }

    List<Resources.Near> nearestFreeOfEach(@Nullable BigDecimal longitude, @Nullable BigDecimal latitude, int limit) {
        return jdbc.sql("""
                select * from (
                    select near.*, row_number() over (partition by kind order by metres, code) as nth
                      from (select r.*,\s""" + METRES + " as metres" + FROM + """
                             where r.state = 'READY' and r.assigned < r.amount) near) placed
                 where nth <= :limit order by kind, nth""")
                .param("longitude", longitude, Types.NUMERIC)
                .param("latitude", latitude, Types.NUMERIC)
                .param("limit", limit)
                .query(ResourceStore::near)
                .list();
    }

    private static Resources.Near near(ResultSet row, int number) throws SQLException {
        double metres = row.getDouble("metres");
        Long away = row.wasNull() ? null : Math.round(metres);
        return new Resources.Near(row(row, number), away);
    }

    /** How many of each are with events, of those that are; nobody changes that until the end of the transaction. */
    Map<String, Integer> held() {
        Map<String, Integer> held = new HashMap<>();
        jdbc.sql("select code, assigned" + FROM + " where assigned > 0 for update")
                .query(row -> {
                    held.put(row.getString(1), row.getInt(2));
                });
        return held;
    }

    /** Takes some for an event; false where there are not so many. */
    boolean take(String code, int amount) {
        return jdbc.sql("""
                        update emergency_resource set assigned = assigned + :amount
                         where code = :code and state = 'READY' and assigned + :amount <= amount""").param("code", code).param("amount", amount).update() > 0;
    }

    void giveBack(String code, int amount) {
        jdbc.sql("update emergency_resource set assigned = assigned - :amount where code = :code")
                .param("code", code)
                .param("amount", amount)
                .update();
    }

    /** Inserts them or changes them where they differ; each that was touched says whether it was added. */
    List<Boolean> upsert(List<Resource> resources, Instant now) {
        return UPSERT.keep(jdbc, resources, now);
    }

    private static Resource row(ResultSet row, int number) throws SQLException {
        return new Resource(
                row.getString("code"),
                row.getString("department"),
                Resource.Kind.valueOf(row.getString("kind")),
                row.getString("name"),
                row.getInt("amount"),
                row.getString("unit"),
                row.getString("region"),
                row.getString("place"),
                row.getBigDecimal("longitude"),
                row.getBigDecimal("latitude"),
                Resource.State.valueOf(row.getString("state")),
                row.getString("contact"),
                row.getInt("assigned"),
                row.getInt("version"));
    }
}
