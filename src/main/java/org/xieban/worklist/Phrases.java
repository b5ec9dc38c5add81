package org.xieban.worklist;

import java.util.List;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.casefile.CaseAccess;
import org.xieban.web.Refusal;

/**
 * What an officer writes often (常用语). Everybody has his own and sees no one else's; they are a convenience of writing
 * and no act on a case, so the record does not tell of them.
 */
@Repository
@Transactional
class Phrases {

    /** Of characters, in one. */
    static final int LONGEST = 500;

    /** Of one officer: more than can be looked through is of no help. */
    static final int MOST = 100;

    private final JdbcClient jdbc;

    Phrases(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One of them; {@code id} means something to its officer only. */
    record Phrase(long id, String text) {}

    /** Those of whoever is signed in, what he uses most first. */
    @Transactional(readOnly = true)
    List<Phrase> own() {
        return jdbc.sql("select id, text from opinion_phrase where officer = :officer order by used desc, id")
                .param("officer", officer())
                .query(Phrase.class)
                .list();
    }

    /**
     * @throws Refusal {@code phrase.invalid} (422) where it is empty, too long or one too many; {@code phrase.known} (409)
     */
    void add(String text) {
        String kept = checked(text);
        if (own().size() >= MOST) {
            throw Refusal.rule("phrase.invalid").at("text", "phrase.tooMany", MOST);
        }
        int added =
                jdbc.sql("""
                insert into opinion_phrase (officer, text) values (:officer, :text) on conflict do nothing""").param("officer", officer()).param("text", kept).update();
        if (added == 0) {
            throw Refusal.conflict("phrase.known");
        }
    }

    /** @throws Refusal as {@link #add}, and {@code phrase.unknown} (404) */
    void change(long id, String text) {
        try {
            require(jdbc.sql("update opinion_phrase set text = :text where id = :id and officer = :officer")
                    .param("text", checked(text))
                    .param("id", id)
                    .param("officer", officer())
                    .update());
        } catch (DuplicateKeyException e) {
            throw Refusal.conflict("phrase.known");
        }
    }

    /** @throws Refusal {@code phrase.unknown} (404) */
    void delete(long id) {
        require(jdbc.sql("delete from opinion_phrase where id = :id and officer = :officer")
                .param("id", id)
                .param("officer", officer())
                .update());
    }

    /** Counts that it was put in. */
    void use(long id) {
        require(jdbc.sql("update opinion_phrase set used = used + 1 where id = :id and officer = :officer")
                .param("id", id)
                .param("officer", officer())
                .update());
    }

    private static String checked(String text) {
        String kept = text.strip();
        if (kept.isEmpty()) {
            throw Refusal.rule("phrase.invalid").at("text", "phrase.empty");
        }
        if (kept.length() > LONGEST || kept.indexOf('\0') >= 0) {
            throw Refusal.rule("phrase.invalid").at("text", "phrase.tooLong", LONGEST);
        }
        return kept;
    }

    private static void require(int found) {
        if (found == 0) {
            throw Refusal.notFound("phrase.unknown");
        }
    }

    private static String officer() {
        return CaseAccess.requireOfficer().login();
    }
}
