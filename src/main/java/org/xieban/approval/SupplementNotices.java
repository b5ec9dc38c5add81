package org.xieban.approval;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.trace.OfficialTime;

/** What applicants were told to supplement, and when they did. */
@Repository
class SupplementNotices {

    private final JdbcClient jdbc;

    SupplementNotices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The points of the first notice; empty where there was none. */
    List<SupplementPoint> first(String caseNo) {
        return jdbc.sql("""
                select p.material, p.requirement
                  from supplement_notice n join supplement_point p on p.notice = n.id
                 where n.case_no = :caseNo and n.number = 1
                 order by p.number""")
                .param("caseNo", caseNo)
                .query(SupplementNotices::point)
                .list();
    }

    private static SupplementPoint point(ResultSet row, int number) throws SQLException {
        return new SupplementPoint(row.getString("material"), row.getString("requirement"));
    }

    /** Keeps a notice as the next one of its case. */
    void add(String caseNo, List<SupplementPoint> points, Instant givenAt, Instant dueAt) {
        long notice = jdbc.sql("""
                insert into supplement_notice (case_no, number, given_at, due_at)
                select :caseNo, coalesce(max(number), 0) + 1, :givenAt, :dueAt
                  from supplement_notice where case_no = :caseNo
                returning id""")
                .param("caseNo", caseNo)
                .param("givenAt", OfficialTime.of(givenAt))
                .param("dueAt", OfficialTime.of(dueAt))
                .query(Long.class)
                .single();
        for (int place = 0; place < points.size(); place++) {
            jdbc.sql("""
                    insert into supplement_point (notice, number, material, requirement)
                    values (:notice, :number, :material, :requirement)""")
                    .param("notice", notice)
                    .param("number", place + 1)
                    .param("material", points.get(place).material())
                    .param("requirement", points.get(place).requirement())
                    .update();
        }
    }

    /** The applicant has answered the last notice. */
    void answered(String caseNo, Instant at) {
        jdbc.sql("""
                update supplement_notice set answered_at = :at
                 where case_no = :caseNo and answered_at is null""").param("caseNo", caseNo).param("at", OfficialTime.of(at)).update();
    }

    /** When what was asked for last is due; empty where nothing was. */
    Optional<Instant> lastDue(String caseNo) {
        return jdbc.sql("select due_at from supplement_notice where case_no = :caseNo order by number desc limit 1")
                .param("caseNo", caseNo)
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    /** When the applicant last supplemented; empty where he was never asked to. */
    Optional<Instant> lastAnswered(String caseNo) {
        return jdbc.sql("""
                select answered_at from supplement_notice
                 where case_no = :caseNo and answered_at is not null
                 order by number desc limit 1""")
                .param("caseNo", caseNo)
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }
}
