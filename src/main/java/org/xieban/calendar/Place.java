package org.xieban.calendar;

import java.util.Locale;
import java.util.Optional;

/**
 * Where a part of the calendar holds: in the whole country, in a region and all that lies in it, or in a department.
 *
 * @param code of the region or department, empty for the country
 */
public record Place(Kind kind, String code) {

    /** Everywhere. */
    public static final Place COUNTRY = new Place(Kind.COUNTRY, "");

    /** From the widest to the narrowest; the narrower goes before the wider. */
    public enum Kind {
        COUNTRY,
        REGION,
        DEPARTMENT
    }

    public Place {
        if (code.isEmpty() != (kind == Kind.COUNTRY)) {
            throw new IllegalArgumentException(kind + " of code '" + code + "'");
        }
    }

    public static Place region(String code) {
        return new Place(Kind.REGION, code);
    }

    public static Place department(String code) {
        return new Place(Kind.DEPARTMENT, code);
    }

    /** Whether it is not the whole country. */
    public boolean local() {
        return kind != Kind.COUNTRY;
    }

    /** As addresses name it: {@code country}, {@code region:370100}, {@code department:spj}. */
    public String key() {
        String name = kind.name().toLowerCase(Locale.ROOT);
        return local() ? name + ":" + code : name;
    }

    /** What {@link #key} wrote; empty for anything else. */
    static Optional<Place> ofKey(String key) {
        int colon = key.indexOf(':');
        String kind = colon < 0 ? key : key.substring(0, colon);
        String code = colon < 0 ? "" : key.substring(colon + 1);
        for (Kind each : Kind.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(kind) && code.isEmpty() == (each == Kind.COUNTRY)) {
                return Optional.of(new Place(each, code));
            }
        }
        return Optional.empty();
    }
}
