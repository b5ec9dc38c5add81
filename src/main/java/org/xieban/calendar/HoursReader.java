package org.xieban.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xieban.web.Refusal;

/** Reads office hours, and refuses what cannot be any, naming each field at fault. */
final class HoursReader {

    private static final int MOST = 60;

    /** What somebody wrote of one period. */
    record Row(String from, String hours, String dayEnd) {

        boolean empty() {
            return from.isBlank() && hours.isBlank() && dayEnd.isBlank();
        }
    }

    private HoursReader() {}

    /** @throws Refusal {@code calendar.hoursRefused} with the fields at fault (400 or 422) */
    static Edition json(Place place, JsonNode body) {
        JsonNode periods = body.path("periods");
        if (!periods.isArray()) {
            throw Refusal.shape("calendar.hoursRefused").at("periods", "calendar.periodsMissing");
        }
        List<Row> rows = new ArrayList<>();
        periods.forEach(each -> rows.add(new Row(text(each, "from"), text(each, "hours"), text(each, "dayEnd"))));
        return read(place, rows, text(body, "source"));
    }

    /** @throws Refusal as {@link #json} does */
    static Edition read(Place place, List<Row> rows, @Nullable String source) {
        Refusal refusal = Refusal.rule("calendar.hoursRefused");
        if (rows.size() > MOST) {
            refusal = refusal.at("periods", "calendar.periodsTooMany", MOST);
        }
        List<OfficePeriod> periods = new ArrayList<>();
        Set<LocalDate> seen = new HashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            String field = "periods[" + i + "].";
            Row row = rows.get(i);
            LocalDate from = null;
            OfficeHours hours = null;
            DayEnd dayEnd = null;
            try {
                from = LocalDate.parse(row.from().strip());
                if (!WorkCalendar.covers(from)) {
                    refusal = refusal.at(field + "from", "calendar.beyond");
                } else if (!seen.add(from)) {
                    refusal = refusal.at(field + "from", "calendar.dayTwice", from.toString());
                }
            } catch (DateTimeException e) {
                refusal = refusal.at(field + "from", "calendar.dayDate", row.from());
            }
            try {
                hours = row.hours().isBlank() ? null : OfficeHours.parse(row.hours());
            } catch (DateTimeException | IllegalArgumentException e) {
                refusal = refusal.at(field + "hours", "calendar.hours", row.hours());
            }
            try {
                dayEnd = row.dayEnd().isBlank()
                        ? null
                        : DayEnd.valueOf(row.dayEnd().strip());
            } catch (IllegalArgumentException e) {
                refusal = refusal.at(field + "dayEnd", "calendar.dayEnd", row.dayEnd());
            }
            if (from != null) {
                periods.add(new OfficePeriod(from, hours, dayEnd));
            }
        }
        Source from = Source.of(source);
        refusal = from.check(refusal);
        if (!refusal.errors().isEmpty()) {
            throw refusal;
        }
        periods.sort(Comparator.comparing(OfficePeriod::from));
        return Edition.hours(place, from.title(), periods);
    }

    private static String text(JsonNode node, String member) {
        JsonNode value = node.path(member);
        return value.isValueNode() && !value.isNull() ? value.asText() : "";
    }
}
