package org.xieban.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** Notices as they are kept. Every question names the officer: nobody reads another's. */
@Repository
@Transactional
class OfficerNotices {

    private static final TypeReference<List<Object>> ARGUMENTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Officers officers;
    private final DigestStore digests;
    private final ObjectProvider<JavaMailSender> server;
    private final Clock clock;

    OfficerNotices(
            JdbcClient jdbc,
            ObjectMapper json,
            Officers officers,
            DigestStore digests,
            ObjectProvider<JavaMailSender> server,
            Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.officers = officers;
        this.digests = digests;
        this.server = server;
        this.clock = clock;
    }

    /** @param digest when its mail is due, null where none is sent */
    private record Row(
            String officer,
            String key,
            List<?> arguments,
            String href,
            @Nullable String caseNo,
            @Nullable Instant digest) {}

    void add(Collection<String> told, String textKey, List<?> arguments, String href) {
        add(told, textKey, arguments, href, null);
    }

    /** @param mailedOf number of the case of which it is mailed too, at once; null where it is not */
    void add(Collection<String> told, String textKey, List<?> arguments, String href, @Nullable String mailedOf) {
        Set<String> mailed = mailedOf == null ? Set.of() : reached(List.copyOf(told));
        Instant now = clock.instant();
        insert(told.stream()
                .map(officer ->
                        new Row(officer, textKey, arguments, href, mailedOf, mailed.contains(officer) ? now : null))
                .toList());
    }

    void add(List<Notices.Warning> warnings) {
        Map<String, Instant> due = mailed(warnings.stream()
                .flatMap(each -> each.logins().stream())
                .distinct()
                .toList());
        List<Row> rows = new ArrayList<>();
        for (Notices.Warning warning : warnings) {
            for (String officer : warning.logins()) {
                rows.add(new Row(
                        officer,
                        warning.textKey(),
                        warning.arguments(),
                        warning.href(),
                        warning.caseNo(),
                        due.get(officer)));
            }
        }
        insert(rows);
    }

    /** In one statement, since a sweep may raise thousands. */
    private void insert(List<Row> rows) {
        jdbc.sql("""
                insert into notice (officer, text_key, arguments, href, sent_at, case_no, mail_due_at)
                select officer, key, arguments, href, :now, "caseNo", digest
                  from json_to_recordset(cast(:rows as json))
                       as r(officer text, key text, arguments jsonb, href text, "caseNo" text, digest timestamptz)""").param("rows", Rows.json(rows)).param("now", now()).update();
    }

    /** When those who can be mailed get their digests. */
    private Map<String, Instant> mailed(List<String> logins) {
        return digests.next(reached(logins), clock.instant());
    }

    /** Those who have an address; nobody where there is no mail server. */
    private Set<String> reached(List<String> logins) {
        return server.getIfAvailable() == null
                ? Set.of()
                : officers.findAll(logins).stream()
                        .filter(officer -> officer.email() != null)
                        .map(Officer::login)
                        .collect(Collectors.toSet());
    }

    /** What a digest tells, the oldest first. */
    List<Notice> ofMail(long mail) {
        return jdbc.sql("""
                select id, text_key, arguments, href, sent_at, read_at from notice where mail = :mail order by id""").param("mail", mail).query(this::row).list();
    }

    long unread(String officer) {
        return jdbc.sql("select count(*) from notice where officer = :officer and read_at is null")
                .param("officer", officer)
                .query(Long.class)
                .single();
    }

    long count(String officer, boolean unreadOnly) {
        return unreadOnly
                ? unread(officer)
                : jdbc.sql("select count(*) from notice where officer = :officer")
                        .param("officer", officer)
                        .query(Long.class)
                        .single();
    }

    /** The latest first, after the given one. */
    List<Notice> list(String officer, boolean unreadOnly, @Nullable Long after, int limit) {
        return jdbc.sql("""
                select id, text_key, arguments, href, sent_at, read_at from notice
                 where officer = :officer and id < :after and (not :unreadOnly or read_at is null)
                 order by id desc limit :limit""")
                .param("officer", officer)
                .param("after", after == null ? Long.MAX_VALUE : after)
                .param("unreadOnly", unreadOnly)
                .param("limit", limit)
                .query(this::row)
                .list();
    }

    Optional<Notice> find(String officer, long id) {
        return jdbc.sql("""
                select id, text_key, arguments, href, sent_at, read_at from notice
                 where officer = :officer and id = :id""")
                .param("officer", officer)
                .param("id", id)
                .query(this::row)
                .optional();
    }

    /** Marks those up to and including an id as read, so that one which came meanwhile stays unread. */
    int markRead(String officer, long from, long upTo) {
        return jdbc.sql("""
                update notice set read_at = greatest(:now, sent_at)
                 where officer = :officer and id between :from and :upTo and read_at is null""")
                .param("officer", officer)
                .param("from", from)
                .param("upTo", upTo)
                .param("now", now())
                .update();
    }

    private Notice row(ResultSet rs, int n) throws SQLException {
        Timestamp readAt = rs.getTimestamp("read_at");
        Instant sentAt = rs.getTimestamp("sent_at").toInstant();
        return new Notice(
                rs.getLong("id"),
                rs.getString("text_key"),
                read(rs.getString("arguments")),
                rs.getString("href"),
                sentAt,
                readAt == null ? null : readAt.toInstant());
    }

    private OffsetDateTime now() {
        return OfficialTime.of(clock.instant());
    }

    private List<Object> read(String arguments) {
        try {
            return json.readValue(arguments, ARGUMENTS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a notice was kept that cannot be read");
        }
    }
}
