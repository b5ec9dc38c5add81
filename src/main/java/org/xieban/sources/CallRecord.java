package org.xieban.sources;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.directory.SignedInOfficer;
import org.xieban.sources.connect.Answer;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;
import org.xieban.web.Listing;
import org.xieban.web.PageRequest;

/** The record of calls. */
@Repository
class CallRecord {

    static final String LIST = "calls/newest";

    private static final String COLUMNS = """
            select id, resource, department, officer, officer_name, case_no, step, purpose, fields, state, reason,
                   attempts, started_at, millis, answer_sha256, question
              from data_call
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    CallRecord(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A call as it is begun. */
    record Begun(
            String key,
            String question,
            String resource,
            String department,
            @Nullable SignedInOfficer officer,
            @Nullable String caseNo,
            @Nullable String step,
            @Nullable String item,
            Purpose purpose,
            Set<String> fields,
            @Nullable Long grant,
            @Nullable String subject) {}

    /** A call of the same key, with the digest of what it asked. */
    record Earlier(DataCall call, String question) {}

    Optional<Earlier> ofKey(String key) {
        return jdbc.sql(COLUMNS + " where idempotency_key = :key")
                .param("key", key)
                .query((row, number) -> new Earlier(call(row), row.getString("question")))
                .optional();
    }

    /** Writes that it begins, once more where it did before; empty where its key is answered, or stands for another. */
    Optional<Long> begin(Begun begun) {
        SignedInOfficer officer = begun.officer();
        return jdbc.sql("""
                        insert into data_call as c (idempotency_key, question, resource, department, officer,
                            officer_name, case_no, step, item, purpose, fields, granted_by, subject, state, tries,
                            started_at)
                        values (:key, :question, :resource, :department, :officer, :officerName, :caseNo, :step, :item,
                            :purpose, :fields, :grant, :subject, 'STARTED', 1, :at)
                        on conflict (idempotency_key) do update
                           set state = 'STARTED', tries = c.tries + 1, reason = null, ended_at = null, millis = null,
                               fields = excluded.fields, granted_by = excluded.granted_by, subject = excluded.subject
                         where c.state not in ('ANSWERED', 'UNKNOWN') and c.question = excluded.question
                        returning id""")
                .param("key", begun.key())
                .param("question", begun.question())
                .param("resource", begun.resource())
                .param("department", begun.department())
                .param("officer", officer == null ? null : officer.login())
                .param("officerName", officer == null ? null : officer.name())
                .param("caseNo", begun.caseNo())
                .param("step", begun.step())
                .param("item", begun.item())
                .param("purpose", begun.purpose().name())
                .param("fields", new TreeSet<>(begun.fields()).toArray(String[]::new))
                .param("grant", begun.grant())
                .param("subject", begun.subject())
                .param("at", OfficialTime.of(clock.instant()))
                .query(Long.class)
                .optional();
    }

    /** Writes what the source answered; false where another call of the same key was quicker. */
    boolean answered(long id, DataCall.State state, Answer answer, Duration took) {
        return jdbc.sql("""
                                update data_call
                                   set state = :state, ended_at = :at, millis = :millis, attempts = attempts + :attempts,
                                       answer_sha256 = :sha256
                                 where id = :id and state = 'STARTED'""")
                        .param("id", id)
                        .param("state", state.name())
                        .param("at", OfficialTime.of(clock.instant()))
                        .param("millis", millis(took))
                        .param("attempts", answer.attempts())
                        .param("sha256", answer.sha256())
                        .update()
                == 1;
    }

    /** Writes why there is no answer. */
    void ended(long id, DataCall.State state, String reason, int attempts, Duration took) {
        jdbc.sql("""
                        update data_call
                           set state = :state, reason = :reason, ended_at = :at, millis = :millis,
                               attempts = attempts + :attempts
                         where id = :id and state = 'STARTED'""")
                .param("id", id)
                .param("state", state.name())
                .param("reason", reason)
                .param("at", OfficialTime.of(clock.instant()))
                .param("millis", millis(took))
                .param("attempts", attempts)
                .update();
    }

    private static int millis(Duration took) {
        return (int) Math.min(Integer.MAX_VALUE, took.toMillis());
    }

    DataCall find(long id) {
        return jdbc.sql(COLUMNS + " where id = :id")
                .param("id", id)
                .query((row, number) -> call(row))
                .single();
    }

    List<DataCall> ofCase(String caseNo) {
        return jdbc.sql(COLUMNS + " where case_no = :caseNo order by id")
                .param("caseNo", caseNo)
                .query((row, number) -> call(row))
                .list();
    }

    /** What a list of calls is narrowed to; null for any. */
    record Filter(
            @Nullable String resource,
            DataCall.@Nullable State state,
            @Nullable String subject) {}

    Listing<DataCall> list(Filter filter, PageRequest page) {
        String where = """
                 where (cast(:resource as text) is null or resource = :resource)
                   and (cast(:state as text) is null or state = :state)
                   and (cast(:subject as text) is null or subject = :subject)
                """;
        List<DataCall> rows = filtered(
                        COLUMNS + where + " and (cast(:after as bigint) is null or id < :after) order by id desc"
                                + " limit :limit",
                        filter)
                .param("after", page.after() == null ? null : page.after().number(0))
                .param("limit", page.limit())
                .query((row, number) -> call(row))
                .list();
        long total = filtered("select count(*) from data_call" + where, filter)
                .query(Long.class)
                .single();
        return page.listing(rows, total, call -> new Object[] {call.id()});
    }

    private JdbcClient.StatementSpec filtered(String sql, Filter filter) {
        return jdbc.sql(sql)
                .param("resource", filter.resource())
                .param("state", filter.state() == null ? null : filter.state().name())
                .param("subject", filter.subject());
    }

    private static DataCall call(ResultSet row) throws SQLException {
        Array fields = row.getArray("fields");
        Instant started = Rows.instant(row, "started_at");
        return new DataCall(
                row.getLong("id"),
                row.getString("resource"),
                row.getString("department"),
                row.getString("officer"),
                row.getString("officer_name"),
                row.getString("case_no"),
                row.getString("step"),
                Purpose.valueOf(row.getString("purpose")),
                Set.of((String[]) fields.getArray()),
                DataCall.State.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getInt("attempts"),
                started == null ? Instant.EPOCH : started,
                row.getObject("millis", Integer.class),
                row.getString("answer_sha256"));
    }
}
