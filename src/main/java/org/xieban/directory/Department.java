package org.xieban.directory;

import java.io.Serializable;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A department (部门) that handles cases.
 *
 * @param code also the name of its group; letters, digits and {@code -}; never changes
 * @param region code of the region it serves
 * @param parent code of the department above it, null at the top
 * @param seat where it is
 * @param version grows with each change
 */
public record Department(
        String code,
        String name,
        String shortName,
        String region,
        @Nullable String parent,
        Kind kind,
        Seat seat,
        int version)
        implements Serializable {

    /**
     * Where a department has its seat.
     *
     * @param address in words, empty where it is not known
     * @param longitude degrees east, with the latitude or null
     * @param latitude degrees north
     */
    public record Seat(
            String address,
            @Nullable BigDecimal longitude,
            @Nullable BigDecimal latitude) implements Serializable {

        public static final Seat UNKNOWN = new Seat("", null, null);

        public static final int LONGEST_ADDRESS = 120;
        public static final int MOST_LONGITUDE = 180;
        public static final int MOST_LATITUDE = 90;

        public Seat {
            if (address.length() > LONGEST_ADDRESS
                    || (longitude == null) != (latitude == null)
                    || !within(longitude, MOST_LONGITUDE)
                    || !within(latitude, MOST_LATITUDE)) {
                throw new IllegalArgumentException("no seat");
            }
        }

        private static boolean within(@Nullable BigDecimal degrees, int most) {
            return degrees == null || degrees.abs().compareTo(BigDecimal.valueOf(most)) <= 0;
        }
    }

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
