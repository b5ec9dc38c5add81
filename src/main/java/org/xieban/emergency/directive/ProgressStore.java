package org.xieban.emergency.directive;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** What was reported of directives and asked for while they were carried out, in the database. */
@Repository
class ProgressStore {

    private final JdbcClient jdbc;

    ProgressStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What was reported of a directive (反馈). */
    record Report(String by, Instant at, String text) {}

    void report(String directive, Report report) {
        jdbc.sql("""
                insert into emergency_directive_report (directive, by_whom, at, content)
                values (:directive, :by, :at, :text)""")
                .param("directive", directive)
                .param("by", report.by())
                .param("at", OfficialTime.of(report.at()))
                .param("text", report.text())
                .update();
    }

    /** The reports of a directive, the last first. */
    List<Report> reports(String directive) {
        return jdbc.sql("""
                        select by_whom, at, content from emergency_directive_report where directive = :directive
                         order by id desc""")
                .param("directive", directive)
                .query((row, number) ->
                        new Report(row.getString("by_whom"), Rows.moment(row, "at"), row.getString("content")))
                .list();
    }

    /** @throws DuplicateKeyException where one is open */
    void request(String directive, String by, Instant at, String text) {
        jdbc.sql("""
                insert into emergency_support (directive, asked_by, asked_at, content, state)
                values (:directive, :by, :at, :text, 'OPEN')""")
                .param("directive", directive)
                .param("by", by)
                .param("at", OfficialTime.of(at))
                .param("text", text)
                .update();
    }

    /** The requests of a directive, the last first. */
    List<SupportRequest> requests(String directive) {
        return jdbc.sql("""
                        select s.*, array(select d.case_no from emergency_directive d
                                           where d.support = s.id order by d.place) as granted
                          from emergency_support s where s.directive = :directive order by s.id desc""")
                .param("directive", directive)
                .query(ProgressStore::request)
                .list();
    }

    Optional<SupportRequest> open(String directive) {
        return requests(directive).stream()
                .filter(each -> each.state() == SupportRequest.State.OPEN)
                .findFirst();
    }

    void decided(long request, SupportRequest.State state, String by, Instant at, @Nullable String reason) {
        jdbc.sql("""
                update emergency_support set state = :state, decided_by = :by, decided_at = :at, reason = :reason
                 where id = :id""")
                .param("id", request)
                .param("state", state.name())
                .param("by", by)
                .param("at", OfficialTime.of(at))
                .param("reason", reason)
                .update();
    }

    private static SupportRequest request(ResultSet row, int number) throws SQLException {
        return new SupportRequest(
                row.getLong("id"),
                row.getString("directive"),
                row.getString("asked_by"),
                Rows.moment(row, "asked_at"),
                row.getString("content"),
                SupportRequest.State.valueOf(row.getString("state")),
                row.getString("decided_by"),
                Rows.instant(row, "decided_at"),
                row.getString("reason"),
                List.of((String[]) row.getArray("granted").getArray()));
    }
}
