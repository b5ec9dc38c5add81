package org.xieban.emergency.resource;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xieban.web.Cells;

/** A resource as a row of a table, or as the fields of a form. */
final class ResourceTable {

    static final List<String> COLUMNS = List.of(
            "code",
            "department",
            "kind",
            "name",
            "amount",
            "unit",
            "region",
            "place",
            "longitude",
            "latitude",
            "state",
            "contact");

    private static final int MOST = 1_000_000;

    private ResourceTable() {}

    /**
     * What rows may refer to.
     *
     * @param assigned how many of each are with events
     */
    record Known(Set<String> departments, Set<String> regions, Set<String> contacts, Map<String, Integer> assigned) {}

    /** Reads a row; null where something is wrong, which is noted in it. */
    static @Nullable Resource read(Cells cells, Known known) {
        String code = cells.code("code");
        String department = cells.known("department", known.departments()::contains, "register.department");
        Resource.Kind kind = cells.choice("kind", Resource.Kind.class);
        String name = cells.text("name", 120);
        int amount = cells.number("amount", 1, MOST);
        int assigned = known.assigned().getOrDefault(code, 0);
        if (amount < assigned) {
            cells.wrong("amount", "emergencyResource.assignedMore", assigned);
        }
        String unit = cells.text("unit", 20);
        String region = cells.known("region", known.regions()::contains, "register.region");
        String place = cells.text("place", 200);
        BigDecimal longitude = cells.degrees("longitude", 180);
        BigDecimal latitude = cells.degrees("latitude", 90);
        cells.wholePlace("longitude", "latitude");
        Resource.State state = cells.choice("state", Resource.State.class);
        String contact = cells.optional("contact", 40);
        if (contact != null && !known.contacts().contains(contact)) {
            cells.wrong("contact", "emergencyResource.contact", contact);
        }
        return kind == null || state == null || !cells.faults().isEmpty()
                ? null
                : new Resource(
                        code,
                        department,
                        kind,
                        name,
                        amount,
                        unit,
                        region,
                        place,
                        longitude,
                        latitude,
                        state,
                        contact,
                        assigned,
                        0);
    }

    /** Null is an empty cell. */
    static List<@Nullable String> write(Resource each) {
        return Arrays.asList(
                each.code(),
                each.department(),
                each.kind().name(),
                each.name(),
                String.valueOf(each.amount()),
                each.unit(),
                each.region(),
                each.place(),
                Cells.plain(each.longitude()),
                Cells.plain(each.latitude()),
                each.state().name(),
                each.contact());
    }
}
