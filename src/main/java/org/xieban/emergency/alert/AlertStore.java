package org.xieban.emergency.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** Whom contacts were told of what, in the database. */
@Repository
class AlertStore {

    private final JdbcClient jdbc;

    AlertStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether somebody was told of that already. */
    boolean told(String caseNo, Occasion occasion, int no) {
        return jdbc.sql("""
                select exists (select from emergency_contact_alert
                                where case_no = :caseNo and occasion = :occasion and no = :no)""")
                .param("caseNo", caseNo)
                .param("occasion", occasion.name())
                .param("no", no)
                .query(Boolean.class)
                .single();
    }

    void add(
            String caseNo,
            Occasion occasion,
            int no,
            String contact,
            String called,
            boolean drill,
            @Nullable Long delivery,
            Instant now) {
        jdbc.sql("""
                insert into emergency_contact_alert (case_no, occasion, no, contact, called, drill, delivery, told_at)
                values (:caseNo, :occasion, :no, :contact, :called, :drill, :delivery, :now)""")
                .param("caseNo", caseNo)
                .param("occasion", occasion.name())
                .param("no", no)
                .param("contact", contact)
                .param("called", called)
                .param("drill", drill)
                .param("delivery", delivery)
                .param("now", OfficialTime.of(now))
                .update();
    }

    /** Those of a case, the last told first. */
    List<Alert> of(String caseNo) {
        return jdbc.sql("select * from emergency_contact_alert where case_no = :caseNo order by no desc, id")
                .param("caseNo", caseNo)
                .query(AlertStore::row)
                .list();
    }

    Optional<Alert> find(long id) {
        return jdbc.sql("select * from emergency_contact_alert where id = :id")
                .param("id", id)
                .query(AlertStore::row)
                .optional();
    }

    /** Notes that somebody has telephoned; false where somebody had before. */
    boolean reached(long id, String by, Instant now, String said) {
        return jdbc.sql("""
                        update emergency_contact_alert set reached_by = :by, reached_at = :now, said = :said
                         where id = :id and reached_at is null and not drill""")
                        .param("id", id)
                        .param("by", by)
                        .param("now", OfficialTime.of(now))
                        .param("said", said)
                        .update()
                > 0;
    }

    private static Alert row(ResultSet row, int number) throws SQLException {
        return new Alert(
                row.getLong("id"),
                row.getString("case_no"),
                Occasion.valueOf(row.getString("occasion")),
                row.getInt("no"),
                row.getString("contact"),
                row.getString("called"),
                row.getBoolean("drill"),
                row.getObject("delivery", Long.class),
                Rows.moment(row, "told_at"),
                row.getString("reached_by"),
                Rows.instant(row, "reached_at"),
                row.getString("said"));
    }
}
