package org.xieban.directory;

import java.io.Serial;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An officer (工作人员) as every module may know him.
 *
 * @param login what he signs in as, and what the record calls him; never changes
 * @param email where notices go, null where he has none
 * @param enabled false when he may no longer sign in
 * @param posts at least one, the main one first
 */
public record Officer(String login, String name, @Nullable String email, boolean enabled, List<Post> posts)
        implements Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    public Officer {
        posts = List.copyOf(posts);
    }

    /** The post he acts for unless he chooses another. */
    public Post mainPost() {
        return posts.get(0);
    }

    /** The roles of all his posts. */
    public Set<Role> roles() {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        posts.forEach(post -> roles.addAll(post.roles()));
        return roles;
    }

    /** The groups of all his posts. */
    public Set<String> groups() {
        Set<String> groups = new LinkedHashSet<>();
        posts.forEach(post -> groups.addAll(post.groups()));
        return groups;
    }

    /** Without the address: logs carry no personal data. */
    @Override
    public String toString() {
        return "Officer[" + login + "]";
    }
}
