package org.xieban.worklist;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.calendar.Calendars;
import org.xieban.calendar.TermUnit;
import org.xieban.directory.SignedInOfficer;
import org.xieban.trace.OfficialTime;

/** Who has urged whom to do a task (催办). One person urges for one task no more than once in a working hour. */
@Repository
class Urges {

    private final JdbcClient jdbc;
    private final Calendars calendars;
    private final Clock clock;

    Urges(JdbcClient jdbc, Calendars calendars, Clock clock) {
        this.jdbc = jdbc;
        this.calendars = calendars;
        this.clock = clock;
    }

    /** When an officer may urge again; empty where he may now. */
    @Transactional(readOnly = true)
    Optional<Instant> again(String taskId, SignedInOfficer officer) {
        return jdbc.sql("""
                        select urged_at from work_urge where task_id = :task and urged_by = :officer
                         order by urged_at desc limit 1""")
                .param("task", taskId)
                .param("officer", officer.login())
                .query(OffsetDateTime.class)
                .optional()
                .map(last -> calendars
                        .of(officer::departmentCode)
                        .due(last.toInstant(), 1, TermUnit.WORKING_HOUR)
                        .dueAt()
                        .toInstant())
                .filter(again -> again.isAfter(clock.instant()));
    }

    /** Lets nobody else urge for this task until this transaction ends, so that two clicks are one. */
    @Transactional(propagation = Propagation.MANDATORY)
    void hold(String taskId) {
        jdbc.sql("select 1 from work_item where task_id = :task for no key update")
                .param("task", taskId)
                .query(Integer.class)
                .optional();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void add(String taskId, SignedInOfficer officer, String note) {
        jdbc.sql("insert into work_urge (task_id, urged_by, urged_at, note) values (:task, :officer, :now, :note)")
                .param("task", taskId)
                .param("officer", officer.login())
                .param("now", OfficialTime.of(clock.instant()))
                .param("note", note)
                .update();
    }
}
