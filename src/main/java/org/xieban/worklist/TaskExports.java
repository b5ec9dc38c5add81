package org.xieban.worklist;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.casefile.CaseAccess;
import org.xieban.directory.SignedInOfficer;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;
import org.xieban.web.Refusal;

/**
 * Files of exported lists while they are made and until they are fetched. They are kept in the database, so that every
 * node serves them, in parts, so that none is ever whole in memory. Only whoever asked for one gets it, for the post
 * that he acted for.
 */
@Repository
class TaskExports {

    /** So long a file can be fetched. */
    static final Duration KEPT = Duration.ofHours(1);

    /** One of which nothing was heard for so long was broken off with its node. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** What of a file is kept in one row. */
    private static final int PART = 256 * 1024;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate apart;

    TaskExports(JdbcClient jdbc, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** How it stands with a file. */
    enum State {
        RUNNING,
        DONE,
        FAILED
    }

    /**
     * An export.
     *
     * @param rows that the list had when it was asked for
     * @param written of these so far
     */
    record Export(
            UUID id,
            TaskTableFormat format,
            State state,
            long rows,
            long written,
            Instant startedAt,
            Instant expiresAt) {

        /** How far it is, in hundredths. */
        public int progress() {
            return state == State.DONE || rows == 0 ? 100 : (int) Math.min(99, written * 100 / rows);
        }
    }

    @Transactional
    UUID begin(SignedInOfficer officer, TaskTableFormat format, long rows) {
        Instant now = clock.instant();
        jdbc.sql("delete from task_export where expires_at < :now")
                .param("now", OfficialTime.of(now))
                .update();
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        insert into task_export (id, officer, department, format, state, rows, started_at, heard_at, expires_at)
                        values (:id, :officer, :department, :format, 'RUNNING', :rows, :now, :now, :expires)""")
                .param("id", id)
                .param("officer", officer.login())
                .param("department", officer.departmentCode())
                .param("format", format.name())
                .param("rows", rows)
                .param("now", OfficialTime.of(now))
                .param("expires", OfficialTime.of(now.plus(KEPT)))
                .update();
        return id;
    }

    /** How many files are being made for an officer. */
    @Transactional(readOnly = true)
    long running(SignedInOfficer officer) {
        return jdbc.sql("""
                        select count(*) from task_export
                         where officer = :officer and state = 'RUNNING' and heard_at > :since""")
                .param("officer", officer.login())
                .param("since", OfficialTime.of(clock.instant().minus(PATIENCE)))
                .query(Long.class)
                .single();
    }

    /** @throws Refusal {@code export.unknown} (404) where it is another's, or has expired */
    @Transactional(readOnly = true)
    Export require(UUID id) {
        SignedInOfficer officer = CaseAccess.requireOfficer();
        return jdbc.sql("""
                        select * from task_export
                         where id = :id and officer = :officer and department = :department and expires_at >= :now""")
                .param("id", id)
                .param("officer", officer.login())
                .param("department", officer.departmentCode())
                .param("now", OfficialTime.of(clock.instant()))
                .query(this::row)
                .optional()
                .orElseThrow(() -> Refusal.notFound("export.unknown"));
    }

    void progress(UUID id, long written) {
        apart.executeWithoutResult(
                status -> jdbc.sql("update task_export set written = :written, heard_at = :now where id = :id")
                        .param("written", written)
                        .param("now", OfficialTime.of(clock.instant()))
                        .param("id", id)
                        .update());
    }

    void end(UUID id, State state, long written) {
        apart.executeWithoutResult(
                status -> jdbc.sql("update task_export set state = :state, written = :written where id = :id")
                        .param("state", state.name())
                        .param("written", written)
                        .param("id", id)
                        .update());
    }

    /** Where the file is written, part by part. */
    OutputStream file(UUID id) {
        return new Parts(id);
    }

    /** Writes the file where it is wanted. */
    void copy(UUID id, OutputStream to) throws IOException {
        for (int part = 0; ; part++) {
            int wanted = part;
            Optional<byte[]> content = jdbc.sql(
                            "select content from task_export_part where export = :id and part = :part")
                    .param("id", id)
                    .param("part", wanted)
                    .query((row, number) -> row.getBytes("content"))
                    .optional();
            if (content.isEmpty()) {
                return;
            }
            to.write(content.get());
        }
    }

    private Export row(ResultSet row, int number) throws SQLException {
        State state = State.valueOf(row.getString("state"));
        Instant heardAt = Rows.moment(row, "heard_at");
        boolean brokenOff = state == State.RUNNING && heardAt.plus(PATIENCE).isBefore(clock.instant());
        return new Export(
                row.getObject("id", UUID.class),
                TaskTableFormat.valueOf(row.getString("format")),
                brokenOff ? State.FAILED : state,
                row.getLong("rows"),
                row.getLong("written"),
                Rows.moment(row, "started_at"),
                Rows.moment(row, "expires_at"));
    }

    private final class Parts extends OutputStream {

        private final UUID id;
        private final byte[] part = new byte[PART];
        private int length;
        private int number;

        Parts(UUID id) {
            this.id = id;
        }

        @Override
        public void write(int each) {
            part[length++] = (byte) each;
            if (length == PART) {
                keep();
            }
        }

        @Override
        public void write(byte[] bytes, int from, int count) {
            int at = from;
            int left = count;
            while (left > 0) {
                int fits = Math.min(left, PART - length);
                System.arraycopy(bytes, at, part, length, fits);
                length += fits;
                at += fits;
                left -= fits;
                if (length == PART) {
                    keep();
                }
            }
        }

        private void keep() {
            byte[] content = Arrays.copyOf(part, length);
            apart.executeWithoutResult(status -> jdbc.sql(
                            "insert into task_export_part (export, part, content) values (:id, :part, :content)")
                    .param("id", id)
                    .param("part", number)
                    .param("content", content)
                    .update());
            number++;
            length = 0;
        }

        @Override
        public void close() {
            if (length > 0) {
                keep();
            }
        }
    }
}
