package org.xieban.casefile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.catalogue.ServiceItem.ApplicantKind;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;
import org.xieban.trace.TransactionMemory;

/** The table of cases. */
@Repository
class CaseRepository {

    /** Parts that are looked at; of thousands, as the visits of a plan are, a list of its own tells. */
    private static final int MOST_CHILDREN = 100;

    static final String COLUMNS = """
            c.number, c.title, c.item_code, c.item_version, c.item_name, c.process_key, c.state, c.state_reason,
            c.lead_department, c.registered_by, c.registered_department, c.registered_at, c.accepted_at, c.decided_at,
            c.closed_at, c.applicant_kind, c.applicant_name, c.applicant_id_number, c.applicant_phone, c.agent_name,
            c.agent_id_number, c.agent_phone, c.external_ref, c.parent, c.granted, c.decision, c.awaits""";

    /** Whoever reads a case asks who may see it, too. */
    private static final String WHOLE = COLUMNS + """
            , array(select d.department || ' ' || d.how from case_department d where d.case_no = c.number) as departments""";

    private static final String SELECT = "select " + WHOLE + " from case_file c ";

    private final JdbcClient jdbc;
    private final TransactionMemory<String, Optional<Row>> read = new TransactionMemory<>();

    /**
     * A case with what is not shown of it: who applies, in clear, and the departments that have to do with it, each with
     * how.
     */
    private record Row(
            CaseFile file, Applicant applicant, @Nullable Agent agent, Map<String, String> departments) {}

    CaseRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A case as this transaction first read it, or has changed or locked it since. */
    Optional<CaseFile> find(String number) {
        return row(number).map(Row::file);
    }

    private Optional<Row> row(String number) {
        return read.get(number, unread -> jdbc.sql(SELECT + "where c.number = :number")
                .param("number", unread)
                .query((row, n) -> row(row))
                .optional());
    }

    /** The same, kept from others who want to change it until the transaction ends. */
    Optional<CaseFile> lock(String number) {
        Optional<Row> locked = jdbc.sql(SELECT + "where c.number = :number for no key update")
                .param("number", number)
                .query((row, n) -> row(row))
                .optional();
        read.put(number, locked);
        return locked.map(Row::file);
    }

    List<String> children(String number) {
        return jdbc.sql("select number from case_file where parent = :number order by number limit :most")
                .param("number", number)
                .param("most", MOST_CHILDREN)
                .query(String.class)
                .list();
    }

    /** The departments that have to do with a case, each with how, as this transaction first read them. */
    Map<String, String> departments(String number) {
        return row(number).map(Row::departments).orElse(Map.of());
    }

    Optional<Applicant> applicant(String number) {
        return row(number).map(Row::applicant);
    }

    Optional<Agent> agent(String number) {
        return row(number).map(Row::agent);
    }

    Optional<CaseState> stateBefore(String number) {
        return jdbc.sql("select state_before from case_file where number = :number and state_before is not null")
                .param("number", number)
                .query(String.class)
                .optional()
                .map(CaseState::valueOf);
    }

    /**
     * A new case with what is not shown of it.
     *
     * @param searched what it is found by
     */
    record Kept(
            CaseFile file, Applicant applicant, @Nullable Agent agent, String searched) {}

    /** A row as it is written; null where a column takes its default. */
    private record Written(
            String number,
            String title,
            String itemCode,
            long itemVersion,
            String itemName,
            String processKey,
            String state,
            String leadDepartment,
            String registeredBy,
            String registeredDepartment,
            Instant registeredAt,
            String applicantKind,
            String applicantName,
            String applicantIdNumber,
            String applicantPhone,
            @Nullable String agentName,
            @Nullable String agentIdNumber,
            @Nullable String agentPhone,
            @Nullable String externalRef,
            @Nullable String parent,
            String searched,
            Set<String> grams) {

        static Written of(Kept kept) {
            CaseFile file = kept.file();
            Applicant applicant = kept.applicant();
            Agent agent = kept.agent();
            return new Written(
                    file.number(),
                    file.title(),
                    file.itemCode(),
                    file.itemVersion(),
                    file.itemName(),
                    file.processKey(),
                    file.state().name(),
                    file.leadDepartment(),
                    file.registeredBy(),
                    file.registeredDepartment(),
                    file.registeredAt(),
                    applicant.kind().name(),
                    applicant.name(),
                    applicant.idNumber(),
                    applicant.phone(),
                    agent == null ? null : agent.name(),
                    agent == null ? null : agent.idNumber(),
                    agent == null ? null : agent.phone(),
                    file.externalRef(),
                    file.parent(),
                    kept.searched(),
                    SearchWords.grams(kept.searched()));
        }
    }

    /** Keeps new cases: all by one statement. */
    void insert(List<Kept> kept) {
        jdbc.sql("""
                insert into case_file
                    (number, title, item_code, item_version, item_name, process_key, state, lead_department,
                     registered_by, registered_department, registered_at, applicant_kind, applicant_name,
                     applicant_id_number, applicant_phone, agent_name, agent_id_number, agent_phone, external_ref,
                     parent, searched, grams)
                select r.number, r.title, r."itemCode", r."itemVersion", r."itemName", r."processKey", r.state,
                       r."leadDepartment", r."registeredBy", r."registeredDepartment", r."registeredAt",
                       r."applicantKind", r."applicantName", r."applicantIdNumber", r."applicantPhone",
                       r."agentName", r."agentIdNumber", r."agentPhone", r."externalRef", r.parent, r.searched, r.grams
                  from json_to_recordset(cast(:rows as json)) as r
                       (number text, title text, "itemCode" text, "itemVersion" bigint, "itemName" text,
                        "processKey" text, state text, "leadDepartment" text, "registeredBy" text,
                        "registeredDepartment" text, "registeredAt" timestamptz, "applicantKind" text,
                        "applicantName" text, "applicantIdNumber" text, "applicantPhone" text, "agentName" text,
                        "agentIdNumber" text, "agentPhone" text, "externalRef" text, parent text, searched text,
                        grams text[])""")
                .param("rows", Rows.json(kept.stream().map(Written::of).toList()))
                .update();
        kept.forEach(each -> read.put(
                each.file().number(), Optional.of(new Row(each.file(), each.applicant(), each.agent(), Map.of()))));
    }

    /** Changes a case that this transaction has locked. */
    void update(String number, StateChange change) {
        CaseFile.Decision decision = change.decision();
        Optional<Row> changed = jdbc.sql("""
                update case_file c
                   set state = :state, state_before = :before, state_reason = :reason,
                       accepted_at = coalesce(:acceptedAt, accepted_at),
                       decided_at = coalesce(:decidedAt, decided_at),
                       granted = coalesce(:granted, granted),
                       decision = coalesce(:decision, decision),
                       closed_at = :closedAt
                 where number = :number
                returning """ + " " + WHOLE)
                .param("number", number)
                .param("state", change.state().name())
                .param(
                        "before",
                        change.stateBefore() == null
                                ? null
                                : change.stateBefore().name(),
                        Types.VARCHAR)
                .param("reason", change.reason(), Types.VARCHAR)
                .param("acceptedAt", OfficialTime.ofNullable(change.acceptedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param(
                        "decidedAt",
                        decision == null ? null : OfficialTime.of(decision.decidedAt()),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .param("granted", decision == null ? null : decision.granted(), Types.BOOLEAN)
                .param("decision", decision == null ? null : decision.text(), Types.VARCHAR)
                .param("closedAt", OfficialTime.ofNullable(change.closedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .query((row, n) -> row(row))
                .optional();
        read.put(number, changed);
    }

    /** @param other number of the case that it waits for, null for none */
    void await(String number, @Nullable String other) {
        read.put(
                number,
                jdbc.sql("update case_file c set awaits = :other where number = :number returning " + WHOLE)
                        .param("number", number)
                        .param("other", other, Types.VARCHAR)
                        .query((row, n) -> row(row))
                        .optional());
    }

    private static Row row(ResultSet row) throws SQLException {
        Map<String, String> departments = new HashMap<>();
        for (Object each : (Object[]) row.getArray("departments").getArray()) {
            String[] codeAndHow = ((String) each).split(" ", 2);
            departments.put(codeAndHow[0], codeAndHow[1]);
        }
        return new Row(file(row), applicant(row), row.getString("agent_name") == null ? null : agent(row), departments);
    }

    /** A row with {@link #COLUMNS}. */
    static CaseFile file(ResultSet row) throws SQLException {
        Instant decidedAt = Rows.instant(row, "decided_at");
        return new CaseFile(
                row.getString("number"),
                row.getString("title"),
                row.getString("item_code"),
                row.getLong("item_version"),
                row.getString("item_name"),
                row.getString("process_key"),
                CaseState.valueOf(row.getString("state")),
                row.getString("state_reason"),
                row.getString("lead_department"),
                row.getString("registered_by"),
                row.getString("registered_department"),
                Rows.moment(row, "registered_at"),
                Rows.instant(row, "accepted_at"),
                decidedAt,
                Rows.instant(row, "closed_at"),
                applicant(row).masked(),
                row.getString("agent_name") == null ? null : agent(row).masked(),
                row.getString("external_ref"),
                row.getString("parent"),
                decidedAt == null
                        ? null
                        : new CaseFile.Decision(row.getBoolean("granted"), row.getString("decision"), decidedAt),
                row.getString("awaits"));
    }

    private static Applicant applicant(ResultSet row) throws SQLException {
        return new Applicant(
                ApplicantKind.valueOf(row.getString("applicant_kind")),
                row.getString("applicant_name"),
                row.getString("applicant_id_number"),
                row.getString("applicant_phone"));
    }

    private static Agent agent(ResultSet row) throws SQLException {
        return new Agent(row.getString("agent_name"), row.getString("agent_id_number"), row.getString("agent_phone"));
    }
}
