package org.xieban.directory;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A department (部门) that handles cases.
 *
 * @param code also the name of its group; letters, digits and {@code -}; never changes
 * @param region code of the region it serves
 * @param parent code of the department above it, null at the top
 * @param version grows with each change
 */
public record Department(
        String code,
        String name,
        String shortName,
        String region,
        @Nullable String parent,
        Kind kind,
        int version) implements Serializable {

    /** What kind of body it is. */
    public enum Kind {
        /** An organ of the local government (政府部门). */
        ORGAN,
        /** An organ led from above (垂直管理机构): fire and rescue, taxes. */
        VERTICAL,
        /** A public institution (事业单位). */
        INSTITUTION,
        /** Water, gas, power and the like (公用企业). */
        UTILITY;

        public String textKey() {
            return "directory.department.kind." + name();
        }
    }
}
