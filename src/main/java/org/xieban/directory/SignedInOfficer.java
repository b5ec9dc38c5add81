package org.xieban.directory;

import java.io.Serial;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;
import org.xieban.trace.Actor;
import org.xieban.web.Viewer;

/**
 * Who is signed in, and the post he acts for: its department and its roles are all he has until he chooses another.
 * Kept in the session, so it holds neither password nor hash.
 */
public final class SignedInOfficer implements UserDetails, Actor.Acting, Viewer {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Officer officer;
    private final Post post;
    private final int version;
    private final Instant passwordChangedAt;
    private final boolean mustChangePassword;

    /**
     * @param post one of the officer's
     * @param version of the officer when he was read
     * @param passwordChangedAt when his password became what he signed in with
     */
    public SignedInOfficer(
            Officer officer, Post post, int version, Instant passwordChangedAt, boolean mustChangePassword) {
        if (!officer.posts().contains(post)) {
            throw new IllegalArgumentException("not a post of " + officer.login());
        }
        this.officer = officer;
        this.post = post;
        this.version = version;
        this.passwordChangedAt = passwordChangedAt;
        this.mustChangePassword = mustChangePassword;
    }

    @Override
    public String login() {
        return officer.login();
    }

    @Override
    public String name() {
        return officer.name();
    }

    /** The post he acts for. */
    public Post post() {
        return post;
    }

    /** All his posts, the main one first. */
    public List<Post> posts() {
        return officer.posts();
    }

    public String departmentCode() {
        return post.departmentCode();
    }

    public String departmentName() {
        return post.departmentName();
    }

    public String postTitle() {
        return post.title();
    }

    @Override
    public String place() {
        return departmentName() + " · " + postTitle();
    }

    @Override
    public boolean mayChangePlace() {
        return posts().size() > 1;
    }

    /** The roles of the post he acts for. */
    public Set<Role> roles() {
        return post.roles();
    }

    public boolean has(Role role) {
        return post.roles().contains(role);
    }

    /** The groups of the post he acts for: department, roles, {@code department.role}. */
    public Set<String> groups() {
        return post.groups();
    }

    /** The version of the officer that this shows; a higher one in the directory means it is out of date. */
    public int version() {
        return version;
    }

    public Instant passwordChangedAt() {
        return passwordChangedAt;
    }

    /** Whether he must change his password before he may do anything else. */
    public boolean mustChangePassword() {
        return mustChangePassword;
    }

    @Override
    public Actor actor() {
        return new Actor(login(), name(), departmentCode());
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return post.roles().stream()
                .map(role -> new SimpleGrantedAuthority(role.authority()))
                .toList();
    }

    @Override
    public @Nullable String getPassword() {
        return null;
    }

    @Override
    public String getUsername() {
        return login();
    }

    @Override
    public boolean isEnabled() {
        return officer.enabled();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SignedInOfficer that && login().equals(that.login());
    }

    @Override
    public int hashCode() {
        return login().hashCode();
    }

    @Override
    public String toString() {
        return "SignedInOfficer[" + login() + "]";
    }
}
