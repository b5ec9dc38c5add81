package org.xieban.emergency.duty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.xieban.emergency.duty.Coverage.Stretch;

/** Each hour is covered, a gap, or an overlap, whatever the shifts are. */
class CoverageTest {

    private static final int END = 48;

    @Property(tries = 300)
    void everyHourIsWhatItsShiftsMakeOfIt(
            @ForAll @Size(max = 6) List<@IntRange(min = -10, max = END) Integer> begins,
            @ForAll @Size(min = 6, max = 6) List<@IntRange(min = 1, max = 30) Integer> lengths) {
        List<Shift> shifts = IntStream.range(0, begins.size())
                .mapToObj(i -> shift(begins.get(i), begins.get(i) + lengths.get(i)))
                .toList();

        Coverage coverage = Coverage.of(shifts, hour(0), hour(END));

        for (int i = 0; i < END; i++) {
            Instant at = hour(i);
            long covering = shifts.stream().filter(shift -> shift.covers(at)).count();
            assertThat(within(coverage.gaps(), at)).as("gap at hour " + i).isEqualTo(covering == 0);
            assertThat(within(coverage.overlaps(), at))
                    .as("overlap at hour " + i)
                    .isEqualTo(covering > 1);
        }
        Stream.of(coverage.gaps(), coverage.overlaps()).forEach(stretches -> {
            for (int i = 1; i < stretches.size(); i++) {
                assertThat(stretches.get(i).from()).isAfter(stretches.get(i - 1).until());
            }
        });
    }

    private static boolean within(List<Stretch> stretches, Instant at) {
        return stretches.stream().anyMatch(each -> !at.isBefore(each.from()) && at.isBefore(each.until()));
    }

    private static Shift shift(int from, int until) {
        return new Shift(0, "yjgl", hour(from), hour(until), "one", "two", "12345", 1);
    }

    private static Instant hour(int number) {
        return Instant.parse("2026-11-16T00:00:00Z").plusSeconds(number * 3_600L);
    }
}
