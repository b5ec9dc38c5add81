package org.xieban.inspection.credit;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.inspection.register.CreditClass;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** Changes of classes, and what was asked about them, in the database. */
@Repository
class CreditRepository {

    private final JdbcClient jdbc;

    CreditRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(
            String creditCode,
            CreditClass before,
            CreditClass after,
            CreditChange.Event event,
            String reason,
            String caseNo,
            Instant at) {
        jdbc.sql("""
                        insert into credit_change (credit_code, before, after, event, reason, case_no, at)
                        values (:code, :before, :after, :event, :reason, :caseNo, :at)""")
                .param("code", creditCode)
                .param("before", before.name())
                .param("after", after.name())
                .param("event", event.name())
                .param("reason", reason)
                .param("caseNo", caseNo)
                .param("at", OfficialTime.of(at))
                .update();
    }

    /** Those of an object, the newest first. */
    List<CreditChange> of(String creditCode) {
        return jdbc.sql("select * from credit_change where credit_code = :code order by id desc")
                .param("code", creditCode)
                .query(CreditRepository::change)
                .list();
    }

    void annul(long change) {
        jdbc.sql("update credit_change set annulled = true where id = :id")
                .param("id", change)
                .update();
    }

    /** What an object has been fined and has not paid. */
    BigDecimal unpaid(String creditCode) {
        return jdbc.sql("""
                        select coalesce(sum(fine + additional_fine - paid), 0) from penalty_case
                         where credit_code = :code and fine + additional_fine > paid""").param("code", creditCode).query(BigDecimal.class).single();
    }

    /**
     * What is asked for.
     *
     * @param change that an appeal is about; null for a repair
     */
    record Request(
            String caseNo,
            String creditCode,
            CreditRequests.Kind kind,
            @Nullable Long change,
            String requestedBy) {}

    /** The number of the case that is open about an object. */
    Optional<String> open(String creditCode) {
        return jdbc.sql("select case_no from credit_request where credit_code = :code and open")
                .param("code", creditCode)
                .query(String.class)
                .optional();
    }

    void insert(Request request) {
        jdbc.sql("""
                        insert into credit_request (case_no, credit_code, kind, change, requested_by, open)
                        values (:caseNo, :code, :kind, :change, :by, true)""")
                .param("caseNo", request.caseNo())
                .param("code", request.creditCode())
                .param("kind", request.kind().name())
                .param("change", request.change())
                .param("by", request.requestedBy())
                .update();
    }

    Optional<Request> find(String caseNo) {
        return jdbc.sql("select * from credit_request where case_no = :caseNo for no key update")
                .param("caseNo", caseNo)
                .query((row, number) -> new Request(
                        row.getString("case_no"),
                        row.getString("credit_code"),
                        CreditRequests.Kind.valueOf(row.getString("kind")),
                        row.getObject("change", Long.class),
                        row.getString("requested_by")))
                .optional();
    }

    void end(String caseNo) {
        jdbc.sql("update credit_request set open = false where case_no = :caseNo")
                .param("caseNo", caseNo)
                .update();
    }

    private static CreditChange change(ResultSet row, int number) throws SQLException {
        return new CreditChange(
                row.getLong("id"),
                row.getString("credit_code"),
                CreditClass.valueOf(row.getString("before")),
                CreditClass.valueOf(row.getString("after")),
                CreditChange.Event.valueOf(row.getString("event")),
                row.getString("reason"),
                row.getString("case_no"),
                Rows.moment(row, "at"),
                row.getBoolean("annulled"));
    }
}
