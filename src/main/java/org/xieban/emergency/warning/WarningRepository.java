package org.xieban.emergency.warning;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.casefile.SqlConditions;
import org.xieban.document.OfficialDocument;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** EmergencyWarnings and their versions, in the database. */
@Repository
class WarningRepository {

    /** With the version that counts: the last issued, before that the last proposed. */
    static final String FROM = """
              from emergency_warning w
              join lateral (select * from emergency_warning_version x where x.case_no = w.case_no
                             order by x.issued_at is null, x.no desc limit 1) v on true
            """;

    private static final String SELECT =
            "select w.kind, w.lead, w.drill, w.alarm, w.state as warning_state, w.proposed_by as first_by,"
                    + " w.proposed_at as first_at, v.* " + FROM;

    private final JdbcClient jdbc;

    WarningRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Warning warning) {
        jdbc.sql("""
                insert into emergency_warning (case_no, kind, lead, drill, alarm, state, proposed_by, proposed_at)
                values (:caseNo, :kind, :lead, :drill, :alarm, :state, :by, :at)""")
                .param("caseNo", warning.caseNo())
                .param("kind", warning.kind().name())
                .param("lead", warning.lead())
                .param("drill", warning.drill())
                .param("alarm", warning.alarm())
                .param("state", warning.state().name())
                .param("by", warning.proposedBy())
                .param("at", OfficialTime.of(warning.proposedAt()))
                .update();
        insert(warning.caseNo(), warning.version());
    }

    void insert(String caseNo, Warning.Version version) {
        terms(jdbc.sql("""
                        insert into emergency_warning_version (case_no, no, change, colour, starts_at, ends_at, regions,
                            departments, caution, measures, reason, state, proposed_by, proposed_at)
                        values (:caseNo, :no, :change, :colour, :starts, :ends, :regions,
                            :departments, :caution, :measures, :reason, :state, :by, :at)"""), version.terms())
                .param("caseNo", caseNo)
                .param("no", version.no())
                .param("change", version.change().name())
                .param("state", version.state().name())
                .param("by", version.proposedBy())
                .param("at", OfficialTime.of(version.proposedAt()))
                .update();
    }

    /** Changes what is proposed. */
    void update(String caseNo, WarningKind kind, int no, Warning.Terms terms) {
        jdbc.sql("update emergency_warning set kind = :kind where case_no = :caseNo")
                .param("caseNo", caseNo)
                .param("kind", kind.name())
                .update();
        terms(jdbc.sql("""
                        update emergency_warning_version
                           set colour = :colour, starts_at = :starts, ends_at = :ends, regions = :regions,
                               departments = :departments, caution = :caution, measures = :measures, reason = :reason
                         where case_no = :caseNo and no = :no and state = 'PROPOSED'"""), terms).param("caseNo", caseNo).param("no", no).update();
    }

    private static JdbcClient.StatementSpec terms(JdbcClient.StatementSpec statement, Warning.Terms terms) {
        return statement
                .param("colour", terms.colour().name())
                .param("starts", OfficialTime.of(terms.startsAt()))
                .param("ends", OfficialTime.ofNullable(terms.endsAt()))
                .param("regions", terms.regions().toArray(String[]::new))
                .param("departments", terms.departments().toArray(String[]::new))
                .param("caution", terms.caution())
                .param("measures", terms.measures())
                .param("reason", terms.reason());
    }

    void state(String caseNo, Warning.State state) {
        jdbc.sql("update emergency_warning set state = :state where case_no = :caseNo")
                .param("caseNo", caseNo)
                .param("state", state.name())
                .update();
    }

    /** Says of a proposed version how it was decided. */
    void decided(
            String caseNo,
            int no,
            Warning.VersionState state,
            @Nullable String by,
            @Nullable Instant issuedAt,
            @Nullable OfficialDocument document) {
        jdbc.sql("""
                update emergency_warning_version
                   set state = :state, decided_by = :by, issued_at = :at, document = :document, document_number = :number
                 where case_no = :caseNo and no = :no and state = 'PROPOSED'""")
                .param("caseNo", caseNo)
                .param("no", no)
                .param("state", state.name())
                .param("by", by)
                .param("at", OfficialTime.ofNullable(issuedAt))
                .param("document", document == null ? null : document.id())
                .param("number", document == null ? null : document.number())
                .update();
    }

    Optional<Warning> find(String caseNo) {
        return jdbc.sql(SELECT + " where w.case_no = :caseNo")
                .param("caseNo", caseNo)
                .query(WarningRepository::warning)
                .optional();
    }

    /** The newest first. */
    List<Warning> list(SqlConditions conditions, int limit) {
        return conditions.rows(jdbc, SELECT, "w.proposed_at desc, w.case_no desc", limit, WarningRepository::warning);
    }

    long count(SqlConditions conditions) {
        return conditions.count(jdbc, FROM);
    }

    /** All versions, the last first. */
    List<Warning.Version> versions(String caseNo) {
        return jdbc.sql("select v.* from emergency_warning_version v where v.case_no = :caseNo order by v.no desc")
                .param("caseNo", caseNo)
                .query(WarningRepository::version)
                .list();
    }

    private static Warning warning(ResultSet row, int number) throws SQLException {
        return new Warning(
                row.getString("case_no"),
                WarningKind.valueOf(row.getString("kind")),
                row.getString("lead"),
                row.getBoolean("drill"),
                row.getObject("alarm", Long.class),
                Warning.State.valueOf(row.getString("warning_state")),
                row.getString("first_by"),
                Rows.moment(row, "first_at"),
                version(row, number));
    }

    private static Warning.Version version(ResultSet row, int number) throws SQLException {
        return new Warning.Version(
                row.getInt("no"),
                Warning.Change.valueOf(row.getString("change")),
                new Warning.Terms(
                        Colour.valueOf(row.getString("colour")),
                        Rows.moment(row, "starts_at"),
                        Rows.instant(row, "ends_at"),
                        List.of((String[]) row.getArray("regions").getArray()),
                        List.of((String[]) row.getArray("departments").getArray()),
                        row.getString("caution"),
                        row.getString("measures"),
                        row.getString("reason")),
                Warning.VersionState.valueOf(row.getString("state")),
                row.getString("proposed_by"),
                Rows.moment(row, "proposed_at"),
                row.getString("decided_by"),
                Rows.instant(row, "issued_at"),
                row.getObject("document", Long.class),
                row.getString("document_number"));
    }
}
