package org.xieban.monitoring.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xieban.XiebanTest;
import org.xieban.demonstration.DemonstrationClock;
import org.xieban.monitoring.TestIndicators;
import org.xieban.monitoring.indicator.Indicators;
import org.xieban.sources.Resources;
import org.xieban.sources.SourceSetUp;
import org.xieban.sources.TestResources;
import org.xieban.sources.connect.Binding;
import org.xieban.sources.connect.Source;
import org.xieban.sources.connect.Sources;

/** What data resources are asked for, they are asked for once in its cycle, by however many. */
@XiebanTest
class PollsTest {

    @Autowired
    private Indicators indicators;

    @Autowired
    private Resources resources;

    @Autowired
    private Sources sources;

    @Autowired
    private SourceSetUp setUp;

    @Autowired
    private Readings readings;

    @Autowired
    private DataSource database;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private final String resource = TestResources.code();
    private final String table = resource.replace('-', '_');

    /** A view of a department, as one that measures offers it. */
    @BeforeEach
    void offered() throws Exception {
        resources.publishMissing(TestResources.sensors(resource));
        measured("S1", "58.1");
        measured("S2", "86");
        setUp.keep(source());
        setUp.keep(new Binding(
                resource,
                resource,
                Map.of("view", "public." + table),
                Map.of("sensor", "sensor"),
                Map.of("value", "value", "at", "at")));
    }

    @AfterEach
    void offeredNoMore() {
        // nobody goes on asking
        jdbc.sql("update data_source set enabled = false where code = :code")
                .param("code", resource)
                .update();
        jdbc.sql("drop table if exists " + table).update();
    }

    private Source source() throws Exception {
        return new Source(
                resource,
                "水情库",
                Source.Kind.SQL,
                true,
                1,
                new Source.Limits(2_000, 10_000, 1, 10, 2, 1),
                Map.of(
                        "url", database.unwrap(HikariDataSource.class).getJdbcUrl(),
                        "user", "postgres",
                        "secret", "test-database"));
    }

    private void measured(String sensor, String value) {
        jdbc.sql("create table if not exists " + table + " (sensor text primary key, value text, at text)")
                .update();
        jdbc.sql("insert into " + table + " values (:sensor, :value, :at)"
                        + " on conflict (sensor) do update set value = excluded.value, at = excluded.at")
                .param("sensor", sensor)
                .param("value", value)
                .param("at", clock.instant().minusSeconds(5).toString())
                .update();
    }

    /** As a node that has just been started has it; the one that tests run on asks by itself beside. */
    private Polls node() {
        return new Polls(indicators, resources, sources, readings, clock);
    }

    private String indicator(String kind, String cycle, String sensor) throws Exception {
        String code = TestIndicators.code();
        TestIndicators.register(
                indicators,
                code + ",测试体征 " + code + "," + kind + ",slj,单位,411921,114.31,33.42," + cycle + ",YEAR," + resource + ","
                        + sensor + ",true");
        return code;
    }

    @Test
    void eachIsAskedForOnceInItsCycleAndAgainInTheNext() throws Exception {
        String level = indicator("WATER_LEVEL", "PT12H", "S1");
        String economy = indicator("ECONOMY", "P3M", "S2");
        String unknown = indicator("WATER_LEVEL", "PT12H", "S9");
        Polls polls = node();
        polls.ask();
        polls.ask();
        node().ask();
        assertThat(TestIndicators.values(jdbc, level)).containsExactly(58.1);
        assertThat(TestIndicators.values(jdbc, economy)).containsExactly(86.0);
        assertThat(TestIndicators.values(jdbc, unknown)).isEmpty();

        measured("S1", "58.4");
        ((DemonstrationClock) clock).advance(Duration.ofHours(12));
        polls.ask();
        assertThat(TestIndicators.values(jdbc, level)).containsExactly(58.1, 58.4);
    }

    @Test
    void whatDoesNotAnswerIsAskedAgain() throws Exception {
        jdbc.sql("drop table " + table).update();
        String level = indicator("WATER_LEVEL", "PT12H", "S1");
        Polls polls = node();
        polls.ask();
        assertThat(TestIndicators.values(jdbc, level)).isEmpty();
        measured("S1", "57.9");
        // so long a source that failed is left alone
        ((DemonstrationClock) clock).advance(Duration.ofSeconds(2));
        polls.ask();
        assertThat(TestIndicators.values(jdbc, level)).containsExactly(57.9);
    }

    @Test
    void aCycleOfMonthsBeginsWithItsFirstMonth() throws Exception {
        Instant november = Instant.parse("2026-11-22T20:00:00Z");
        assertThat(Polls.cycle(indicators.require(indicator("ECONOMY", "P1M", "S2")), november))
                .isEqualTo("2026-10-31T16:00:00Z");
        assertThat(Polls.cycle(indicators.require(indicator("ECONOMY", "P3M", "S2")), november))
                .isEqualTo("2026-09-30T16:00:00Z");
        assertThat(Polls.cycle(indicators.require(indicator("ECONOMY", "P1Y", "S2")), november))
                .isEqualTo("2025-12-31T16:00:00Z");
        assertThat(Polls.cycle(indicators.require(indicator("WATER_LEVEL", "PT12H", "S1")), november))
                .isEqualTo("2026-11-22T12:00:00Z");
    }
}
