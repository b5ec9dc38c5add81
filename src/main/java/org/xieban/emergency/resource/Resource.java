package org.xieban.emergency.resource;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.xieban.emergency.KeptEntry;

/**
 * What a department has for emergencies.
 *
 * @param department that has it
 * @param amount how many there are, in the unit
 * @param region GB/T 2260, of any level
 * @param place in words
 * @param longitude degrees east, with the latitude or null
 * @param contact code of whom to call for it; null for the department's duty
 * @param assigned how many are with events now
 * @param version grows with each change of the entry, not as it is assigned
 */
public record Resource(
        String code,
        String department,
        Kind kind,
        String name,
        int amount,
        String unit,
        String region,
        String place,
        @Nullable BigDecimal longitude,
        @Nullable BigDecimal latitude,
        State state,
        @Nullable String contact,
        int assigned,
        int version)
        implements KeptEntry {

    /** What it is. */
    public enum Kind {
        TEAM("users-group"),
        VEHICLE("truck"),
        PUMP("engine"),
        BOAT("speedboat"),
        GENERATOR("bolt"),
        EQUIPMENT("tools"),
        MEDICAL("ambulance"),
        SHELTER("home-shield"),
        STORE("building-warehouse");

        private final String icon;

        Kind(String icon) {
            this.icon = icon;
        }

        public String icon() {
            return icon;
        }

        public String textKey() {
            return "emergency.resource.kind." + name();
        }
    }

    /** Whether it can be called up. */
    public enum State {
        READY,
        IN_REPAIR,
        GONE;

        public String textKey() {
            return "emergency.resource.state." + name();
        }
    }

    /** How many can be had now. */
    public int free() {
        return state == State.READY ? amount - assigned : 0;
    }
}
