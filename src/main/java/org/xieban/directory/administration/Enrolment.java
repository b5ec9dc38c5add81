package org.xieban.directory.administration;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.directory.Departments;
import org.xieban.directory.Role;
import org.xieban.directory.access.PasswordHashes;
import org.xieban.trace.Act;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Trace;
import org.xieban.web.Refusal;

/** Enters a new officer with all that belongs to him. */
@Component
public class Enrolment {

    private final JdbcClient jdbc;
    private final Departments departments;
    private final PasswordHashes hashes;
    private final Trace trace;
    private final Clock clock;

    Enrolment(JdbcClient jdbc, Departments departments, PasswordHashes hashes, Trace trace, Clock clock) {
        this.jdbc = jdbc;
        this.departments = departments;
        this.hashes = hashes;
        this.trace = trace;
        this.clock = clock;
    }

    /** The hash of a password, which takes its time: to be computed before the transaction. */
    public String hash(CharSequence password) {
        return hashes.hash(password);
    }

    /**
     * Enters an officer, within the caller's transaction.
     *
     * @param passwordHash what {@link #hash} made of his password
     * @param mustChangePassword whether he has to choose another one first
     * @throws Refusal {@code officer.invalid} naming the fields, {@code officer.exists}, {@code role.separation}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void enrol(NewOfficer officer, String passwordHash, boolean mustChangePassword) {
        officer.check();
        Set<Role> roles = EnumSet.noneOf(Role.class);
        officer.posts().forEach(post -> roles.addAll(post.roles()));
        RoleRules.requireSeparation(roles);
        Timestamp now = Timestamp.from(OfficialTime.now(clock));
        long id = jdbc.sql("""
                insert into officer (login, name, phone, email, password, password_changed_at, must_change_password, created_at)
                values (:login, :name, :phone, :email, :password, :now, :must, :now)
                on conflict (login) do nothing returning id""")
                .param("login", officer.login())
                .param("name", officer.name().strip())
                .param("phone", officer.phone())
                .param("email", officer.email())
                .param("password", passwordHash)
                .param("must", mustChangePassword)
                .param("now", now)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> Refusal.conflict("officer.exists", officer.login())
                        .at("login", "officer.exists", officer.login()));
        boolean main = true;
        for (NewOfficer.NewPost post : officer.posts()) {
            addPost(id, post, main);
            main = false;
        }
        trace.record(Act.of("officer.created", "officer", officer.login())
                .with("name", officer.name().strip())
                .with("posts", officer.posts().stream().map(Enrolment::told).toList()));
    }

    /** Adds a post to an officer. */
    void addPost(long officer, NewOfficer.NewPost post, boolean main) {
        if (departments.find(post.department()).isEmpty()) {
            throw Refusal.rule("department.unknown", post.department())
                    .at("department", "department.unknown", post.department());
        }
        long id;
        try {
            id = jdbc.sql("""
                    insert into post (officer, department, title, main)
                    values (:officer, :department, :title, :main) returning id""")
                    .param("officer", officer)
                    .param("department", post.department())
                    .param("title", post.title().strip())
                    .param("main", main)
                    .query(Long.class)
                    .single();
        } catch (DuplicateKeyException e) {
            throw Refusal.conflict("post.exists").at("title", "post.exists");
        }
        for (Role role : post.roles()) {
            jdbc.sql("insert into post_role (post, role) values (:post, :role)")
                    .param("post", id)
                    .param("role", role.name())
                    .update();
        }
    }

    private static String told(NewOfficer.NewPost post) {
        List<String> roles = post.roles().stream()
                .sorted(Comparator.naturalOrder())
                .map(Role::code)
                .toList();
        return post.department() + " " + post.title() + (roles.isEmpty() ? "" : " " + String.join(",", roles));
    }
}
