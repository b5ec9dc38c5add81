package org.xieban.calendar;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** What was shown of changes that are not applied yet, for any node to go on with. */
@Repository
class PreviewStore {

    private static final Duration KEPT = Duration.ofDays(1);
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    private static final TypeReference<List<Edition>> EDITIONS = new TypeReference<>() {};

    /** A preview as it is kept, without the clocks. */
    record Row(
            UUID token,
            long version,
            List<Edition> editions,
            Instant at,
            String by,
            @Nullable Instant appliedAt) {}

    private final JdbcClient jdbc;

    PreviewStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    UUID add(long version, List<Edition> editions, List<MovedClock> clocks, Instant at, String by) {
        jdbc.sql("""
                with old as (delete from calendar_preview where made_at < :before returning id)
                delete from calendar_preview_clock where preview in (select id from old)""").param("before", OfficialTime.of(at.minus(KEPT))).update();
        UUID token = UUID.randomUUID();
        jdbc.sql("insert into calendar_preview (id, version, content, made_at, made_by)"
                        + " values (:id, :version, :content, :at, :by)")
                .param("id", token)
                .param("version", version)
                .param("content", json(editions))
                .param("at", OfficialTime.of(at))
                .param("by", by)
                .update();
        jdbc.sql("""
                insert into calendar_preview_clock (preview, place, clock, case_no, kind, step, was_due, is_due)
                select :id, r.place, r.clock, r.case_no, r.kind, r.step, r.was_due, r.is_due
                  from rows from (json_to_recordset(cast(:rows as json))
                                  as (id text, "caseNo" text, kind text, step text,
                                      "oldDueAt" timestamptz, "newDueAt" timestamptz)) with ordinality
                       as r (clock, case_no, kind, step, was_due, is_due, place)""").param("id", token).param("rows", Rows.json(clocks)).update();
        return token;
    }

    Optional<Row> find(UUID token) {
        return jdbc.sql("select * from calendar_preview where id = :id")
                .param("id", token)
                .query((row, n) -> {
                    OffsetDateTime applied = row.getObject("applied_at", OffsetDateTime.class);
                    return new Row(
                            token,
                            row.getLong("version"),
                            editions(row.getString("content")),
                            Rows.moment(row, "made_at"),
                            row.getString("made_by"),
                            applied == null ? null : applied.toInstant());
                })
                .optional();
    }

    long count(UUID token) {
        return jdbc.sql("select count(*) from calendar_preview_clock where preview = :id")
                .param("id", token)
                .query(Long.class)
                .single();
    }

    /** The clocks after a place in the list, which begins with 1. */
    List<MovedClock> clocks(UUID token, long after, int limit) {
        return jdbc.sql("""
                select * from calendar_preview_clock where preview = :id and place > :after
                 order by place limit :limit""")
                .param("id", token)
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> new MovedClock(
                        row.getString("clock"),
                        row.getString("case_no"),
                        row.getString("kind"),
                        row.getString("step"),
                        official(row.getObject("was_due", OffsetDateTime.class)),
                        official(row.getObject("is_due", OffsetDateTime.class))))
                .list();
    }

    void applied(UUID token, Instant at) {
        jdbc.sql("update calendar_preview set applied_at = :at where id = :id")
                .param("id", token)
                .param("at", OfficialTime.of(at))
                .update();
    }

    private static OffsetDateTime official(OffsetDateTime at) {
        return at.atZoneSameInstant(OfficialTime.ZONE).toOffsetDateTime();
    }

    private static String json(List<Edition> editions) {
        try {
            return JSON.writeValueAsString(editions);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Edition> editions(String json) {
        try {
            return JSON.readValue(json, EDITIONS);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
