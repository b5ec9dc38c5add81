package org.xieban.inspection.rectification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rectifications, in the database. */
@Repository
class RectificationRepository {

    private final JdbcClient jdbc;

    RectificationRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Rectification each) {
        jdbc.sql("""
                        insert into rectification (case_no, visit_case, department, credit_code, items, finding, officers,
                            warned, state)
                        values (:caseNo, :visitCase, :department, :code, :items, :finding, '{}', false, 'OPEN')""")
                .param("caseNo", each.caseNo())
                .param("visitCase", each.visitCase())
                .param("department", each.department())
                .param("code", each.creditCode())
                .param("items", each.items().toArray(String[]::new))
                .param("finding", each.finding())
                .update();
    }

    Optional<Rectification> lock(String caseNo) {
        return jdbc.sql("select * from rectification where case_no = :caseNo for no key update")
                .param("caseNo", caseNo)
                .query(RectificationRepository::read)
                .optional();
    }

    /** Those of a visit, by department. */
    List<Rectification> ofVisit(String visitCase) {
        return jdbc.sql("select * from rectification where visit_case = :visitCase order by department, case_no")
                .param("visitCase", visitCase)
                .query(RectificationRepository::read)
                .list();
    }

    void update(Rectification each) {
        jdbc.sql("""
                        update rectification
                           set officers = :officers, ordered_on = :orderedOn, rectify_by = :until, warned = :warned,
                               state = :state
                         where case_no = :caseNo""")
                .param("caseNo", each.caseNo())
                .param("officers", each.officers().toArray(String[]::new))
                .param("orderedOn", each.orderedOn())
                .param("until", each.rectifyBy())
                .param("warned", each.warned())
                .param("state", each.state().name())
                .update();
    }

    private static Rectification read(ResultSet row, int number) throws SQLException {
        return new Rectification(
                row.getString("case_no"),
                row.getString("visit_case"),
                row.getString("department"),
                row.getString("credit_code"),
                texts(row, "items"),
                row.getString("finding"),
                texts(row, "officers"),
                row.getObject("ordered_on", LocalDate.class),
                row.getObject("rectify_by", LocalDate.class),
                row.getBoolean("warned"),
                Rectification.State.valueOf(row.getString("state")));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) Objects.requireNonNull(row.getArray(column)).getArray());
    }
}
