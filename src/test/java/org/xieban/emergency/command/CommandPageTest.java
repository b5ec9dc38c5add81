package org.xieban.emergency.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.request;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.inspection.InspectionSteps.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.CrossSite;
import org.xieban.XiebanTest;
import org.xieban.emergency.ReportedEvents;
import org.xieban.emergency.SignedIn;
import org.xieban.emergency.directive.Directives;
import org.xieban.emergency.directive.Order;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.resource.Resources;
import org.xieban.emergency.response.EventLinks;
import org.xieban.inspection.InspectionSteps;

/** The command page: who sees what of it, who orders on it, and what those who look are told. */
@XiebanTest
class CommandPageTest {

    private static final String COMMANDER = "emergency.wu";
    private static final String FIRE = "fire.sun";

    @Autowired
    private ReportedEvents events;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private UserDetailsService people;

    @Autowired
    private CommandFeed feed;

    @Autowired
    private Directives directives;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Resources resources;

    @Autowired
    private EventLinks links;

    @Autowired
    private ObjectMapper json;

    private SignedIn signedIn;
    private String event = "";

    @BeforeEach
    void anEvent() {
        signedIn = new SignedIn(people);
        event = events.in(Event.State.RESPONDING, "洪河上游强降雨", false);
    }

    private String given(String... departments) {
        return directives
                .give(
                        event,
                        List.of(departments).stream()
                                .map(each -> new Order(
                                        each, "交给" + each + "的任务", Duration.ofMinutes(10), Duration.ofHours(2), null))
                                .toList(),
                        UUID.randomUUID().toString())
                .get(0);
    }

    private MockHttpServletRequestBuilder as(String login, MockHttpServletRequestBuilder request) {
        return request.with(user(people.loadUserByUsername(login))).with(CrossSite.csrf());
    }

    private String address(String rest) {
        return "/emergency/events/" + event + "/command" + rest;
    }

    private String page(String login) throws Exception {
        return mvc.perform(as(login, get(address(""))))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private MockHttpServletRequestBuilder order(String login, String text, String key) {
        return as(login, post(address("/orders")))
                .param("department", "xfjy")
                .param("text", text)
                .param("acknowledgeMinutes", "5")
                .param("completeMinutes", "60")
                .param("key", key);
    }

    @Test
    void whoCommandsOrdersWhoSupervisesReadsWhoWasOrderedSeesHisPartAndNobodyElseAnything() throws Exception {
        given("xfjy", "sthj");
        assertThat(page(COMMANDER)).contains("交给xfjy的任务", "交给sthj的任务", "id=\"give\"", "form=\"withdraw\"", "应急管理局");
        assertThat(page("supervisor.zheng"))
                .contains("交给xfjy的任务", "交给sthj的任务")
                .doesNotContain("id=\"give\"", "form=\"withdraw\"");
        assertThat(page(FIRE))
                .contains("交给xfjy的任务", "只显示事件概况和")
                .doesNotContain("交给sthj的任务", "id=\"give\"", "form=\"withdraw\"");
        mvc.perform(as("market.zhou", get(address("")))).andExpect(status().isNotFound());
        mvc.perform(as("market.zhou", get(address("/live")))).andExpect(status().isNotFound());
        mvc.perform(order(FIRE, "越权", "k")).andExpect(status().isForbidden());
        mvc.perform(order("supervisor.zheng", "越权", "k")).andExpect(status().isForbidden());
        assertThat(directives.of(event)).hasSize(2);
    }

    @Test
    void anOrderIsGivenOnceHoweverOftenItIsSentAndTakenBackOnThePage() throws Exception {
        String key = UUID.randomUUID().toString();
        String number = json.readTree(mvc.perform(order(COMMANDER, "封闭桥段", key).accept(MediaType.APPLICATION_JSON))
                        .andExpect(status().isOk())
                        .andReturn()
                        .getResponse()
                        .getContentAsByteArray())
                .get("number")
                .asText();
        mvc.perform(order(COMMANDER, "封闭桥段", key)).andExpect(status().is3xxRedirection());
        assertThat(directives.of(event)).hasSize(1);
        mvc.perform(order(COMMANDER, " ", "another").accept(MediaType.APPLICATION_JSON))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.told").isNotEmpty());
        mvc.perform(as(COMMANDER, post(address("/withdraw")).param("number", number))
                        .accept(MediaType.APPLICATION_JSON))
                .andExpect(status().isOk());
        assertThat(directives.find(number).orElseThrow().end().text()).isEqualTo("下达有误");
        String other = event;
        event = events.verified("别处的事件");
        mvc.perform(as(COMMANDER, post(address("/withdraw")).param("number", number)))
                .andExpect(status().isNotFound());
        event = other;
    }

    @Test
    void postsAreNamedByWhoeverCommandsAndWhatWasIsKept() throws Exception {
        mvc.perform(named(COMMANDER, "FIELD_COMMANDER", "", FIRE)).andExpect(status().is3xxRedirection());
        mvc.perform(named(COMMANDER, "FIELD_COMMANDER", "", "leader.fang")).andExpect(status().is3xxRedirection());
        mvc.perform(named(COMMANDER, "WORKING_GROUP", "转移安置组", "env.zhao")).andExpect(status().is3xxRedirection());
        mvc.perform(named(COMMANDER, "WORKING_GROUP", "", "env.zhao")).andExpect(status().is3xxRedirection());
        mvc.perform(named("supervisor.zheng", "FIELD_COMMANDER", "", FIRE)).andExpect(status().isForbidden());
        assertThat(jdbc.sql("""
                        select officer || ' ' || group_name || ' ' || (ended_at is null) from emergency_command_post
                         where event = ? order by id""").param(event).query(String.class).list())
                .containsExactly("fire.sun  false", "leader.fang  true", "env.zhao 转移安置组 true");
        assertThat(page(COMMANDER)).contains("现场指挥长", "转移安置组");
        mvc.perform(as(COMMANDER, post(address("/roll-call")))).andExpect(status().is3xxRedirection());
        assertThat(page(COMMANDER)).contains("/emergency/duty/roll-calls/");
    }

    private MockHttpServletRequestBuilder named(String login, String kind, String group, String officer) {
        return as(login, post(address("/posts")))
                .param("kind", kind)
                .param("group", group)
                .param("officer", officer);
    }

    @Test
    void aClosedEventIsReadAndNothingIsOrderedAndADrillIsMarkedAllOver() throws Exception {
        events.becomes(event, Event.State.CLOSED);
        assertThat(page(COMMANDER)).contains("只供查阅").doesNotContain("id=\"give\"", "data-live");
        mvc.perform(order(COMMANDER, "太晚", "late")).andExpect(status().is3xxRedirection());
        assertThat(directives.of(event)).isEmpty();
        event = events.drill("桌面推演");
        assertThat(page(COMMANDER)).contains("【演练】指挥：桌面推演", "cm-mark", "不对外发送");
    }

    private MockHttpServletRequestBuilder pump(String login, String amount, String key) {
        return as(login, post(address("/resources")))
                .param("resource", "PM-SL-02")
                .param("amount", amount)
                .param("key", key);
    }

    @Test
    void resourcesAreGivenAndTakenBackOnThePageByTheRulesOfTheRegister() throws Exception {
        Looking supervisor = look("supervisor.zheng", "");
        mvc.perform(pump("supervisor.zheng", "1", "k")).andExpect(status().isForbidden());
        int free = resources.find("PM-SL-02").orElseThrow().free();
        assertThat(page(COMMANDER)).contains("form=\"assign\"", "data-free=\"" + free + "\"");
        String number = json.readTree(mvc.perform(pump(COMMANDER, "2", "two").accept(MediaType.APPLICATION_JSON))
                        .andExpect(status().isOk())
                        .andReturn()
                        .getResponse()
                        .getContentAsByteArray())
                .get("number")
                .asText();
        try {
            await().until(() -> supervisor.says("移动排涝泵") && supervisor.says("2 台"));
            assertThat(page(COMMANDER)).contains("form=\"release\"");
            mvc.perform(pump(COMMANDER, "2", "two")).andExpect(status().is3xxRedirection());
            assertThat(resources.find("PM-SL-02").orElseThrow().free())
                    .as("the form sent a second time")
                    .isEqualTo(free - 2);
            assertThat(page("supervisor.zheng")).doesNotContain("form=\"release\"", "form=\"assign\"");
            mvc.perform(pump(COMMANDER, "" + (free - 1), "more").accept(MediaType.APPLICATION_JSON))
                    .andExpect(status().isConflict())
                    .andExpect(jsonPath("$.told").value(containsString("吴刚已把 2 台调派给“洪河上游强降雨”")));
            String other = event;
            event = events.verified("别处的事件");
            mvc.perform(as(COMMANDER, post(address("/resources/release")).param("assignment", number)))
                    .andExpect(status().isNotFound());
            event = other;
        } finally {
            mvc.perform(as(COMMANDER, post(address("/resources/release")).param("assignment", number)))
                    .andExpect(status().is3xxRedirection());
        }
        assertThat(resources.find("PM-SL-02").orElseThrow().free()).isEqualTo(free);
        mvc.perform(as(COMMANDER, post(address("/resources/release")).param("assignment", number))
                        .accept(MediaType.APPLICATION_JSON))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.told").value("已由吴刚归还。"));
    }

    @Test
    void howALinkedCaseStandsIsShownToWhoMaySeeItAndThatItChangedToAll() throws Exception {
        String linked = events.in(Event.State.VERIFIED, "关联的事件", false);
        Looking supervisor = look("supervisor.zheng", "");
        signedIn.does(COMMANDER, () -> links.link(event, linked, "同一场降雨", null));
        await().until(() -> supervisor.says("links-seen"));
        mvc.perform(as("supervisor.zheng", get(address("/links"))))
                .andExpect(content().string(containsString("关联的事件")))
                .andExpect(content().string(not(containsString("<html"))));
        given("xfjy");
        mvc.perform(as(FIRE, get(address("/links")))).andExpect(status().isNotFound());
        assertThat(page(FIRE)).doesNotContain("关联办件");
        jdbc.sql("update case_department set department = 'sthj' where case_no = ?")
                .param(linked)
                .update();
        assertThat(page(COMMANDER)).contains(linked, "由其他部门办理").doesNotContain("关联的事件");
    }

    /** What somebody who looks has been told so far. */
    private record Looking(MockHttpServletResponse response, ObjectMapper json) {

        List<JsonNode> told() throws Exception {
            return response.getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("data:{"))
                    .map(this::read)
                    .toList();
        }

        private JsonNode read(String line) {
            try {
                return json.readTree(line.substring(5));
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        String seen() throws Exception {
            return response.getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("id:"))
                    .reduce((before, after) -> after)
                    .orElseThrow()
                    .substring(3);
        }

        boolean says(String text) throws Exception {
            return response.getContentAsString(StandardCharsets.UTF_8).contains(text);
        }
    }

    private Looking look(String login, String seen) throws Exception {
        return new Looking(
                mvc.perform(as(login, get(address("/live"))).param("seen", seen))
                        .andExpect(request().asyncStarted())
                        .andReturn()
                        .getResponse(),
                json);
    }

    @Test
    void whoLooksIsToldWhatHasChangedAndNothingElseAndCatchesUpWithWhatHeMissed() throws Exception {
        String first = given("xfjy");
        given("sthj");
        Looking commander = look(COMMANDER, "");
        Looking department = look(FIRE, "");
        await().until(() -> commander.says(first) && department.says(first));
        String seen = commander.seen();
        assertThat(department.says("交给sthj的任务")).isFalse();

        new InspectionSteps(mvc).ok(first, step("leader.fang", "userTask_acknowledge", "\"acknowledgeText\": \"\""));
        await().until(() -> commander.says("执行中") && department.says("执行中"));
        List<String> pieces =
                commander.told().get(commander.told().size() - 1).get("pieces").findValuesAsText("id");
        assertThat(pieces).contains("order-" + first).noneMatch(id -> id.equals("facts") || id.equals("places"));
        assertThat(pieces.stream().filter(id -> id.startsWith("order-"))).containsExactly("order-" + first);

        Looking back = look(COMMANDER, seen);
        await().until(() -> back.says("执行中"));
        assertThat(back.told().get(0).get("pieces").findValuesAsText("id")).doesNotContain("head", "facts");
        Looking stranger = look(COMMANDER, "0000-9");
        await().until(() -> stranger.says("\"id\":\"facts\""));
    }

    @Test
    void whatWasNotCommittedIsNotToldAndWhatComesTogetherIsToldTogether() throws Exception {
        Looking commander = look(COMMANDER, "");
        await().until(() -> commander.says("\"id\":\"facts\""));
        transaction.executeWithoutResult(status -> {
            given("sthj");
            status.setRollbackOnly();
        });
        int before = commander.told().size();
        int drawn = view().drawings();
        IntStream.range(0, 20).forEach(n -> given("xfjy"));
        String last = given("scjg");
        await().until(() -> commander.says(last));
        assertThat(commander.says("交给sthj的任务")).isFalse();
        // one line each, and what counts them: none is drawn again because another has come
        assertThat(view().drawings() - drawn).isLessThan(21 * 12);
        assertThat(commander.told().size() - before).isLessThan(21);
    }

    private LiveView view() {
        return feed.watching(new Viewpoint(event, Viewpoint.Right.COMMAND, null, Locale.CHINA));
    }
}
