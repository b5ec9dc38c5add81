package org.xieban.inspection.penalty;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.casefile.CitizenNumber;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** The penalty cases, in the database. */
@Repository
class PenaltyRepository {

    private static final String SELECT = "select p.* from penalty_case p\n";

    private final JdbcClient jdbc;

    PenaltyRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Keeps one that begins; false where there is one already.
     *
     * @param finding what it is about; there is one case only for it
     */
    boolean insert(PenaltyCase penalty, String finding) {
        return jdbc.sql("""
                        insert into penalty_case (case_no, department, credit_code, procedure, source, origin, finding,
                            violation, legal_basis, found_on, officers, stage, proposed_by, proposed_at)
                        values (:caseNo, :department, :code, :procedure, :source, :origin, :finding,
                            :violation, :basis, :foundOn, :officers, :stage, :by, :at)
                        on conflict do nothing""")
                        .param("caseNo", penalty.caseNo())
                        .param("department", penalty.department())
                        .param("code", penalty.creditCode())
                        .param("procedure", penalty.filing().procedure().name())
                        .param("source", penalty.filing().source().name())
                        .param("origin", penalty.filing().origin())
                        .param("finding", finding)
                        .param("violation", penalty.filing().violation())
                        .param("basis", penalty.filing().legalBasis())
                        .param("foundOn", penalty.filing().foundOn())
                        .param("officers", penalty.officers().toArray(String[]::new))
                        .param("stage", penalty.stage().name())
                        .param("by", penalty.filing().proposedBy())
                        .param("at", OfficialTime.of(penalty.filing().proposedAt()))
                        .update()
                > 0;
    }

    /** Keeps the individual whom a case is about. */
    void insert(String caseNo, Person person) {
        jdbc.sql("insert into penalty_person (case_no, name, citizen_number) values (:caseNo, :name, :number)")
                .param("caseNo", caseNo)
                .param("name", person.name())
                .param("number", person.number().value())
                .update();
    }

    /** The individuals whom cases are about, by their numbers; cases about organisations are left out. */
    Map<String, Person> persons(Collection<String> caseNos) {
        Map<String, Person> persons = new HashMap<>();
        jdbc.sql("select case_no, name, citizen_number from penalty_person where case_no = any(:cases)")
                .param("cases", caseNos.toArray(String[]::new))
                .query(row -> {
                    persons.put(
                            row.getString("case_no"),
                            new Person(row.getString("name"), new CitizenNumber(row.getString("citizen_number"))));
                });
        return persons;
    }

    /** The number of the case that there is for a finding. */
    Optional<String> of(String finding) {
        return jdbc.sql("""
                        select case_no from penalty_case
                         where finding = :finding and stage not in ('NOT_FILED', 'WITHDRAWN')""").param("finding", finding).query(String.class).optional();
    }

    Optional<PenaltyCase> find(String caseNo) {
        return jdbc.sql(SELECT + " where p.case_no = :caseNo")
                .param("caseNo", caseNo)
                .query(PenaltyRepository::penalty)
                .optional();
    }

    /** The same, which nobody else changes until this transaction ends. */
    Optional<PenaltyCase> lock(String caseNo) {
        return jdbc.sql(SELECT + " where p.case_no = :caseNo for no key update")
                .param("caseNo", caseNo)
                .query(PenaltyRepository::penalty)
                .optional();
    }

    void update(PenaltyCase penalty) {
        PenaltyCase.Notice notice = penalty.notice();
        PenaltyCase.Decision decision = penalty.decision();
        jdbc.sql("""
                        update penalty_case
                           set officers = :officers, stage = :stage, paid = :paid,
                               notice_kinds = :noticeKinds, notice_fine = :noticeFine, notice_hearing = :noticeHearing,
                               notice_issued = :noticeIssued, notice_served = :noticeServed,
                               notice_until = :noticeUntil, notice_waived = :noticeWaived, hearing_on = :hearingOn,
                               kinds = :kinds, fine = :fine, confiscated = :confiscated,
                               additional_fine = :additional, published = :published, decided_on = :decidedOn,
                               served_on = :servedOn, pay_until = :payUntil, demanded_on = :demandedOn
                         where case_no = :caseNo""")
                .param("caseNo", penalty.caseNo())
                .param("officers", penalty.officers().toArray(String[]::new))
                .param("stage", penalty.stage().name())
                .param("paid", penalty.paid())
                .param("noticeKinds", notice == null ? null : names(notice.kinds()))
                .param("noticeFine", notice == null ? null : notice.fine())
                .param("noticeHearing", notice == null ? null : notice.hearing())
                .param("noticeIssued", notice == null ? null : notice.issuedOn())
                .param("noticeServed", notice == null ? null : notice.servedOn())
                .param("noticeUntil", notice == null ? null : notice.until())
                .param("noticeWaived", notice == null ? null : notice.waived())
                .param("hearingOn", notice == null ? null : notice.hearingOn())
                .param("kinds", decision == null ? null : names(decision.kinds()))
                .param("fine", decision == null ? null : decision.fine())
                .param("confiscated", decision == null ? BigDecimal.ZERO : decision.confiscated())
                .param("additional", decision == null ? BigDecimal.ZERO : decision.additional())
                .param("published", decision == null ? null : decision.published())
                .param("decidedOn", decision == null ? null : decision.decidedOn())
                .param("servedOn", decision == null ? null : decision.servedOn())
                .param("payUntil", decision == null ? null : decision.payUntil())
                .param("demandedOn", decision == null ? null : decision.demandedOn())
                .update();
    }

    /**
     * A payment.
     *
     * @param receipt number of its receipt, which each has of its own
     */
    record Payment(BigDecimal amount, LocalDate paidOn, String receipt) {}

    /** Keeps a payment; false where one with that receipt is registered already. */
    boolean pay(PenaltyCase penalty, Payment payment, String by) {
        return jdbc.sql("""
                        insert into penalty_payment (case_no, department, receipt, amount, paid_on, registered_by)
                        values (:caseNo, :department, :receipt, :amount, :paidOn, :by)
                        on conflict do nothing""")
                        .param("caseNo", penalty.caseNo())
                        .param("department", penalty.department())
                        .param("receipt", payment.receipt())
                        .param("amount", payment.amount())
                        .param("paidOn", payment.paidOn())
                        .param("by", by)
                        .update()
                > 0;
    }

    List<Payment> payments(String caseNo) {
        return jdbc.sql("select amount, paid_on, receipt from penalty_payment where case_no = :caseNo order by id")
                .param("caseNo", caseNo)
                .query((row, number) -> new Payment(
                        row.getBigDecimal("amount"),
                        row.getObject("paid_on", LocalDate.class),
                        row.getString("receipt")))
                .list();
    }

    /** Those that came of a visit, or of what was to be put right after it, by department. */
    List<PenaltyCase> ofVisit(String visitCase) {
        return jdbc.sql(SELECT + """
                         where p.origin = :visitCase
                            or p.origin in (select r.case_no from rectification r where r.visit_case = :visitCase)
                         order by p.department, p.case_no""")
                .param("visitCase", visitCase)
                .query(PenaltyRepository::penalty)
                .list();
    }

    /** The newest first of those that an officer's departments may see, from behind one; null sees all. */
    List<PenaltyCase> list(@Nullable String department, @Nullable String after, int limit) {
        return jdbc.sql(SELECT + """
                         where (cast(:department as text) is null or p.department = :department)
                           and (cast(:after as text) is null
                            or (p.proposed_at, p.case_no)
                               < (select proposed_at, case_no from penalty_case where case_no = :after))
                         order by p.proposed_at desc, p.case_no desc limit :limit""")
                .param("department", department)
                .param("after", after)
                .param("limit", limit)
                .query(PenaltyRepository::penalty)
                .list();
    }

    long count(@Nullable String department) {
        return jdbc.sql(
                        "select count(*) from penalty_case where cast(:department as text) is null or department = :department")
                .param("department", department)
                .query(Long.class)
                .single();
    }

    private static String[] names(List<PenaltyCase.Kind> kinds) {
        return kinds.stream().map(Enum::name).toArray(String[]::new);
    }

    private static List<PenaltyCase.Kind> kinds(ResultSet row, String column) throws SQLException {
        return Stream.of((String[]) Objects.requireNonNull(row.getArray(column)).getArray())
                .map(PenaltyCase.Kind::valueOf)
                .toList();
    }

    private static @Nullable LocalDate day(ResultSet row, String column) throws SQLException {
        Date day = row.getDate(column);
        return day == null ? null : row.getObject(column, LocalDate.class);
    }

    private static PenaltyCase penalty(ResultSet row, int number) throws SQLException {
        LocalDate issued = day(row, "notice_issued");
        LocalDate decided = day(row, "decided_on");
        PenaltyCase.Filing filing = new PenaltyCase.Filing(
                row.getString("case_no"),
                row.getString("department"),
                row.getString("credit_code"),
                PenaltyCase.Procedure.valueOf(row.getString("procedure")),
                PenaltyCase.Source.valueOf(row.getString("source")),
                row.getString("origin"),
                row.getString("violation"),
                row.getString("legal_basis"),
                row.getObject("found_on", LocalDate.class),
                row.getString("proposed_by"),
                Rows.moment(row, "proposed_at"));
        return new PenaltyCase(
                filing,
                List.of((String[])
                        Objects.requireNonNull(row.getArray("officers")).getArray()),
                PenaltyCase.Stage.valueOf(row.getString("stage")),
                issued == null
                        ? null
                        : new PenaltyCase.Notice(
                                kinds(row, "notice_kinds"),
                                row.getBigDecimal("notice_fine"),
                                row.getBoolean("notice_hearing"),
                                issued,
                                day(row, "notice_served"),
                                day(row, "notice_until"),
                                row.getBoolean("notice_waived"),
                                day(row, "hearing_on")),
                decided == null
                        ? null
                        : new PenaltyCase.Decision(
                                kinds(row, "kinds"),
                                row.getBigDecimal("fine"),
                                row.getBigDecimal("confiscated"),
                                row.getBoolean("published"),
                                decided,
                                day(row, "served_on"),
                                day(row, "pay_until"),
                                day(row, "demanded_on"),
                                row.getBigDecimal("additional_fine")),
                row.getBigDecimal("paid"));
    }
}
