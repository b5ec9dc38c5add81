package org.xieban.emergency.duty;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.xieban.casefile.Phone;
import org.xieban.directory.Officer;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Cells;

/** A shift as a row: typed in a form, or in a table that comes and goes. */
final class ShiftTable {

    static final List<String> COLUMNS = List.of("from", "until", "officer", "leader", "phone");

    private static final Duration LONGEST = Duration.ofDays(7);

    private final String department;
    private final Map<String, String> logins;

    /** @param people of the department */
    ShiftTable(String department, List<Officer> people) {
        this.department = department;
        Map<String, Long> named = people.stream().collect(Collectors.groupingBy(Officer::name, Collectors.counting()));
        // offices write names; one that two people bear names nobody
        this.logins = Stream.concat(
                        people.stream().map(each -> Map.entry(each.login(), each.login())),
                        people.stream()
                                .filter(each -> named.getOrDefault(each.name(), 0L) == 1)
                                .map(each -> Map.entry(each.name(), each.login())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one));
    }

    /** Reads a row; null where something is wrong with it, which is noted in it. */
    @Nullable
    Shift read(Cells cells, long id, int version) {
        Instant from = moment(cells, "from");
        Instant until = moment(cells, "until");
        String officer = person(cells, "officer");
        String leader = person(cells, "leader");
        cells.text("phone", 40);
        Phone phone =
                cells.typed("phone").isEmpty() ? null : cells.reading("phone", () -> Phone.of(cells.typed("phone")));
        if (from != null && until != null && !until.isAfter(from)) {
            cells.wrong("until", "duty.order");
        } else if (from != null
                && until != null
                && Duration.between(from, until).compareTo(LONGEST) > 0) {
            cells.wrong("until", "duty.tooLong", LONGEST.toDays());
        }
        return from == null || until == null || phone == null || !cells.faults().isEmpty()
                ? null
                : new Shift(id, department, from, until, officer, leader, phone.value(), version);
    }

    private String person(Cells cells, String column) {
        String typed = cells.known(column, logins::containsKey, "duty.noOfficer");
        return logins.getOrDefault(typed, typed);
    }

    private static @Nullable Instant moment(Cells cells, String column) {
        String typed = cells.text(column, 20);
        if (typed.isEmpty()) {
            return null;
        }
        try {
            LocalDateTime moment =
                    LocalDateTime.parse(typed.replaceAll("\\s+", "T").replace('/', '-'));
            if (moment.getYear() >= 2000 && moment.getYear() <= 2200) {
                return moment.atZone(OfficialTime.ZONE).toInstant();
            }
        } catch (DateTimeException none) {
            // said below
        }
        cells.wrong(column, "duty.moment", typed);
        return null;
    }

    static List<String> write(Shift shift) {
        return List.of(
                OfficialTime.minute(shift.from()),
                OfficialTime.minute(shift.until()),
                shift.officer(),
                shift.leader(),
                shift.phone());
    }
}
