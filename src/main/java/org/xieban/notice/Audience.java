package org.xieban.notice;

import java.util.List;
import java.util.stream.Stream;
import org.xieban.directory.Role;

/**
 * Whom a notice is for.
 *
 * @param logins of officers
 * @param groups codes of departments, codes of roles, or {@code department.role}: all enabled officers in one of them
 */
public record Audience(List<String> logins, List<String> groups) {

    public Audience {
        logins = List.copyOf(logins);
        groups = List.copyOf(groups);
    }

    public static Audience officers(String... logins) {
        return new Audience(List.of(logins), List.of());
    }

    /** Everybody in a group as models name it: a department, a role, or {@code department.role}. */
    public static Audience group(String group) {
        return new Audience(List.of(), List.of(group));
    }

    /** Everybody who holds one of the roles, in whatever department. */
    public static Audience roles(Role... roles) {
        return new Audience(List.of(), Stream.of(roles).map(Role::code).toList());
    }
}
