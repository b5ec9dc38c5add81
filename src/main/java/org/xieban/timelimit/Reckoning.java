package org.xieban.timelimit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xieban.calendar.CalendarDay;
import org.xieban.calendar.CountedDay;
import org.xieban.calendar.DayReason;
import org.xieban.calendar.TermUnit;
import org.xieban.calendar.WorkCalendar;
import org.xieban.calendar.WorkCalendar.Stretch;
import org.xieban.trace.OfficialTime;

/**
 * When a clock is due, and why then: of nothing but its start, its lengths, what stopped it and the calendar. Without
 * standstills it is what {@link WorkCalendar#due} says. Of terms in days a day does not count if the clock stands still
 * when offices open; so any number of standstills, in any order, does what their union does, and one within a day or a
 * night does nothing. Terms in hours run to the second.
 *
 * @param dueAt in the official zone; for terms in days the last second of the day, or when the office closes
 * @param yellowAt when a working day is left, or a fifth of the term, whichever comes first, unless a rule says
 *     otherwise; never before the start
 * @param expected whether some day after the start lies in a year without a notice
 * @param days every day from the first to the last; what counts of them sums to the lengths
 */
record Reckoning(OffsetDateTime dueAt, OffsetDateTime yellowAt, boolean expected, List<Day> days) {

    private static final BigDecimal LEFT_BEFORE_YELLOW = new BigDecimal("0.2");
    private static final int PLACES = 4;

    /**
     * So many units: a term, or what it was extended by.
     *
     * @param amount at least 1
     */
    record Length(int amount, TermUnit unit) {}

    /**
     * A time that does not count.
     *
     * @param to after its last moment
     * @param by what stops the clock
     */
    record Standstill(Instant from, Instant to, @Nullable Pause by) {

        boolean covers(Instant moment) {
            return !moment.isBefore(from) && moment.isBefore(to);
        }
    }

    /**
     * What one day contributes.
     *
     * @param counted a fraction of a day
     * @param pausedBy what stopped the clock, null where nothing did or where the day would not have counted anyway
     */
    record Day(CountedDay day, BigDecimal counted, @Nullable Standstill pausedBy) {

        public LocalDate date() {
            return day.date();
        }

        /** Why it counts or not, as the API names it. */
        public String reason() {
            return pausedBy != null ? "PAUSED" : day.reason().name();
        }
    }

    /**
     * @param lengths the term and what it was extended by, one after the other; all in days, or all in the same hours
     * @throws org.xieban.calendar.BeyondCalendarException if it begins or ends beyond the calendar
     */
    static Reckoning of(Instant start, List<Length> lengths, List<Standstill> standstills, WorkCalendar calendar) {
        return of(start, lengths, standstills, calendar, null);
    }

    /**
     * @param lengths the term and what it was extended by, one after the other; all in days, or all in the same hours
     * @param rule null where the ordinary one holds
     * @throws org.xieban.calendar.BeyondCalendarException if it begins or ends beyond the calendar
     */
    static Reckoning of(
            Instant start,
            List<Length> lengths,
            List<Standstill> standstills,
            WorkCalendar calendar,
            @Nullable YellowRule rule) {
        List<Standstill> ordered = standstills.stream()
                .filter(each -> each.from().isBefore(each.to()))
                .sorted(Comparator.comparing(Standstill::from))
                .toList();
        LocalDateTime begin = start.atZone(OfficialTime.ZONE).toLocalDateTime();
        TermUnit unit = lengths.get(0).unit();
        if (unit.inDays()) {
            return inDays(begin, lengths, ordered, calendar, rule);
        }
        int amount = lengths.stream().mapToInt(Length::amount).sum();
        return inHours(begin, amount, unit, ordered, calendar, rule);
    }

    private static Reckoning inDays(
            LocalDateTime begin,
            List<Length> lengths,
            List<Standstill> standstills,
            WorkCalendar calendar,
            @Nullable YellowRule rule) {
        LocalDate first = begin.toLocalDate();
        List<Day> days = new ArrayList<>();
        days.add(uncounted(calendar.day(first), DayReason.FIRST_DAY, null));
        LocalDate date = first;
        BigDecimal total = BigDecimal.ZERO;
        for (Length length : lengths) {
            BigDecimal left = BigDecimal.valueOf(length.amount());
            total = total.add(left);
            while (left.signum() > 0) {
                date = date.plusDays(1);
                CalendarDay day = calendar.day(date);
                BigDecimal share = length.unit() == TermUnit.CALENDAR_DAY ? BigDecimal.ONE : day.share();
                Standstill by = share.signum() == 0 ? null : at(date.atTime(day.opening()), standstills);
                if (by != null) {
                    days.add(uncounted(day, day.reason(), by));
                } else {
                    BigDecimal counted = left.min(share);
                    days.add(new Day(new CountedDay(day, day.reason(), counted, Duration.ZERO), counted, null));
                    left = left.subtract(counted);
                }
            }
        }
        LocalDateTime due = date.atTime(calendar.day(date).ends());
        return result(begin, first.plusDays(1), due, yellowInDays(due, total, days, calendar, rule), days, calendar);
    }

    private static LocalDateTime yellowInDays(
            LocalDateTime due, BigDecimal total, List<Day> days, WorkCalendar calendar, @Nullable YellowRule rule) {
        if (rule == null) {
            LocalDateTime aDayLeft = workingDaysLeft(due.toLocalDate(), 1, calendar);
            return earlier(aDayLeft, reached(days, total.subtract(total.multiply(LEFT_BEFORE_YELLOW))));
        }
        return switch (rule.unit()) {
            case WORKING_DAY -> workingDaysLeft(due.toLocalDate(), rule.amount(), calendar);
            case PERCENT -> reached(days, total.subtract(total.multiply(BigDecimal.valueOf(rule.amount(), 2))));
            case HOUR -> due.minusHours(rule.amount());
            case WORKING_HOUR -> workingHoursLeft(due, rule.amount(), calendar);
        };
    }

    /** The beginning of the last so many working days. */
    private static LocalDateTime workingDaysLeft(LocalDate due, int days, WorkCalendar calendar) {
        LocalDate date = lastWorkingDay(due, calendar);
        for (int left = days; left > 0 && date.isAfter(WorkCalendar.FIRST); left--) {
            date = lastWorkingDay(date.minusDays(1), calendar);
        }
        return date.plusDays(1).atStartOfDay();
    }

    /** Since when so many office hours are left until a moment. */
    private static LocalDateTime workingHoursLeft(LocalDateTime due, int hours, WorkCalendar calendar) {
        Duration left = Duration.ofHours(hours);
        for (LocalDate date = due.toLocalDate(); date.isAfter(WorkCalendar.FIRST); date = date.minusDays(1)) {
            List<Stretch> open = calendar.stretches(calendar.day(date), TermUnit.WORKING_HOUR);
            for (int last = open.size() - 1; last >= 0; last--) {
                LocalDateTime to = earlier(open.get(last).to(), due);
                Duration length = Duration.between(open.get(last).from(), to);
                if (length.compareTo(left) >= 0) {
                    return to.minus(left);
                }
                left = length.isNegative() ? left : left.minus(length);
            }
        }
        return WorkCalendar.FIRST.atStartOfDay();
    }

    private static Reckoning inHours(
            LocalDateTime begin,
            int amount,
            TermUnit unit,
            List<Standstill> standstills,
            WorkCalendar calendar,
            @Nullable YellowRule rule) {
        Duration total = unit.times(amount);
        Duration whole = calendar.wholeDay(calendar.day(begin.toLocalDate()), unit);
        Duration beforeYellow = beforeYellow(total, whole, rule);
        List<Day> days = new ArrayList<>();
        LocalDateTime end = begin;
        LocalDateTime yellow = begin;
        Duration left = total;
        for (LocalDate date = begin.toLocalDate(); left.compareTo(Duration.ZERO) > 0; date = date.plusDays(1)) {
            CalendarDay day = calendar.day(date);
            List<Stretch> open = calendar.stretches(day, unit);
            Duration before = left;
            for (Stretch stretch : running(open, begin, standstills)) {
                Duration counted = shorter(left, Duration.between(stretch.from(), stretch.to()));
                Duration run = total.minus(left);
                if (run.compareTo(beforeYellow) < 0 && run.plus(counted).compareTo(beforeYellow) >= 0) {
                    yellow = stretch.from().plus(beforeYellow.minus(run));
                }
                if (counted.compareTo(Duration.ZERO) > 0) {
                    left = left.minus(counted);
                    end = stretch.from().plus(counted);
                }
            }
            Duration time = before.minus(left);
            BigDecimal counted = fraction(time, calendar.wholeDay(day, unit));
            Standstill by = time.isZero() && !open.isEmpty() ? at(date.atTime(day.opening()), standstills) : null;
            days.add(new Day(new CountedDay(day, day.reason(), counted, time), counted, by));
        }
        return result(begin, begin.toLocalDate(), end, yellow, days, calendar);
    }

    /** How much of a term in hours runs before it turns yellow. */
    private static Duration beforeYellow(Duration total, Duration whole, @Nullable YellowRule rule) {
        if (rule == null) {
            Duration fourFifths = total.minus(total.dividedBy(5));
            return total.compareTo(whole) > 0 ? shorter(fourFifths, total.minus(whole)) : fourFifths;
        }
        Duration left =
                switch (rule.unit()) {
                    case PERCENT -> total.multipliedBy(rule.amount()).dividedBy(100);
                    case HOUR, WORKING_HOUR -> Duration.ofHours(rule.amount());
                    case WORKING_DAY -> whole.multipliedBy(rule.amount());
                };
        return left.compareTo(total) >= 0 ? Duration.ZERO : total.minus(left);
    }

    private static Day uncounted(CalendarDay day, DayReason reason, @Nullable Standstill by) {
        return new Day(new CountedDay(day, reason, BigDecimal.ZERO, Duration.ZERO), BigDecimal.ZERO, by);
    }

    private static @Nullable Standstill at(LocalDateTime moment, List<Standstill> standstills) {
        if (standstills.isEmpty()) {
            return null;
        }
        Instant instant = moment.atZone(OfficialTime.ZONE).toInstant();
        return standstills.stream()
                .filter(each -> each.covers(instant))
                .findFirst()
                .orElse(null);
    }

    /** What is left of these stretches after a moment, when the standstills are taken out. */
    private static List<Stretch> running(
            List<Stretch> stretches, LocalDateTime earliest, List<Standstill> standstills) {
        List<Stretch> running = new ArrayList<>();
        for (Stretch stretch : stretches) {
            LocalDateTime from = stretch.from().isBefore(earliest) ? earliest : stretch.from();
            for (Standstill each : standstills) {
                LocalDateTime stops = each.from().atZone(OfficialTime.ZONE).toLocalDateTime();
                LocalDateTime goesOn = each.to().atZone(OfficialTime.ZONE).toLocalDateTime();
                if (goesOn.isAfter(from) && stops.isBefore(stretch.to())) {
                    if (stops.isAfter(from)) {
                        running.add(new Stretch(from, stops));
                    }
                    from = goesOn;
                }
            }
            if (from.isBefore(stretch.to())) {
                running.add(new Stretch(from, stretch.to()));
            }
        }
        return running;
    }

    private static LocalDate lastWorkingDay(LocalDate until, WorkCalendar calendar) {
        LocalDate date = until;
        while (!calendar.isWorkingDay(date)) {
            date = date.minusDays(1);
        }
        return date;
    }

    /** The end of the day by which so much has counted. */
    private static LocalDateTime reached(List<Day> days, BigDecimal wanted) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Day day : days) {
            sum = sum.add(day.counted());
            if (sum.compareTo(wanted) >= 0) {
                return day.date().plusDays(1).atStartOfDay();
            }
        }
        throw new IllegalStateException("days that do not sum to their term");
    }

    private static Reckoning result(
            LocalDateTime begin,
            LocalDate from,
            LocalDateTime due,
            LocalDateTime yellow,
            List<Day> days,
            WorkCalendar calendar) {
        boolean expected = false;
        for (int year = from.getYear(); year <= due.getYear(); year++) {
            expected |= calendar.notice(year).isEmpty();
        }
        LocalDateTime warned = earlier(yellow.isBefore(begin) ? begin : yellow, due);
        return new Reckoning(zoned(due), zoned(warned), expected, List.copyOf(days));
    }

    private static OffsetDateTime zoned(LocalDateTime moment) {
        return moment.atZone(OfficialTime.ZONE).toOffsetDateTime();
    }

    private static LocalDateTime earlier(LocalDateTime one, LocalDateTime other) {
        return one.isBefore(other) ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static BigDecimal fraction(Duration part, Duration whole) {
        return BigDecimal.valueOf(part.toSeconds())
                .divide(BigDecimal.valueOf(whole.toSeconds()), PLACES, RoundingMode.HALF_UP)
                .stripTrailingZeros();
    }
}
