package org.xieban.monitoring.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.directory.People;
import org.xieban.directory.Role;
import org.xieban.directory.administration.NewOfficer.NewPost;
import org.xieban.monitoring.TestIndicators;
import org.xieban.monitoring.indicator.Indicator;
import org.xieban.monitoring.indicator.Indicators;
import org.xieban.trace.OfficialTime;

/** Readings come once, twice, late, wrong and all at once; what is kept is what was sent. */
@XiebanTest
class ReadingsTest {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private UserDetailsService people;

    @Autowired
    private Indicators indicators;

    @Autowired
    private Readings readings;

    @Autowired
    private RollUp rollUp;

    @Autowired
    private History history;

    @Autowired
    private Partitions partitions;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    @Test
    void whatIsSentAgainIsCountedAndNotKeptTwice() throws Exception {
        String code = indicator();
        String batch = batch(line("a", code, now(), "1.5"), line("b", code, now().minusSeconds(60), "1.4"));
        send(batch).andExpect(content().json("{\"accepted\":2,\"repeated\":0,\"refused\":[]}", true));
        send(batch).andExpect(content().json("{\"accepted\":0,\"repeated\":2,\"refused\":[]}", true));
        // the same id is the same reading, whatever else it says now
        send(batch(
                        line("b", code, now().minusSeconds(30), "9"),
                        line("c", code, now().minusSeconds(90), "1.3"),
                        line("c", code, now().minusSeconds(90), "1.3")))
                .andExpect(content().json("{\"accepted\":1,\"repeated\":2,\"refused\":[]}", true));
        assertThat(TestIndicators.values(jdbc, code)).containsExactly(1.3, 1.4, 1.5);
    }

    @Test
    void eachReadingThatCannotBeTakenIsNamedWithItsReason() throws Exception {
        String code = indicator();
        send(batch(
                        line("good", code, now(), "2"),
                        "{\"id\":\"timeless\",\"indicator\":\"" + code + "\",\"value\":1}",
                        line("future", code, now().plus(Duration.ofHours(1)), "1"),
                        line("old", code, now().minus(Duration.ofDays(500)), "1"),
                        line("text", code, now(), "\"viel\""),
                        line("nothing", code, now(), "null"),
                        line("unknown", "NO-SUCH", now(), "1"),
                        "{\"id\":\"zoneless\",\"indicator\":\"" + code
                                + "\",\"at\":\"2026-01-01T08:00:00\",\"value\":1}",
                        "{\"indicator\":\"" + code + "\",\"at\":\"" + now() + "\",\"value\":1}",
                        "null"))
                .andExpect(content().json("""
                                {"accepted":1,"repeated":0,"refused":[
                                  {"id":"timeless","code":"reading.withoutTime"},
                                  {"id":"future","code":"reading.fromTheFuture"},
                                  {"id":"old","code":"reading.tooOld"},
                                  {"id":"text","code":"reading.notANumber"},
                                  {"id":"nothing","code":"reading.notANumber"},
                                  {"id":"unknown","code":"reading.unknownIndicator"},
                                  {"id":"zoneless","code":"reading.noTime"},
                                  {"id":null,"code":"reading.withoutId"},
                                  {"id":null,"code":"reading.withoutId"}]}""", true));
    }

    @Test
    void whatIsNoListOfReadingsOrTooManyIsRefusedAsAWhole() throws Exception {
        post("{}").andExpect(status().isBadRequest());
        post("{\"readings\":7}").andExpect(status().isBadRequest());
        post("[").andExpect(status().isBadRequest());
        String many = IntStream.rangeClosed(0, Readings.MOST)
                .mapToObj(n -> "{\"id\":\"" + n + "\"}")
                .collect(Collectors.joining(",", "{\"readings\":[", "]}"));
        post(many)
                .andExpect(status().isPayloadTooLarge())
                .andExpect(jsonPath("$.code").value("readings.tooMany"));
        String million = "{\"readings\":[" + "{},".repeat(3_000_000) + "{}]}";
        post(million)
                .andExpect(status().isPayloadTooLarge())
                .andExpect(jsonPath("$.code").value("request.tooLarge"));
    }

    @Test
    void onlyThoseSendWhoseIndicatorsTheyAre() throws Exception {
        String code = indicator();
        String batch = batch(line("x", code, now(), "1"));
        post(batch, "clerk.chen").andExpect(status().isForbidden());
        post(batch, "env.zhao").andExpect(jsonPath("$.refused[0].code").value("reading.foreign"));
        mvc.perform(MockMvcRequestBuilders.post("/api/v1/readings")
                        .contentType("application/json")
                        .content(batch))
                .andExpect(status().isForbidden());
        assertThat(TestIndicators.values(jdbc, code)).isEmpty();
    }

    @Test
    void aSystemOutsideSendsOnlyItsKindsWithItsOwnAccountUntilThatIsSwitchedOff() throws Exception {
        String system =
                new People(context).someone("gas.scada", List.of(new NewPost("yjgl", "燃气监控系统", Set.of(Role.HANDLER))));
        String gas = TestIndicators.one(indicators, "GAS_PRESSURE", "411921");
        String water = TestIndicators.one(indicators, "WATER_LEVEL", "411921");
        sent(system, "/readings", batch(line("1", gas, now(), "2.4"), line("2", water, now(), "57")))
                .andExpect(content().json("""
                                {"accepted":1,"repeated":0,"refused":[{"id":"2","code":"reading.foreign"}]}""", true));
        String event = """
                {"id": "%s", "kind": "%s", "title": "燃气泄漏", "region": "411902", "place": "文昌路 9 号",
                 "occurredAt": "%s", "said": "压力骤降", "drill": true}""";
        sent(system, "/events", event.formatted(gas, "GAS", now())).andExpect(status().isCreated());
        sent(system, "/events", event.formatted(water, "FLOOD", now()))
                .andExpect(status().isForbidden())
                .andExpect(content().contentTypeCompatibleWith("application/problem+json"))
                .andExpect(jsonPath("$.code").value("sender.kind"));
        for (String other : List.of("/api/v1/cases", "/camunda/api/engine/engine/")) {
            mvc.perform(get(other).with(httpBasic(system, People.PASSWORD)))
                    .andExpect(status().isForbidden())
                    .andExpect(jsonPath("$.code").value("sender.only"));
        }
        mvc.perform(get("/emergency/events").with(user(people.loadUserByUsername(system))))
                .andExpect(status().isForbidden());
        mvc.perform(MockMvcRequestBuilders.post("/directory/officers/{login}/disable", system)
                        .param(
                                "version",
                                jdbc.sql("select version::text from officer where login = :login")
                                        .param("login", system)
                                        .query(String.class)
                                        .single())
                        .with(user(people.loadUserByUsername("secadmin.he")))
                        .with(csrf()))
                .andExpect(status().is3xxRedirection());
        sent(system, "/readings", batch(line("3", gas, now(), "2.4")))
                .andExpect(status().isUnauthorized())
                .andExpect(content().contentTypeCompatibleWith("application/problem+json"));
        assertThat(TestIndicators.values(jdbc, gas)).containsExactly(2.4);
    }

    private ResultActions sent(String login, String path, String body) throws Exception {
        return mvc.perform(MockMvcRequestBuilders.post("/api/v1" + path)
                .with(httpBasic(login, People.PASSWORD))
                .contentType("application/json")
                .content(body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void hoursAreExactWhateverCameWhen() throws Exception {
        String code = indicator();
        Indicator indicator = indicators.require(code);
        Instant hour = now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofDays(40));
        take(code, "a", hour.plusSeconds(10), 1);
        take(code, "c", hour.plusSeconds(30), 5);
        rollUp.goOn();
        take(code, "b", hour.plusSeconds(20), 3);
        // not rolled up yet, and shown all the same
        assertHour(indicator, hour, 3, 3, 1, 5);
        rollUp.goOn();
        assertHour(indicator, hour, 3, 3, 1, 5);
        assertThat(jdbc.sql("select last from reading_hour where indicator = :i")
                        .param("i", indicator.number())
                        .query(Double.class)
                        .single())
                .isEqualTo(5);
        rollUp.goOn();
        assertThat(jdbc.sql("select count(*) from reading_touched where :i = any (indicators)")
                        .param("i", indicator.number())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private void assertHour(
            Indicator indicator, Instant hour, int readings, double mean, double least, double greatest) {
        List<History.Point> points =
                history.of(indicator, hour.minus(Duration.ofDays(5)), hour.plus(Duration.ofHours(2)));
        assertThat(points).hasSize(1);
        History.Point point = points.get(0);
        assertThat(point.at()).isEqualTo(hour);
        assertThat(point.readings()).isEqualTo(readings);
        assertThat(point.value()).isCloseTo(mean, within(1e-9));
        assertThat(point.least()).isEqualTo(least);
        assertThat(point.greatest()).isEqualTo(greatest);
    }

    @Test
    void manySendersAtOnceLoseAndDoubleNothing() throws Exception {
        String code = indicator();
        Instant begin = now().minus(Duration.ofHours(2));
        List<Callable<Readings.Taken>> senders = new ArrayList<>();
        for (int sender = 0; sender < 4; sender++) {
            int first = sender * 100;
            senders.add(() -> readings.take(IntStream.range(first, first + 200)
                    .mapToObj(n -> new Readings.Sent("r" + n, code, begin.plusSeconds(n), (double) n))
                    .toList()));
        }
        ExecutorService threads = Executors.newFixedThreadPool(senders.size());
        try {
            int accepted = 0;
            int repeated = 0;
            for (Future<Readings.Taken> each : threads.invokeAll(senders)) {
                accepted += each.get().accepted();
                repeated += each.get().repeated();
            }
            assertThat(accepted).isEqualTo(500);
            assertThat(repeated).isEqualTo(300);
        } finally {
            threads.shutdown();
        }
        assertThat(TestIndicators.values(jdbc, code)).hasSize(500).doesNotHaveDuplicates();
    }

    @Test
    void whatIsRolledBackIsTakenAgainAsIfItHadNeverCome() throws Exception {
        String code = TestIndicators.one(indicators, "GAS_PRESSURE", "411921");
        take(code, "1", now().minusSeconds(300), 1.2);
        transaction.executeWithoutResult(status -> {
            take(code, "2", now().minusSeconds(100), 1.2);
            assertThat(alarms(code)).isEqualTo(1);
            // killed before the commit
            status.setRollbackOnly();
        });
        assertThat(alarms(code)).isZero();
        take(code, "2", now().minusSeconds(100), 1.2);
        assertThat(alarms(code)).isEqualTo(1);
        take(code, "3", now().minusSeconds(50), 1.2);
        assertThat(alarms(code)).isEqualTo(1);
        assertThat(TestIndicators.values(jdbc, code)).hasSize(3);
    }

    @Test
    void partsAreMadeAheadAndGoAsAWhole() {
        partitions.keepUp();
        String past = "reading_quarter_2020_01";
        jdbc.sql("create table if not exists " + past + " partition of reading_quarter"
                        + " for values from ('2020-01-01T00:00+08:00') to ('2020-02-01T00:00+08:00')")
                .update();
        partitions.keepUp();
        List<String> parts = jdbc.sql("select c.relname from pg_inherits h join pg_class c on c.oid = h.inhrelid"
                        + " where h.inhparent = 'reading_quarter'::regclass")
                .query(String.class)
                .list();
        String next = clock.instant()
                .atZone(OfficialTime.ZONE)
                .plusMonths(1)
                .toLocalDate()
                .toString()
                .substring(0, 7)
                .replace('-', '_');
        assertThat(parts).doesNotContain(past).contains("reading_quarter_" + next);
    }

    private int alarms(String code) {
        return jdbc.sql("select count(*) from alarm a join indicator i on i.number = a.indicator where i.code = :code")
                .param("code", code)
                .query(Integer.class)
                .single();
    }

    private String indicator() throws Exception {
        return TestIndicators.one(indicators, "ECONOMY", "411900");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private void take(String code, String id, Instant at, double value) {
        assertThat(readings.take(List.of(new Readings.Sent(id, code, at, value)))
                        .accepted())
                .isEqualTo(1);
    }

    private static String batch(String... lines) {
        return "{\"readings\":[" + String.join(",", lines) + "]}";
    }

    private static String line(String id, String code, Instant at, String value) {
        return "{\"id\":\"" + id + "\",\"indicator\":\"" + code + "\",\"at\":\"" + at + "\",\"value\":" + value + "}";
    }

    private ResultActions send(String body) throws Exception {
        return post(body).andExpect(status().isOk());
    }

    private ResultActions post(String body) throws Exception {
        return post(body, "emergency.wu");
    }

    private ResultActions post(String body, String login) throws Exception {
        return mvc.perform(MockMvcRequestBuilders.post("/api/v1/readings")
                .with(httpBasic(login, "xieban-demo"))
                .contentType("application/json")
                .content(body.getBytes(StandardCharsets.UTF_8)));
    }
}
