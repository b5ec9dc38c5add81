package org.xieban.emergency.resource;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** What events were given of resources, in the database. */
@Repository
class AssignmentStore {

    private static final String SELECT = """
            select a.*, r.name, r.kind, r.department, r.unit, e.title, e.drill
              from emergency_resource_assignment a join emergency_resource r on r.code = a.resource
              join emergency_event e on e.case_no = a.case_no""";

    private final JdbcClient jdbc;

    AssignmentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What was given already under a key. */
    Optional<Long> given(String caseNo, String resource, String key) {
        return jdbc.sql("""
                        select id from emergency_resource_assignment
                         where case_no = :caseNo and resource = :resource and given_key = :key""")
                .param("caseNo", caseNo)
                .param("resource", resource)
                .param("key", key)
                .query(Long.class)
                .optional();
    }

    long insert(String resource, String caseNo, int amount, String key, String by, Instant now) {
        return jdbc.sql("""
                        insert into emergency_resource_assignment (resource, case_no, amount, given_key, assigned_by, assigned_at)
                        values (:resource, :caseNo, :amount, :key, :by, :now) returning id""")
                .param("resource", resource)
                .param("caseNo", caseNo)
                .param("amount", amount)
                .param("key", key)
                .param("by", by)
                .param("now", OfficialTime.of(now))
                .query(Long.class)
                .single();
    }

    Optional<Assignment> find(long id) {
        return jdbc.sql(SELECT + " where a.id = :id")
                .param("id", id)
                .query(AssignmentStore::row)
                .optional();
    }

    /** What an event has and had, the newest first. */
    List<Assignment> ofEvent(String caseNo) {
        return jdbc.sql(SELECT + " where a.case_no = :caseNo order by a.id desc")
                .param("caseNo", caseNo)
                .query(AssignmentStore::row)
                .list();
    }

    /** Where a resource is and was, the newest first. */
    List<Assignment> ofResource(String resource, int limit) {
        return jdbc.sql(SELECT + " where a.resource = :resource order by a.id desc limit :limit")
                .param("resource", resource)
                .param("limit", limit)
                .query(AssignmentStore::row)
                .list();
    }

    /** Notes that it was given back; false where it was already. */
    boolean release(long id, String by, Instant now) {
        return jdbc.sql("""
                        update emergency_resource_assignment set released_by = :by, released_at = :now
                         where id = :id and released_at is null""")
                        .param("id", id)
                        .param("by", by)
                        .param("now", OfficialTime.of(now))
                        .update()
                > 0;
    }

    private static Assignment row(ResultSet row, int number) throws SQLException {
        return new Assignment(
                row.getLong("id"),
                row.getString("resource"),
                row.getString("name"),
                Resource.Kind.valueOf(row.getString("kind")),
                row.getString("department"),
                row.getString("unit"),
                row.getInt("amount"),
                row.getString("case_no"),
                row.getString("title"),
                row.getBoolean("drill"),
                row.getString("assigned_by"),
                Rows.moment(row, "assigned_at"),
                row.getString("released_by"),
                Rows.instant(row, "released_at"));
    }
}
