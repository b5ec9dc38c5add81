package org.xieban.timelimit;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.trace.Rows;

/** Clocks as they begin, written together: a plan of inspections begins ten thousand cases. */
@Repository
class BegunClocks {

    private final JdbcClient jdbc;

    BegunClocks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A clock that begins, as it stands then. */
    record Begun(
            String caseNo,
            ClockKind kind,
            ClockRepository.@Nullable Step step,
            ClockTerm term,
            WarningRule warning,
            Instant startedAt,
            ClockRepository.Standing standing) {

        Instant dueAt() {
            return standing.reckoning().dueAt().toInstant();
        }
    }

    private record New(
            String caseNo,
            String kind,
            @Nullable String step,
            @Nullable String stepName,
            @Nullable String taskId,
            @Nullable String department,
            int amount,
            String unit,
            String startEvent,
            String legalBasis,
            String source,
            @Nullable String displaced,
            @Nullable Integer yellowAmount,
            @Nullable String yellowUnit,
            List<String> rungs,
            Instant startedAt,
            Instant dueAt,
            Instant yellowAt,
            boolean expected,
            boolean paused,
            @Nullable Instant pauseAt,
            String lamp,
            @Nullable Instant nextChangeAt) {

        static New of(Begun begun) {
            ClockRepository.Step step = begun.step();
            ClockTerm term = begun.term();
            YellowRule yellow = begun.warning().yellow();
            ClockRepository.Standing standing = begun.standing();
            return new New(
                    begun.caseNo(),
                    begun.kind().name(),
                    step == null ? null : step.id(),
                    step == null ? null : step.name(),
                    step == null ? null : step.taskId(),
                    step == null ? null : step.department(),
                    term.amount(),
                    term.unit().name(),
                    term.startEvent().name(),
                    term.legalBasis(),
                    term.source().name(),
                    term.displaced(),
                    yellow == null ? null : yellow.amount(),
                    yellow == null ? null : yellow.unit().name(),
                    begun.warning().rungs().stream().map(Rung::name).toList(),
                    begun.startedAt(),
                    begun.dueAt(),
                    standing.reckoning().yellowAt().toInstant(),
                    standing.reckoning().expected(),
                    standing.paused(),
                    standing.pauseAt(),
                    standing.watch().lamp().name(),
                    standing.watch().nextChangeAt());
        }
    }

    /**
     * Keeps new clocks: all by one statement.
     *
     * @return the numbers of their cases, without those that there are not, as for processes that an analyst tries out
     */
    Set<String> insert(List<Begun> begun) {
        return new HashSet<>(jdbc.sql("""
                insert into clock (case_no, kind, step, step_name, task_id, department, amount, unit, start_event,
                                   legal_basis, source, displaced, yellow_amount, yellow_unit, rungs, started_at, due_at,
                                   yellow_at, expected, paused, pause_at, lamp, next_change_at)
                select r."caseNo", r.kind, r.step, r."stepName", r."taskId",
                       coalesce(r.department, (select lead_department from case_file where number = r."caseNo")),
                       r.amount, r.unit, r."startEvent", r."legalBasis", r.source, r.displaced, r."yellowAmount",
                       r."yellowUnit", r.rungs, r."startedAt", r."dueAt", r."yellowAt", r.expected, r.paused,
                       r."pauseAt", r.lamp, r."nextChangeAt"
                  from json_to_recordset(cast(:rows as json)) as r
                       ("caseNo" text, kind text, step text, "stepName" text, "taskId" text, department text,
                        amount integer, unit text, "startEvent" text, "legalBasis" text, source text, displaced text,
                        "yellowAmount" integer, "yellowUnit" text, rungs text[], "startedAt" timestamptz,
                        "dueAt" timestamptz, "yellowAt" timestamptz, expected boolean, paused boolean,
                        "pauseAt" timestamptz, lamp text, "nextChangeAt" timestamptz)
                 where (select true from case_file where number = r."caseNo")
                returning case_no""")
                .param("rows", Rows.json(begun.stream().map(New::of).toList()))
                .query(String.class)
                .list());
    }
}
