package org.xieban.directory;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.directory.administration.Enrolment;
import org.xieban.directory.administration.NewOfficer;
import org.xieban.directory.administration.NewOfficer.NewPost;

/** Officers of a test's own, and what the record says of them. */
public final class People {

    /** The password of each. */
    public static final String PASSWORD = "Richtig-12345";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Enrolment enrolment;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;

    public People(ApplicationContext context) {
        this.enrolment = context.getBean(Enrolment.class);
        this.transaction = context.getBean(TransactionTemplate.class);
        this.jdbc = context.getBean(JdbcClient.class);
    }

    /** A new officer of the approval bureau; his login. */
    public String someone(Role... roles) {
        return someone(List.of(new NewPost("spj", "测试岗", Set.of(roles))));
    }

    /** A new officer with these posts; his login. */
    public String someone(List<NewPost> posts) {
        return someone("test." + NUMBER.incrementAndGet(), posts);
    }

    /** A new officer of that login. */
    public String someone(String login, List<NewPost> posts) {
        String hash = enrolment.hash(PASSWORD);
        transaction.executeWithoutResult(status ->
                enrolment.enrol(new NewOfficer(login, "测试" + login, "13900001234", null, posts), hash, false));
        return login;
    }

    /** The names of the acts upon a subject, in order. */
    public List<String> acts(String subject) {
        return jdbc.sql("select act from trace_entry where subject_id = :subject order by id")
                .param("subject", subject)
                .query(String.class)
                .list();
    }

    /** The last entry about a subject, as JSON. */
    public String lastEntry(String subject) {
        return jdbc.sql("select entry from trace_entry where subject_id = :subject order by id desc limit 1")
                .param("subject", subject)
                .query(String.class)
                .single();
    }

    /** How many entries contain a text anywhere. */
    public long entriesWith(String text) {
        return jdbc.sql("select count(*) from trace_entry where position(:text in entry) > 0")
                .param("text", text)
                .query(Long.class)
                .single();
    }

    public int version(String login) {
        return jdbc.sql("select version from officer where login = :login")
                .param("login", login)
                .query(Integer.class)
                .single();
    }

    public long post(String login) {
        return jdbc.sql("select p.id from post p join officer o on o.id = p.officer where o.login = :login and p.main")
                .param("login", login)
                .query(Long.class)
                .single();
    }
}
