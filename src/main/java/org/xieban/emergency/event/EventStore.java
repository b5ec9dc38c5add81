package org.xieban.emergency.event;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.casefile.SqlConditions;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** Events, in the database. */
@Repository
class EventStore {

    private static final String SELECT = "select * from emergency_event e ";

    private final JdbcClient jdbc;

    EventStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Event event) {
        jdbc.sql("""
                insert into emergency_event (case_no, kind, title, lead, drill, region, place, longitude, latitude,
                    occurred_at, reported_at, source, source_key, dead, missing, seriously_injured, injured, evacuated,
                    loss_yuan, area_km2, sensitive, state, version)
                values (:caseNo, :kind, :title, :lead, :drill, :region, :place, :longitude, :latitude,
                    :occurred, :reported, :source, :sourceKey, :dead, :missing, :seriouslyInjured, :injured, :evacuated,
                    :loss, :area, :sensitive, :state, :version)""")
                .param("caseNo", event.caseNo())
                .param("kind", event.kind().name())
                .param("title", event.title())
                .param("lead", event.lead())
                .param("drill", event.drill())
                .param("region", event.region())
                .param("place", event.place())
                .param("longitude", event.longitude())
                .param("latitude", event.latitude())
                .param("occurred", OfficialTime.of(event.occurredAt()))
                .param("reported", OfficialTime.of(event.reportedAt()))
                .param("source", event.source().name())
                .param("sourceKey", event.sourceKey())
                .params(parameters(event.harm()))
                .param("state", event.state().name())
                .param("version", event.version())
                .update();
    }

    /** Keeps what has changed of it. */
    void update(Event event) {
        jdbc.sql("""
                update emergency_event
                   set dead = :dead, missing = :missing, seriously_injured = :seriouslyInjured, injured = :injured,
                       evacuated = :evacuated, loss_yuan = :loss, area_km2 = :area, sensitive = :sensitive,
                       state = :state, grade = :grade, level = :level, responding_since = :since,
                       responded_until = :until, closed_at = :closed, version = :version
                 where case_no = :caseNo""")
                .param("caseNo", event.caseNo())
                .params(parameters(event.harm()))
                .param("state", event.state().name())
                .param("grade", name(event.grade()))
                .param("level", name(event.level()))
                .param("since", OfficialTime.ofNullable(event.respondingSince()))
                .param("until", OfficialTime.ofNullable(event.respondedUntil()))
                .param("closed", OfficialTime.ofNullable(event.closedAt()))
                .param("version", event.version())
                .update();
    }

    private static @Nullable String name(@Nullable Grade grade) {
        return grade == null ? null : grade.name();
    }

    /** It was another report of that event. */
    void belongs(String caseNo, String to) {
        jdbc.sql("update emergency_event set belongs_to = :to where case_no = :caseNo")
                .param("caseNo", caseNo)
                .param("to", to)
                .update();
    }

    /** The event of that number, or the one it was another report of. */
    String real(String caseNo) {
        return jdbc.sql("select coalesce(belongs_to, case_no) from emergency_event where case_no = :caseNo")
                .param("caseNo", caseNo)
                .query(String.class)
                .single();
    }

    /** The number of what came in from there under that key. */
    Optional<String> from(Event.Source source, String key) {
        return jdbc.sql("select case_no from emergency_event where source = :source and source_key = :key")
                .param("source", source.name())
                .param("key", key)
                .query(String.class)
                .optional();
    }

    /** The newest event that was made of a group of alarms. */
    Optional<Event> ofGroup(String group) {
        return jdbc.sql(SELECT + """
                        where e.source = 'ALARM' and (e.source_key = :group or e.source_key like :group || '/%')
                         order by e.reported_at desc, length(e.source_key) desc, e.source_key desc limit 1""")
                .param("group", group)
                .query(EventStore::event)
                .optional();
    }

    Optional<Event> find(String caseNo, boolean held) {
        return jdbc.sql(SELECT + " where e.case_no = :caseNo" + (held ? " for update" : ""))
                .param("caseNo", caseNo)
                .query(EventStore::event)
                .optional();
    }

    List<Event> open() {
        return jdbc.sql(SELECT + " where e.state in ('REPORTED', 'VERIFIED', 'RESPONDING')"
                        + " order by e.reported_at desc, e.case_no desc")
                .query(EventStore::event)
                .list();
    }

    /** The newest first. */
    List<Event> list(SqlConditions conditions, int limit) {
        return conditions.rows(jdbc, SELECT, "e.reported_at desc, e.case_no desc", limit, EventStore::event);
    }

    long count(SqlConditions conditions) {
        return conditions.count(jdbc, "from emergency_event e");
    }

    static Event event(ResultSet row, int number) throws SQLException {
        return new Event(
                row.getString("case_no"),
                EventKind.valueOf(row.getString("kind")),
                row.getString("title"),
                row.getString("lead"),
                row.getBoolean("drill"),
                row.getString("region"),
                row.getString("place"),
                row.getBigDecimal("longitude"),
                row.getBigDecimal("latitude"),
                Rows.moment(row, "occurred_at"),
                Rows.moment(row, "reported_at"),
                Event.Source.valueOf(row.getString("source")),
                row.getString("source_key"),
                harm(row),
                Event.State.valueOf(row.getString("state")),
                grade(row.getString("grade")),
                grade(row.getString("level")),
                Rows.instant(row, "responding_since"),
                Rows.instant(row, "responded_until"),
                Rows.instant(row, "closed_at"),
                row.getInt("version"));
    }

    static Harm harm(ResultSet row) throws SQLException {
        return new Harm(
                row.getInt("dead"),
                row.getInt("missing"),
                row.getInt("seriously_injured"),
                row.getInt("injured"),
                row.getInt("evacuated"),
                row.getBigDecimal("loss_yuan"),
                row.getBigDecimal("area_km2"),
                row.getBoolean("sensitive"));
    }

    static Map<String, Object> parameters(Harm harm) {
        return Map.of(
                "dead", harm.dead(),
                "missing", harm.missing(),
                "seriouslyInjured", harm.seriouslyInjured(),
                "injured", harm.injured(),
                "evacuated", harm.evacuated(),
                "loss", harm.lossYuan(),
                "area", harm.areaKm2(),
                "sensitive", harm.sensitive());
    }

    private static @Nullable Grade grade(@Nullable String name) {
        return name == null ? null : Grade.valueOf(name);
    }
}
