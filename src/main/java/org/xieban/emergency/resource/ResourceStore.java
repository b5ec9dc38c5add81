package org.xieban.emergency.resource;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.casefile.SqlConditions;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** Resources, in the database. */
@Repository
class ResourceStore {

    private static final String FROM = " from emergency_resource r";

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
        return jdbc.sql("select r.*" + FROM + conditions.where() + " order by r.code limit :limit")
                .params(conditions.parameters())
                .param("limit", limit)
                .query(ResourceStore::row)
                .list();
    }

    long count(SqlConditions conditions) {
        return jdbc.sql("select count(*)" + FROM + conditions.where())
                .params(conditions.parameters())
                .query(Long.class)
                .single();
    }

    List<Resources.Near> nearestFree(
            Resource.@Nullable Kind kind, BigDecimal longitude, BigDecimal latitude, int limit) {
        SqlConditions conditions = new SqlConditions();
        conditions.add("r.state = 'READY' and r.assigned < r.amount and r.longitude is not null");
        conditions.add("r.kind = :kind", "kind", kind == null ? null : kind.name());
        return jdbc.sql("select r.*, " + METRES + " as metres" + FROM + conditions.where()
                        + " order by metres, r.code limit :limit")
                .params(conditions.parameters())
                .param("longitude", longitude)
                .param("latitude", latitude)
                .param("limit", limit)
                .query((row, number) -> new Resources.Near(row(row, number), Math.round(row.getDouble("metres"))))
                .list();
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

    private record Row(
            String code,
            String department,
            String kind,
            String name,
            int amount,
            String unit,
            String region,
            String place,
            @Nullable BigDecimal longitude,
            @Nullable BigDecimal latitude,
            String state,
            @Nullable String contact) {}

    /** Inserts them or changes them where they differ; each that was touched says whether it was added. */
    List<Boolean> upsert(List<Resource> resources, Instant now) {
        return jdbc.sql("""
                insert into emergency_resource as e (code, department, kind, name, amount, unit, region, place, longitude,
                                                     latitude, state, contact, changed_at)
                select r.*, :now from json_to_recordset(cast(:rows as json)) as r
                    (code text, department text, kind text, name text, amount int, unit text, region text, place text,
                     longitude numeric, latitude numeric, state text, contact text)
                on conflict (code) do update
                   set department = excluded.department, kind = excluded.kind, name = excluded.name,
                       amount = excluded.amount, unit = excluded.unit, region = excluded.region, place = excluded.place,
                       longitude = excluded.longitude, latitude = excluded.latitude, state = excluded.state,
                       contact = excluded.contact, version = e.version + 1, changed_at = :now
                 where (e.department, e.kind, e.name, e.amount, e.unit, e.region, e.place, e.longitude, e.latitude,
                        e.state, e.contact)
                       is distinct from (excluded.department, excluded.kind, excluded.name, excluded.amount,
                       excluded.unit, excluded.region, excluded.place, excluded.longitude, excluded.latitude,
                       excluded.state, excluded.contact)
                returning xmax = 0""")
                .param(
                        "rows",
                        Rows.json(resources.stream()
                                .map(each -> new Row(
                                        each.code(),
                                        each.department(),
                                        each.kind().name(),
                                        each.name(),
                                        each.amount(),
                                        each.unit(),
                                        each.region(),
                                        each.place(),
                                        each.longitude(),
                                        each.latitude(),
                                        each.state().name(),
                                        each.contact()))
                                .toList()))
                .param("now", OfficialTime.of(now))
                .query(Boolean.class)
                .list();
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
