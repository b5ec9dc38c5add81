package org.xieban.worklist;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.trace.OfficialTime;

/** Tasks that were sent to officers to be read (抄送, 待阅). */
@Repository
class Copies {

    private final JdbcClient jdbc;
    private final Clock clock;

    Copies(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * What an officer was sent.
     *
     * @param by login of the sender
     * @param readAt null until he has read it
     */
    record Copy(
            String taskId,
            String by,
            String note,
            Instant at,
            @Nullable Instant readAt) {

        public boolean unread() {
            return readAt == null;
        }
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void send(String taskId, List<String> officers, String by, String note) {
        jdbc.sql("""
                        insert into work_copy (officer, task_id, sent_by, note, sent_at)
                        select officer, :task, :by, :note, :now from unnest(cast(:officers as text[])) o (officer)
                        on conflict (officer, task_id) do update
                           set sent_by = :by, note = :note, sent_at = :now, read_at = null""")
                .param("task", taskId)
                .param("officers", officers.toArray(String[]::new))
                .param("by", by)
                .param("note", note)
                .param("now", OfficialTime.of(clock.instant()))
                .update();
    }

    /** Whether there was something that he had not read. */
    @Transactional(propagation = Propagation.MANDATORY)
    boolean read(String taskId, String officer) {
        return jdbc.sql("""
                        update work_copy set read_at = greatest(:now, sent_at)
                         where task_id = :task and officer = :officer and read_at is null""")
                        .param("task", taskId)
                        .param("officer", officer)
                        .param("now", OfficialTime.of(clock.instant()))
                        .update()
                > 0;
    }

    @Transactional(readOnly = true)
    Optional<Copy> find(String taskId, String officer) {
        return Optional.ofNullable(of(List.of(taskId), officer).get(taskId));
    }

    /** What an officer was sent of these tasks, by their ids. */
    @Transactional(readOnly = true)
    Map<String, Copy> of(Collection<String> taskIds, String officer) {
        Map<String, Copy> copies = new HashMap<>();
        jdbc.sql("""
                        select task_id, sent_by, note, sent_at, read_at from work_copy
                         where officer = :officer and task_id = any(:tasks)""")
                .param("officer", officer)
                .param("tasks", taskIds.toArray(String[]::new))
                .query(row -> {
                    OffsetDateTime readAt = row.getObject("read_at", OffsetDateTime.class);
                    copies.put(
                            row.getString("task_id"),
                            new Copy(
                                    row.getString("task_id"),
                                    row.getString("sent_by"),
                                    row.getString("note"),
                                    row.getObject("sent_at", OffsetDateTime.class)
                                            .toInstant(),
                                    readAt == null ? null : readAt.toInstant()));
                });
        return copies;
    }
}
