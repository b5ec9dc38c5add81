package org.xieban.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TimeZone;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.xieban.trace.OfficialTime;

/** What holds for every term and every start. */
class WorkCalendarProperties {

    private static final WorkCalendar CALENDAR = WorkCalendarTest.CALENDAR;

    @Provide
    Arbitrary<LocalDate> days() {
        return Arbitraries.longs()
                .between(
                        LocalDate.parse("2017-06-01").toEpochDay(),
                        LocalDate.parse("2028-06-01").toEpochDay())
                .map(LocalDate::ofEpochDay);
    }

    @Provide
    Arbitrary<Instant> moments() {
        return moments("2017-06-01T00:00:00Z", "2028-06-01T00:00:00Z");
    }

    private static Arbitrary<Instant> moments(String from, String to) {
        return Arbitraries.longs()
                .between(Instant.parse(from).getEpochSecond(), Instant.parse(to).getEpochSecond())
                .map(Instant::ofEpochSecond);
    }

    @Property(tries = 500)
    void oneWorkingDayMoreEndsOnTheNextWorkingDay(
            @ForAll @From("days") LocalDate start, @ForAll @IntRange(min = 1, max = 300) int days) {
        LocalDate due = CALENDAR.plusWorkingDays(start, days);
        LocalDate next = due.plusDays(1);
        while (!CALENDAR.isWorkingDay(next)) {
            next = next.plusDays(1);
        }
        assertThat(CALENDAR.plusWorkingDays(start, days + 1)).isEqualTo(next);
    }

    @Property(tries = 500)
    void aTermInWorkingDaysEndsOnAWorkingDayWithThatManyBehindIt(
            @ForAll @From("days") LocalDate start, @ForAll @IntRange(min = 1, max = 300) int days) {
        LocalDate due = CALENDAR.plusWorkingDays(start, days);

        assertThat(CALENDAR.isWorkingDay(due)).isTrue();
        assertThat(CALENDAR.workingDays(start.plusDays(1), due)).isEqualTo(days);
    }

    @Property(tries = 500)
    void whoStartsLaterIsNeverDueEarlier(
            @ForAll @From("moments") Instant one,
            @ForAll @From("moments") Instant other,
            @ForAll @IntRange(min = 1, max = 200) int amount,
            @ForAll TermUnit unit) {
        Instant earlier = one.isBefore(other) ? one : other;
        Instant later = one.isBefore(other) ? other : one;

        assertThat(CALENDAR.due(earlier, amount, unit).dueAt())
                .isBeforeOrEqualTo(CALENDAR.due(later, amount, unit).dueAt());
    }

    @Property(tries = 500)
    void aTermCanBeCountedInTwoParts(
            @ForAll @From("days") LocalDate start,
            @ForAll @IntRange(min = 1, max = 100) int first,
            @ForAll @IntRange(min = 1, max = 100) int second) {
        assertThat(CALENDAR.plusWorkingDays(CALENDAR.plusWorkingDays(start, first), second))
                .isEqualTo(CALENDAR.plusWorkingDays(start, first + second));
    }

    @Property(tries = 500)
    void theExplanationSumsToTheTermAndLeavesOutNoDay(
            @ForAll @From("moments") Instant start,
            @ForAll @IntRange(min = 1, max = 200) int amount,
            @ForAll TermUnit unit) {
        Due due = CALENDAR.due(start, amount, unit);

        assertSumsToTheTerm(due, amount, unit);
        LocalDate first = start.atZone(OfficialTime.ZONE).toLocalDate();
        assertThat(due.days().get(0).date()).isEqualTo(first);
        for (int i = 0; i < due.days().size(); i++) {
            assertThat(due.days().get(i).date()).isEqualTo(first.plusDays(i));
        }
        CountedDay last = due.days().get(due.days().size() - 1);
        if (unit.inDays()) {
            assertThat(last.counted()).isPositive();
        } else {
            // a second of it is no share of a day that anybody would write down
            assertThat(last.time()).isPositive();
        }
    }

    @Property(tries = 200)
    void aDayThatIsNotCountedContributesNothingAndNoDayMoreThanItself(
            @ForAll @From("days") LocalDate start, @ForAll @IntRange(min = 1, max = 100) int amount) {
        assertThat(CALENDAR.due(start, amount, TermUnit.WORKING_DAY).days()).allSatisfy(day -> {
            boolean counts = day.reason() == DayReason.WORKDAY || day.reason() == DayReason.MAKE_UP;
            assertThat(day.counted()).isEqualByComparingTo(counts ? BigDecimal.ONE : BigDecimal.ZERO);
        });
    }

    @Property(tries = 100)
    void theMachinesOwnZoneChangesNothing(
            @ForAll @From("moments") Instant start,
            @ForAll @IntRange(min = 1, max = 60) int amount,
            @ForAll TermUnit unit) {
        Due here = CALENDAR.due(start, amount, unit);
        TimeZone own = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone(ZoneId.of("America/Los_Angeles")));
            assertThat(CALENDAR.due(start, amount, unit)).isEqualTo(here);
        } finally {
            TimeZone.setDefault(own);
        }
    }

    @Property(tries = 100)
    void theOrderInWhichNoticesAreGivenChangesNothing(
            @ForAll @From("days") LocalDate start, @ForAll @IntRange(min = 1, max = 200) int days) {
        WorkCalendar reversed = WorkCalendar.of(
                BuiltInNotices.read().stream()
                        .sorted(Comparator.comparingInt(Notice::year).reversed())
                        .toList(),
                OfficeHours.parse("08:30-12:00,13:00-17:30"));
        assertThat(reversed.plusWorkingDays(start, days)).isEqualTo(CALENDAR.plusWorkingDays(start, days));
    }

    /** Two years of a department with days off, working weekends, half days and summer hours of its own. */
    @Provide
    Arbitrary<WorkCalendar> places() {
        Arbitrary<NoticeDay> day = Combinators.combine(
                        Arbitraries.integers().between(0, 729), Arbitraries.of(NoticeDay.Kind.class))
                .as((offset, kind) ->
                        new NoticeDay(LocalDate.parse("2025-01-01").plusDays(offset), kind, "本地"));
        return day.list().ofMaxSize(60).uniqueElements(NoticeDay::date).map(days -> PlacesOfTheCalendarTest.book(
                        local(2025, days),
                        local(2026, days),
                        Edition.hours(
                                Place.department("x"),
                                null,
                                List.of(new OfficePeriod(
                                        LocalDate.parse("2025-06-01"), OfficeHours.parse("09:00-17:00"), null))))
                .along(List.of(Place.department("x"))));
    }

    private static Edition local(int year, List<NoticeDay> days) {
        return Edition.of(new Notice(
                Place.department("x"),
                year,
                Notice.Origin.IMPORTED,
                "令",
                days.stream().filter(day -> day.date().getYear() == year).toList()));
    }

    @Provide
    Arbitrary<Instant> momentsOfTwoYears() {
        return moments("2025-01-01T00:00:00Z", "2026-09-01T00:00:00Z");
    }

    @Property(tries = 300)
    void whateverAPlaceDeviatesInTheExplanationSumsToTheTerm(
            @ForAll @From("places") WorkCalendar calendar,
            @ForAll @From("momentsOfTwoYears") Instant start,
            @ForAll @IntRange(min = 1, max = 60) int amount,
            @ForAll TermUnit unit) {
        assertSumsToTheTerm(calendar.due(start, amount, unit), amount, unit);
    }

    private static void assertSumsToTheTerm(Due due, int amount, TermUnit unit) {
        if (unit.inDays()) {
            assertThat(due.days().stream().map(CountedDay::counted).reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo(BigDecimal.valueOf(amount));
        } else {
            assertThat(due.days().stream().map(CountedDay::time).reduce(Duration.ZERO, Duration::plus))
                    .isEqualTo(Duration.ofHours(amount));
        }
    }

    @Property(tries = 300)
    void halfADayCountsHalfAndItsHoursAreThoseOfTheHalfThatIsOpen(
            @ForAll @From("places") WorkCalendar calendar, @ForAll @From("momentsOfTwoYears") Instant moment) {
        LocalDate date = moment.atZone(OfficialTime.ZONE).toLocalDate();
        CalendarDay day = calendar.day(date);
        Duration open = day.open().stream().map(OfficeHours.Span::length).reduce(Duration.ZERO, Duration::plus);
        if (day.half()) {
            assertThat(day.share()).isEqualByComparingTo("0.5");
            NoticeDay.Kind other = Objects.requireNonNull(day.declared()).kind() == NoticeDay.Kind.MORNING_OFF
                    ? NoticeDay.Kind.AFTERNOON_OFF
                    : NoticeDay.Kind.MORNING_OFF;
            Duration otherHalf = day.hours().without(other).stream()
                    .map(OfficeHours.Span::length)
                    .reduce(Duration.ZERO, Duration::plus);
            assertThat(open.plus(otherHalf))
                    .as("both halves")
                    .isEqualTo(day.hours().length());
            assertThat(open).isPositive();
        } else {
            assertThat(open).isEqualTo(day.working() ? day.hours().length() : Duration.ZERO);
        }
    }

    @Property(tries = 200)
    void aDayMoreNeverEndsEarlierAndADayOffMoreNeitherAtAnyPlace(
            @ForAll @From("places") WorkCalendar calendar,
            @ForAll @From("momentsOfTwoYears") Instant start,
            @ForAll @IntRange(min = 1, max = 40) int amount,
            @ForAll TermUnit unit) {
        Due due = calendar.due(start, amount, unit);
        assertThat(calendar.due(start, amount + 1, unit).dueAt()).isAfter(due.dueAt());
        LocalDate counted = due.days().get(due.days().size() - 1).date();
        WorkCalendar closed = calendar.within(
                List.of(new Notice(
                        Place.department("y"),
                        counted.getYear(),
                        Notice.Origin.IMPORTED,
                        "令",
                        List.of(new NoticeDay(counted, NoticeDay.Kind.OFF, "")))),
                List.of());
        assertThat(closed.due(start, amount, unit).dueAt()).isAfterOrEqualTo(due.dueAt());
    }

    @Property(tries = 100)
    void theLastDayOfAYearIsADayLikeAnyOther(
            @ForAll @IntRange(min = 2018, max = 2025) int year, @ForAll @IntRange(min = 0, max = 86_399) int second) {
        Instant start = LocalDate.of(year, 12, 31)
                .atTime(LocalTime.ofSecondOfDay(second))
                .atZone(OfficialTime.ZONE)
                .toInstant();
        Due due = CALENDAR.due(start, 1, TermUnit.WORKING_DAY);
        assertThat(due.days().get(0).date()).isEqualTo(LocalDate.of(year, 12, 31));
        assertThat(due.dueAt().getYear()).isEqualTo(year + 1);
        assertThat(due.expected()).isFalse();
    }
}
