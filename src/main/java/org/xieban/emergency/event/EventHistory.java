package org.xieban.emergency.event;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** What was kept of an event, never changed and never erased: its reports, who did what, its harm, its gradings. */
@Component
@Transactional
public class EventHistory {

    /** Acts of which departments that were ordered something are told, and nothing else of the event's own. */
    public static final Set<String> TOLD_TO_ORDERED = Set.of(
            "event.verified",
            "event.graded",
            "event.refuted",
            "event.closed",
            "response.started",
            "response.levelChanged",
            "response.ended");

    private final JdbcClient jdbc;

    EventHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A report as it came in.
     *
     * @param caseNo number of the event that it was taken for
     * @param sourceKey number of the alarm, or the sender's own key
     * @param reporter who reported, as far as he said
     * @param receivedBy login of who took it in
     */
    public record Report(
            String caseNo,
            Event.Source source,
            @Nullable String sourceKey,
            String said,
            @Nullable String reporter,
            String receivedBy,
            Instant receivedAt) {}

    /**
     * A change.
     *
     * @param version of the event that it made
     * @param act its text is the message {@code act.<act>}
     * @param said what there is to say of it
     * @param by login
     */
    public record Change(int version, String act, String said, String by, Instant at) {}

    /** The harm as it was known from then on. */
    public record KnownHarm(int version, Harm harm, String basis, String by, Instant at) {}

    /**
     * A grading.
     *
     * @param byTable what the decision table says
     * @param reason why the grade is another; empty where it is not
     */
    public record Grading(int version, Grade byTable, Grade grade, String reason, String by, Instant at) {}

    /** Reports of an event and of those that were found to be it, the first first. */
    @Transactional(readOnly = true)
    public List<Report> reports(String caseNo) {
        return jdbc.sql("""
                select r.* from emergency_event_report r join emergency_event e on e.case_no = r.case_no
                 where e.case_no = :caseNo or e.belongs_to = :caseNo
                 order by r.received_at, r.id""")
                .param("caseNo", caseNo)
                .query((row, n) -> new Report(
                        row.getString("case_no"),
                        Event.Source.valueOf(row.getString("source")),
                        row.getString("source_key"),
                        row.getString("said"),
                        row.getString("reporter"),
                        row.getString("received_by"),
                        Rows.moment(row, "received_at")))
                .list();
    }

    /** Whether a report of that key is kept. */
    @Transactional(readOnly = true)
    public boolean knows(Event.Source source, String key) {
        return jdbc.sql("""
                select exists (select from emergency_event_report where source = :source and source_key = :key)""")
                .param("source", source.name())
                .param("key", key)
                .query(Boolean.class)
                .single();
    }

    /** The event that an alarm belongs to; the real one where that was merged. */
    @Transactional(readOnly = true)
    public Optional<String> ofAlarm(long alarm) {
        return jdbc.sql("""
                select coalesce(e.belongs_to, e.case_no) from emergency_event_report r
                  join emergency_event e on e.case_no = r.case_no
                 where r.source = 'ALARM' and r.source_key = :alarm""")
                .param("alarm", String.valueOf(alarm))
                .query(String.class)
                .optional();
    }

    /** The event that it was another report of. */
    @Transactional(readOnly = true)
    public Optional<String> belongsTo(String caseNo) {
        return jdbc.sql("select belongs_to from emergency_event where case_no = :caseNo and belongs_to is not null")
                .param("caseNo", caseNo)
                .query(String.class)
                .optional();
    }

    /** Numbers of what was found to be another report of it. */
    @Transactional(readOnly = true)
    public List<String> merged(String caseNo) {
        return jdbc.sql("select case_no from emergency_event where belongs_to = :caseNo order by reported_at, case_no")
                .param("caseNo", caseNo)
                .query(String.class)
                .list();
    }

    /** Everything that was done, the first first. */
    @Transactional(readOnly = true)
    public List<Change> changes(String caseNo) {
        return jdbc.sql("select * from emergency_event_change where case_no = :caseNo order by version")
                .param("caseNo", caseNo)
                .query(EventHistory::change)
                .list();
    }

    /** What was done last. */
    Optional<Change> last(String caseNo) {
        return jdbc.sql("select * from emergency_event_change where case_no = :caseNo order by version desc limit 1")
                .param("caseNo", caseNo)
                .query(EventHistory::change)
                .optional();
    }

    private static Change change(ResultSet row, int number) throws SQLException {
        return new Change(
                row.getInt("version"),
                row.getString("act"),
                row.getString("said"),
                row.getString("by"),
                Rows.moment(row, "at"));
    }

    /** The harm as it became known, the first first. */
    @Transactional(readOnly = true)
    public List<KnownHarm> harm(String caseNo) {
        return jdbc.sql("select * from emergency_event_harm where case_no = :caseNo order by version")
                .param("caseNo", caseNo)
                .query((row, n) -> new KnownHarm(
                        row.getInt("version"),
                        EventStore.harm(row),
                        row.getString("basis"),
                        row.getString("by"),
                        Rows.moment(row, "at")))
                .list();
    }

    /** Its gradings, the first first. */
    @Transactional(readOnly = true)
    public List<Grading> gradings(String caseNo) {
        return jdbc.sql("select * from emergency_event_grading where case_no = :caseNo order by version")
                .param("caseNo", caseNo)
                .query((row, n) -> new Grading(
                        row.getInt("version"),
                        Grade.valueOf(row.getString("by_table")),
                        Grade.valueOf(row.getString("grade")),
                        row.getString("reason"),
                        row.getString("by"),
                        Rows.moment(row, "at")))
                .list();
    }

    void add(Report report) {
        jdbc.sql("""
                insert into emergency_event_report (case_no, source, source_key, said, reporter, received_by, received_at)
                values (:caseNo, :source, :key, :said, :reporter, :by, :at)""")
                .param("caseNo", report.caseNo())
                .param("source", report.source().name())
                .param("key", report.sourceKey())
                .param("said", report.said())
                .param("reporter", report.reporter())
                .param("by", report.receivedBy())
                .param("at", OfficialTime.of(report.receivedAt()))
                .update();
    }

    void add(String caseNo, Change change) {
        jdbc.sql("""
                insert into emergency_event_change (case_no, version, act, said, by, at)
                values (:caseNo, :version, :act, :said, :by, :at)""")
                .param("caseNo", caseNo)
                .param("version", change.version())
                .param("act", change.act())
                .param("said", change.said())
                .param("by", change.by())
                .param("at", OfficialTime.of(change.at()))
                .update();
    }

    void add(String caseNo, KnownHarm known) {
        jdbc.sql("""
                insert into emergency_event_harm (case_no, version, dead, missing, seriously_injured, injured,
                    evacuated, loss_yuan, area_km2, sensitive, basis, by, at)
                values (:caseNo, :version, :dead, :missing, :seriouslyInjured, :injured,
                    :evacuated, :loss, :area, :sensitive, :basis, :by, :at)""")
                .param("caseNo", caseNo)
                .param("version", known.version())
                .params(EventStore.parameters(known.harm()))
                .param("basis", known.basis())
                .param("by", known.by())
                .param("at", OfficialTime.of(known.at()))
                .update();
    }

    void add(String caseNo, Grading grading) {
        jdbc.sql("""
                insert into emergency_event_grading (case_no, version, by_table, grade, reason, by, at)
                values (:caseNo, :version, :byTable, :grade, :reason, :by, :at)""")
                .param("caseNo", caseNo)
                .param("version", grading.version())
                .param("byTable", grading.byTable().name())
                .param("grade", grading.grade().name())
                .param("reason", grading.reason())
                .param("by", grading.by())
                .param("at", OfficialTime.of(grading.at()))
                .update();
    }
}
