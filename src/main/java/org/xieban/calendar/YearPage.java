package org.xieban.calendar;

import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.temporal.WeekFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A year as its page draws it.
 *
 * @param announced whether there is a notice for the country
 * @param workingDays how many it has
 * @param arrangements what its notice says, festival by festival
 */
record YearPage(
        int year,
        Place place,
        @Nullable Notice notice,
        boolean announced,
        int workingDays,
        List<MonthGrid> months,
        List<Arrangement> arrangements) {

    /** A month in weeks from Monday on; null stands for days of its neighbours. */
    record MonthGrid(Month month, int workingDays, List<List<@Nullable CalendarDay>> weeks) {}

    /** Days off from one day to another, both included. */
    record Span(LocalDate from, LocalDate to) {
        public long days() {
            return to.toEpochDay() - from.toEpochDay() + 1;
        }
    }

    /** A festival's days off, the working days that make up for them, and the days of which half is off. */
    record Arrangement(String name, List<Span> off, List<LocalDate> work, List<NoticeDay> half) {}

    /**
     * @param calendar of the place
     * @param notice what is said for the place and the year itself, null where nothing is
     */
    static YearPage of(WorkCalendar calendar, Place place, @Nullable Notice notice, int year) {
        return new YearPage(
                year,
                place,
                notice,
                calendar.notice(year).isPresent(),
                calendar.workingDays(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)),
                Arrays.stream(Month.values())
                        .map(month -> month(calendar, YearMonth.of(year, month)))
                        .toList(),
                notice == null ? List.of() : arrangements(notice));
    }

    /** The December before a year, which its notice may speak of too. */
    static MonthGrid december(WorkCalendar calendar, int year) {
        return month(calendar, YearMonth.of(year, Month.DECEMBER));
    }

    /** Days laid out in weeks from Monday on. */
    static List<List<@Nullable CalendarDay>> weeks(List<CalendarDay> days) {
        Map<LocalDate, @Nullable CalendarDay[]> weeks = new TreeMap<>();
        for (CalendarDay day : days) {
            LocalDate monday = day.date().with(WeekFields.ISO.dayOfWeek(), 1);
            int place = day.date().getDayOfWeek().getValue() - 1;
            weeks.computeIfAbsent(monday, first -> new CalendarDay[7])[place] = day;
        }
        return weeks.values().stream().map(Arrays::asList).toList();
    }

    private static MonthGrid month(WorkCalendar calendar, YearMonth month) {
        List<CalendarDay> days = new ArrayList<>();
        for (int day = 1; day <= month.lengthOfMonth(); day++) {
            days.add(calendar.day(month.atDay(day)));
        }
        int working = (int) days.stream().filter(CalendarDay::working).count();
        return new MonthGrid(month.getMonth(), working, weeks(days));
    }

    private static List<Arrangement> arrangements(Notice notice) {
        Map<String, List<NoticeDay>> byName = new LinkedHashMap<>();
        notice.days().forEach(day -> byName.computeIfAbsent(day.name(), name -> new ArrayList<>())
                .add(day));
        List<Arrangement> arrangements = new ArrayList<>();
        byName.forEach((name, days) -> arrangements.add(new Arrangement(
                name,
                spans(days.stream()
                        .filter(day -> day.kind() == NoticeDay.Kind.OFF)
                        .map(NoticeDay::date)
                        .toList()),
                days.stream()
                        .filter(day -> day.kind() == NoticeDay.Kind.WORK)
                        .map(NoticeDay::date)
                        .toList(),
                days.stream().filter(day -> day.kind().half()).toList())));
        return arrangements;
    }

    private static List<Span> spans(List<LocalDate> dates) {
        List<Span> spans = new ArrayList<>();
        for (LocalDate date : dates) {
            Span last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
            if (last != null && last.to().plusDays(1).equals(date)) {
                spans.set(spans.size() - 1, new Span(last.from(), date));
            } else {
                spans.add(new Span(date, date));
            }
        }
        return spans;
    }
}
