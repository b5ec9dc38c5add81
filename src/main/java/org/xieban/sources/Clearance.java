package org.xieban.sources;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xieban.casefile.Masking;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;

/**
 * Up to which class of data an officer sees values in clear (数据分级): class 1 everybody who sees the case, class 2 those
 * who handle it, class 3 those who examine and decide; class 4 nobody before he has asked for it, which is recorded.
 */
final class Clearance {

    private static final Set<Role> EXAMINE = EnumSet.of(
            Role.HANDLER, Role.SECTION_HEAD, Role.LEADER, Role.APPROVER, Role.INSPECTOR, Role.DUTY_COMMANDER);

    private Clearance() {}

    static int of(SignedInOfficer officer) {
        if (officer.roles().stream().anyMatch(EXAMINE::contains)) {
            return 3;
        }
        return officer.has(Role.CLERK) ? 2 : 1;
    }

    /** A value as somebody of that clearance sees it. */
    static @Nullable Object shown(DataResource.Field field, @Nullable Object value, int clearance) {
        return value == null || field.dataClass() <= clearance ? value : masked(field, value.toString());
    }

    private static String masked(DataResource.Field field, String value) {
        return field.type() == DataResource.Field.Type.TEXT
                ? value.length() < 6 ? Masking.name(value) : Masking.number(value)
                : "*".repeat(Math.max(3, value.length()));
    }
}
