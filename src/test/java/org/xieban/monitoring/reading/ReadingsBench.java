package org.xieban.monitoring.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.monitoring.TestIndicators;
import org.xieban.monitoring.indicator.Indicator;
import org.xieban.monitoring.indicator.Indicators;

/**
 * 20,000 readings a second taken in and judged, beside a plain multi-row insert of the same rows into a table of the same
 * shape in the same run; and the year of one indicator. The database makes its commits durable, as in production.
 */
@XiebanTest
@TestPropertySource(properties = {"xieban.data-temporary=false", "xieban.bench=readings"})
@Tag("bench")
class ReadingsBench {

    private static final List<String> KINDS =
            List.of("WATER_LEVEL", "RAIN", "GAS_PRESSURE", "SMOKE", "TRAFFIC", "POWER");

    /** What each kind shows on an ordinary day. */
    private static final double[] USUAL = {57.5, 0.01, 2.4, 0.02, 4, 60};

    private static final int INDICATORS = 1_000;
    private static final int BATCHES = 30;
    private static final double WANTED = 20_000;
    private static final double LEAST_SHARE = 0.5;
    private static final double YEAR_MILLIS = 100;
    private static final int WARM = 20;
    private static final int LOOKS = 200;

    @Autowired
    private Indicators indicators;

    @Autowired
    private Readings readings;

    @Autowired
    private History history;

    @Autowired
    private ObjectMapper json;

    @Autowired
    private JdbcTemplate template;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Clock clock;

    @Test
    void asManyAreTakenInAndJudgedAsACityHas() throws Exception {
        String[] codes = new String[INDICATORS];
        String[] lines = new String[INDICATORS];
        for (int i = 0; i < INDICATORS; i++) {
            codes[i] = TestIndicators.code();
            String kind = List.of("WATER_LEVEL", "RAIN", "GAS_PRESSURE", "SMOKE", "TRAFFIC", "POWER")
                    .get(i % 6);
            lines[i] = codes[i] + ",体征" + i + "," + kind + ",yjgl,m,411921,,,PT10S,YEAR,,,true";
        }
        TestIndicators.register(indicators, lines);
        jdbc.sql("create table plain_reading (like reading including all)").update();
        jdbc.sql("create unique index on plain_reading (indicator, id)").update();
        Instant begin = clock.instant().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(1));
        readings.take(sent(batch(codes, begin, -2)));
        plain(batch(codes, begin, -1));
        readings.take(sent(batch(codes, begin, -1)));

        List<Double> shares = new ArrayList<>();
        double taken = 0;
        double inserted = 0;
        for (int i = 0; i < BATCHES; i++) {
            String body = batch(codes, begin, i);
            long start = System.nanoTime();
            plain(body);
            long between = System.nanoTime();
            Readings.Taken each = readings.take(sent(body));
            long end = System.nanoTime();
            assertThat(each.accepted()).isEqualTo(Readings.MOST);
            inserted += (between - start) / 1e9;
            taken += (end - between) / 1e9;
            shares.add((between - start) / (double) (end - between));
        }
        double rate = BATCHES * Readings.MOST / taken;
        double plain = BATCHES * Readings.MOST / inserted;
        shares.sort(null);
        double share = shares.get(shares.size() / 2);
        System.out.printf(
                Locale.ROOT,
                "readings taken in and judged: %.0f/s; plain insert of the same rows: %.0f/s; share %.2f (median)%n",
                rate,
                plain,
                share);
        assertThat(rate).isGreaterThan(WANTED);
        assertThat(share).isGreaterThan(LEAST_SHARE);
    }

    @Test
    void theYearOfOneIndicatorIsThereAtOnce() throws Exception {
        Indicator indicator = indicators.require(TestIndicators.one(indicators, "WATER_LEVEL", "411921"));
        Instant now = clock.instant().truncatedTo(ChronoUnit.HOURS);
        for (int other = 0; other < 50; other++) {
            jdbc.sql("""
                    insert into reading_hour (indicator, hour, readings, least, greatest, mean, last)
                    select :indicator, :now - h * interval '1 hour', 60, 57, 58, 57.5, 57.4
                      from generate_series(1, 8800) h
                     where exists (select 1 from pg_class where relname = 'reading_hour_' || extract(
                           year from (:now - h * interval '1 hour') at time zone 'Asia/Shanghai'))""")
                    .param("indicator", other == 0 ? indicator.number() : -other)
                    .param("now", now.atOffset(ZoneOffset.UTC))
                    .update();
        }
        // hours of today that are not rolled up yet, and what others sent into them
        Instant late = now.minus(Duration.ofHours(3));
        for (int minute = 0; minute < 180; minute++) {
            readings.take(
                    List.of(new Readings.Sent("y" + minute, indicator.code(), late.plusSeconds(minute * 60L), 57.5)));
        }
        Integer[] others =
                IntStream.rangeClosed(1, INDICATORS).map(n -> -n).boxed().toArray(Integer[]::new);
        for (int mark = 0; mark < 7_200; mark++) {
            jdbc.sql("insert into reading_touched (hour, indicators) values (:hour, :others)")
                    .param("hour", now.atOffset(ZoneOffset.UTC))
                    .param("others", others)
                    .update();
        }
        jdbc.sql("analyze").update();
        Instant from = now.minus(Duration.ofDays(365));
        Instant to = now.plus(Duration.ofHours(1));
        double[] took = new double[LOOKS];
        double[] floor = new double[LOOKS];
        int points = 0;
        for (int i = -WARM; i < LOOKS; i++) {
            long start = System.nanoTime();
            points = history.of(indicator, from, to).size();
            long between = System.nanoTime();
            int rows = rows(indicator, from, to);
            long end = System.nanoTime();
            assertThat(rows).isGreaterThan(7_000);
            if (i >= 0) {
                took[i] = (between - start) / 1e6;
                floor[i] = (end - between) / 1e6;
            }
        }
        Arrays.sort(took);
        Arrays.sort(floor);
        System.out.printf(
                Locale.ROOT,
                "the year of one indicator: %d hours in %.0f ms (median), %.0f ms (p95), %.0f ms (slowest of %d);"
                        + " its rows alone %.0f ms (median), %.0f ms (p95)%n",
                points,
                took[LOOKS / 2],
                took[LOOKS * 95 / 100],
                took[LOOKS - 1],
                LOOKS,
                floor[LOOKS / 2],
                floor[LOOKS * 95 / 100]);
        jdbc.sql("delete from reading_touched where indicators = :others")
                .param("others", others)
                .update();
        assertThat(points).isGreaterThan(7_000);
        assertThat(took[LOOKS * 95 / 100]).isLessThan(YEAR_MILLIS);
    }

    /** What no look-up of these hours can do without: the rows themselves, read by their key. */
    private int rows(Indicator indicator, Instant from, Instant to) {
        return jdbc.sql("""
                select hour, mean, least, greatest, readings from reading_hour
                 where indicator = :indicator and hour >= :from and hour < :to order by hour""")
                .param("indicator", indicator.number())
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("to", to.atOffset(ZoneOffset.UTC))
                .query((row, n) -> new History.Point(
                        row.getObject("hour", OffsetDateTime.class).toInstant(),
                        row.getDouble("mean"),
                        row.getDouble("least"),
                        row.getDouble("greatest"),
                        row.getInt("readings")))
                .list()
                .size();
    }

    private List<Readings.Sent> sent(String body) throws Exception {
        return json.readValue(body.getBytes(StandardCharsets.UTF_8), ReadingsApi.Call.class)
                .readings();
    }

    /** As many as are taken at once, as they come over the line. */
    private static String batch(String[] codes, Instant begin, int number) {
        StringBuilder body = new StringBuilder("{\"readings\":[");
        for (int i = 0; i < Readings.MOST; i++) {
            int round = i / codes.length;
            Instant at = begin.plusMillis((long) (number * (Readings.MOST / codes.length) + round) * 10_000);
            body.append(i == 0 ? "" : ",")
                    .append("{\"id\":\"s")
                    .append(number)
                    .append('-')
                    .append(round)
                    .append("\",\"indicator\":\"")
                    .append(codes[i % codes.length])
                    .append("\",\"at\":\"")
                    .append(at)
                    .append("\",\"value\":")
                    .append(USUAL[i % codes.length % USUAL.length] + (i * 31 + number * 17) % 100 / 100_000.0)
                    .append('}');
        }
        return body.append("]}").toString();
    }

    /** The same rows, parsed alike and inserted without another thought. */
    private void plain(String body) throws Exception {
        List<Readings.Sent> rows = sent(body);
        var byCode = indicators.register().byCode();
        transaction.executeWithoutResult(status -> template.execute((ConnectionCallback<Void>) connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into plain_reading (retention, indicator, at, id, value, taken_at)"
                            + " select 'YEAR', * , now() from unnest(?::int[], ?::timestamptz[], ?::text[], ?::float8[])")) {
                Integer[] numbers = new Integer[rows.size()];
                Timestamp[] times = new Timestamp[rows.size()];
                String[] ids = new String[rows.size()];
                Double[] values = new Double[rows.size()];
                for (int i = 0; i < rows.size(); i++) {
                    Readings.Sent row = rows.get(i);
                    numbers[i] = byCode.get(String.valueOf(row.indicator())).number();
                    times[i] = Timestamp.from(Instant.parse(String.valueOf(row.at())));
                    ids[i] = String.valueOf(row.id());
                    values[i] = ((Number) row.value()).doubleValue();
                }
                insert.setArray(1, connection.createArrayOf("int4", numbers));
                insert.setArray(2, connection.createArrayOf("timestamptz", times));
                insert.setArray(3, connection.createArrayOf("text", ids));
                insert.setArray(4, connection.createArrayOf("float8", values));
                insert.executeUpdate();
            }
            return null;
        }));
    }
}
