package org.xieban.emergency.warning;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** Calls of warnings, in the database. */
@Repository
class CallRepository {

    private final JdbcClient jdbc;

    CallRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(
            String caseNo,
            int version,
            String recipient,
            int position,
            @Nullable String officer,
            Instant calledAt,
            Instant until) {
        jdbc.sql("""
                insert into emergency_warning_call
                    (case_no, version, recipient, position, officer, called_at, until, state, said)
                values (:caseNo, :version, :recipient, :position, :officer, :at, :until, 'OPEN', '')""")
                .param("caseNo", caseNo)
                .param("version", version)
                .param("recipient", recipient)
                .param("position", position)
                .param("officer", officer)
                .param("at", OfficialTime.of(calledAt))
                .param("until", OfficialTime.of(until))
                .update();
    }

    /** Those of the last version first, by departments and in their order. */
    List<WarningCall> of(String caseNo) {
        return jdbc.sql("""
                select * from emergency_warning_call where case_no = :caseNo
                 order by version desc, recipient, position""").param("caseNo", caseNo).query(CallRepository::call).list();
    }

    /** The call that a task stands for. */
    Optional<WarningCall> ofTask(String taskId) {
        return jdbc.sql("select * from emergency_warning_call where task_id = :task")
                .param("task", taskId)
                .query(CallRepository::call)
                .optional();
    }

    void task(long id, String taskId) {
        jdbc.sql("update emergency_warning_call set task_id = :task where id = :id")
                .param("id", id)
                .param("task", taskId)
                .update();
    }

    void answered(long id, WarningCall.State state, String by, Instant at, String said) {
        jdbc.sql("""
                update emergency_warning_call
                   set state = :state, answered_by = :by, answered_at = :at, said = :said where id = :id""")
                .param("id", id)
                .param("state", state.name())
                .param("by", by)
                .param("at", OfficialTime.of(at))
                .param("said", said)
                .update();
    }

    void passed(long id, Instant at) {
        jdbc.sql("update emergency_warning_call set state = 'PASSED', ended_at = :at where id = :id")
                .param("id", id)
                .param("at", OfficialTime.of(at))
                .update();
    }

    /** Ends what is still open, as the warning has changed. */
    void supersede(String caseNo, Instant at) {
        jdbc.sql("""
                update emergency_warning_call set state = 'SUPERSEDED', ended_at = :at
                 where case_no = :caseNo and state = 'OPEN'""").param("caseNo", caseNo).param("at", OfficialTime.of(at)).update();
    }

    private static WarningCall call(ResultSet row, int number) throws SQLException {
        return new WarningCall(
                row.getLong("id"),
                row.getInt("version"),
                row.getString("recipient"),
                row.getInt("position"),
                row.getString("officer"),
                Objects.requireNonNull(Rows.instant(row, "called_at")),
                Objects.requireNonNull(Rows.instant(row, "until")),
                WarningCall.State.valueOf(row.getString("state")),
                row.getString("answered_by"),
                Rows.instant(row, "answered_at"),
                Rows.instant(row, "ended_at"),
                row.getString("task_id"),
                row.getString("said"));
    }
}
