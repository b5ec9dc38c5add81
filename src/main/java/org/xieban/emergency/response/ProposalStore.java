package org.xieban.emergency.response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.document.OfficialDocument;
import org.xieban.emergency.event.Grade;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** Proposals, in the database. */
@Repository
class ProposalStore {

    private static final TypeReference<List<DraftOrder>> ORDERS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    ProposalStore(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void insert(ResponseProposal proposal) {
        jdbc.sql("""
                insert into emergency_response_proposal (case_no, no, kind, before, level, hours, measures, reason,
                    orders, state, proposed_by, proposed_at)
                values (:caseNo, :no, :kind, :before, :level, :hours, :measures, :reason,
                    cast(:orders as jsonb), :state, :by, :at)""")
                .param("caseNo", proposal.caseNo())
                .param("no", proposal.no())
                .param("kind", proposal.kind().name())
                .param(
                        "before",
                        proposal.before() == null ? null : proposal.before().name())
                .param("level", proposal.level().name())
                .param("hours", proposal.hours())
                .param("measures", proposal.measures())
                .param("reason", proposal.reason())
                .param("orders", written(proposal.orders()))
                .param("state", proposal.state().name())
                .param("by", proposal.proposedBy())
                .param("at", OfficialTime.of(proposal.proposedAt()))
                .update();
    }

    void orders(String caseNo, int no, List<DraftOrder> orders) {
        jdbc.sql("""
                update emergency_response_proposal set orders = cast(:orders as jsonb), version = version + 1
                 where case_no = :caseNo and no = :no and state = 'PROPOSED'""")
                .param("caseNo", caseNo)
                .param("no", no)
                .param("orders", written(orders))
                .update();
    }

    void advised(String caseNo, int no, String by, Instant at, String advice) {
        jdbc.sql("""
                update emergency_response_proposal set advised_by = :by, advised_at = :at, advice = :advice
                 where case_no = :caseNo and no = :no""")
                .param("caseNo", caseNo)
                .param("no", no)
                .param("by", by)
                .param("at", OfficialTime.of(at))
                .param("advice", advice)
                .update();
    }

    void decided(
            String caseNo,
            int no,
            ResponseProposal.State state,
            String by,
            Instant at,
            String decision,
            @Nullable OfficialDocument document) {
        jdbc.sql("""
                update emergency_response_proposal
                   set state = :state, decided_by = :by, decided_at = :at, decision = :decision,
                       document = :document, document_number = :number
                 where case_no = :caseNo and no = :no and state = 'PROPOSED'""")
                .param("caseNo", caseNo)
                .param("no", no)
                .param("state", state.name())
                .param("by", by)
                .param("at", OfficialTime.of(at))
                .param("decision", decision)
                .param("document", document == null ? null : document.id())
                .param("number", document == null ? null : document.number())
                .update();
    }

    /** The last first. */
    List<ResponseProposal> all(String caseNo) {
        return jdbc.sql("select * from emergency_response_proposal where case_no = :caseNo order by no desc")
                .param("caseNo", caseNo)
                .query(this::proposal)
                .list();
    }

    Optional<ResponseProposal> pending(String caseNo) {
        return jdbc.sql("select * from emergency_response_proposal where case_no = :caseNo and state = 'PROPOSED'")
                .param("caseNo", caseNo)
                .query(this::proposal)
                .optional();
    }

    private ResponseProposal proposal(ResultSet row, int number) throws SQLException {
        String before = row.getString("before");
        return new ResponseProposal(
                row.getString("case_no"),
                row.getInt("no"),
                ResponseProposal.Kind.valueOf(row.getString("kind")),
                before == null ? null : Grade.valueOf(before),
                Grade.valueOf(row.getString("level")),
                row.getObject("hours", Integer.class),
                row.getString("measures"),
                row.getString("reason"),
                read(row.getString("orders")),
                row.getInt("version"),
                ResponseProposal.State.valueOf(row.getString("state")),
                row.getString("proposed_by"),
                Rows.moment(row, "proposed_at"),
                row.getString("advised_by"),
                Rows.instant(row, "advised_at"),
                row.getString("advice"),
                row.getString("decided_by"),
                Rows.instant(row, "decided_at"),
                row.getString("decision"),
                row.getObject("document", Long.class),
                row.getString("document_number"));
    }

    private String written(List<DraftOrder> orders) {
        try {
            return json.writeValueAsString(orders);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("orders are texts and numbers", e);
        }
    }

    private List<DraftOrder> read(String orders) {
        try {
            return json.readValue(orders, ORDERS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("orders are JSON by construction", e);
        }
    }
}
