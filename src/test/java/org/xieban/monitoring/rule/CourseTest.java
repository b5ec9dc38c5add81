package org.xieban.monitoring.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xieban.monitoring.alarm.AlarmChange;
import org.xieban.monitoring.indicator.Indicator;
import org.xieban.monitoring.indicator.Kind;
import org.xieban.monitoring.indicator.Retention;

/** What becomes of alarms while readings come, early, late and not at all. */
class CourseTest {

    private static final Instant BEGIN = Instant.parse("2026-07-01T00:00:00Z");
    private static final Indicator GAUGE = new Indicator(
            1,
            "WL-1",
            "某站水位",
            Kind.WATER_LEVEL,
            "slj",
            "m",
            "411921",
            null,
            null,
            "PT1M",
            Retention.YEAR,
            null,
            null,
            true,
            1,
            BEGIN);

    private boolean otherHigh = true;

    @Test
    void anAlarmBeginsAtTheThresholdAndWaversWithinItsHysteresis() {
        Course course = course(value(3, true, 58, 57.8, Duration.ZERO));
        assertThat(happens(course, 57.9, 58.0, 57.9, 58.1, 57.8, 57.79, 57.9))
                .containsExactly("1 RAISED 3", "5 ENDED 0");
    }

    @Test
    void theGravestLevelThatHoldsIsTheAlarms() {
        Course course = course(value(3, true, 58, 57.8, Duration.ZERO), value(2, true, 59.5, 59.3, Duration.ZERO));
        assertThat(happens(course, 58.5, 60, 59.4, 59.2, 57))
                .containsExactly("0 RAISED 3", "1 LEVEL 2", "3 LEVEL 3", "4 ENDED 0");
    }

    @Test
    void whatMustLastIsInterruptedByOneReading() {
        Course course = course(value(2, false, 1.5, 1.7, Duration.ofMinutes(2)));
        assertThat(happens(course, 1.4, 1.4, 1.6, 1.4, 1.4, 1.4, 1.6, 1.8)).containsExactly("5 RAISED 2", "7 ENDED 0");
    }

    @Test
    void aRiseIsMeasuredFromTheLowestWithinTheWindow() {
        Course course = course(over(AlarmRule.Measure.CHANGE, true, 0.3, 0.1, Duration.ofMinutes(3)));
        assertThat(happens(course, 57, 57.1, 57.2, 57.3, 57.3, 57.3, 57.3)).containsExactly("3 RAISED 2", "6 ENDED 0");
    }

    @Test
    void aFallIsAsBadAsARise() {
        Course course = course(over(AlarmRule.Measure.CHANGE, false, 0.8, 0.3, Duration.ofMinutes(3)));
        assertThat(happens(course, 2.5, 2.5, 1.6)).containsExactly("2 RAISED 2");
    }

    @Test
    void rainIsSummedOverItsWindow() {
        Course course = course(over(AlarmRule.Measure.SUM, true, 50, 40, Duration.ofMinutes(2)));
        assertThat(happens(course, 20, 20, 20, 20, 5, 5)).containsExactly("2 RAISED 2", "5 ENDED 0");
    }

    @Test
    void aLateReadingTakesItsPlaceAndCompletesWhatMustLast() {
        Course course = course(value(2, true, 10, 10, Duration.ofMinutes(3)));
        List<String> happened = new ArrayList<>();
        at(course, 0, 11, happened);
        at(course, 1, 9, happened);
        at(course, 2, 11, happened);
        at(course, 4, 11, happened);
        assertThat(happened).isEmpty();
        // the sum of what came is the same as if it had come in time
        at(course, 5, 11, happened);
        assertThat(happened).containsExactly("5 RAISED 2");
    }

    @Test
    void theOrderInWhichReadingsComeDoesNotMatterInTheEnd() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<Integer> order = new ArrayList<>();
            double[] values = new double[8];
            for (int i = 0; i < values.length; i++) {
                order.add(i);
                values[i] = 20 + random.nextInt(15);
            }
            Course inTime = course(over(AlarmRule.Measure.SUM, true, 100, 100, Duration.ofMinutes(4)));
            order.forEach(minute -> inTime.accept(micros(minute), values[minute]));
            Course mixed = course(over(AlarmRule.Measure.SUM, true, 100, 100, Duration.ofMinutes(4)));
            List<Integer> late = new ArrayList<>(order.subList(3, 8));
            Collections.shuffle(late, random);
            order.subList(0, 3).forEach(minute -> mixed.accept(micros(minute), values[minute]));
            late.forEach(minute -> mixed.accept(micros(minute), values[minute]));
            assertThat(mixed.changes(BEGIN, rule -> true)).isEqualTo(inTime.changes(BEGIN, rule -> true));
        }
    }

    @Test
    void silenceIsAnAlarmUntilTheNextReading() {
        Course course = course(silence());
        List<String> happened = new ArrayList<>();
        at(course, 0, 1, happened);
        course.listen(micros(14));
        assertThat(course.changes(minute(14), rule -> true)).isEmpty();
        course.listen(micros(15));
        assertThat(course.changes(minute(15), rule -> true))
                .extracting(AlarmChange::what)
                .containsExactly(AlarmChange.What.RAISED);
        at(course, 16, 1, happened);
        assertThat(happened).containsExactly("16 ENDED 0");
    }

    @Test
    void anIndicatorThatNeverSentAnythingIsSilentToo() {
        Course course = course(silence());
        assertThat(course.listen(micros(15))).isTrue();
    }

    @Test
    void severalIndicatorsMustBeHighTogether() {
        Course course = course(new AlarmRule(
                "r", "急涨", 2, AlarmRule.Measure.VALUE, true, 10, 10, Duration.ZERO, Duration.ZERO, "RAIN", 2));
        otherHigh = false;
        List<String> happened = new ArrayList<>();
        at(course, 0, 11, happened);
        assertThat(happened).isEmpty();
        otherHigh = true;
        at(course, 1, 11, happened);
        otherHigh = false;
        at(course, 2, 11, happened);
        assertThat(happened).containsExactly("1 RAISED 2", "2 ENDED 0");
    }

    @Test
    void madeAgainFromItsReadingsAndAlarmsItGoesOnAsIfNothingHadHappened() {
        AlarmRule[] rules = {value(3, true, 58, 57.8, Duration.ofMinutes(2)), value(2, true, 59, 58.9, Duration.ZERO)};
        Course before = course(rules);
        assertThat(happens(before, 58.1, 58.1, 58.1, 57.9)).containsExactly("2 RAISED 3");
        Course again = course(rules);
        again.resume("r", 3);
        again.accept(micros(2), 58.1);
        again.accept(micros(3), 57.9);
        assertThat(again.changes(minute(3), rule -> true)).isEmpty();
        List<String> happened = new ArrayList<>();
        at(again, 4, 59, happened);
        at(again, 5, 57, happened);
        assertThat(happened).containsExactly("4 LEVEL 2", "5 ENDED 0");
    }

    @Test
    void anAlarmEndsWhoseRuleIsGone() {
        Course course = course();
        course.resume("withdrawn", 2);
        assertThat(course.changes(BEGIN, rule -> true))
                .extracting(AlarmChange::what)
                .containsExactly(AlarmChange.What.ENDED);
    }

    private static Course course(AlarmRule... rules) {
        return new Course(GAUGE, Arrays.asList(rules), BEGIN);
    }

    private static AlarmRule value(int level, boolean up, double from, double until, Duration lasting) {
        return new AlarmRule(
                "r", "越限", level, AlarmRule.Measure.VALUE, up, from, until, Duration.ZERO, lasting, null, 0);
    }

    private static AlarmRule over(AlarmRule.Measure measure, boolean up, double from, double until, Duration window) {
        return new AlarmRule("r", "变化", 2, measure, up, from, until, window, Duration.ZERO, null, 0);
    }

    private static AlarmRule silence() {
        return new AlarmRule(
                "s", "中断", 4, AlarmRule.Measure.SILENCE, true, 0, 0, Duration.ofMinutes(15), Duration.ZERO, null, 0);
    }

    /** One reading a minute; what happened with which. */
    private List<String> happens(Course course, double... values) {
        List<String> happened = new ArrayList<>();
        for (int minute = 0; minute < values.length; minute++) {
            at(course, minute, values[minute], happened);
        }
        return happened;
    }

    private void at(Course course, int minute, double value, List<String> happened) {
        course.accept(micros(minute), value);
        course.changes(minute(minute), rule -> otherHigh)
                .forEach(change -> happened.add(minute + " " + change.what() + " " + change.level()));
    }

    private static Instant minute(int minute) {
        return BEGIN.plus(Duration.ofMinutes(minute));
    }

    private static long micros(int minute) {
        return Course.micros(minute(minute));
    }
}
