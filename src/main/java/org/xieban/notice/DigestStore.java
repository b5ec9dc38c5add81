package org.xieban.notice;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.trace.OfficialTime;

/** Digests as they are kept: who wants his when, which are due, which were delivered. */
@Repository
@Transactional
class DigestStore {

    /**
     * A digest that is to be sent.
     *
     * @param attempts how often it was tried, this time included
     */
    record Digest(long id, String officer, int attempts) {}

    private final JdbcClient jdbc;
    private final NoticeSettings settings;

    DigestStore(JdbcClient jdbc, NoticeSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /** The hour at which an officer gets his digest. */
    int hour(String officer) {
        return hours(List.of(officer)).getOrDefault(officer, settings.digestHour());
    }

    void choose(String officer, int hour) {
        jdbc.sql("""
                insert into notice_digest (officer, hour) values (:officer, :hour)
                on conflict (officer) do update set hour = excluded.hour""").param("officer", officer).param("hour", hour).update();
    }

    /** When what is told now goes into the digests of these officers. */
    Map<String, Instant> next(Collection<String> officers, Instant now) {
        Map<String, Integer> hours = hours(officers);
        Map<String, Instant> next = new HashMap<>();
        officers.forEach(officer -> next.put(officer, next(hours.getOrDefault(officer, settings.digestHour()), now)));
        return next;
    }

    private static Instant next(int hour, Instant now) {
        ZonedDateTime today = now.atZone(OfficialTime.ZONE).with(LocalTime.of(hour, 0));
        return (today.toInstant().isAfter(now) ? today : today.plusDays(1)).toInstant();
    }

    private Map<String, Integer> hours(Collection<String> officers) {
        Map<String, Integer> hours = new HashMap<>();
        jdbc.sql("select officer, hour from notice_digest where officer = any(:officers)")
                .param("officers", officers.toArray(String[]::new))
                .query(row -> {
                    hours.put(row.getString(1), row.getInt(2));
                });
        return hours;
    }

    /** Puts what is due into one digest for each officer. */
    void gather(Instant now) {
        for (Optional<String> due = due(now); due.isPresent(); due = due(now)) {
            int gathered = jdbc.sql("""
                    with due as (
                        select id from notice where officer = :officer and mail_due_at <= :now for update skip locked),
                    digest as (
                        insert into notice_mail (officer, created_at, next_try_at)
                        select :officer, :now, :now where exists (select from due)
                        returning id)
                    update notice n set mail = digest.id, mail_due_at = null
                      from due, digest where n.id = due.id""")
                    .param("officer", due.get())
                    .param("now", OfficialTime.of(now))
                    .update();
            if (gathered == 0) {
                // another node does
                return;
            }
        }
    }

    /** Whose notice has been due for the longest, by the index of what is due, however many notices there are. */
    private Optional<String> due(Instant now) {
        return jdbc.sql("""
                select officer from (
                    select officer, mail_due_at from notice where mail_due_at is not null
                     order by mail_due_at limit 1) as first
                 where mail_due_at <= :now""")
                .param("now", OfficialTime.of(now))
                .query(String.class)
                .optional();
    }

    /** The next one to be sent, which nobody else sends until then. */
    Optional<Digest> take(Instant now, Instant until) {
        return jdbc.sql("""
                update notice_mail set attempts = attempts + 1, next_try_at = :until
                 where id = (select id from notice_mail where next_try_at <= :now
                              order by next_try_at, id limit 1 for update skip locked)
                returning id, officer, attempts""")
                .param("now", OfficialTime.of(now))
                .param("until", OfficialTime.of(until))
                .query((row, number) -> new Digest(row.getLong("id"), row.getString("officer"), row.getInt("attempts")))
                .optional();
    }

    void delivered(long digest, Instant now) {
        jdbc.sql("update notice_mail set delivered_at = :now, next_try_at = null, failure = null where id = :id")
                .param("id", digest)
                .param("now", OfficialTime.of(now))
                .update();
    }

    /** @param next null where it is given up */
    void failed(long digest, String failure, @Nullable Instant next) {
        jdbc.sql("""
                update notice_mail set failure = :failure, next_try_at = cast(:next as timestamptz) where id = :id""")
                .param("id", digest)
                .param("failure", failure)
                .param("next", next == null ? null : OfficialTime.of(next))
                .update();
    }

    /** The cases that a digest tells of. */
    @Transactional(readOnly = true)
    List<String> cases(long digest) {
        return jdbc.sql("select distinct case_no from notice where mail = :digest and case_no is not null order by 1")
                .param("digest", digest)
                .query(String.class)
                .list();
    }
}
