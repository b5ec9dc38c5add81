package org.xieban.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A region or department deviates from the country, and what the narrower says goes before the wider. */
class PlacesOfTheCalendarTest {

    private static final Place CITY = Place.region("990100");
    private static final Place COUNTY = Place.region("990102");
    private static final Place BUREAU = Place.department("fire");
    private static final LocalDate MONDAY = LocalDate.parse("2026-03-02");

    @Test
    void aFloodDayOfACountyIsNoWorkingDayThereAndOneElsewhere() {
        CalendarBook book = book(deviation(COUNTY, MONDAY.plusDays(1), NoticeDay.Kind.OFF, "防汛停办"));

        Due there = book.along(List.of(CITY, COUNTY, BUREAU)).due(MONDAY, 2, TermUnit.WORKING_DAY);
        Due elsewhere = book.along(List.of(CITY)).due(MONDAY, 2, TermUnit.WORKING_DAY);

        assertThat(there.dueAt().toLocalDate()).isEqualTo("2026-03-05");
        assertThat(elsewhere.dueAt().toLocalDate()).isEqualTo("2026-03-04");
        assertThat(there.days().get(1)).satisfies(flood -> {
            assertThat(flood.reason()).isEqualTo(DayReason.HOLIDAY);
            assertThat(flood.day().deviates()).isTrue();
            assertThat(flood.day().notice()).extracting(Notice::source).isEqualTo("第1号令");
        });
        assertThat(there.expected()).isFalse();
    }

    @Test
    void theNarrowerPlaceGoesBeforeTheWider() {
        CalendarBook book = book(
                deviation(CITY, MONDAY, NoticeDay.Kind.OFF, "停办"),
                deviation(COUNTY, MONDAY, NoticeDay.Kind.WORK, "照常"),
                deviation(BUREAU, MONDAY, NoticeDay.Kind.MORNING_OFF, "学习"));

        assertThat(book.along(List.of(CITY)).day(MONDAY).share()).isZero();
        assertThat(book.along(List.of(CITY, COUNTY)).day(MONDAY).share()).isOne();
        assertThat(book.along(List.of(CITY, COUNTY, BUREAU)).day(MONDAY).share())
                .isEqualTo("0.5");
        assertThat(book.national().day(MONDAY).deviates()).isFalse();
    }

    @Test
    void halfADayCountsHalfOfADayAndAsManyHoursAsTheOfficeIsOpen() {
        WorkCalendar calendar = book(deviation(BUREAU, MONDAY.plusDays(1), NoticeDay.Kind.AFTERNOON_OFF, "学习"))
                .along(List.of(BUREAU));

        Due days = calendar.due(MONDAY, 2, TermUnit.WORKING_DAY);
        assertThat(days.dueAt().toLocalDate()).isEqualTo("2026-03-05");
        assertThat(days.days())
                .extracting(CountedDay::counted)
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(BigDecimal.ZERO, new BigDecimal("0.5"), BigDecimal.ONE, new BigDecimal("0.5"));

        Due hours = calendar.due(Instant.parse("2026-03-03T00:00:00Z"), 4, TermUnit.WORKING_HOUR);
        assertThat(hours.dueAt()).hasToString("2026-03-04T09:00+08:00");
        assertThat(hours.days().get(0).time()).isEqualTo(Duration.ofMinutes(210));
    }

    @Test
    void halfOfADayThatIsFreeAnywayChangesNothing() {
        LocalDate sunday = LocalDate.parse("2026-03-01");
        WorkCalendar calendar = book(deviation(BUREAU, sunday, NoticeDay.Kind.MORNING_OFF, "学习"))
                .along(List.of(BUREAU));

        assertThat(calendar.day(sunday).reason()).isEqualTo(DayReason.WEEKEND);
        assertThat(calendar.day(sunday).open()).isEmpty();
    }

    @Test
    void summerHoursHoldFromTheirDayOnUntilTheNext() {
        WorkCalendar calendar = book(Edition.hours(
                        CITY,
                        null,
                        List.of(
                                period("2026-06-01", "08:00-12:00,15:00-18:00", null),
                                period("2026-10-08", null, null))))
                .along(List.of(CITY, BUREAU));

        assertThat(dueOfHours(calendar, "2026-05-29T17:00:00+08:00", 1)).isEqualTo("2026-06-01T08:30+08:00");
        assertThat(dueOfHours(calendar, "2026-07-01T11:00:00+08:00", 2)).isEqualTo("2026-07-01T16:00+08:00");
        assertThat(dueOfHours(calendar, "2026-10-09T11:00:00+08:00", 2)).isEqualTo("2026-10-09T14:00+08:00");
        assertThat(calendar.wholeDay(calendar.day(LocalDate.parse("2026-07-01")), TermUnit.WORKING_HOUR))
                .isEqualTo(Duration.ofHours(7));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02, 1, CALENDAR_DAY, 2026-03-03T12:00+08:00", // the afternoon is off
        "2026-03-02, 1, WORKING_DAY, 2026-03-04T17:30+08:00", // half of it is left after that noon
        "2026-03-02, 5, CALENDAR_DAY, 2026-03-07T17:30+08:00", // a Saturday
    })
    void whereTheRegionSaysSoTermsInDaysEndWhenOfficesClose(LocalDate start, int amount, TermUnit unit, String due) {
        WorkCalendar calendar = book(
                        Edition.hours(CITY, null, List.of(period("2026-01-01", null, DayEnd.CLOSING))),
                        deviation(CITY, LocalDate.parse("2026-03-03"), NoticeDay.Kind.AFTERNOON_OFF, "学习"))
                .along(List.of(CITY));

        assertThat(calendar.due(start, amount, unit).dueAt()).hasToString(due);
        assertThat(calendar.day(LocalDate.parse("2026-03-03")).ends()).isEqualTo(LocalTime.NOON);
    }

    @Test
    void withdrawingBringsBackWhatCameWithTheProduct() {
        Notice other =
                new Notice(2026, Notice.Origin.IMPORTED, null, List.of(new NoticeDay(MONDAY, NoticeDay.Kind.OFF, "节")));
        CalendarBook changed = book(Edition.of(other));
        assertThat(changed.national().day(LocalDate.parse("2026-02-16")).working())
                .isTrue();

        CalendarBook back = changed.with(List.of(Edition.withdrawal(Place.COUNTRY, 2026)));

        assertThat(back.national().day(LocalDate.parse("2026-02-16")).working()).isFalse();
        assertThat(back.notice(Place.COUNTRY, 2026))
                .get()
                .extracting(Notice::origin)
                .isEqualTo(Notice.Origin.BUILT_IN);
    }

    private static String dueOfHours(WorkCalendar calendar, String start, int hours) {
        return calendar.due(OffsetDateTime.parse(start).toInstant(), hours, TermUnit.WORKING_HOUR)
                .dueAt()
                .toString();
    }

    private static OfficePeriod period(String from, @Nullable String hours, @Nullable DayEnd end) {
        return new OfficePeriod(LocalDate.parse(from), hours == null ? null : OfficeHours.parse(hours), end);
    }

    private static Edition deviation(Place place, LocalDate date, NoticeDay.Kind kind, String name) {
        return Edition.of(new Notice(
                place, date.getYear(), Notice.Origin.IMPORTED, "第1号令", List.of(new NoticeDay(date, kind, name))));
    }

    static CalendarBook book(Edition... editions) {
        return new CalendarBook(BuiltInNotices.read(), OfficeHours.parse("08:30-12:00,13:00-17:30"), List.of())
                .with(List.of(editions));
    }
}
