package org.xieban.approval;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.catalogue.Term;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;
import org.xieban.web.Refusal;

@Repository
class RequestRepository {

    private static final String COLUMNS = """
            select id, case_no, kind, reason, legal_basis, amount, unit, until, requested_by, requested_at, state,
                   approver, opinion, decided_at
              from approval_request
            """;

    private final JdbcClient jdbc;

    RequestRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws Refusal {@code approval.alreadyRequested} (409) where another of its kind stands in its way */
    CaseRequest add(CaseRequest.Asking asking, String by, Instant at) {
        try {
            long id = jdbc.sql("""
                    insert into approval_request
                        (case_no, kind, reason, legal_basis, amount, unit, until, requested_by, requested_at, state)
                    values (:caseNo, :kind, :reason, :legalBasis, :amount, :unit, :until, :by, :at, 'REQUESTED')
                    returning id""")
                    .param("caseNo", asking.caseNo())
                    .param("kind", asking.kind().name())
                    .param("reason", asking.reason())
                    .param("legalBasis", asking.legalBasis())
                    .param("amount", asking.amount())
                    .param("unit", asking.unit() == null ? null : asking.unit().name())
                    .param("until", asking.until())
                    .param("by", by)
                    .param("at", OfficialTime.of(at))
                    .query(Long.class)
                    .single();
            return jdbc.sql(COLUMNS + "where id = :id")
                    .param("id", id)
                    .query(RequestRepository::row)
                    .single();
        } catch (DuplicateKeyException e) {
            throw Refusal.conflict(
                    asking.kind() == RequestKind.EXTENSION ? "approval.extendedOnce" : "approval.alreadyRequested");
        }
    }

    /** The one that waits for the head. */
    Optional<CaseRequest> waiting(String caseNo, RequestKind kind) {
        return jdbc.sql(COLUMNS + "where case_no = :caseNo and kind = :kind and state = 'REQUESTED'")
                .param("caseNo", caseNo)
                .param("kind", kind.name())
                .query(RequestRepository::row)
                .optional();
    }

    /** The one that the head decided so last. */
    Optional<CaseRequest> decided(String caseNo, RequestKind kind, CaseRequest.State state) {
        return jdbc.sql(COLUMNS + """
                         where case_no = :caseNo and kind = :kind and state = :state
                         order by id desc limit 1""")
                .param("caseNo", caseNo)
                .param("kind", kind.name())
                .param("state", state.name())
                .query(RequestRepository::row)
                .optional();
    }

    List<CaseRequest> ofCase(String caseNo) {
        return jdbc.sql(COLUMNS + "where case_no = :caseNo order by id")
                .param("caseNo", caseNo)
                .query(RequestRepository::row)
                .list();
    }

    void decide(long id, CaseRequest.State state, String approver, String opinion, Instant at) {
        jdbc.sql("""
                update approval_request
                   set state = :state, approver = :approver, opinion = :opinion, decided_at = :at
                 where id = :id""")
                .param("state", state.name())
                .param("approver", approver)
                .param("opinion", opinion)
                .param("at", OfficialTime.of(at))
                .param("id", id)
                .update();
    }

    /** What the head has not decided when the case ends is no longer asked for. */
    void lapse(String caseNo) {
        jdbc.sql("update approval_request set state = 'LAPSED' where case_no = :caseNo and state = 'REQUESTED'")
                .param("caseNo", caseNo)
                .update();
    }

    private static CaseRequest row(ResultSet row, int number) throws SQLException {
        String unit = row.getString("unit");
        OffsetDateTime decidedAt = row.getObject("decided_at", OffsetDateTime.class);
        return new CaseRequest(
                row.getLong("id"),
                row.getString("case_no"),
                RequestKind.valueOf(row.getString("kind")),
                row.getString("reason"),
                row.getString("legal_basis"),
                row.getObject("amount", Integer.class),
                unit == null ? null : Term.Unit.valueOf(unit),
                row.getObject("until", LocalDate.class),
                row.getString("requested_by"),
                Rows.moment(row, "requested_at"),
                CaseRequest.State.valueOf(row.getString("state")),
                row.getString("approver"),
                row.getString("opinion"),
                decidedAt == null ? null : decidedAt.toInstant());
    }
}
