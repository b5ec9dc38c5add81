package org.xieban.calendar;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.xieban.trace.OfficialTime;

/**
 * Working days and the ends of terms at a place (行政许可法 Art. 82: working days, without statutory days off; 民法典 Art.
 * 201: the first day is not counted; Art. 203: when the last day ends). What a narrower place says of a day goes before
 * what the wider says. Immutable; the same notices give the same answer whenever asked. A year without a notice
 * has weekends only.
 */
public final class WorkCalendar {

    /** The first day it answers for: summer time and the week of six days are over. */
    public static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
    /** The last day it answers for. */
    public static final LocalDate LAST = LocalDate.of(2100, 12, 31);

    /** The last second of a day, with which terms in days end. */
    public static final LocalTime END_OF_DAY = LocalTime.of(23, 59, 59);

    private static final int PLACES = 4;
    private static final BigDecimal HALF = new BigDecimal("0.5");

    /** Whether it answers for a year. */
    static boolean covers(int year) {
        return year >= FIRST.getYear() && year <= LAST.getYear();
    }

    /** Whether it answers for a day. */
    public static boolean covers(LocalDate date) {
        return covers(date.getYear());
    }

    private record Declared(NoticeDay day, Notice notice) {}

    /** What one place says, beside the notices for the country. */
    private record Rules(Map<LocalDate, Declared> declared, NavigableMap<LocalDate, OfficePeriod> periods) {

        static Rules of(Collection<Notice> notices, Collection<OfficePeriod> periods) {
            Map<LocalDate, Declared> declared = new HashMap<>();
            // a later year's notice overrules what its predecessor said of their common December
            notices.stream().sorted(Comparator.comparingInt(Notice::year)).forEach(notice -> notice.days()
                    .forEach(day -> declared.put(day.date(), new Declared(day, notice))));
            NavigableMap<LocalDate, OfficePeriod> byStart = new TreeMap<>();
            periods.forEach(period -> byStart.put(period.from(), period));
            return new Rules(declared, byStart);
        }

        @Nullable
        OfficePeriod period(LocalDate date) {
            Map.Entry<LocalDate, OfficePeriod> found = periods.floorEntry(date);
            return found == null ? null : found.getValue();
        }
    }

    private final Map<Integer, Notice> notices;
    private final OfficeHours usual;
    /** From the country down to the narrowest place; the first holds the notices for the country. */
    private final List<Rules> rules;

    /** What has been asked for of each year; whoever asks first makes it, two at once the same. */
    private final AtomicReferenceArray<CalendarDay @Nullable []> years =
            new AtomicReferenceArray<>(LAST.getYear() - FIRST.getYear() + 1);

    private WorkCalendar(Map<Integer, Notice> notices, OfficeHours usual, List<Rules> rules) {
        this.notices = notices;
        this.usual = usual;
        this.rules = rules;
    }

    /**
     * The calendar that these notices for the country make.
     *
     * @param notices one a year; of two for the same year the later in the collection counts
     * @param hours when offices work where nothing else is set
     */
    public static WorkCalendar of(Collection<Notice> notices, OfficeHours hours) {
        return of(notices, hours, List.of());
    }

    /** The same, where for the whole country other office hours are set than the usual. */
    static WorkCalendar of(Collection<Notice> notices, OfficeHours hours, Collection<OfficePeriod> periods) {
        Map<Integer, Notice> byYear = new TreeMap<>();
        notices.forEach(notice -> byYear.put(notice.year(), notice));
        return new WorkCalendar(byYear, hours, List.of(Rules.of(byYear.values(), periods)));
    }

    /** The same, with this notice in place of the one for its year. */
    public WorkCalendar with(Notice notice) {
        Map<Integer, Notice> byYear = new TreeMap<>(notices);
        byYear.put(notice.year(), notice);
        List<Rules> others = new ArrayList<>(rules);
        others.set(0, Rules.of(byYear.values(), rules.get(0).periods().values()));
        return new WorkCalendar(byYear, usual, List.copyOf(others));
    }

    /** That of a place within the place that this one is for, where it deviates in this. */
    WorkCalendar within(Collection<Notice> deviations, Collection<OfficePeriod> periods) {
        List<Rules> narrower = new ArrayList<>(rules);
        narrower.add(Rules.of(deviations, periods));
        return new WorkCalendar(notices, usual, List.copyOf(narrower));
    }

    /** The notice for a year, empty where none is known. */
    public Optional<Notice> notice(int year) {
        return Optional.ofNullable(notices.get(year));
    }

    /**
     * What the calendar knows of a day.
     *
     * @throws BeyondCalendarException before {@link #FIRST} or after {@link #LAST}
     */
    public CalendarDay day(LocalDate date) {
        within(date);
        int place = date.getYear() - FIRST.getYear();
        CalendarDay[] year = years.get(place);
        if (year == null) {
            year = year(date.getYear());
            years.set(place, year);
        }
        return year[date.getDayOfYear() - 1];
    }

    private CalendarDay[] year(int year) {
        LocalDate first = LocalDate.ofYearDay(year, 1);
        CalendarDay[] days = new CalendarDay[first.lengthOfYear()];
        for (int i = 0; i < days.length; i++) {
            days[i] = made(first.plusDays(i));
        }
        return days;
    }

    private CalendarDay made(LocalDate date) {
        DayReason reason = isWeekend(date) ? DayReason.WEEKEND : DayReason.WORKDAY;
        BigDecimal share = reason == DayReason.WORKDAY ? BigDecimal.ONE : BigDecimal.ZERO;
        Declared by = null;
        OfficeHours hours = usual;
        DayEnd end = DayEnd.MIDNIGHT;
        for (Rules each : rules) {
            Declared said = each.declared().get(date);
            if (said != null) {
                NoticeDay.Kind kind = said.day().kind();
                if (kind == NoticeDay.Kind.OFF) {
                    reason = DayReason.HOLIDAY;
                    share = BigDecimal.ZERO;
                    by = said;
                } else if (kind == NoticeDay.Kind.WORK) {
                    // the country calls every day that it declares a make-up day; a place only one that was free
                    if (share.signum() == 0 || !said.notice().place().local()) {
                        reason = DayReason.MAKE_UP;
                    }
                    share = BigDecimal.ONE;
                    by = said;
                } else if (share.signum() > 0) {
                    share = HALF;
                    by = said;
                }
            }
            OfficePeriod period = each.period(date);
            if (period != null) {
                hours = period.hours() == null ? hours : period.hours();
                end = period.dayEnd() == null ? end : period.dayEnd();
            }
        }
        List<OfficeHours.Span> open = List.of();
        if (share.signum() > 0) {
            open = by != null && by.day().kind().half() ? hours.without(by.day().kind()) : hours.spans();
        }
        LocalTime closing =
                open.isEmpty() ? hours.closing() : open.get(open.size() - 1).to();
        LocalTime ends = end == DayEnd.MIDNIGHT ? END_OF_DAY : closing;
        return new CalendarDay(
                date, reason, share, by == null ? null : by.day(), by == null ? null : by.notice(), hours, open, ends);
    }

    /**
     * Whether anything of a day is working time.
     *
     * @throws BeyondCalendarException before {@link #FIRST} or after {@link #LAST}
     */
    public boolean isWorkingDay(LocalDate date) {
        return day(date).working();
    }

    /** Working days from one day to another, both included; 0 if they are the wrong way round. */
    public int workingDays(LocalDate from, LocalDate to) {
        int count = 0;
        for (LocalDate date = from; !date.isAfter(to); date = date.plusDays(1)) {
            count += isWorkingDay(date) ? 1 : 0;
        }
        return count;
    }

    /**
     * The day on which a term of working days ends that begins on {@code start}.
     *
     * @param days at least 1
     * @throws BeyondCalendarException if it would end after {@link #LAST}
     */
    public LocalDate plusWorkingDays(LocalDate start, int days) {
        positive(days);
        LocalDate date = start;
        for (int left = days; left > 0; left -= isWorkingDay(date) ? 1 : 0) {
            date = date.plusDays(1);
        }
        return date;
    }

    /**
     * The end of a term that begins on a day; of one in hours, that begins with the first moment of that day.
     *
     * @param amount at least 1
     * @throws BeyondCalendarException if it begins or ends beyond the calendar
     */
    public Due due(LocalDate start, int amount, TermUnit unit) {
        positive(amount);
        within(start);
        return switch (unit) {
            case WORKING_DAY, CALENDAR_DAY -> dueInDays(start, amount, unit);
            case WORKING_HOUR, HOUR, MINUTE -> dueInHours(start.atStartOfDay(), amount, unit);
        };
    }

    /**
     * The end of a term that begins at a moment; of one in days, that begins on the day of that moment in the official
     * zone.
     *
     * @param amount at least 1
     * @throws BeyondCalendarException if it begins or ends beyond the calendar
     */
    public Due due(Instant start, int amount, TermUnit unit) {
        LocalDateTime moment = start.atZone(OfficialTime.ZONE).toLocalDateTime();
        positive(amount);
        within(moment.toLocalDate());
        return unit.inDays() ? dueInDays(moment.toLocalDate(), amount, unit) : dueInHours(moment, amount, unit);
    }

    private Due dueInDays(LocalDate start, int amount, TermUnit unit) {
        List<CountedDay> days = new ArrayList<>();
        days.add(new CountedDay(day(start), DayReason.FIRST_DAY, BigDecimal.ZERO, Duration.ZERO));
        BigDecimal left = BigDecimal.valueOf(amount);
        LocalDate date = start;
        while (left.signum() > 0) {
            date = date.plusDays(1);
            CalendarDay day = day(date);
            BigDecimal counted = left.min(unit == TermUnit.CALENDAR_DAY ? BigDecimal.ONE : day.share());
            days.add(new CountedDay(day, day.reason(), counted, Duration.ZERO));
            left = left.subtract(counted);
        }
        return result(date.atTime(day(date).ends()), start.plusDays(1), days);
    }

    private Due dueInHours(LocalDateTime start, int amount, TermUnit unit) {
        List<CountedDay> days = new ArrayList<>();
        Duration left = unit.times(amount);
        LocalDateTime end = start;
        for (LocalDate date = start.toLocalDate(); left.compareTo(Duration.ZERO) > 0; date = date.plusDays(1)) {
            CalendarDay day = day(date);
            Duration before = left;
            for (Stretch stretch : stretches(day, unit)) {
                LocalDateTime from = stretch.from().isBefore(start) ? start : stretch.from();
                Duration counted = shorter(left, Duration.between(from, stretch.to()));
                if (counted.compareTo(Duration.ZERO) > 0) {
                    left = left.minus(counted);
                    end = from.plus(counted);
                }
            }
            Duration time = before.minus(left);
            days.add(new CountedDay(day, day.reason(), fraction(time, wholeDay(day, unit)), time));
        }
        // a term of natural hours may end with the first moment of a day of which it counts nothing
        within(end.toLocalDate());
        return result(end, start.toLocalDate(), days);
    }

    /** An uninterrupted time. */
    public record Stretch(LocalDateTime from, LocalDateTime to) {}

    /** When terms of hours run on a day, in order; empty where they do not. */
    public List<Stretch> stretches(CalendarDay day, TermUnit unit) {
        LocalDate date = day.date();
        if (unit.natural()) {
            return List.of(new Stretch(date.atStartOfDay(), date.plusDays(1).atStartOfDay()));
        }
        return day.open().stream()
                .map(span -> new Stretch(date.atTime(span.from()), date.atTime(span.to())))
                .toList();
    }

    private Due result(LocalDateTime end, LocalDate from, List<CountedDay> days) {
        boolean expected = false;
        for (int year = from.getYear(); year <= end.getYear(); year++) {
            expected |= !notices.containsKey(year);
        }
        ZonedDateTime dueAt = end.atZone(OfficialTime.ZONE);
        return new Due(dueAt.toOffsetDateTime(), expected, List.copyOf(days));
    }

    /** How much terms of hours count of a whole working day at that time of the year. */
    public Duration wholeDay(CalendarDay day, TermUnit unit) {
        return unit.natural() ? Duration.ofDays(1) : day.hours().length();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static BigDecimal fraction(Duration part, Duration whole) {
        return BigDecimal.valueOf(part.toSeconds())
                .divide(BigDecimal.valueOf(whole.toSeconds()), PLACES, RoundingMode.HALF_UP)
                .stripTrailingZeros();
    }

    /** Saturday and Sunday. */
    static boolean isWeekend(LocalDate date) {
        return date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    private static void within(LocalDate date) {
        if (date.isBefore(FIRST) || date.isAfter(LAST)) {
            throw new BeyondCalendarException(date);
        }
    }

    private static void positive(int amount) {
        if (amount < 1) {
            throw new IllegalArgumentException("a term of " + amount);
        }
    }
}
