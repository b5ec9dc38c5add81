package org.xieban.monitoring.reading;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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

    private static final int FEW_HOURS = 48;

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
                select at, value from reading
                 where retention = :retention and indicator = :indicator and at >= :from and at < :to
                 order by at limit :most""")
                .param("retention", indicator.retention().name())
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
        Instant first = from.truncatedTo(ChronoUnit.HOURS);
        List<Instant> touched = touched(indicator, first, to);
        List<Point> hours = new ArrayList<>(jdbc.sql("""
                select hour as at, mean, least, greatest, readings from reading_hour
                 where indicator = :indicator and hour >= :from and hour < :to and hour <> all (cast(:touched as timestamptz[]))
                 order by hour""")
                .param("indicator", indicator.number())
                .param("from", OfficialTime.of(first))
                .param("to", OfficialTime.of(to))
                .param("touched", texts(touched))
                .query(History::hour)
                .list());
        if (!touched.isEmpty()) {
            hours.addAll(reckoned(indicator, touched));
            hours.sort(Comparator.comparing(Point::at));
        }
        return hours;
    }

    /**
     * Few hours are touched at a time, by all that came in since: those are reckoned whoever touched them, since to look
     * through the marks of a busy hour takes longer. Where many are, as after a long file, only the indicator's own are.
     */
    private List<Instant> touched(Indicator indicator, Instant from, Instant to) {
        List<Instant> hours = jdbc.sql("""
                with recursive touched (hour) as (
                    select min(hour) from reading_touched where hour >= :from and hour < :to
                     union all
                    select (select min(r.hour) from reading_touched r where r.hour > touched.hour and r.hour < :to)
                      from touched where touched.hour is not null)
                select hour from touched where hour is not null order by hour""")
                .param("from", OfficialTime.of(from))
                .param("to", OfficialTime.of(to))
                .query((row, n) -> Rows.moment(row, "hour"))
                .list();
        return hours.size() <= FEW_HOURS ? hours : touchedBy(indicator, from, to);
    }

    private List<Instant> touchedBy(Indicator indicator, Instant from, Instant to) {
        return jdbc.sql("""
                select distinct hour from reading_touched
                 where hour >= :from and hour < :to and (indicators is null or :indicator = any (indicators))
                 order by hour""")
                .param("indicator", indicator.number())
                .param("from", OfficialTime.of(from))
                .param("to", OfficialTime.of(to))
                .query((row, n) -> Rows.moment(row, "hour"))
                .list();
    }

    /** How long readings are kept and between when they lie is named: only the partitions of these are planned and read. */
    private List<Point> reckoned(Indicator indicator, List<Instant> hours) {
        return jdbc.sql("""
                select h.hour as at, avg(value) as mean, min(value) as least, max(value) as greatest,
                       count(*)::int as readings
                  from unnest(cast(:hours as timestamptz[])) as h (hour)
                  join reading r on r.at >= h.hour and r.at < h.hour + interval '1 hour'
                 where r.retention = :retention and r.indicator = :indicator and r.at >= :from and r.at < :to
                 group by h.hour""")
                .param("hours", texts(hours))
                .param("retention", indicator.retention().name())
                .param("indicator", indicator.number())
                .param("from", OfficialTime.of(hours.get(0)))
                .param("to", OfficialTime.of(hours.get(hours.size() - 1).plus(Duration.ofHours(1))))
                .query(History::hour)
                .list();
    }

    private static String[] texts(List<Instant> moments) {
        return moments.stream().map(Instant::toString).toArray(String[]::new);
    }

    private static Point hour(ResultSet row, int number) throws SQLException {
        return new Point(
                Rows.moment(row, "at"),
                row.getDouble("mean"),
                row.getDouble("least"),
                row.getDouble("greatest"),
                row.getInt("readings"));
    }
}
