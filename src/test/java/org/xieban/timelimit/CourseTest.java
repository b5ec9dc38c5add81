package org.xieban.timelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.xieban.calendar.TermUnit;
import org.xieban.calendar.TestCalendars;
import org.xieban.casefile.Lamp;
import org.xieban.timelimit.Reckoning.Length;
import org.xieban.trace.OfficialTime;

/** When lamps change and rungs are told, and that a sweep which slept says all of it. */
class CourseTest {

    private static Instant at(String moment) {
        return LocalDateTime.parse(moment).atZone(OfficialTime.ZONE).toInstant();
    }

    private static ClockTerm term(int amount, TermUnit unit) {
        return new ClockTerm(amount, unit, ClockTerm.StartEvent.STEP, "x", ClockTerm.Source.MODEL, null);
    }

    /** Of a step that begins on Monday 2 November 2026, a week without days off. */
    private static Course course(int amount, TermUnit unit, WarningRule rule) {
        Reckoning reckoning = Reckoning.of(
                at("2026-11-02T10:00"),
                List.of(new Length(amount, unit)),
                List.of(),
                TestCalendars.BUILT_IN,
                rule.yellow());
        return Course.of(
                term(amount, unit),
                rule,
                reckoning.yellowAt().toInstant(),
                reckoning.dueAt().toInstant(),
                false,
                null,
                TestCalendars.BUILT_IN);
    }

    private static final Course THREE_DAYS = course(3, TermUnit.WORKING_DAY, WarningRule.ORDINARY);

    @Test
    void theLampIsYellowOnTheLastDayAndRedAfterItsLastSecond() {
        assertThat(THREE_DAYS.lamp(at("2026-11-04T23:59:59"))).isEqualTo(Lamp.GREEN);
        assertThat(THREE_DAYS.lamp(at("2026-11-05T00:00:00"))).isEqualTo(Lamp.YELLOW);
        assertThat(THREE_DAYS.lamp(at("2026-11-05T23:59:59"))).isEqualTo(Lamp.YELLOW);
        assertThat(THREE_DAYS.lamp(at("2026-11-06T00:00:00"))).isEqualTo(Lamp.RED);
    }

    @Test
    void theLadderGoesFromTheHandlerToTheSupervisionOffice() {
        assertThat(THREE_DAYS.rungs())
                .containsExactly(
                        Map.entry(Rung.HANDLER, at("2026-11-05T00:00")),
                        Map.entry(Rung.LEAD, at("2026-11-06T00:00")),
                        // overdue since Thursday night: the head on Friday, the supervision office on Monday
                        Map.entry(Rung.HEAD, at("2026-11-06T08:30")),
                        Map.entry(Rung.SUPERVISION, at("2026-11-09T08:30")));
    }

    @Test
    void naturalHoursDoNotWaitForTheOfficeToOpen() {
        assertThat(course(10, TermUnit.HOUR, WarningRule.ORDINARY).rungs())
                .containsEntry(Rung.HANDLER, at("2026-11-02T18:00"))
                .containsEntry(Rung.LEAD, at("2026-11-02T20:00:01"))
                .containsEntry(Rung.HEAD, at("2026-11-02T22:00:01"))
                .containsEntry(Rung.SUPERVISION, at("2026-11-03T00:00:01"));
    }

    @Test
    void whatNobodyHasTakenIsToldToTheHeadOfSectionAtOnce() {
        Course.Happened happened = THREE_DAYS.by(at("2026-11-05T00:00"), THREE_DAYS.begun(), false);

        assertThat(happened.told().keySet()).containsExactly(Rung.HANDLER, Rung.LEAD);
        assertThat(happened.after()).isEqualTo(new Watch(Lamp.YELLOW, 2, 1, at("2026-11-06T00:00")));
        assertThat(THREE_DAYS
                        .by(at("2026-11-05T00:00"), THREE_DAYS.begun(), true)
                        .told()
                        .keySet())
                .containsExactly(Rung.HANDLER);
        assertThat(THREE_DAYS
                        .by(at("2026-11-06T00:00"), happened.after(), false)
                        .told())
                .as("and not again")
                .isEmpty();
    }

    @Test
    void whoeverIsNotToBeToldIsLeftOut() {
        WarningRule rule = new WarningRule(new YellowRule(50, YellowRule.Unit.PERCENT), Set.of(Rung.HEAD));
        Course course = course(4, TermUnit.WORKING_DAY, rule);

        assertThat(course.yellowAt()).isEqualTo(at("2026-11-05T00:00"));
        assertThat(course.rungs()).containsOnlyKeys(Rung.HEAD);
        assertThat(course.by(at("2026-11-30T00:00"), THREE_DAYS.begun(), false).after())
                .isEqualTo(new Watch(Lamp.RED, 3, 1, null));
    }

    @Test
    void aClockThatIsGreenAgainBeginsTheLadderAnew() {
        Watch red = new Watch(Lamp.RED, 3, 1, at("2026-11-09T08:30"));

        assertThat(THREE_DAYS.changed(red, at("2026-11-03T10:00")))
                .isEqualTo(new Watch(Lamp.GREEN, 0, 2, at("2026-11-05T00:00")));
        assertThat(THREE_DAYS.changed(red, at("2026-11-05T10:00")))
                .as("yellow, as it has been")
                .isEqualTo(new Watch(Lamp.YELLOW, 3, 1, at("2026-11-06T00:00")));
    }

    @Test
    void aPauseThatWasEnteredBeforehandBeginsByItself() {
        Course course = new Course(
                THREE_DAYS.yellowAt(), THREE_DAYS.redAt(), THREE_DAYS.rungs(), false, at("2026-11-05T09:00"));
        assertThat(course.changed(THREE_DAYS.begun(), at("2026-11-02T10:00")).nextChangeAt())
                .isEqualTo(at("2026-11-05T00:00"));

        Course.Happened happened = course.by(at("2026-11-20T00:00"), THREE_DAYS.begun(), true);

        assertThat(happened.lamps()).containsExactly(Lamp.YELLOW, Lamp.PAUSED);
        assertThat(happened.told().keySet()).containsExactly(Rung.HANDLER);
        assertThat(happened.after()).isEqualTo(new Watch(Lamp.PAUSED, 1, 1, null));
    }

    @Provide
    Arbitrary<List<Long>> sweeps() {
        return Arbitraries.longs()
                .between(0, 30L * 24 * 3600)
                .list()
                .ofMinSize(1)
                .ofMaxSize(30)
                .map(each -> each.stream().sorted().toList());
    }

    /** Whenever anybody sweeps, in the end everything was said once and in order, as if somebody had never slept. */
    @Property(tries = 500)
    void whoSleepsCatchesUp(
            @ForAll @From("sweeps") List<Long> sweeps,
            @ForAll TermUnit unit,
            @ForAll @IntRange(min = 1, max = 8) int amount) {
        Course course = course(amount, unit, WarningRule.ORDINARY);
        Watch watch = course.begun();
        List<Lamp> lamps = new ArrayList<>();
        List<Rung> told = new ArrayList<>();
        List<Instant> since = new ArrayList<>();
        for (long seconds : sweeps) {
            Instant now = at("2026-11-02T10:00").plusSeconds(seconds);
            if (watch.nextChangeAt() != null && !watch.nextChangeAt().isAfter(now)) {
                Course.Happened happened = course.by(now, watch, true);
                lamps.addAll(happened.lamps());
                told.addAll(happened.told().keySet());
                since.addAll(happened.told().values());
                watch = happened.after();
            }
            assertThat(watch.lamp()).isEqualTo(course.lamp(now));
            assertThat(watch.nextChangeAt() == null || watch.nextChangeAt().isAfter(now))
                    .isTrue();
        }
        Instant last = at("2026-11-02T10:00").plusSeconds(sweeps.get(sweeps.size() - 1));
        assertThat(told)
                .containsExactlyElementsOf(course.rungs().entrySet().stream()
                        .filter(each -> !each.getValue().isAfter(last))
                        .map(Map.Entry::getKey)
                        .toList());
        assertThat(since).isSorted();
        assertThat(lamps).isSorted().doesNotHaveDuplicates();
    }
}
