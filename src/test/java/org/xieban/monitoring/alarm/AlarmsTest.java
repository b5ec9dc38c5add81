package org.xieban.monitoring.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.xieban.XiebanTest;
import org.xieban.monitoring.AlarmEnded;
import org.xieban.monitoring.AlarmLevelChanged;
import org.xieban.monitoring.AlarmRaised;
import org.xieban.monitoring.TestIndicators;
import org.xieban.monitoring.indicator.Indicators;

/** From a reading to an alarm, and what the duty commander makes of it. */
@XiebanTest
@RecordApplicationEvents
class AlarmsTest {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private UserDetailsService people;

    @Autowired
    private Indicators indicators;

    @Autowired
    private Alarms alarms;

    @Autowired
    private RepositoryService models;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    @Autowired
    private ApplicationEvents events;

    @Test
    void anAlarmIsRaisedChangesItsLevelAndEndsAndAllOfItIsOnRecord() throws Exception {
        String code = TestIndicators.one(indicators, "HOSPITAL_VISITS", "411902");
        send(code, -40, 100);
        assertThat(of(code)).isEmpty();
        send(code, -30, 160);
        send(code, -20, 230);
        send(code, -10, 100);
        Alarm alarm = of(code).get(0);
        assertThat(alarm.level()).isEqualTo(3);
        assertThat(alarm.state()).isEqualTo(Alarm.State.PASSED);
        assertThat(alarm.words()).contains("230 单位", "220 单位");
        assertThat(acts(alarm.id())).containsExactly("alarm.raised", "alarm.levelChanged", "alarm.ended");
        assertThat(events.stream(AlarmRaised.class).filter(each -> each.alarm() == alarm.id()))
                .singleElement()
                .satisfies(raised -> assertThat(raised.county()).isEqualTo("411902"));
        assertThat(events.stream(AlarmLevelChanged.class).filter(each -> each.alarm() == alarm.id()))
                .hasSize(1);
        assertThat(events.stream(AlarmEnded.class).filter(each -> each.alarm() == alarm.id()))
                .hasSize(1);
    }

    @Test
    void alarmsOfOneKindInOneCountyAreOneEvent() throws Exception {
        String one = TestIndicators.one(indicators, "SMOKE", "411922100000");
        String other = TestIndicators.one(indicators, "SMOKE", "411922");
        String elsewhere = TestIndicators.one(indicators, "SMOKE", "411921");
        for (String code : List.of(one, other, elsewhere)) {
            send(code, -120, 0.2);
            send(code, -60, 0.2);
        }
        assertThat(of(one).get(0).group()).isEqualTo(of(other).get(0).group());
        assertThat(of(one).get(0).group()).isNotEqualTo(of(elsewhere).get(0).group());
    }

    @Test
    void twoThingsAtOnceInOneCountyMakeAnAlarmThatNeitherMakesAlone() throws Exception {
        String level = TestIndicators.one(indicators, "WATER_LEVEL", "411921101200");
        String rain = TestIndicators.one(indicators, "RAIN", "411921");
        send(level, -1200, 30);
        send(rain, -600, 0);
        send(level, -500, 30.4);
        assertThat(of(level)).isEmpty();
        // the reading of the other one completes it
        send(rain, -400, 3);
        assertThat(of(level)).extracting(Alarm::rule).containsExactly("water-rising");
    }

    @Test
    void theDutyCommanderConfirmsAndClosesOnceWithAReason() throws Exception {
        String code = raised();
        long id = of(code).get(0).id();
        mvc.perform(as("handler.li", post("/monitoring/alarms/" + id + "/confirm")))
                .andExpect(status().isForbidden());
        mvc.perform(as(
                        "emergency.wu",
                        post("/monitoring/alarms/" + id + "/close").param("reason", "早了")))
                .andExpect(status().is3xxRedirection());
        assertThat(of(code).get(0).state()).isEqualTo(Alarm.State.NEW);
        mvc.perform(as("emergency.wu", post("/monitoring/alarms/" + id + "/confirm")));
        assertThat(of(code).get(0).state()).isEqualTo(Alarm.State.CONFIRMED);
        mvc.perform(
                as("emergency.wu", post("/monitoring/alarms/" + id + "/refute").param("reason", "晚了")));
        mvc.perform(
                as("emergency.wu", post("/monitoring/alarms/" + id + "/close").param("reason", " ")));
        assertThat(of(code).get(0).state()).isEqualTo(Alarm.State.CONFIRMED);
        mvc.perform(
                as("emergency.wu", post("/monitoring/alarms/" + id + "/close").param("reason", "已疏散并复检")));
        assertThat(of(code).get(0).state()).isEqualTo(Alarm.State.CLOSED);
        assertThat(acts(id)).containsExactly("alarm.raised", "alarm.confirmed", "alarm.closed");
        mvc.perform(as("clerk.chen", get("/monitoring/alarms/" + id)))
                .andExpect(content().string(containsString("已疏散并复检")));
        // it goes on, so the same rule is not raised again
        send(code, -30, 0.3);
        assertThat(of(code)).hasSize(1);
    }

    @Test
    void aFalseAlarmIsClosedWithItsReasonAndTheNextOneIsANewOne() throws Exception {
        String code = raised();
        long id = of(code).get(0).id();
        mvc.perform(
                as("emergency.wu", post("/monitoring/alarms/" + id + "/refute").param("reason", "传感器检修")));
        assertThat(of(code).get(0).state()).isEqualTo(Alarm.State.FALSE);
        send(code, -50, 0.01);
        send(code, -45, 0.3);
        send(code, -5, 0.3);
        assertThat(of(code)).hasSize(2);
        String list = mvc.perform(as("handler.li", get("/monitoring/alarms.csv").param("indicator", code)))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(list.lines()).hasSize(3);
        assertThat(list).contains("误报", "传感器检修", "待确认");
    }

    @Test
    void aTableComesInByFileAndMayComeAgain() throws Exception {
        String code = TestIndicators.one(indicators, "ECONOMY", "411900");
        Instant now = clock.instant();
        String table = "indicator,at,value\n" + code + "," + now.minusSeconds(60) + ",50.5\n" + code + ",2026-13-01,1\n"
                + code + "," + now.minusSeconds(30) + ",viel\n";
        for (String done : List.of("接收 1 条，重复 0 条，退回 2 条", "接收 0 条，重复 1 条，退回 2 条")) {
            mvc.perform(multipart("/monitoring/readings/import")
                            .file(new MockMultipartFile(
                                    "file", "pmi.csv", "text/csv", table.getBytes(StandardCharsets.UTF_8)))
                            .with(user(people.loadUserByUsername("emergency.wu")))
                            .with(csrf()))
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString(done)));
        }
    }

    @Test
    void aBrokenTableOfRulesIsRefusedWithExactWords() throws Exception {
        String table = Files.readString(Path.of("processes/monitoring/indicator-rules.dmn"));
        assertThat(refused(table.replaceFirst("<text>\"SILENCE\"</text>", "<text>\"SILENT\"</text>")))
                .contains("SILENT", "VALUE, CHANGE, SUM, SILENCE", "rule-");
        assertThat(refused(table.replaceFirst("<text>\"PT15M\"</text>", "<text>\"15 min\"</text>")))
                .contains("15 min", "PT15M");
        assertThat(refused(table.replaceFirst("<text>57.80</text>", "<text>58.50</text>")))
                .contains("58.5", "58", "安全一侧");
        assertThat(refused(table.replaceFirst("<text>57.80</text>", "<text>from - 1</text>")))
                .contains("from - 1", "until");
        assertThat(refused(table.replace("name=\"lasting\"", "name=\"during\"")))
                .contains("during, lasting");
        assertThat(refused(table.replaceFirst("<text>\"SMOKE\"</text>", "<text>\"SMOKE</text>")))
                .contains("FEEL");
    }

    private String refused(String table) {
        try {
            models.createDeployment().addString("indicator-rules.dmn", table).deploy();
        } catch (RuntimeException e) {
            return e.getMessage();
        }
        throw new AssertionError("it was deployed");
    }

    private String raised() throws Exception {
        String code = TestIndicators.one(indicators, "SMOKE", "411902002001");
        send(code, -120, 0.2);
        send(code, -60, 0.2);
        assertThat(of(code)).hasSize(1);
        return code;
    }

    private List<Alarm> of(String code) {
        return alarms.newest(AlarmFilter.of(code), 10);
    }

    private List<String> acts(long id) {
        return jdbc.sql("select act from trace_entry where subject_kind = 'alarm' and subject_id = :id order by at")
                .param("id", String.valueOf(id))
                .query(String.class)
                .list();
    }

    private void send(String code, int seconds, double value) throws Exception {
        Instant at = clock.instant().plus(Duration.ofSeconds(seconds));
        String body = "{\"readings\":[{\"id\":\"" + at.toEpochMilli() + "\",\"indicator\":\"" + code + "\",\"at\":\""
                + at + "\",\"value\":" + value + "}]}";
        mvc.perform(post("/api/v1/readings")
                        .with(httpBasic("emergency.wu", "xieban-demo"))
                        .contentType("application/json")
                        .content(body))
                .andExpect(content().json("{\"accepted\":1,\"refused\":[]}"));
    }

    private MockHttpServletRequestBuilder as(String login, MockHttpServletRequestBuilder request) {
        return request.with(user(people.loadUserByUsername(login))).with(csrf());
    }
}
