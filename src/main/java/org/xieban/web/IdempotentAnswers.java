package org.xieban.web;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.trace.OfficialTime;

/** The answers kept for calls that may be repeated. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class IdempotentAnswers {

    /** An answer as it was given. */
    record Answer(
            byte[] bodyHash,
            int status,
            @Nullable String location,
            @Nullable String contentType,
            byte[] body) {}

    private static final Duration KEPT = Duration.ofHours(24);
    private static final String LONGEST_WAIT = "30s";

    private final JdbcClient jdbc;
    private final Clock clock;

    IdempotentAnswers(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Waits until no other transaction works on the same scope, and keeps others waiting until this one ends.
     *
     * @throws org.springframework.dao.ConcurrencyFailureException when the other takes too long
     */
    void lock(byte[] scope) {
        jdbc.sql("select set_config('lock_timeout', :wait, true)")
                .param("wait", LONGEST_WAIT)
                .query(String.class)
                .single();
        jdbc.sql("select pg_advisory_xact_lock(:scope)")
                .param("scope", ByteBuffer.wrap(scope).getLong())
                .query((rs, n) -> n)
                .single();
        jdbc.sql("set local lock_timeout to default").update();
    }

    Optional<Answer> find(byte[] scope) {
        return jdbc.sql("""
                select body_hash, status, location, content_type, body
                  from idempotent_answer where scope = :scope and kept_until > :now""")
                .param("scope", scope)
                .param("now", OfficialTime.of(clock.instant()))
                .query(IdempotentAnswers::row)
                .optional();
    }

    void keep(byte[] scope, Answer answer) {
        Instant now = clock.instant();
        // old ones go as new ones come: nothing to schedule, and never much at once
        jdbc.sql("""
                delete from idempotent_answer where id in (
                    select id from idempotent_answer where kept_until <= :now and scope <> :scope
                     order by kept_until limit 20 for update skip locked)""").param("now", OfficialTime.of(now)).param("scope", scope).update();
        jdbc.sql("""
                insert into idempotent_answer (scope, body_hash, status, location, content_type, body, kept_until)
                values (:scope, :bodyHash, :status, :location, :contentType, :body, :keptUntil)
                on conflict (scope) do update set
                    body_hash = excluded.body_hash, status = excluded.status, location = excluded.location,
                    content_type = excluded.content_type, body = excluded.body, kept_until = excluded.kept_until""")
                .param("scope", scope)
                .param("bodyHash", answer.bodyHash())
                .param("status", answer.status())
                .param("location", answer.location())
                .param("contentType", answer.contentType())
                .param("body", answer.body())
                .param("keptUntil", OfficialTime.of(now.plus(KEPT)))
                .update();
    }

    private static Answer row(ResultSet rs, int n) throws SQLException {
        return new Answer(
                rs.getBytes("body_hash"),
                rs.getInt("status"),
                rs.getString("location"),
                rs.getString("content_type"),
                rs.getBytes("body"));
    }
}
