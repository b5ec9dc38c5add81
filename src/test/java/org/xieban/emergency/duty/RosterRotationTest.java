package org.xieban.emergency.duty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.xieban.trace.OfficialTime;

/** A roster that goes on by turns leaves nobody out and no hour uncovered. */
class RosterRotationTest {

    private static final Instant SOME_DAY = Instant.parse("2026-11-22T00:00:00Z");

    @Property(tries = 200)
    void everyMomentIsCoveredOnceAndTheTurnsGoRound(
            @ForAll @IntRange(min = 0, max = 3000) int begins,
            @ForAll @IntRange(min = 1, max = 400) int hours,
            @ForAll @IntRange(min = 1, max = 4) int officers) {
        List<String> logins = List.of("one", "two", "three", "four").subList(0, officers);
        Instant from = SOME_DAY.plus(Duration.ofMinutes(begins));
        Instant until = from.plus(Duration.ofHours(hours));

        List<Shift> shifts = RosterRotation.following(
                new RosterRotation.Turns("yjgl", logins, "leader", "0396-2620119"), from, until);

        Coverage coverage = Coverage.of(shifts, from, until);
        assertThat(coverage.gaps()).isEmpty();
        assertThat(coverage.overlaps()).isEmpty();
        assertThat(shifts).first().extracting(Shift::from).isEqualTo(from);
        assertThat(shifts).allSatisfy(shift -> assertThat(
                        shift.until().atZone(OfficialTime.ZONE).toLocalTime())
                .isEqualTo(RosterRotation.CHANGE));
        for (int i = 1; i < shifts.size() && officers > 1; i++) {
            assertThat(shifts.get(i).officer()).isNotEqualTo(shifts.get(i - 1).officer());
        }
    }
}
