package org.xieban.timelimit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.calendar.TermUnit;
import org.xieban.catalogue.Term;

/** The tables of clocks, pauses and extensions. */
@Repository
class ClockRepository {

    /**
     * A clock as it is kept.
     *
     * @param taskId of the engine, for clocks of steps
     * @param outcome {@code MET}, {@code MISSED} or {@code RESTARTED}, null while it is open
     */
    record Row(
            long id,
            String caseNo,
            ClockKind kind,
            @Nullable String step,
            @Nullable String stepName,
            @Nullable String taskId,
            ClockTerm term,
            Instant startedAt,
            Instant dueAt,
            Instant yellowAt,
            boolean expected,
            boolean paused,
            @Nullable Instant endedAt,
            @Nullable String outcome) {}

    /** A step for which a clock runs. */
    record Step(String id, String name, String taskId) {}

    private static final String SELECT = "select c.* from clock c ";

    private final JdbcClient jdbc;

    ClockRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Row> find(long id) {
        return jdbc.sql(SELECT + "where c.id = :id and c.outcome is distinct from 'RESTARTED'")
                .param("id", id)
                .query((row, n) -> row(row))
                .optional();
    }

    List<Row> ofCase(String caseNo) {
        return jdbc.sql(SELECT + "where c.case_no = :caseNo and c.outcome is distinct from 'RESTARTED' order by c.id")
                .param("caseNo", caseNo)
                .query((row, n) -> row(row))
                .list();
    }

    /** The open clocks of a case, kept from others who want to change them until the transaction ends. */
    List<Row> lockOpen(String caseNo) {
        return jdbc.sql(SELECT + "where c.case_no = :caseNo and c.ended_at is null order by c.id for no key update")
                .param("caseNo", caseNo)
                .query((row, n) -> row(row))
                .list();
    }

    /** The numbers of the cases with an open clock. */
    List<String> casesWithOpenClocks() {
        return jdbc.sql("select distinct case_no from clock where ended_at is null order by case_no")
                .query(String.class)
                .list();
    }

    /** The open clock of a case of that kind, which is none of a step. */
    Optional<Row> open(String caseNo, ClockKind kind) {
        return jdbc.sql(SELECT + "where c.case_no = :caseNo and c.kind = :kind and c.ended_at is null")
                .param("caseNo", caseNo)
                .param("kind", kind.name())
                .query((row, n) -> row(row))
                .optional();
    }

    /** Keeps a new clock; empty where there is no such case, as for processes that an analyst tries out. */
    Optional<Row> insert(
            String caseNo,
            ClockKind kind,
            @Nullable Step step,
            ClockTerm term,
            Instant startedAt,
            Reckoning reckoning,
            boolean paused) {
        return jdbc.sql("""
                insert into clock (case_no, kind, step, step_name, task_id, amount, unit, start_event, legal_basis,
                                   started_at, due_at, yellow_at, expected, paused)
                select f.number, :kind, cast(:step as varchar), cast(:stepName as text), cast(:taskId as varchar),
                       :amount, :unit, :startEvent, :legalBasis, :startedAt, :dueAt, :yellowAt, :expected, :paused
                  from case_file f where f.number = :caseNo
                returning *""")
                .param("caseNo", caseNo)
                .param("kind", kind.name())
                .param("step", step == null ? null : step.id())
                .param("stepName", step == null ? null : step.name())
                .param("taskId", step == null ? null : step.taskId())
                .param("amount", term.amount())
                .param("unit", term.unit().name())
                .param("startEvent", term.startEvent().name())
                .param("legalBasis", term.legalBasis())
                .param("startedAt", at(startedAt))
                .param("dueAt", reckoning.dueAt())
                .param("yellowAt", reckoning.yellowAt())
                .param("expected", reckoning.expected())
                .param("paused", paused)
                .query((row, n) -> row(row))
                .optional();
    }

    void update(long id, Reckoning reckoning, boolean paused) {
        jdbc.sql("""
                update clock set due_at = :dueAt, yellow_at = :yellowAt, expected = :expected, paused = :paused
                 where id = :id""")
                .param("id", id)
                .param("dueAt", reckoning.dueAt())
                .param("yellowAt", reckoning.yellowAt())
                .param("expected", reckoning.expected())
                .param("paused", paused)
                .update();
    }

    void end(long id, Instant at, String outcome) {
        jdbc.sql("update clock set ended_at = :at, outcome = :outcome, paused = false where id = :id")
                .param("id", id)
                .param("at", at(at))
                .param("outcome", outcome)
                .update();
    }

    /** Ends the clock of a task: in time where it stands still, or is not yet over. */
    void endOfTask(String taskId, Instant at) {
        jdbc.sql("""
                update clock
                   set ended_at = :at, paused = false,
                       outcome = case when paused or due_at >= :at then 'MET' else 'MISSED' end
                 where task_id = :taskId and ended_at is null""").param("taskId", taskId).param("at", at(at)).update();
    }

    List<Pause> pauses(String caseNo) {
        return jdbc.sql("""
                select p.*, e.ended_at from clock_pause p left join clock_pause_end e on e.pause = p.id
                 where p.case_no = :caseNo order by p.from_at, p.id""")
                .param("caseNo", caseNo)
                .query((row, n) -> pause(row))
                .list();
    }

    Pause insert(
            String caseNo,
            PauseType type,
            String legalBasis,
            String reason,
            String approver,
            Instant from,
            LocalDate until) {
        return jdbc.sql("""
                insert into clock_pause (case_no, type, stops, legal_basis, reason, approver, from_at, until)
                values (:caseNo, :type, :stops, :legalBasis, :reason, :approver, :from, :until)
                returning *, cast(null as timestamptz) as ended_at""")
                .param("caseNo", caseNo)
                .param("type", type.name())
                .param("stops", type.stops().stream().map(Enum::name).sorted().toArray(String[]::new))
                .param("legalBasis", legalBasis)
                .param("reason", reason)
                .param("approver", approver)
                .param("from", at(from))
                .param("until", until)
                .query((row, n) -> pause(row))
                .single();
    }

    void endPause(long pause, Instant at, String by) {
        jdbc.sql("insert into clock_pause_end (pause, ended_at, ended_by) values (:pause, :at, :by)")
                .param("pause", pause)
                .param("at", at(at))
                .param("by", by)
                .update();
    }

    Optional<Extension> extension(String caseNo) {
        return jdbc.sql("select * from clock_extension where case_no = :caseNo")
                .param("caseNo", caseNo)
                .query((row, n) -> extension(row))
                .optional();
    }

    /** Keeps an extension; empty where there is one already. */
    Optional<Extension> insert(String caseNo, int amount, Term.Unit unit, String reason, String approver, Instant at) {
        return jdbc.sql("""
                insert into clock_extension (case_no, amount, unit, reason, approver, approved_at)
                values (:caseNo, :amount, :unit, :reason, :approver, :at)
                on conflict do nothing returning *""")
                .param("caseNo", caseNo)
                .param("amount", amount)
                .param("unit", unit.name())
                .param("reason", reason)
                .param("approver", approver)
                .param("at", at(at))
                .query((row, n) -> extension(row))
                .optional();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getLong("id"),
                row.getString("case_no"),
                ClockKind.valueOf(row.getString("kind")),
                row.getString("step"),
                row.getString("step_name"),
                row.getString("task_id"),
                new ClockTerm(
                        row.getInt("amount"),
                        TermUnit.valueOf(row.getString("unit")),
                        ClockTerm.StartEvent.valueOf(row.getString("start_event")),
                        row.getString("legal_basis")),
                instant(row, "started_at"),
                instant(row, "due_at"),
                instant(row, "yellow_at"),
                row.getBoolean("expected"),
                row.getBoolean("paused"),
                instantOrNull(row, "ended_at"),
                row.getString("outcome"));
    }

    private static Pause pause(ResultSet row) throws SQLException {
        return new Pause(
                row.getLong("id"),
                PauseType.valueOf(row.getString("type")),
                Arrays.stream((String[]) row.getArray("stops").getArray())
                        .map(ClockKind::valueOf)
                        .collect(Collectors.toSet()),
                row.getString("legal_basis"),
                row.getString("reason"),
                row.getString("approver"),
                row.getString("document"),
                instant(row, "from_at"),
                row.getObject("until", LocalDate.class),
                instantOrNull(row, "ended_at"));
    }

    private static Extension extension(ResultSet row) throws SQLException {
        return new Extension(
                row.getLong("id"),
                row.getInt("amount"),
                Term.Unit.valueOf(row.getString("unit")),
                row.getString("reason"),
                row.getString("approver"),
                instant(row, "approved_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
