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
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.calendar.Calendars;
import org.xieban.calendar.TermUnit;
import org.xieban.directory.SignedInOfficer;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/**
 * Who has urged whom to do a task (催办), and what the handler says to it. One person urges for one task no more than once
 * within some working hours.
 */
@Repository
@EnableConfigurationProperties(UrgeSettings.class)
class Urges {

    private final JdbcClient jdbc;
    private final Calendars calendars;
    private final UrgeSettings settings;
    private final Clock clock;

    Urges(JdbcClient jdbc, Calendars calendars, UrgeSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.calendars = calendars;
        this.settings = settings;
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
                        .due(last.toInstant(), settings.restHours(), TermUnit.WORKING_HOUR)
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
    void add(String taskId, SignedInOfficer officer, String note, List<String> told) {
        jdbc.sql("""
                        insert into work_urge (task_id, urged_by, urged_at, note, told)
                        values (:task, :officer, :now, :note, :told)""")
                .param("task", taskId)
                .param("officer", officer.login())
                .param("now", now())
                .param("note", note)
                .param("told", told.toArray(String[]::new))
                .update();
    }

    /** Answers all that nobody has answered for a task; whose they are. */
    @Transactional(propagation = Propagation.MANDATORY)
    List<String> answer(String taskId, SignedInOfficer officer, String text) {
        return jdbc
                .sql("""
                        update work_urge set answered_by = :officer, answered_at = greatest(:now, urged_at), answer = :text
                         where task_id = :task and answered_at is null returning urged_by""")
                .param("task", taskId)
                .param("officer", officer.login())
                .param("now", now())
                .param("text", text)
                .query(String.class)
                .list()
                .stream()
                .distinct()
                .toList();
    }

    private OffsetDateTime now() {
        return OfficialTime.of(OfficialTime.now(clock));
    }

    /** An urge as it is kept. */
    record Kept(
            long id,
            String taskId,
            String step,
            String stepName,
            List<String> departments,
            boolean open,
            String by,
            Instant at,
            String note,
            List<String> told,
            @Nullable String answeredBy,
            @Nullable Instant answeredAt,
            @Nullable String answer) {}

    /** How often somebody was urged, by the numbers of the cases; those without are left out. */
    @Transactional(readOnly = true)
    Map<String, CaseUrges.Urged> ofCases(Collection<String> caseNos) {
        Map<String, CaseUrges.Urged> urged = new HashMap<>();
        jdbc.sql("""
                        select w.case_no, max(u.urged_at) as last_at, count(*) as times,
                               count(*) filter (where u.answered_at is null and w.closed_at is null) as unanswered
                          from work_item w join work_urge u on u.task_id = w.task_id
                         where w.case_no = any(:cases) group by w.case_no""").param("cases", caseNos.toArray(String[]::new)).query(row -> {
            urged.put(
                    row.getString("case_no"),
                    new CaseUrges.Urged(Rows.instant(row, "last_at"), row.getLong("times"), row.getLong("unanswered")));
        });
        return urged;
    }

    /** Those of a case, the latest first. */
    @Transactional(readOnly = true)
    List<Kept> ofCase(String caseNo) {
        return jdbc.sql("""
                        select u.id, u.task_id, w.step, w.step_name, w.departments, w.closed_at is null as open, u.urged_by,
                               u.urged_at, u.note, u.told, u.answered_by, u.answered_at, u.answer
                          from work_item w join work_urge u on u.task_id = w.task_id
                         where w.case_no = :case order by u.id desc""")
                .param("case", caseNo)
                .query((row, number) -> new Kept(
                        row.getLong("id"),
                        row.getString("task_id"),
                        row.getString("step"),
                        row.getString("step_name"),
                        WorkItemRows.texts(row.getArray("departments")),
                        row.getBoolean("open"),
                        row.getString("urged_by"),
                        Rows.moment(row, "urged_at"),
                        row.getString("note"),
                        WorkItemRows.texts(row.getArray("told")),
                        row.getString("answered_by"),
                        Rows.instant(row, "answered_at"),
                        row.getString("answer")))
                .list();
    }
}
