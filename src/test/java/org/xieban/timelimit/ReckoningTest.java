package org.xieban.timelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TimeZone;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xieban.calendar.Due;
import org.xieban.calendar.TermUnit;
import org.xieban.calendar.TestCalendars;
import org.xieban.calendar.WorkCalendar;
import org.xieban.timelimit.Reckoning.Length;
import org.xieban.timelimit.Reckoning.Standstill;
import org.xieban.trace.OfficialTime;

/** When clocks are due, and when they turn yellow. */
class ReckoningTest {

    private static final WorkCalendar CALENDAR = TestCalendars.BUILT_IN;

    private static Instant at(String moment) {
        return LocalDateTime.parse(moment).atZone(OfficialTime.ZONE).toInstant();
    }

    private static Standstill still(String from, String to) {
        return new Standstill(at(from), at(to), null);
    }

    private static Reckoning reckon(String start, int amount, TermUnit unit, Standstill... standstills) {
        return Reckoning.of(at(start), List.of(new Length(amount, unit)), List.of(standstills), CALENDAR);
    }

    @ParameterizedTest
    @CsvSource({
        // the week after Monday 2 November 2026 has no days off
        "2026-11-03T09:00, 2026-11-05T16:00, 2026-11-11, two openings are missed",
        "2026-11-03T09:00, 2026-11-03T17:00, 2026-11-09, a pause within a day",
        "2026-11-03T18:00, 2026-11-04T08:00, 2026-11-09, a pause within a night",
        "2026-11-07T00:00, 2026-11-09T00:00, 2026-11-09, a weekend",
        "2026-11-01T00:00, 2026-11-02T12:00, 2026-11-09, the first day does not count anyway",
        "2026-11-03T00:00, 2026-11-04T00:00, 2026-11-10, a whole day"
    })
    void aDayDoesNotCountWhenTheClockStandsStillAtItsOpening(String from, String to, LocalDate due, String why) {
        Reckoning reckoning = reckon("2026-11-02T10:00", 5, TermUnit.WORKING_DAY, still(from, to));

        assertThat(reckoning.dueAt()).as(why).hasToString(due + "T23:59:59+08:00");
        assertThat(counted(reckoning)).isEqualByComparingTo("5");
    }

    @Test
    void pausedDaysSayWhatStoppedThemAndDaysOffStayDaysOff() {
        Standstill pause = still("2026-11-05T09:00", "2026-11-10T09:00");

        List<Reckoning.Day> days =
                reckon("2026-11-04T10:00", 2, TermUnit.WORKING_DAY, pause).days();

        assertThat(days)
                .extracting(Reckoning.Day::reason)
                .containsExactly("FIRST_DAY", "WORKDAY", "PAUSED", "WEEKEND", "WEEKEND", "PAUSED", "PAUSED", "WORKDAY");
        assertThat(days.get(2).pausedBy()).isEqualTo(pause);
        assertThat(days.get(3).pausedBy()).isNull();
    }

    @Test
    void termsInHoursStopToTheSecond() {
        assertThat(reckon("2026-11-03T09:00", 8, TermUnit.WORKING_HOUR, still("2026-11-03T10:00", "2026-11-03T14:30"))
                        .dueAt())
                .hasToString("2026-11-04T13:30+08:00");
        assertThat(reckon("2026-11-03T09:00", 2, TermUnit.HOUR, still("2026-11-03T10:00", "2026-11-03T10:00:01"))
                        .dueAt())
                .hasToString("2026-11-03T11:00:01+08:00");
    }

    @Test
    void anExtensionFollowsTheTermInItsOwnUnit() {
        Reckoning reckoning = Reckoning.of(
                at("2026-11-02T10:00"),
                List.of(new Length(5, TermUnit.CALENDAR_DAY), new Length(2, TermUnit.WORKING_DAY)),
                List.of(),
                CALENDAR);

        assertThat(reckoning.dueAt()).hasToString("2026-11-10T23:59:59+08:00");
        assertThat(counted(reckoning)).isEqualByComparingTo("7");
    }

    @ParameterizedTest
    @CsvSource({
        // a fifth of twenty days is four, which is more than one
        "2026-11-02T10:00, 20, WORKING_DAY, 2026-11-25T00:00+08:00",
        "2026-11-02T10:00, 5, WORKING_DAY, 2026-11-07T00:00+08:00",
        "2026-11-02T10:00, 2, WORKING_DAY, 2026-11-04T00:00+08:00",
        // the whole term is its last day
        "2026-11-02T10:00, 1, WORKING_DAY, 2026-11-03T00:00+08:00",
        // due on Sunday, so that one working day is left after Thursday
        "2026-11-02T10:00, 6, CALENDAR_DAY, 2026-11-06T00:00+08:00",
        "2026-11-02T09:00, 10, HOUR, 2026-11-02T17:00+08:00",
        "2026-11-02T08:30, 16, WORKING_HOUR, 2026-11-02T17:30+08:00"
    })
    void aClockTurnsYellowWhenOneWorkingDayOrAFifthIsLeft(String start, int amount, TermUnit unit, String yellow) {
        assertThat(reckon(start, amount, unit).yellowAt()).isEqualTo(OffsetDateTime.parse(yellow));
    }

    @Provide
    Arbitrary<Instant> moments() {
        return Arbitraries.longs()
                .between(
                        Instant.parse("2024-06-01T00:00:00Z").getEpochSecond(),
                        Instant.parse("2028-01-31T00:00:00Z").getEpochSecond())
                .map(Instant::ofEpochSecond);
    }

    @Provide
    Arbitrary<List<Standstill>> standstills() {
        Arbitrary<Standstill> one = Combinators.combine(
                        Arbitraries.longs()
                                .between(
                                        Instant.parse("2024-06-01T00:00:00Z").getEpochSecond(),
                                        Instant.parse("2028-06-01T00:00:00Z").getEpochSecond()),
                        Arbitraries.longs().between(0, Duration.ofDays(60).toSeconds()))
                .as((from, length) ->
                        new Standstill(Instant.ofEpochSecond(from), Instant.ofEpochSecond(from + length), null));
        return one.list().ofMaxSize(8);
    }

    @Property(tries = 300)
    void withoutStandstillsItIsWhatTheCalendarSays(
            @ForAll @From("moments") Instant start,
            @ForAll @IntRange(min = 1, max = 120) int amount,
            @ForAll TermUnit unit) {
        Due due = CALENDAR.due(start, amount, unit);

        Reckoning reckoning = Reckoning.of(start, List.of(new Length(amount, unit)), List.of(), CALENDAR);

        assertThat(reckoning.dueAt()).isEqualTo(due.dueAt());
        assertThat(reckoning.expected()).isEqualTo(due.expected());
        assertThat(reckoning.days()).extracting(Reckoning.Day::day).isEqualTo(due.days());
    }

    @Property(tries = 300)
    void neitherOrderNorOverlapMatters(
            @ForAll @From("moments") Instant start,
            @ForAll @IntRange(min = 1, max = 120) int amount,
            @ForAll TermUnit unit,
            @ForAll @From("standstills") List<Standstill> standstills,
            @ForAll long seed) {
        List<Length> term = List.of(new Length(amount, unit));
        List<Standstill> shuffled = new ArrayList<>(standstills);
        Collections.shuffle(shuffled, new Random(seed));

        Reckoning reckoning = Reckoning.of(start, term, standstills, CALENDAR);

        assertThat(Reckoning.of(start, term, shuffled, CALENDAR).dueAt()).isEqualTo(reckoning.dueAt());
        assertThat(Reckoning.of(start, term, union(standstills), CALENDAR).dueAt())
                .isEqualTo(reckoning.dueAt());
    }

    @Property(tries = 300)
    void whatCountsSumsToTheTermAndYellowComesBeforeDue(
            @ForAll @From("moments") Instant start,
            @ForAll @IntRange(min = 1, max = 120) int amount,
            @ForAll TermUnit unit,
            @ForAll @From("standstills") List<Standstill> standstills) {
        Reckoning reckoning = Reckoning.of(start, List.of(new Length(amount, unit)), standstills, CALENDAR);

        if (unit.inDays()) {
            assertThat(counted(reckoning)).isEqualByComparingTo(BigDecimal.valueOf(amount));
        } else {
            assertThat(reckoning.days().stream().map(day -> day.day().time()).reduce(Duration.ZERO, Duration::plus))
                    .isEqualTo(unit.times(amount));
        }
        assertThat(reckoning.yellowAt()).isBeforeOrEqualTo(reckoning.dueAt());
        assertThat(reckoning.yellowAt().toInstant()).isAfterOrEqualTo(start);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-12T15:00, 5, 2026-02-26",
        "2026-02-12T15:00, 20, 2026-03-18",
        "2026-04-29T23:59:59, 5, 2026-05-09",
        "2026-09-18T00:00, 20, 2026-10-22",
        "2025-12-31T23:59:59, 20, 2026-01-29"
    })
    void theVectorsHold(String start, int amount, LocalDate due) {
        assertThat(reckon(start, amount, TermUnit.WORKING_DAY).dueAt()).hasToString(due + "T23:59:59+08:00");
    }

    @Property(tries = 300)
    void aWorkingDayMoreEndsOnTheNextThatIsNotPaused(
            @ForAll @From("moments") Instant start,
            @ForAll @IntRange(min = 1, max = 60) int amount,
            @ForAll @From("standstills") List<Standstill> standstills) {
        Reckoning shorter =
                Reckoning.of(start, List.of(new Length(amount, TermUnit.WORKING_DAY)), standstills, CALENDAR);
        Reckoning longer =
                Reckoning.of(start, List.of(new Length(amount + 1, TermUnit.WORKING_DAY)), standstills, CALENDAR);

        assertThat(longer.days().subList(0, shorter.days().size())).isEqualTo(shorter.days());
        List<Reckoning.Day> more =
                longer.days().subList(shorter.days().size(), longer.days().size());
        assertThat(more.subList(0, more.size() - 1))
                .allMatch(day -> day.pausedBy() != null || !CALENDAR.isWorkingDay(day.date()));
        assertThat(more.get(more.size() - 1).counted()).isEqualByComparingTo("1");
        // an extension is no more than a longer term
        assertThat(Reckoning.of(
                                start,
                                List.of(new Length(amount, TermUnit.WORKING_DAY), new Length(1, TermUnit.WORKING_DAY)),
                                standstills,
                                CALENDAR)
                        .dueAt())
                .isEqualTo(longer.dueAt());
    }

    @Property(tries = 300)
    void aPauseOfNoWorkingTimeChangesNothing(
            @ForAll @From("moments") Instant start,
            @ForAll @IntRange(min = 1, max = 60) int amount,
            @ForAll @IntRange(min = 0, max = 200) int day,
            @ForAll @IntRange(min = 0, max = 14 * 60 - 1) int minute,
            @ForAll @From("standstills") List<Standstill> standstills) {
        LocalDate evening = LocalDate.ofInstant(start, OfficialTime.ZONE).plusDays(day);
        // from half past five in the evening to half past eight in the morning no office is open
        Instant from =
                evening.atTime(17, 30).atZone(OfficialTime.ZONE).toInstant().plusSeconds(60L * minute);
        Instant to = evening.plusDays(1).atTime(8, 30).atZone(OfficialTime.ZONE).toInstant();
        List<Standstill> more = new ArrayList<>(standstills);
        more.add(new Standstill(from, to, null));
        for (TermUnit unit : List.of(TermUnit.WORKING_DAY, TermUnit.CALENDAR_DAY, TermUnit.WORKING_HOUR)) {
            List<Length> term = List.of(new Length(amount, unit));
            assertThat(Reckoning.of(start, term, more, CALENDAR).dueAt())
                    .as(unit.name())
                    .isEqualTo(Reckoning.of(start, term, standstills, CALENDAR).dueAt());
        }
    }

    @Property(tries = 100)
    void theMachinesOwnZoneChangesNothing(
            @ForAll @From("moments") Instant start,
            @ForAll @IntRange(min = 1, max = 60) int amount,
            @ForAll TermUnit unit,
            @ForAll @From("standstills") List<Standstill> standstills) {
        List<Length> term = List.of(new Length(amount, unit));
        Reckoning here = Reckoning.of(start, term, standstills, CALENDAR);
        TimeZone own = TimeZone.getDefault();
        try {
            for (String elsewhere : List.of("Pacific/Kiritimati", "Pacific/Pago_Pago", "America/New_York")) {
                TimeZone.setDefault(TimeZone.getTimeZone(elsewhere));
                assertThat(Reckoning.of(start, term, standstills, CALENDAR)).isEqualTo(here);
            }
        } finally {
            TimeZone.setDefault(own);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3, WORKING_DAY, 2026-11-26T00:00+08:00",
        "50, PERCENT, 2026-11-17T00:00+08:00",
        "36, HOUR, 2026-11-29T11:59:59+08:00",
        // due on Monday at midnight: eight hours of office are Monday, one more is the last of Friday
        "9, WORKING_HOUR, 2026-11-27T16:30+08:00"
    })
    void aModelSaysWhenItsStepsTurnYellow(int left, YellowRule.Unit unit, String yellow) {
        Reckoning reckoning = Reckoning.of(
                at("2026-11-02T10:00"),
                List.of(new Length(20, TermUnit.WORKING_DAY)),
                List.of(),
                CALENDAR,
                new YellowRule(left, unit));
        assertThat(reckoning.dueAt()).hasToString("2026-11-30T23:59:59+08:00");
        assertThat(reckoning.yellowAt()).isEqualTo(OffsetDateTime.parse(yellow));
    }

    private static List<Standstill> union(List<Standstill> standstills) {
        List<Standstill> union = new ArrayList<>();
        standstills.stream()
                .sorted((one, other) -> one.from().compareTo(other.from()))
                .forEach(each -> {
                    Standstill last = union.isEmpty() ? null : union.get(union.size() - 1);
                    if (last != null && !each.from().isAfter(last.to())) {
                        Instant to = each.to().isAfter(last.to()) ? each.to() : last.to();
                        union.set(union.size() - 1, new Standstill(last.from(), to, null));
                    } else {
                        union.add(each);
                    }
                });
        return union;
    }

    private static BigDecimal counted(Reckoning reckoning) {
        return reckoning.days().stream().map(Reckoning.Day::counted).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
