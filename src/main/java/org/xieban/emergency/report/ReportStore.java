package org.xieban.emergency.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.casefile.SqlConditions;
import org.xieban.document.OfficialDocument;
import org.xieban.emergency.event.Harm;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** Situation reports, in the database. */
@Repository
class ReportStore {

    private static final String FROM =
            " from situation_report r join emergency_event e on e.case_no = r.event_case_no ";

    private final JdbcClient jdbc;

    ReportStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Report report) {
        jdbc.sql("""
                insert into situation_report (case_no, event_case_no, ordinal, kind, no, corrects, drill, reason, said,
                    called_at, called_by, phone_due_at, written_due_at, basis, state)
                values (:caseNo, :event, :ordinal, :kind, :no, :corrects, :drill, :reason, :said,
                    :calledAt, :calledBy, :phoneDue, :writtenDue, :basis, :state)""")
                .param("caseNo", report.caseNo())
                .param("event", report.eventCaseNo())
                .param("ordinal", report.ordinal())
                .param("kind", report.kind().name())
                .param("no", report.no())
                .param("corrects", report.corrects())
                .param("drill", report.drill())
                .param("reason", report.call().reason().name())
                .param("said", report.call().text())
                .param("calledAt", OfficialTime.of(report.call().at()))
                .param("calledBy", report.call().by())
                .param("phoneDue", OfficialTime.ofNullable(report.due().telephone()))
                .param("writtenDue", OfficialTime.of(report.due().written()))
                .param("basis", report.due().basis())
                .param("state", report.state().name())
                .update();
    }

    Optional<Report> find(String caseNo) {
        return jdbc.sql("select r.*" + FROM + "where r.case_no = :caseNo")
                .param("caseNo", caseNo)
                .query(ReportStore::report)
                .optional();
    }

    /** Those of an event, in the order in which they were called for. */
    List<Report> of(String eventCaseNo) {
        return jdbc.sql("select r.*" + FROM + "where r.event_case_no = :event order by r.ordinal")
                .param("event", eventCaseNo)
                .query(ReportStore::report)
                .list();
    }

    /** Those that were called for last first. */
    List<Report> list(SqlConditions conditions, int limit) {
        return conditions.rows(
                jdbc, "select r.*" + FROM, "r.called_at desc, r.case_no desc", limit, ReportStore::report);
    }

    /** Numbers of real events of which those above were not told anything yet, the newest first. */
    List<String> untold(SqlConditions conditions) {
        conditions.add("not e.drill and e.state <> 'REFUTED'");
        conditions.add("not exists (select from situation_report r where r.event_case_no = e.case_no"
                + " and (r.phoned_at is not null or r.sent_at is not null))");
        return conditions.rows(
                jdbc,
                "select e.case_no from emergency_event e",
                "e.reported_at desc",
                50,
                (row, number) -> row.getString("case_no"));
    }

    long count(SqlConditions conditions) {
        return conditions.count(jdbc, FROM);
    }

    void state(String caseNo, Report.State state) {
        jdbc.sql("update situation_report set state = :state where case_no = :caseNo")
                .param("caseNo", caseNo)
                .param("state", state.name())
                .update();
    }

    void telephoned(String caseNo, Report.Telephone telephone) {
        jdbc.sql("""
                update situation_report
                   set phoned_at = :at, phoned_by = :by, phoned_to = :to, phoned_said = :said, phone_noted_at = :noted
                 where case_no = :caseNo""")
                .param("caseNo", caseNo)
                .param("at", OfficialTime.of(telephone.at()))
                .param("by", telephone.by())
                .param("to", telephone.to())
                .param("said", telephone.text())
                .param("noted", OfficialTime.of(telephone.notedAt()))
                .update();
    }

    void drafted(String caseNo, Report.Writing writing) {
        Harm figures = Objects.requireNonNull(writing.figures());
        jdbc.sql("""
                update situation_report
                   set facts = :facts, body = :body, drafted_by = :by, drafted_at = :at, state = 'SIGNING',
                       reported_dead = :dead, reported_missing = :missing,
                       reported_seriously_injured = :seriouslyInjured, reported_injured = :injured,
                       reported_evacuated = :evacuated, reported_loss_yuan = :loss, reported_area_km2 = :area,
                       difference = :difference
                 where case_no = :caseNo""")
                .param("caseNo", caseNo)
                .param("facts", writing.facts())
                .param("body", writing.text())
                .param("by", writing.draftedBy())
                .param("at", OfficialTime.of(writing.draftedAt()))
                .param("dead", figures.dead())
                .param("missing", figures.missing())
                .param("seriouslyInjured", figures.seriouslyInjured())
                .param("injured", figures.injured())
                .param("evacuated", figures.evacuated())
                .param("loss", figures.lossYuan())
                .param("area", figures.areaKm2())
                .param("difference", writing.difference())
                .update();
    }

    /** @param differs whether it says other figures than are known now */
    void sent(String caseNo, String signedBy, Instant at, OfficialDocument document, boolean differs) {
        jdbc.sql("""
                update situation_report
                   set signed_by = :by, sent_at = :at, document = :document, document_number = :number,
                       differs = :differs, state = 'SENT'
                 where case_no = :caseNo""")
                .param("caseNo", caseNo)
                .param("by", signedBy)
                .param("at", OfficialTime.of(at))
                .param("document", document.id())
                .param("number", document.number())
                .param("differs", differs)
                .update();
    }

    void received(String caseNo, Report.Receipt receipt) {
        jdbc.sql("""
                update situation_report set received_at = :at, received_from = :from, received_said = :said
                 where case_no = :caseNo and received_at is null""")
                .param("caseNo", caseNo)
                .param("at", OfficialTime.of(receipt.at()))
                .param("from", receipt.from())
                .param("said", receipt.text())
                .update();
    }

    /** Something else that it is about, as it happened while the report was being drafted. */
    void merge(String caseNo, Report.Call call, Instant writtenDue) {
        jdbc.sql("""
                insert into situation_report_merged (report, reason, said, called_at, called_by)
                values (:caseNo, :reason, :said, :at, :by)""")
                .param("caseNo", caseNo)
                .param("reason", call.reason().name())
                .param("said", call.text())
                .param("at", OfficialTime.of(call.at()))
                .param("by", call.by())
                .update();
        jdbc.sql("update situation_report set written_due_at = :due where case_no = :caseNo")
                .param("caseNo", caseNo)
                .param("due", OfficialTime.of(writtenDue))
                .update();
    }

    /** What else it is about, in the order in which it happened. */
    List<Report.Call> merged(String caseNo) {
        return jdbc.sql("select * from situation_report_merged where report = :caseNo order by id")
                .param("caseNo", caseNo)
                .query(ReportStore::call)
                .list();
    }

    /** Whether it was not noted before that one of both reports is late. */
    boolean noteLate(String caseNo, boolean telephone) {
        String column = telephone ? "phone_late_noted" : "written_late_noted";
        return jdbc.sql("update situation_report set " + column + " = true where case_no = :caseNo and not " + column)
                        .param("caseNo", caseNo)
                        .update()
                > 0;
    }

    private static Report.Call call(ResultSet row, int number) throws SQLException {
        return new Report.Call(
                Report.Reason.valueOf(row.getString("reason")),
                row.getString("said"),
                Rows.moment(row, "called_at"),
                row.getString("called_by"));
    }

    private static Report report(ResultSet row, int number) throws SQLException {
        return new Report(
                row.getString("case_no"),
                row.getString("event_case_no"),
                row.getInt("ordinal"),
                Report.Kind.valueOf(row.getString("kind")),
                row.getInt("no"),
                row.getString("corrects"),
                row.getBoolean("drill"),
                call(row, number),
                new Report.Due(
                        Rows.instant(row, "phone_due_at"), Rows.moment(row, "written_due_at"), row.getString("basis")),
                Report.State.valueOf(row.getString("state")),
                telephone(row),
                writing(row),
                receipt(row));
    }

    private static Report.@Nullable Telephone telephone(ResultSet row) throws SQLException {
        Instant at = Rows.instant(row, "phoned_at");
        return at == null
                ? null
                : new Report.Telephone(
                        at,
                        row.getString("phoned_by"),
                        row.getString("phoned_to"),
                        row.getString("phoned_said"),
                        Rows.moment(row, "phone_noted_at"));
    }

    private static Report.@Nullable Writing writing(ResultSet row) throws SQLException {
        Instant at = Rows.instant(row, "drafted_at");
        return at == null
                ? null
                : new Report.Writing(
                        row.getString("facts"),
                        row.getString("body"),
                        row.getString("drafted_by"),
                        at,
                        figures(row),
                        row.getString("difference"),
                        row.getBoolean("differs"),
                        row.getString("signed_by"),
                        Rows.instant(row, "sent_at"),
                        row.getObject("document", Long.class),
                        row.getString("document_number"));
    }

    private static @Nullable Harm figures(ResultSet row) throws SQLException {
        return row.getObject("reported_dead") == null
                ? null
                : new Harm(
                        row.getInt("reported_dead"),
                        row.getInt("reported_missing"),
                        row.getInt("reported_seriously_injured"),
                        row.getInt("reported_injured"),
                        row.getInt("reported_evacuated"),
                        row.getBigDecimal("reported_loss_yuan"),
                        row.getBigDecimal("reported_area_km2"),
                        false);
    }

    private static Report.@Nullable Receipt receipt(ResultSet row) throws SQLException {
        Instant at = Rows.instant(row, "received_at");
        return at == null
                ? null
                : new Report.Receipt(at, row.getString("received_from"), row.getString("received_said"));
    }
}
