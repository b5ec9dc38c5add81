package org.xieban.calendar;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What bringing in editions changes of the calendar itself.
 *
 * @param days the days of which something else is said
 * @param periods the office hours that become others
 * @param warnings what is unusual and not refused
 * @param from the first day of which anything changes, {@link WorkCalendar#LAST} where nothing does
 */
record CalendarChange(
        List<Edition> editions,
        List<DayChange> days,
        List<PeriodChange> periods,
        List<Warning> warnings,
        LocalDate from) {

    /** A day before and after at a place; null where nothing is said of it there. */
    record DayChange(
            Place place,
            LocalDate date,
            @Nullable NoticeDay before,
            @Nullable NoticeDay after) {}

    /** Office hours at a place from a day on, before and after; null where it sets none. */
    record PeriodChange(
            Place place,
            LocalDate from,
            @Nullable OfficePeriod before,
            @Nullable OfficePeriod after) {}

    /**
     * A day that is as it hardly ever is.
     *
     * @param index its place in the edition's days
     * @param code message {@code problem.<code>}
     */
    record Warning(Edition edition, int index, NoticeDay day, String code) {

        String field() {
            return "days[" + index + "].date";
        }
    }

    /** Whether it leaves the calendar as it is. */
    public boolean nothing() {
        return days.isEmpty() && periods.isEmpty() && from.equals(WorkCalendar.LAST);
    }

    static CalendarChange of(CalendarBook before, CalendarBook after, List<Edition> editions, Places places) {
        List<DayChange> days = new ArrayList<>();
        List<PeriodChange> periods = new ArrayList<>();
        List<Warning> warnings = new ArrayList<>();
        Set<LocalDate> touched = new TreeSet<>(Set.of(WorkCalendar.LAST));
        for (Edition edition : editions) {
            Place place = edition.place();
            Integer year = edition.year();
            if (year == null) {
                periods.addAll(changedPeriods(place, before.periods(place), after.periods(place)));
                continue;
            }
            days.addAll(changedDays(place, daysOf(before, place, year), daysOf(after, place, year)));
            if (before.notice(place, year).isPresent()
                    != after.notice(place, year).isPresent()) {
                // what was only expected is known then, or the reverse
                touched.add(LocalDate.ofYearDay(year, 1));
            }
            WorkCalendar above = place.local()
                    ? after.along(places.path(place).stream()
                            .filter(each -> !each.equals(place))
                            .toList())
                    : after.national();
            for (int i = 0; i < edition.days().size(); i++) {
                String code = unusual(place, edition.days().get(i), above);
                if (code != null) {
                    warnings.add(new Warning(edition, i, edition.days().get(i), code));
                }
            }
        }
        days.forEach(each -> touched.add(each.date()));
        periods.forEach(each -> touched.add(each.from()));
        return new CalendarChange(
                List.copyOf(editions),
                days,
                periods,
                warnings,
                touched.iterator().next());
    }

    private static @Nullable String unusual(Place place, NoticeDay day, WorkCalendar above) {
        if (!place.local()) {
            return day.kind() == NoticeDay.Kind.WORK && !WorkCalendar.isWeekend(day.date())
                    ? "calendar.dayNoWeekend"
                    : null;
        }
        CalendarDay usual = above.day(day.date());
        if (day.kind().half() && !usual.working()) {
            return "calendar.halfOfFreeDay";
        }
        return day.kind() == NoticeDay.Kind.WORK && usual.reason() == DayReason.HOLIDAY
                ? "calendar.workOnHoliday"
                : null;
    }

    private static Map<LocalDate, NoticeDay> daysOf(CalendarBook book, Place place, int year) {
        return book.notice(place, year).map(Notice::days).orElse(List.of()).stream()
                .collect(Collectors.toMap(NoticeDay::date, day -> day, (one, other) -> other, TreeMap::new));
    }

    private static List<DayChange> changedDays(
            Place place, Map<LocalDate, NoticeDay> before, Map<LocalDate, NoticeDay> after) {
        return Stream.concat(before.keySet().stream(), after.keySet().stream())
                .distinct()
                .sorted()
                .filter(date -> !Objects.equals(before.get(date), after.get(date)))
                .map(date -> new DayChange(place, date, before.get(date), after.get(date)))
                .toList();
    }

    private static List<PeriodChange> changedPeriods(Place place, List<OfficePeriod> before, List<OfficePeriod> after) {
        Map<LocalDate, OfficePeriod> was = byStart(before);
        Map<LocalDate, OfficePeriod> is = byStart(after);
        return Stream.concat(was.keySet().stream(), is.keySet().stream())
                .distinct()
                .sorted()
                .filter(from -> !Objects.equals(was.get(from), is.get(from)))
                .map(from -> new PeriodChange(place, from, was.get(from), is.get(from)))
                .toList();
    }

    private static Map<LocalDate, OfficePeriod> byStart(List<OfficePeriod> periods) {
        return periods.stream().collect(Collectors.toMap(OfficePeriod::from, period -> period));
    }
}
