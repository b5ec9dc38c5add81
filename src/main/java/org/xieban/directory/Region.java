package org.xieban.directory;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A division (区划).
 *
 * @param code GB/T 2260: six digits for city and county, twelve for town and village
 * @param parent code of the region it lies in, null for the city
 * @param version grows with each change
 */
public record Region(
        String code, String name, Level level, @Nullable String parent, int version) implements Serializable {

    /** From the city down; each lies in one of the level before it. */
    public enum Level {
        CITY,
        COUNTY,
        TOWN,
        VILLAGE;

        public String textKey() {
            return "directory.region.level." + name();
        }

        /** The level of the region that one of this level lies in, null for the city. */
        public @Nullable Level within() {
            return switch (this) {
                case CITY -> null;
                case COUNTY -> CITY;
                case TOWN -> COUNTY;
                case VILLAGE -> TOWN;
            };
        }

        /** How many digits a code of this level has. */
        public int digits() {
            return this == CITY || this == COUNTY ? 6 : 12;
        }
    }
}
