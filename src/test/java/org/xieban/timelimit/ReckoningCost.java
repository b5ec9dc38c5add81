package org.xieban.timelimit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.xieban.calendar.TermUnit;
import org.xieban.calendar.TestCalendars;
import org.xieban.timelimit.Reckoning.Length;

/** How long a due date takes to be reckoned and explained. */
public final class ReckoningCost {

    private static final int WARM_UP = 100_000;
    private static final int MEASURED = 200_000;

    private ReckoningCost() {}

    /** Microseconds of one with every of its days, of twenty working days that begin all over the year. */
    public static double microsOfTwentyWorkingDays() {
        reckon(WARM_UP);
        long start = System.nanoTime();
        long days = reckon(MEASURED);
        double micros = (System.nanoTime() - start) / 1e3 / MEASURED;
        if (days < 20L * MEASURED) {
            throw new IllegalStateException("days are missing");
        }
        return micros;
    }

    private static long reckon(int times) {
        List<Length> term = List.of(new Length(20, TermUnit.WORKING_DAY));
        Instant begin = Instant.parse("2026-01-05T02:00:00Z");
        long days = 0;
        for (int time = 0; time < times; time++) {
            Instant start = begin.plus(time % 300, ChronoUnit.DAYS);
            days += Reckoning.of(start, term, List.of(), TestCalendars.BUILT_IN)
                    .days()
                    .size();
        }
        return days;
    }
}
