package org.xieban.inspection.register;

import java.util.List;
import org.springframework.stereotype.Component;
import org.xieban.directory.Group;
import org.xieban.directory.Officers;
import org.xieban.directory.Role;

/** Who decides in the name of an enforcing department: its own head, never that of another (行政处罚法 57). */
@Component
public class DecidingHeads {

    private static final List<Role> HEADS = List.of(Role.LEADER, Role.APPROVER, Role.SECTION_HEAD);

    private final Officers officers;

    DecidingHeads(Officers officers) {
        this.officers = officers;
    }

    /** The group of the highest heads that it has; that of its leaders where it has none yet. */
    public String group(String department) {
        return HEADS.stream()
                .filter(role -> !officers.withRole(role, department).isEmpty())
                .findFirst()
                .map(role -> Group.name(department, role))
                .orElse(Group.name(department, Role.LEADER));
    }
}
