package org.xieban.emergency.response;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.EventChanges;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** What was learned of events (总结评估, 突发事件应对法 94). */
@Component
@Transactional
class EventReviews {

    private final JdbcClient jdbc;
    private final EventChanges changes;
    private final Clock clock;

    EventReviews(JdbcClient jdbc, EventChanges changes, Clock clock) {
        this.jdbc = jdbc;
        this.changes = changes;
        this.clock = clock;
    }

    /** How the response was. */
    public enum Rating {
        GOOD,
        ADEQUATE,
        POOR;

        public String textKey() {
            return "emergency.response.rating." + name();
        }
    }

    /**
     * What was learned.
     *
     * @param course how it was dealt with, and whether in time
     * @param by login
     */
    public record Review(
            String cause, String course, String lessons, String measures, Rating rating, String by, Instant at) {}

    /** The review of an event, once there is one. */
    @Transactional(readOnly = true)
    public Optional<Review> of(String caseNo) {
        return jdbc.sql("select * from emergency_event_review where case_no = :caseNo")
                .param("caseNo", caseNo)
                .query((row, n) -> new Review(
                        row.getString("cause"),
                        row.getString("course"),
                        row.getString("lessons"),
                        row.getString("measures"),
                        Rating.valueOf(row.getString("rating")),
                        row.getString("by"),
                        Rows.moment(row, "at")))
                .optional();
    }

    /** Keeps what was learned; where it was reviewed before, in its place. */
    void keep(Event event, String cause, String course, String lessons, String measures, Rating rating) {
        jdbc.sql("""
                insert into emergency_event_review (case_no, cause, course, lessons, measures, rating, by, at)
                values (:caseNo, :cause, :course, :lessons, :measures, :rating, :by, :at)
                on conflict (case_no) do update set cause = excluded.cause, course = excluded.course,
                    lessons = excluded.lessons, measures = excluded.measures, rating = excluded.rating,
                    by = excluded.by, at = excluded.at""")
                .param("caseNo", event.caseNo())
                .param("cause", cause)
                .param("course", course)
                .param("lessons", lessons)
                .param("measures", measures)
                .param("rating", rating.name())
                .param("by", CaseAccess.requireOfficer().login())
                .param("at", OfficialTime.of(OfficialTime.now(clock)))
                .update();
        changes.note(event.caseNo(), EventChanges.act("event.reviewed", event).with("rating", rating.name()), lessons);
    }
}
