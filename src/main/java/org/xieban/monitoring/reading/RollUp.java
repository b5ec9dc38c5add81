package org.xieban.monitoring.reading;

import java.sql.Array;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/**
 * Rolls readings up by the hour once the hour is over, and again what came later: always from the readings themselves, so
 * that it is exact whatever came when, and whoever was killed doing so. Marks are only added by those who take readings in:
 * one that is not seen here is seen the next time.
 */
@Component
class RollUp {

    private static final int HOURS_AT_ONCE = 200;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    RollUp(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A mark; null for all indicators. */
    private record Mark(long number, @Nullable List<Integer> indicators) {}

    /** Goes on until nothing is left that is over. */
    void goOn() {
        Instant current = clock.instant().truncatedTo(ChronoUnit.HOURS);
        List<Instant> hours;
        do {
            hours = hours(current);
            hours.forEach(hour -> transaction.executeWithoutResult(status -> rollUp(hour)));
        } while (hours.size() == HOURS_AT_ONCE);
    }

    private List<Instant> hours(Instant before) {
        return jdbc.sql("select distinct hour from reading_touched where hour < :before order by hour limit :most")
                .param("before", OfficialTime.of(before))
                .param("most", HOURS_AT_ONCE)
                .query((row, n) -> Rows.moment(row, "hour"))
                .list();
    }

    private void rollUp(Instant hour) {
        List<Mark> marks = jdbc.sql("""
                select number, indicators from reading_touched where hour = :hour for update skip locked""")
                .param("hour", OfficialTime.of(hour))
                .query((row, n) -> new Mark(row.getLong("number"), list(row.getArray("indicators"))))
                .list();
        if (marks.isEmpty()) {
            return;
        }
        Set<Integer> some = new HashSet<>();
        boolean all = false;
        for (Mark mark : marks) {
            if (mark.indicators() == null) {
                all = true;
            } else {
                some.addAll(mark.indicators());
            }
        }
        // read after the marks: it has at least what they stand for
        jdbc.sql("""
                insert into reading_hour (indicator, hour, readings, least, greatest, mean, last)
                select indicator, :hour, count(*), min(value), max(value), avg(value),
                       (array_agg(value order by at desc, id desc))[1]
                  from reading
                 where at >= :hour and at < :hour + interval '1 hour' and (:all or indicator = any (:some))
                 group by indicator
                on conflict (indicator, hour) do update
                   set readings = excluded.readings, least = excluded.least, greatest = excluded.greatest,
                       mean = excluded.mean, last = excluded.last""")
                .param("hour", OfficialTime.of(hour))
                .param("all", all)
                .param("some", some.toArray(Integer[]::new))
                .update();
        jdbc.sql("delete from reading_touched where number = any (:numbers)")
                .param("numbers", marks.stream().map(Mark::number).toArray(Long[]::new))
                .update();
    }

    private static @Nullable List<Integer> list(@Nullable Array array) throws SQLException {
        return array == null ? null : new ArrayList<>(Arrays.asList((Integer[]) array.getArray()));
    }
}
