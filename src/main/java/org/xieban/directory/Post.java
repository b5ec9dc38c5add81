package org.xieban.directory;

import java.io.Serial;
import java.io.Serializable;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A post (岗位): what an officer is in a department, and the roles he holds there.
 *
 * @param id of the post, stable while it exists
 * @param departmentName the department's short name, for the screen
 * @param title what the post is called: 审查科 科员
 * @param main whether he acts for it unless he chooses another
 */
public record Post(long id, String departmentCode, String departmentName, String title, boolean main, Set<Role> roles)
        implements Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    public Post {
        // a copy that keeps the order of the roles and, unlike Set.copyOf, the same iteration in every run
        EnumSet<Role> ordered = EnumSet.noneOf(Role.class);
        ordered.addAll(roles);
        roles = Collections.unmodifiableSet(ordered);
    }

    /** The groups that this post belongs to: department, roles, and {@code department.role}. */
    public Set<String> groups() {
        Set<String> groups = new LinkedHashSet<>();
        groups.add(departmentCode);
        for (Role role : roles) {
            groups.add(role.code());
            groups.add(Group.name(departmentCode, role));
        }
        return groups;
    }
}
