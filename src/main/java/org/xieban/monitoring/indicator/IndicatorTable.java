package org.xieban.monitoring.indicator;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.temporal.TemporalAmount;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xieban.web.Cells;

/** An indicator as a row of a table, read and written in the same columns. */
final class IndicatorTable {

    static final List<String> COLUMNS = List.of(
            "code",
            "name",
            "kind",
            "provider",
            "unit",
            "region",
            "longitude",
            "latitude",
            "cycle",
            "retention",
            "resource",
            "resourceKey",
            "listed");

    private static final int LONGEST_KEY = 64;

    private IndicatorTable() {}

    /**
     * What rows may refer to.
     *
     * @param resources data resources that may be asked without a grant
     */
    record Known(Set<String> regions, Set<String> departments, Set<String> resources) {}

    /** Null is an empty cell. */
    static List<@Nullable String> write(Indicator each) {
        return Arrays.asList(
                each.code(),
                each.name(),
                each.kind().name(),
                each.provider(),
                each.unit(),
                each.region(),
                Cells.plain(each.longitude()),
                Cells.plain(each.latitude()),
                each.cycle(),
                each.retention().name(),
                each.resource(),
                each.resourceKey(),
                String.valueOf(each.listed()));
    }

    /** Reads a row; null where something is wrong, which is noted in it. */
    static @Nullable Indicator read(Cells cells, Known known) {
        String code = cells.code("code");
        String name = cells.text("name", 120);
        Kind kind = cells.choice("kind", Kind.class);
        String provider = cells.known("provider", known.departments()::contains, "register.department");
        String unit = cells.text("unit", 20);
        String region = cells.known("region", known.regions()::contains, "register.region");
        BigDecimal longitude = cells.degrees("longitude", 180);
        BigDecimal latitude = cells.degrees("latitude", 90);
        cells.wholePlace("longitude", "latitude");
        String cycle = cycle(cells);
        Retention retention = cells.choice("retention", Retention.class);
        String resource = cells.optional("resource", LONGEST_KEY);
        String resourceKey = cells.optional("resourceKey", LONGEST_KEY);
        if (resource != null && !known.resources().contains(resource)) {
            cells.wrong("resource", "indicator.resource", resource);
        }
        if ((resource == null) != (resourceKey == null)) {
            cells.wrong("resourceKey", "indicator.resourceKey");
        }
        boolean listed = cells.yes("listed", true);
        if (!cells.faults().isEmpty() || kind == null || retention == null) {
            return null;
        }
        return new Indicator(
                0,
                code,
                name,
                kind,
                provider,
                unit,
                region,
                longitude,
                latitude,
                cycle,
                retention,
                resource,
                resourceKey,
                listed,
                0,
                Instant.EPOCH);
    }

    private static String cycle(Cells cells) {
        String typed = cells.text("cycle", 20);
        if (!typed.isEmpty()) {
            try {
                TemporalAmount amount = Indicator.amount(typed);
                boolean some = amount instanceof Period months
                        ? months.toTotalMonths() > 0
                        : ((Duration) amount).compareTo(Duration.ofSeconds(1)) >= 0;
                if (some && typed.length() <= 12) {
                    return typed;
                }
            } catch (DateTimeException none) {
                // said below
            }
            cells.wrong("cycle", "indicator.cycle", typed);
        }
        return typed;
    }
}
