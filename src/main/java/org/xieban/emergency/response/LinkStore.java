package org.xieban.emergency.response;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** Links of events, in the database. */
@Repository
class LinkStore {

    private final JdbcClient jdbc;

    LinkStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of an event, also those that were, the first first. */
    List<EventLink> of(String event) {
        return jdbc.sql("select * from emergency_event_link where event = :event order by id")
                .param("event", event)
                .query(LinkStore::link)
                .list();
    }

    void add(String event, String caseNo, String reason, boolean stayWanted, String by, Instant at) {
        jdbc.sql("""
                insert into emergency_event_link (event, case_no, reason, stay_wanted, linked_by, linked_at)
                values (:event, :caseNo, :reason, :stayWanted, :by, :at)""")
                .param("event", event)
                .param("caseNo", caseNo)
                .param("reason", reason)
                .param("stayWanted", stayWanted)
                .param("by", by)
                .param("at", OfficialTime.of(at))
                .update();
    }

    void end(long id, String reason, String by, Instant at) {
        jdbc.sql("""
                update emergency_event_link set unlink_reason = :reason, unlinked_by = :by, unlinked_at = :at
                 where id = :id""")
                .param("reason", reason)
                .param("by", by)
                .param("at", OfficialTime.of(at))
                .param("id", id)
                .update();
    }

    void stayGone(long id, Instant at) {
        jdbc.sql("update emergency_event_link set stay_gone_at = :at where id = :id")
                .param("at", OfficialTime.of(at))
                .param("id", id)
                .update();
    }

    private static EventLink link(ResultSet row, int number) throws SQLException {
        return new EventLink(
                row.getLong("id"),
                row.getString("event"),
                row.getString("case_no"),
                row.getString("reason"),
                row.getBoolean("stay_wanted"),
                Rows.instant(row, "stay_gone_at"),
                row.getString("linked_by"),
                Rows.moment(row, "linked_at"),
                row.getString("unlink_reason"),
                row.getString("unlinked_by"),
                Rows.instant(row, "unlinked_at"));
    }
}
