package org.xieban.monitoring.reading;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.monitoring.indicator.Indicator;
import org.xieban.trace.OfficialTime;
import org.xieban.trace.Rows;

/** What indicators were: single readings of a short while, hours of a long one. */
@Component
@Transactional(readOnly = true)
public class History {

    /** Over a longer while hours are shown. */
    private static final Duration SHORT = Duration.ofDays(3);

    /** Single readings of a short while, no more than anybody sees on a chart. */
    private static final int MOST = 20_000;

    private final JdbcClient jdbc;

    History(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The last reading; {@code takenAt} when it came. */
    public record Latest(Instant at, double value, Instant takenAt) {}

    /** A reading, or an hour of them: then its mean, and between what it lay. */
    public record Point(Instant at, double value, double least, double greatest, int readings) {}

    /** The last readings by the numbers of their indicators. */
    public Map<Integer, Latest> latest(Collection<Integer> indicators) {
        Map<Integer, Latest> latest = new HashMap<>();
        jdbc.sql("""
                select i.number, l.at, l.value, l.taken_at
                  from unnest(:indicators) as i (number)
                 cross join lateral (select at, value, taken_at from reading
                                      where indicator = i.number order by at desc limit 1) l""").param("indicators", indicators.toArray(Integer[]::new)).query(row -> {
            latest.put(
                    row.getInt("number"),
                    new Latest(Rows.moment(row, "at"), row.getDouble("value"), Rows.moment(row, "taken_at")));
        });
        return latest;
    }

    public Optional<Latest> latest(Indicator indicator) {
        return Optional.ofNullable(latest(List.of(indicator.number())).get(indicator.number()));
    }

    /** What it was from one moment to another, the oldest first; by the hour where that is long and there are many. */
    public List<Point> of(Indicator indicator, Instant from, Instant to) {
        return Duration.between(from, to).compareTo(SHORT) <= 0 || indicator.slow()
                ? single(indicator, from, to)
                : hours(indicator, from, to);
    }

    private List<Point> single(Indicator indicator, Instant from, Instant to) {
        return jdbc.sql("""
                select at, value from reading where indicator = :indicator and at >= :from and at < :to
                 order by at limit :most""")
                .param("indicator", indicator.number())
                .param("from", OfficialTime.of(from))
                .param("to", OfficialTime.of(to))
                .param("most", MOST)
                .query((row, n) -> {
                    double value = row.getDouble("value");
                    return new Point(Rows.moment(row, "at"), value, value, value, 1);
                })
                .list();
    }

    /** Hours that readings came into since they were rolled up are reckoned from these, so that none is ever wrong. */
    private List<Point> hours(Indicator indicator, Instant from, Instant to) {
        return jdbc.sql("""
                with touched as materialized (
                    select distinct hour from reading_touched
                     where hour >= :from and hour < :to and (indicators is null or :indicator = any (indicators)))
                select hour as at, mean, least, greatest, readings from reading_hour h
                 where indicator = :indicator and hour >= :from and hour < :to
                   and not exists (select 1 from touched t where t.hour = h.hour)
                union all
                select t.hour, r.mean, r.least, r.greatest, r.readings from touched t
                 cross join lateral (
                     select avg(value) as mean, min(value) as least, max(value) as greatest, count(*)::int as readings
                       from reading
                      where indicator = :indicator and at >= t.hour and at < t.hour + interval '1 hour') r
                 where r.readings > 0
                 order by 1""")
                .param("indicator", indicator.number())
                .param("from", OfficialTime.of(from.truncatedTo(ChronoUnit.HOURS)))
                .param("to", OfficialTime.of(to))
                .query((row, n) -> new Point(
                        Rows.moment(row, "at"),
                        row.getDouble("mean"),
                        row.getDouble("least"),
                        row.getDouble("greatest"),
                        row.getInt("readings")))
                .list();
    }
}
