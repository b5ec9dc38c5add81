package org.xieban.directory;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A group of officers as the engine and its models name it: {@code spj} a department, {@code handler} a role wherever
 * it is held, {@code spj.handler} a role in a department.
 *
 * @param department code of the department, null for a role wherever it is held
 * @param role code of the role, also one that there is not, null for the whole of a department
 */
public record Group(@Nullable String department, @Nullable String role) {

    private static final char DOT = '.';

    /** The group of that name. */
    public static Group of(String name) {
        int dot = name.indexOf(DOT);
        if (dot >= 0) {
            return new Group(name.substring(0, dot), name.substring(dot + 1));
        }
        return Role.ofCode(name).isPresent() ? new Group(null, name) : new Group(name, null);
    }

    /** The name of those who hold a role in a department. */
    public static String name(String department, Role role) {
        return department + DOT + role.code();
    }

    /** The department of each of these groups once, in their order; a role wherever it is held names none. */
    public static Set<String> departments(Collection<String> names) {
        Set<String> departments = new LinkedHashSet<>();
        names.stream()
                .map(name -> of(name).department())
                .filter(Objects::nonNull)
                .forEach(departments::add);
        return departments;
    }

    /** The role, where there is one of that code. */
    Optional<Role> knownRole() {
        return Optional.ofNullable(role).flatMap(Role::ofCode);
    }
}
