package org.xieban.directory.administration;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.directory.Post;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;
import org.xieban.trace.TransactionLock;
import org.xieban.web.Refusal;

/**
 * Changes officers: the system administrator who they are and where they work, the security administrator what they may
 * do. Every method takes the version that was seen, and refuses with {@code directory.changedMeanwhile} when somebody
 * else was faster.
 */
@Component
@Transactional
class OfficerAdministration {

    private final JdbcClient jdbc;
    private final Officers officers;
    private final Enrolment enrolment;
    private final Trace trace;

    OfficerAdministration(JdbcClient jdbc, Officers officers, Enrolment enrolment, Trace trace) {
        this.jdbc = jdbc;
        this.officers = officers;
        this.enrolment = enrolment;
        this.trace = trace;
    }

    /** An officer as he was found, locked against other changes. */
    private record Found(long id, @Nullable String phone, Officer officer) {}

    /**
     * Changes who somebody is.
     *
     * @param phone null leaves it as it is, empty removes it
     */
    void change(String login, int version, String name, @Nullable String phone, @Nullable String email) {
        Found before = lock(login, version);
        String newPhone = phone == null ? before.phone : phone.isEmpty() ? null : phone;
        Refusal refusal = NewOfficer.checkPerson(Refusal.rule("officer.invalid"), name, newPhone, email);
        if (!refusal.errors().isEmpty()) {
            throw refusal;
        }
        jdbc.sql(
                        "update officer set name = :name, phone = :phone, email = :email, version = version + 1 where id = :id")
                .param("name", name.strip())
                .param("phone", newPhone)
                .param("email", email)
                .param("id", before.id)
                .update();
        trace.record(Act.of("officer.changed", "officer", login)
                .change(
                        told(before.officer.name(), before.phone, before.officer.email()),
                        told(name.strip(), newPhone, email)));
    }

    /** Gives somebody one more post, without roles. */
    void addPost(String login, int version, String department, String title) {
        Found found = lock(login, version);
        Refusal refusal = NewOfficer.checkPost(Refusal.rule("officer.invalid"), title);
        if (!refusal.errors().isEmpty()) {
            throw refusal;
        }
        enrolment.addPost(found.id, new NewOfficer.NewPost(department, title, Set.of()), false);
        touch(found);
        trace.record(Act.of("post.added", "officer", login).with("post", department + " " + title.strip()));
    }

    /**
     * Takes a post away, and with it the roles held there.
     *
     * @throws Refusal {@code post.unknown}; {@code post.main} for the main one; {@code role.last…} when nobody else
     *     would hold the administrator's role
     */
    void removePost(SignedInOfficer by, String login, int version, long post) {
        requireOther(by, login);
        lockAdministrators();
        Found found = lock(login, version);
        Post removed = post(found, post);
        if (removed.main()) {
            throw Refusal.rule("post.main");
        }
        requireOtherHolders(found, removed.roles());
        jdbc.sql("delete from post where id = :post").param("post", post).update();
        touch(found);
        trace.record(Act.of("post.removed", "officer", login).with("post", told(removed)));
    }

    /** Makes a post the one he acts for unless he chooses another. */
    void makeMain(String login, int version, long post) {
        Found found = lock(login, version);
        Post main = post(found, post);
        jdbc.sql("update post set main = false where officer = :id and main")
                .param("id", found.id)
                .update();
        jdbc.sql("update post set main = true where id = :post")
                .param("post", post)
                .update();
        touch(found);
        trace.record(Act.of("post.madeMain", "officer", login).change(told(found.officer.mainPost()), told(main)));
    }

    /**
     * Grants and withdraws roles of a post.
     *
     * @param roles all that shall be held there from now on
     * @throws Refusal {@code officer.self}, {@code role.separation}, {@code role.last…}
     */
    void changeRoles(SignedInOfficer by, String login, int version, long post, Set<Role> roles) {
        requireOther(by, login);
        lockAdministrators();
        Found found = lock(login, version);
        Post before = post(found, post);
        Set<Role> all = EnumSet.noneOf(Role.class);
        all.addAll(roles);
        found.officer.posts().stream().filter(other -> other.id() != post).forEach(other -> all.addAll(other.roles()));
        RoleRules.requireSeparation(all);
        Set<Role> withdrawn = EnumSet.noneOf(Role.class);
        withdrawn.addAll(found.officer.roles());
        withdrawn.removeAll(all);
        requireOtherHolders(found, withdrawn);
        jdbc.sql("delete from post_role where post = :post").param("post", post).update();
        for (Role role : roles) {
            jdbc.sql("insert into post_role (post, role) values (:post, :role)")
                    .param("post", post)
                    .param("role", role.name())
                    .update();
        }
        touch(found);
        trace.record(Act.of("roles.changed", "officer", login)
                .with("post", before.departmentCode() + " " + before.title())
                .change(codes(before.roles()), codes(roles)));
    }

    /** Lets somebody sign in again who has been disabled. */
    void enable(SignedInOfficer by, String login, int version) {
        requireOther(by, login);
        Found found = lock(login, version);
        set(found, "enabled = true");
        trace.record(Act.of("officer.enabled", "officer", login));
    }

    /**
     * Lets somebody in no more; whoever is signed in is out with his next request.
     *
     * @throws Refusal {@code officer.self}, {@code role.last…} for the last who holds an administrator's role
     */
    void disable(SignedInOfficer by, String login, int version) {
        requireOther(by, login);
        lockAdministrators();
        Found found = lock(login, version);
        requireOtherHolders(found, found.officer.roles());
        set(found, "enabled = false");
        trace.record(Act.of("officer.disabled", "officer", login));
    }

    /** Ends a lock that wrong passwords brought about. */
    void unlock(SignedInOfficer by, String login, int version) {
        requireOther(by, login);
        Found found = lock(login, version);
        set(found, "locked_until = null, failed_attempts = 0");
        trace.record(Act.of("officer.unlocked", "officer", login));
    }

    /** @throws Refusal {@code officer.self}: nobody decides over himself */
    static void requireOther(SignedInOfficer by, String login) {
        if (by.login().equals(login)) {
            throw Refusal.rule("officer.self");
        }
    }

    private Found lock(String login, int version) {
        List<Long> ids = jdbc.sql("select id from officer where login = :login and version = :version for update")
                .param("login", login)
                .param("version", version)
                .query(Long.class)
                .list();
        Officer officer = officers.find(login).orElseThrow(() -> Refusal.notFound("officer.unknown"));
        if (ids.isEmpty()) {
            throw Refusal.conflict("directory.changedMeanwhile");
        }
        String phone = jdbc.sql("select coalesce(phone, '') from officer where login = :login")
                .param("login", login)
                .query(String.class)
                .single();
        return new Found(ids.get(0), phone.isEmpty() ? null : phone, officer);
    }

    private void touch(Found found) {
        jdbc.sql("update officer set version = version + 1 where id = :id")
                .param("id", found.id)
                .update();
    }

    private void set(Found found, String assignments) {
        jdbc.sql("update officer set " + assignments + ", version = version + 1 where id = :id")
                .param("id", found.id)
                .update();
    }

    /** Two administrators who take each other's role at once would leave nobody. */
    private void lockAdministrators() {
        TransactionLock.hold(jdbc, "xieban.directory.administrators");
    }

    private void requireOtherHolders(Found found, Set<Role> lost) {
        for (Role role : lost) {
            if (role.isAdministrator()
                    && found.officer.enabled()
                    && officers.withRole(role).stream()
                            .allMatch(holder -> holder.login().equals(found.officer.login()))) {
                throw Refusal.conflict("role.last." + role.name());
            }
        }
    }

    private static Post post(Found found, long id) {
        return found.officer.posts().stream()
                .filter(post -> post.id() == id)
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("post.unknown"));
    }

    private static String told(Post post) {
        List<String> roles = codes(post.roles());
        return post.departmentCode() + " " + post.title() + (roles.isEmpty() ? "" : " " + String.join(",", roles));
    }

    private static List<String> codes(Set<Role> roles) {
        return roles.stream().sorted().map(Role::code).toList();
    }

    private static Map<String, @Nullable Object> told(String name, @Nullable String phone, @Nullable String email) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("name", name);
        told.put("phone", OfficerFile.mask(phone));
        told.put("email", email == null ? null : email.replaceFirst("(?<=^.).*(?=@)", "***"));
        return told;
    }
}
