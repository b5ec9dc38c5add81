package org.xieban.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkCalendarTest {

    static final WorkCalendar CALENDAR =
            WorkCalendar.of(BuiltInNotices.read(), OfficeHours.parse("08:30-12:00,13:00-17:30"));

    @ParameterizedTest
    @CsvSource({
        "2026-02-12, 5, 2026-02-26",
        "2026-02-12, 20, 2026-03-18",
        "2026-04-29, 5, 2026-05-09",
        "2026-09-18, 20, 2026-10-22",
        "2025-12-31, 20, 2026-01-29"
    })
    void workingDaysAreCountedAsTheNoticesSay(LocalDate start, int days, LocalDate due) {
        assertThat(CALENDAR.plusWorkingDays(start, days)).isEqualTo(due);
        assertThat(CALENDAR.due(start, days, TermUnit.WORKING_DAY).dueAt()).hasToString(due + "T23:59:59+08:00");
    }

    @ParameterizedTest
    @CsvSource({"2024, 251", "2025, 248", "2026, 248"})
    void aYearHasTheWorkingDaysThatItsNoticeLeaves(int year, int days) {
        assertThat(CALENDAR.workingDays(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)))
                .isEqualTo(days);
    }

    @Test
    void everyDayIsExplained() {
        Due due = CALENDAR.due(LocalDate.parse("2026-02-12"), 3, TermUnit.WORKING_DAY);

        assertThat(due.expected()).isFalse();
        assertThat(due.days()).extracting(CountedDay::date).isSorted().hasSize(13);
        Map<LocalDate, DayReason> reasons =
                due.days().stream().collect(Collectors.toMap(CountedDay::date, CountedDay::reason));
        assertThat(reasons)
                .containsEntry(LocalDate.parse("2026-02-12"), DayReason.FIRST_DAY)
                .containsEntry(LocalDate.parse("2026-02-13"), DayReason.WORKDAY)
                .containsEntry(LocalDate.parse("2026-02-14"), DayReason.MAKE_UP)
                .containsEntry(LocalDate.parse("2026-02-21"), DayReason.HOLIDAY)
                .containsEntry(LocalDate.parse("2026-02-24"), DayReason.WORKDAY);
        assertThat(due.dueAt().toLocalDate()).isEqualTo("2026-02-24");
    }

    @Test
    void aWeekendWithinAHolidayIsExplainedByTheNoticeAndAPlainOneByTheWeek() {
        assertThat(CALENDAR.day(LocalDate.parse("2026-02-15"))).satisfies(sunday -> {
            assertThat(sunday.reason()).isEqualTo(DayReason.HOLIDAY);
            assertThat(sunday.declared()).extracting(NoticeDay::name).isEqualTo("春节");
            assertThat(sunday.notice()).extracting(Notice::year).isEqualTo(2026);
        });
        assertThat(CALENDAR.day(LocalDate.parse("2026-03-01")).reason()).isEqualTo(DayReason.WEEKEND);
    }

    @Test
    void decemberDaysComeFromTheNextYearsNotice() {
        assertThat(CALENDAR.day(LocalDate.parse("2022-12-31")).notice())
                .extracting(Notice::year)
                .isEqualTo(2023);
        assertThat(CALENDAR.isWorkingDay(LocalDate.parse("2018-12-29"))).isTrue();
        assertThat(CALENDAR.notice(2018).orElseThrow().days())
                .allSatisfy(day -> assertThat(day.date().getYear()).isEqualTo(2018));
    }

    @Test
    void aLaterYearsNoticeOverrulesItsPredecessorInDecember() {
        LocalDate day = LocalDate.parse("2026-12-30");
        Notice of2026 = imported(2026, new NoticeDay(day, NoticeDay.Kind.OFF, "节"));
        Notice of2027 = imported(2027, new NoticeDay(day, NoticeDay.Kind.WORK, "元旦"));

        assertThat(CALENDAR.with(of2026).isWorkingDay(day)).isFalse();
        assertThat(CALENDAR.with(of2027).with(of2026).isWorkingDay(day)).isTrue();
    }

    @Test
    void anImportedNoticeReplacesTheWholeOneOfItsYear() {
        WorkCalendar calendar =
                CALENDAR.with(imported(2026, new NoticeDay(LocalDate.parse("2026-03-02"), NoticeDay.Kind.OFF, "节")));

        assertThat(calendar.isWorkingDay(LocalDate.parse("2026-03-02"))).isFalse();
        assertThat(calendar.isWorkingDay(LocalDate.parse("2026-02-16")))
                .as("once New Year's eve")
                .isTrue();
        assertThat(calendar.isWorkingDay(LocalDate.parse("2026-02-14")))
                .as("once a make-up day")
                .isFalse();
        assertThat(calendar.isWorkingDay(LocalDate.parse("2025-10-01"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-01, 20, WORKING_DAY, false", // ends 2026-12-29
        "2026-12-10, 20, WORKING_DAY, true",
        "2026-12-30, 1, WORKING_DAY, false", // the last day of the year
        "2026-12-31, 1, WORKING_DAY, true",
        "2026-12-01, 30, CALENDAR_DAY, false",
        "2026-12-01, 31, CALENDAR_DAY, true",
        "2016-12-31, 1, CALENDAR_DAY, true"
    })
    void aDateThatReachesIntoAYearWithoutANoticeIsExpectedOnly(
            LocalDate start, int amount, TermUnit unit, boolean expected) {
        assertThat(CALENDAR.due(start, amount, unit).expected()).isEqualTo(expected);
    }

    @Test
    void aMomentIsADayOfTheOfficialZone() {
        assertThat(CALENDAR.due(Instant.parse("2026-03-02T15:59:59Z"), 1, TermUnit.WORKING_DAY)
                        .dueAt())
                .hasToString("2026-03-03T23:59:59+08:00");
        assertThat(CALENDAR.due(Instant.parse("2026-03-02T16:00:00Z"), 1, TermUnit.WORKING_DAY)
                        .dueAt())
                .hasToString("2026-03-04T23:59:59+08:00");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T09:00:00+08:00, 2, 2026-03-02T11:00+08:00",
        "2026-03-02T11:00:00+08:00, 2, 2026-03-02T14:00+08:00", // over lunch
        "2026-03-02T12:30:00+08:00, 1, 2026-03-02T14:00+08:00",
        "2026-03-02T08:30:00+08:00, 8, 2026-03-02T17:30+08:00", // ends with the office, not the next morning
        "2026-03-02T17:00:00+08:00, 1, 2026-03-03T09:00+08:00",
        "2026-02-14T17:00:00+08:00, 1, 2026-02-24T09:00+08:00", // make-up Saturday, then the Spring Festival
        "2026-03-06T20:00:00+08:00, 8, 2026-03-09T17:30+08:00"
    })
    void workingHoursAreOfficeHoursOfWorkingDays(String start, int hours, String due) {
        assertThat(CALENDAR.due(OffsetDateTime.parse(start).toInstant(), hours, TermUnit.WORKING_HOUR)
                        .dueAt())
                .hasToString(due);
    }

    @Test
    void naturalHoursRunThroughNightsAndHolidays() {
        Due due = CALENDAR.due(Instant.parse("2026-02-16T02:00:00Z"), 48, TermUnit.HOUR);

        assertThat(due.dueAt()).hasToString("2026-02-18T10:00+08:00");
        assertThat(due.days())
                .extracting(CountedDay::counted)
                .containsExactly(new BigDecimal("0.5833"), new BigDecimal("1"), new BigDecimal("0.4167"));
    }

    @Test
    void naturalMinutesDoSo() {
        assertThat(CALENDAR.due(Instant.parse("2026-02-16T15:50:30Z"), 15, TermUnit.MINUTE)
                        .dueAt())
                .hasToString("2026-02-17T00:05:30+08:00");
    }

    @Test
    void aTermInHoursThatBeginsOnADayBeginsWithIt() {
        assertThat(CALENDAR.due(LocalDate.parse("2026-03-02"), 2, TermUnit.HOUR).dueAt())
                .hasToString("2026-03-02T02:00+08:00");
        assertThat(CALENDAR.due(LocalDate.parse("2026-03-02"), 2, TermUnit.WORKING_HOUR)
                        .dueAt())
                .hasToString("2026-03-02T10:30+08:00");
    }

    @Test
    void itEndsWith2100() {
        LocalDate last = WorkCalendar.LAST;
        assertThat(CALENDAR.due(last.minusDays(1), 1, TermUnit.CALENDAR_DAY).dueAt())
                .hasToString("2100-12-31T23:59:59+08:00");
        for (TermUnit unit : TermUnit.values()) {
            assertThatExceptionOfType(BeyondCalendarException.class)
                    .as("%s", unit)
                    .isThrownBy(() -> CALENDAR.due(last, 24 * 60, unit));
            assertThatExceptionOfType(BeyondCalendarException.class)
                    .as("%s", unit)
                    .isThrownBy(() -> CALENDAR.due(LocalDate.parse("2026-01-01"), Integer.MAX_VALUE, unit));
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "-2147483648"})
    void aTermIsAtLeastOne(int amount) {
        for (TermUnit unit : TermUnit.values()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CALENDAR.due(LocalDate.parse("2026-03-02"), amount, unit));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CALENDAR.plusWorkingDays(LocalDate.parse("2026-03-02"), amount));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    12:00-08:30
                    08:30-12:00,11:00-17:00
                    13:00-17:00,08:30-12:00
                    08:30
                    ''
                    """)
    void officeHoursAreInOrderAndDoNotOverlap(String text) {
        assertThatException().isThrownBy(() -> OfficeHours.parse(text));
    }

    private static Notice imported(int year, NoticeDay... days) {
        return new Notice(year, Notice.Origin.IMPORTED, "通知", List.of(days));
    }
}
