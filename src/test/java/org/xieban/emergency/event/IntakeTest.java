package org.xieban.emergency.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.xieban.XiebanTest;
import org.xieban.casefile.CaseCalls;
import org.xieban.inspection.InspectionSteps;
import org.xieban.trace.OfficialTime;

/** Reports come in from wherever they come, and what is one event is one. */
@XiebanTest
class IntakeTest {

    private static final String COMMANDER = "emergency.wu";

    private static final String BODY = """
            {"id": "%s", "kind": "GAS", "title": "柏亭街道燃气泄漏", "region": "411902", "place": "文昌路 9 号",
             "occurredAt": "%s", "said": "燃气公司：压力骤降", "harm": {"injured": 2}}""";

    @Autowired
    private MockMvc mvc;

    @Autowired
    private UserDetailsService people;

    @Autowired
    private Events events;

    @Autowired
    private EventHistory history;

    @Autowired
    private EventStore store;

    @Autowired
    private TestAlarms alarms;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private CaseCalls calls;

    @BeforeEach
    void officers() {
        calls = new CaseCalls(mvc);
    }

    private MockHttpServletRequestBuilder typed(Map<String, String> instead) {
        MockHttpServletRequestBuilder typed = post("/emergency/events/new");
        Map<String, String> fields = new HashMap<>(Map.of(
                "title", "五沟营渗水",
                "kind", "FLOOD",
                "region", "411921",
                "place", "洪河左堤",
                "occurredAt", OfficialTime.minute(clock.instant()).replace(' ', 'T'),
                "said", "群众来电：堤脚渗水",
                "source", "HOTLINE"));
        fields.putAll(instead);
        fields.forEach(typed::param);
        return typed.with(user(people.loadUserByUsername(COMMANDER))).with(csrf());
    }

    private String page(String login, String address) throws Exception {
        return mvc.perform(get(address).with(user(people.loadUserByUsername(login))))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    @Test
    void theDutyRoomTypesInWhatTheHotlineHearsAndADrillIsMarkedForGood() throws Exception {
        String address = String.valueOf(mvc.perform(typed(Map.of("drill", "true", "dead", "1")))
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl());
        String caseNo = address.substring("/emergency/events/".length());
        Event event = events.find(caseNo).orElseThrow();
        assertThat(event.source()).isEqualTo(Event.Source.HOTLINE);
        assertThat(event.drill()).isTrue();
        assertThat(event.harm().dead()).isEqualTo(1);
        assertThat(page(COMMANDER, address)).contains("【演练】五沟营渗水", "堤脚渗水", "死亡 1 人", "待核实");
        assertThat(page(COMMANDER, "/emergency/events?drill=true&q=" + caseNo)).contains(caseNo);
        assertThat(page(COMMANDER, "/emergency/events?drill=false&q=" + caseNo)).doesNotContain(">" + caseNo);
        assertThat(page(COMMANDER, "/emergency/events.csv?q=" + caseNo)).contains(caseNo, "演练", "洪河左堤");
        // who has nothing to do with it does not see it
        mvc.perform(get(address).with(user(people.loadUserByUsername("fire.sun"))))
                .andExpect(status().isNotFound());
        assertThat(page("fire.sun", "/emergency/events.csv?q=" + caseNo)).doesNotContain(caseNo);
        assertThat(page("supervisor.zheng", address)).doesNotContain("更新伤亡损失");
    }

    @ParameterizedTest
    @CsvSource({
        "title, ' ', 请写明事件名称",
        "kind, '', 请选择类别",
        "region, 999999, 没有代码为 999999 的区划",
        "occurredAt, 2999-01-01T00:00, 不能在将来",
        "seriouslyInjured, 3, 重伤人数不能多于受伤人数",
        "longitude, 114, 须同时填写"
    })
    void whatIsNoReportIsRefusedBesideItsFieldAndKeptOnThePage(String field, String given, String told)
            throws Exception {
        assertThat(mvc.perform(typed(Map.of(field, given)))
                        .andExpect(status().isUnprocessableEntity())
                        .andReturn()
                        .getResponse()
                        .getContentAsString(StandardCharsets.UTF_8))
                .contains(told, "堤脚渗水");
    }

    @Test
    void anotherSystemReportsByItsOwnKeyAndTheSameAgainIsTheSameEvent() throws Exception {
        String id = "gas-" + System.nanoTime();
        String body = BODY.formatted(id, clock.instant());
        String caseNo = CaseCalls.json(calls.post("env.zhao", "/events", body).andExpect(status().isCreated()))
                .get("caseNo")
                .asText();
        calls.post("env.zhao", "/events", body)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.caseNo").value(caseNo))
                .andExpect(jsonPath("$.repeated").value(true));
        // another sender's key is his own
        calls.post("fire.sun", "/events", body).andExpect(status().isCreated());
        assertThat(events.find(caseNo).orElseThrow().lead()).isEqualTo("yjgl");
        assertThat(history.reports(caseNo)).hasSize(1);
        calls.post("env.zhao", "/events", "{\"id\": \"\"}")
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.errors[0].field").value("id"));
        calls.post("env.zhao", "/events", "{\"id\": \"x\", \"title\": \"x\"}")
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.errors[0].code").value("event.missing.kind"));
        calls.post("clerk.chen", "/events", body).andExpect(status().isForbidden());
    }

    @Test
    void theSameReportManyTimesAtOnceIsOneEvent() {
        String body = BODY.formatted("at-once-" + System.nanoTime(), clock.instant());
        List<String> told = IntStream.range(0, 4)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return CaseCalls.json(calls.post("env.zhao", "/events", body))
                                .get("caseNo")
                                .asText();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .distinct()
                .toList();
        assertThat(told).hasSize(1);
    }

    @Test
    void oneGroupOfAlarmsIsOneEventFromTheLevelOnThatTheTableSays() throws Exception {
        alarms.forgetOthers();
        long group = alarms.group();
        long blue = alarms.raise(group, 4);
        alarms.makeEvents();
        assertThat(history.ofAlarm(blue)).isEmpty();
        assertThat(page(COMMANDER, "/emergency/events/of-alarm/" + blue))
                .contains("/emergency/events/new?alarm=" + blue);
        assertThat(page("fire.sun", "/emergency/events/of-alarm/" + blue)).doesNotContain("/emergency/events/new");

        // two at once that are grave enough
        alarms.raise(group, 3);
        long orange = alarms.raise(group, 2);
        CompletableFuture.allOf(
                        CompletableFuture.runAsync(alarms::makeEvents), CompletableFuture.runAsync(alarms::makeEvents))
                .join();
        String caseNo = history.ofAlarm(orange).orElseThrow();
        assertThat(store.from(Event.Source.ALARM, String.valueOf(group))).contains(caseNo);
        assertThat(history.ofAlarm(blue)).contains(caseNo);
        assertThat(history.reports(caseNo)).hasSize(3);
        Event event = events.find(caseNo).orElseThrow();
        assertThat(event.kind()).isEqualTo(EventKind.FLOOD);
        assertThat(event.longitude()).isEqualByComparingTo("114.02");

        alarms.graver(blue, group, 1);
        alarms.end(orange, group);
        alarms.makeEvents();
        assertThat(history.reports(caseNo)).hasSize(5);
        assertThat(page(COMMANDER, "/emergency/events/" + caseNo))
                .contains("报警加重", "红色", "报警解除", "/monitoring/alarms/" + blue);
        assertThat(page(COMMANDER, "/emergency/events/of-alarm/" + blue)).contains("/emergency/events/" + caseNo);
        // by hand it is the same one, too
        mvc.perform(typed(Map.of("alarm", String.valueOf(orange))))
                .andExpect(result ->
                        assertThat(result.getResponse().getRedirectedUrl()).isEqualTo("/emergency/events/" + caseNo));
        assertThat(history.reports(caseNo)).hasSize(5);
    }

    @Test
    void ofAGroupThatGoesOnAfterItsEventTheDutyRoomIsToldAndMakesANewOne() throws Exception {
        alarms.forgetOthers();
        long group = alarms.group();
        long alarm = alarms.raise(group, 2);
        alarms.makeEvents();
        String over = history.ofAlarm(alarm).orElseThrow();
        String address = "/emergency/events/" + over;
        new InspectionSteps(mvc)
                .ok(
                        over,
                        InspectionSteps.step(
                                COMMANDER,
                                "userTask_verifyReport",
                                "\"verification\": \"FALSE\", \"refuteText\": \"传感器故障\""));
        // that an alarm ends is nothing that goes on, and quiets nothing that comes after it
        alarms.end(alarm, group);
        alarms.makeEvents();
        assertThat(page(COMMANDER, address)).contains("报警解除").doesNotContain("同一组报警又来了");

        long again = alarms.raise(group, 3);
        alarms.raise(group, 3);
        alarms.makeEvents();
        assertThat(told(address))
                .as("not of each that is like the last: %s", history.changes(over))
                .isEqualTo(1);
        alarms.graver(again, group, 1);
        alarms.makeEvents();
        assertThat(told(address)).isEqualTo(2);
        assertThat(page(COMMANDER, address)).contains("同一组报警又来了 3 次", "/emergency/events/new?alarm=");

        String next = String.valueOf(mvc.perform(typed(Map.of("alarm", String.valueOf(again))))
                        .andReturn()
                        .getResponse()
                        .getRedirectedUrl())
                .substring("/emergency/events/".length());
        assertThat(next).isNotEqualTo(over);
        long later = alarms.raise(group, 3);
        alarms.makeEvents();
        assertThat(history.ofAlarm(later)).contains(next);
        assertThat(page(COMMANDER, address)).contains("已另行接报为 " + next).doesNotContain("/emergency/events/new?alarm=");
    }

    private long told(String address) {
        return jdbc.sql("select count(*) from notice where officer = :officer and href = :href"
                        + " and text_key = 'emergency.event.notice.goesOn'")
                .param("officer", COMMANDER)
                .param("href", address)
                .query(Long.class)
                .single();
    }
}
