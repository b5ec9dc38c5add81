package org.xieban.emergency.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.EventKind;
import org.xieban.emergency.event.Grade;
import org.xieban.emergency.event.Harm;

/** What is more alike comes before what is less. */
class LikenessTest {

    private static final Instant MIDSUMMER = Instant.parse("2025-07-12T02:00:00Z");

    private static Event event(EventKind kind, String region, double east, Grade grade, int days, int evacuated) {
        Instant at = MIDSUMMER.plus(Duration.ofDays(days));
        return new Event(
                "XP25-0000-0001-0",
                kind,
                "洪涝",
                "yjgl",
                false,
                region,
                "某地",
                BigDecimal.valueOf(114 + east),
                BigDecimal.valueOf(33.3),
                at,
                at,
                Event.Source.ALARM,
                null,
                new Harm(0, 0, 0, 0, evacuated, BigDecimal.ZERO, BigDecimal.ZERO, false),
                Event.State.CLOSED,
                grade,
                grade,
                at,
                at,
                at,
                1);
    }

    private static final Event FLOOD = event(EventKind.FLOOD, "411921100000", 0.3, Grade.III, 0, 300);

    private static int like(Event other) {
        return Likeness.of(FLOOD, other).total();
    }

    @Property(tries = 300)
    void itIsMutualAndOutOfAHundred(
            @ForAll EventKind one,
            @ForAll EventKind other,
            @ForAll Grade grade,
            @ForAll @IntRange(min = 0, max = 800) int days,
            @ForAll @IntRange(min = 0, max = 100_000) int evacuated) {
        Event here = event(one, "411921", 0.2, Grade.II, 3, 10);
        Event there = event(other, "411902", 0.01, grade, days, evacuated);

        assertThat(Likeness.of(here, there)).isEqualTo(Likeness.of(there, here));
        assertThat(Likeness.of(here, there).total()).isBetween(0, 100);
        assertThat(Likeness.of(there, there).total()).isEqualTo(100);
        if (one.of() != other.of()) {
            assertThat(Likeness.of(here, there).total()).isZero();
        }
    }

    @Test
    void theSameKindOnTheSpotInTheSameSeasonComesFirst() {
        int spot = like(event(EventKind.FLOOD, "411921100000", 0.3, Grade.III, 365, 300));
        int county = like(event(EventKind.FLOOD, "411921101000", 0.9, Grade.III, 365, 300));
        int winter = like(event(EventKind.FLOOD, "411921101000", 0.9, Grade.III, 180, 300));
        int graver = like(event(EventKind.FLOOD, "411921101000", 0.9, Grade.I, 180, 30_000));
        int typhoon = like(event(EventKind.TYPHOON, "411921101000", 0.9, Grade.I, 180, 30_000));

        assertThat(spot).isEqualTo(100);
        assertThat(county).isLessThan(spot);
        assertThat(winter).isLessThan(county);
        assertThat(graver).isLessThan(winter);
        assertThat(typhoon).isLessThan(graver);
    }

    @Test
    void newYearLiesBetweenDecemberAndJanuary() {
        Event december = event(EventKind.SNOW, "411921", 0, Grade.III, 170, 0);
        Event january = event(EventKind.SNOW, "411921", 0, Grade.III, 185, 0);
        assertThat(Likeness.of(december, january).points()).containsEntry(Likeness.In.SEASON, 10);
    }

    @Test
    void aHundredthOfADegreeIsAKilometre() {
        assertThat(Likeness.metres(
                        new BigDecimal("114.00"),
                        new BigDecimal("33.30"),
                        new BigDecimal("114.01"),
                        new BigDecimal("33.30")))
                .isBetween(920.0, 935.0);
    }
}
