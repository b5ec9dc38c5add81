package org.xieban.inspection.disclosure;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.casefile.SqlConditions;
import org.xieban.inspection.penalty.PenaltyServed;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** Decisions that were made public, in the database; there they stay, but for being withdrawn once, by a case of its own. */
@Repository
class DisclosureRepository {

    private final JdbcClient jdbc;

    DisclosureRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(PenaltyServed said, Instant at) {
        jdbc.sql("""
                        insert into penalty_disclosure (case_no, department, number, party, credit_code, violation, basis,
                            penalty, decided_on, at)
                        values (:caseNo, :department, :number, :party, :code, :violation, :basis, :penalty, :on, :at)""")
                .param("caseNo", said.caseNo())
                .param("department", said.department())
                .param("number", said.number())
                .param("party", said.party())
                .param("code", said.creditCode())
                .param("violation", said.violation())
                .param("basis", said.basis())
                .param("penalty", said.penalty())
                .param("on", said.decidedOn())
                .param("at", OfficialTime.of(at))
                .update();
    }

    void withdraw(String caseNo, Disclosure.Withdrawal withdrawal) {
        jdbc.sql("""
                        update penalty_disclosure set ground = :ground, reason = :reason, withdrawn_at = :at
                         where case_no = :caseNo""")
                .param("caseNo", caseNo)
                .param("ground", withdrawal.ground().name())
                .param("reason", withdrawal.reason())
                .param("at", OfficialTime.of(withdrawal.at()))
                .update();
    }

    Optional<Disclosure> find(String caseNo) {
        return jdbc.sql("select * from penalty_disclosure where case_no = :caseNo")
                .param("caseNo", caseNo)
                .query(DisclosureRepository::disclosure)
                .optional();
    }

    /** The last decided first, from behind one. */
    List<Disclosure> list(DisclosureFilter filter, @Nullable LocalDate day, @Nullable String caseNo, int limit) {
        SqlConditions conditions = conditions(filter);
        if (day != null && caseNo != null) {
            conditions.add("(d.decided_on, d.case_no) < (:day, :after)");
            conditions.with("day", day);
            conditions.with("after", caseNo);
        }
        return conditions.rows(
                jdbc,
                "select d.* from penalty_disclosure d",
                "d.decided_on desc, d.case_no desc",
                limit,
                DisclosureRepository::disclosure);
    }

    long count(DisclosureFilter filter) {
        return conditions(filter).count(jdbc, "from penalty_disclosure d");
    }

    /** What was withdrawn is not found by what it said. */
    private static SqlConditions conditions(DisclosureFilter filter) {
        SqlConditions conditions = new SqlConditions();
        conditions.add("d.department = :department", "department", filter.department());
        conditions.add(
                "(d.number ilike :words or d.withdrawn_at is null and (d.party ilike :words or d.credit_code ilike :words))",
                "words",
                Rows.containing(filter.query()));
        return conditions;
    }

    /**
     * What was told of a decision, and is done about it in a case.
     *
     * @param penaltyCase number of the penalty case
     */
    record Noted(String penaltyCase, Disclosure.Ground ground, String reason) {}

    /** Notes what was told of a decision; false where something is noted already. */
    boolean note(String withdrawalCase, String penaltyCase, Withdrawals.Told told, String by) {
        return jdbc.sql("""
                        insert into penalty_withdrawal (case_no, penalty, ground, told_on, document, reason, told_by)
                        values (:caseNo, :penalty, :ground, :on, :document, :reason, :by) on conflict do nothing""")
                        .param("caseNo", withdrawalCase)
                        .param("penalty", penaltyCase)
                        .param("ground", told.ground().name())
                        .param("on", told.on())
                        .param("document", told.document())
                        .param("reason", told.reason())
                        .param("by", by)
                        .update()
                > 0;
    }

    Noted noted(String withdrawalCase) {
        return jdbc.sql("select penalty, ground, reason from penalty_withdrawal where case_no = :caseNo")
                .param("caseNo", withdrawalCase)
                .query((row, number) -> new Noted(
                        row.getString("penalty"),
                        Disclosure.Ground.valueOf(row.getString("ground")),
                        row.getString("reason")))
                .single();
    }

    Optional<String> withdrawalCase(String penaltyCase) {
        return jdbc.sql("select case_no from penalty_withdrawal where penalty = :penalty")
                .param("penalty", penaltyCase)
                .query(String.class)
                .optional();
    }

    private static Disclosure disclosure(ResultSet row, int number) throws SQLException {
        Instant withdrawn = Rows.instant(row, "withdrawn_at");
        return new Disclosure(
                new PenaltyServed(
                        row.getString("case_no"),
                        row.getString("department"),
                        row.getString("number"),
                        row.getString("party"),
                        row.getString("credit_code"),
                        row.getString("violation"),
                        row.getString("basis"),
                        row.getString("penalty"),
                        row.getObject("decided_on", LocalDate.class)),
                Rows.moment(row, "at"),
                withdrawn == null
                        ? null
                        : new Disclosure.Withdrawal(
                                Disclosure.Ground.valueOf(row.getString("ground")),
                                row.getString("reason"),
                                withdrawn));
    }
}
