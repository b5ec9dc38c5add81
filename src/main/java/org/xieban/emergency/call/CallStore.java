package org.xieban.emergency.call;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.emergency.duty.Rung;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** Calls, in the database. */
@Repository
class CallStore {

    private final JdbcClient jdbc;

    CallStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param callee null where the duty room telephones */
    Call insert(
            String caseNo,
            int round,
            String recipient,
            int position,
            @Nullable Callee callee,
            Instant calledAt,
            Instant until) {
        return jdbc.sql("""
                insert into emergency_call
                    (case_no, round, recipient, position, officer, rung, called_at, until, state, said)
                values (:caseNo, :round, :recipient, :position, :officer, :rung, :at, :until, 'OPEN', '')
                returning *""")
                .param("caseNo", caseNo)
                .param("round", round)
                .param("recipient", recipient)
                .param("position", position)
                .param("officer", callee == null ? null : callee.login())
                .param(
                        "rung",
                        callee == null || callee.rung() == null
                                ? null
                                : callee.rung().name())
                .param("at", OfficialTime.of(calledAt))
                .param("until", OfficialTime.of(until))
                .query(CallStore::call)
                .single();
    }

    List<Call> of(String caseNo) {
        return jdbc.sql("""
                select * from emergency_call where case_no = :caseNo
                 order by round desc, recipient, position""").param("caseNo", caseNo).query(CallStore::call).list();
    }

    Optional<Call> ofTask(String taskId) {
        return jdbc.sql("select * from emergency_call where task_id = :task")
                .param("task", taskId)
                .query(CallStore::call)
                .optional();
    }

    void task(long id, String taskId) {
        jdbc.sql("update emergency_call set task_id = :task where id = :id")
                .param("id", id)
                .param("task", taskId)
                .update();
    }

    void answered(long id, Call.State state, String by, Instant at, String said) {
        jdbc.sql("""
                update emergency_call
                   set state = :state, answered_by = :by, answered_at = :at, said = :said where id = :id""")
                .param("id", id)
                .param("state", state.name())
                .param("by", by)
                .param("at", OfficialTime.of(at))
                .param("said", said)
                .update();
    }

    void passed(long id, Instant at) {
        jdbc.sql("update emergency_call set state = 'PASSED', ended_at = :at where id = :id")
                .param("id", id)
                .param("at", OfficialTime.of(at))
                .update();
    }

    void supersede(String caseNo, Instant at) {
        jdbc.sql("""
                update emergency_call set state = 'SUPERSEDED', ended_at = :at
                 where case_no = :caseNo and state = 'OPEN'""").param("caseNo", caseNo).param("at", OfficialTime.of(at)).update();
    }

    private static Call call(ResultSet row, int number) throws SQLException {
        String rung = row.getString("rung");
        return new Call(
                row.getLong("id"),
                row.getString("case_no"),
                row.getInt("round"),
                row.getString("recipient"),
                row.getInt("position"),
                row.getString("officer"),
                rung == null ? null : Rung.Kind.valueOf(rung),
                Rows.moment(row, "called_at"),
                Rows.moment(row, "until"),
                Call.State.valueOf(row.getString("state")),
                row.getString("answered_by"),
                Rows.instant(row, "answered_at"),
                Rows.instant(row, "ended_at"),
                row.getString("task_id"),
                row.getString("said"));
    }
}
