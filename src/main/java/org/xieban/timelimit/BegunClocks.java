package org.xieban.timelimit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/**
 * Clocks as they begin, written together: a plan of inspections begins ten thousand cases. Those of steps begin as others
 * end.
 */
@Repository
class BegunClocks {

    private static final String INSERT = """
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
             where (select true from case_file where number = r."caseNo")""";

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
        return new HashSet<>(jdbc.sql(INSERT + " returning case_no")
                .param("rows", rows(begun))
                .query(String.class)
                .list());
    }

    /**
     * What became of clocks that were to end and to begin.
     *
     * @param calendar the version of the calendar that is held
     * @param ended the tasks whose clocks have ended
     * @param cases as {@link #insert} gives them; none where the calendar is of another version than was reckoned by
     */
    record Moved(long calendar, Set<String> ended, Set<String> cases) {}

    /**
     * Holds the calendar, ends the running clocks of tasks, in time unless they are over, and keeps new ones.
     *
     * @param closed ids of tasks; clocks of theirs that stand still are left as they are
     * @param calendar the version of the calendar by which the new ones were reckoned
     */
    Moved move(List<String> closed, Instant at, long calendar, List<Begun> begun) {
        return jdbc.sql("""
                with held as materialized (select calendar_held() as version),
                     ended as (
                         update clock
                            set ended_at = :at, next_change_at = null,
                                outcome = case when due_at > :lastOver then 'MET' else 'MISSED' end
                           from held
                          where task_id = any(:closed) and ended_at is null and not paused
                         returning task_id),
                     begun as (""" + INSERT + """

                           and (select version from held) = :calendar
                         returning case_no)
                select version, array(select task_id from ended) as ended, array(select case_no from begun) as cases
                  from held""")
                .param("at", OfficialTime.of(at))
                .param("lastOver", OfficialTime.of(Course.lastOver(at)))
                .param("closed", closed.toArray(String[]::new))
                .param("calendar", calendar)
                .param("rows", rows(begun))
                .query((row, number) -> new Moved(row.getLong("version"), texts(row, "ended"), texts(row, "cases")))
                .single();
    }

    private static String rows(List<Begun> begun) {
        return Rows.json(begun.stream().map(New::of).toList());
    }

    private static Set<String> texts(ResultSet row, String column) throws SQLException {
        return new HashSet<>(Arrays.asList((String[]) row.getArray(column).getArray()));
    }
}
