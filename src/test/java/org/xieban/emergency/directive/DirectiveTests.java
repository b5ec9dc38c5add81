package org.xieban.emergency.directive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.xieban.CrossSite.csrf;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;
import org.springframework.test.web.servlet.result.MockMvcResultMatchers;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.demonstration.DemonstrationClock;
import org.xieban.emergency.ReportedEvents;
import org.xieban.emergency.call.Call;
import org.xieban.emergency.call.Calls;
import org.xieban.inspection.InspectionSteps;
import org.xieban.inspection.InspectionSteps.Step;
import org.xieban.trace.OfficialTime;

/** What tests of directives have in common: an event, a roster of one department, and what people do. */
@XiebanTest
abstract class DirectiveTests {

    static final String COMMANDER = "emergency.wu";
    static final String ON_DUTY = "fire.sun";
    static final String NEXT = "inspector.ma";
    static final String LEADER = "leader.fang";
    static final Duration WITHIN = Duration.ofMinutes(7);

    static final Step ACKNOWLEDGED = InspectionSteps.step(ON_DUTY, DirectiveModel.ACKNOWLEDGE, "");
    static final Step DONE = InspectionSteps.step(ON_DUTY, DirectiveModel.CARRY_OUT, "\"resultText\": \"已转移 32 人\"");

    @Autowired
    ReportedEvents events;

    @Autowired
    MockMvc mvc;

    @Autowired
    UserDetailsService people;

    @Autowired
    Directives directives;

    @Autowired
    Calls calls;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Clock clock;

    InspectionSteps steps;
    String event = "";

    @BeforeEach
    void anEventAndARoster() {
        steps = new InspectionSteps(mvc);
        event = events.verified("沙河洪水");
        noRoster();
        Instant now = OfficialTime.now(clock);
        shift(now.minusSeconds(3600), ON_DUTY);
        shift(now.plusSeconds(3600), NEXT);
    }

    @AfterEach
    void noRoster() {
        jdbc.sql("delete from duty_shift where department = 'xfjy'").update();
    }

    private void shift(Instant from, String officer) {
        jdbc.sql("""
                insert into duty_shift (department, starts_at, ends_at, officer, leader, phone, changed_by, changed_at)
                values ('xfjy', :from, :until, :officer, :leader, '0', 'test', :from)""")
                .param("from", OfficialTime.of(from))
                .param("until", OfficialTime.of(from.plusSeconds(7200)))
                .param("officer", officer)
                .param("leader", LEADER)
                .update();
    }

    static Order order(String department) {
        return new Order(department, "转移沙河沿岸低洼地区人员", WITHIN, Duration.ofHours(2), "防汛预案 4.2");
    }

    String given(String department) {
        return directives
                .give(event, List.of(order(department)), UUID.randomUUID().toString())
                .get(0);
    }

    Directive directive(String number) {
        return directives.find(number).orElseThrow();
    }

    /** The minutes of whoever is called pass, and nobody has to say so: what is due then is done. */
    void notAcknowledged(String number) {
        Call call = calls.of(number).stream().filter(Call::open).findFirst().orElseThrow();
        Duration left = Duration.between(clock.instant(), call.until());
        ((DemonstrationClock) clock).advance(left.minusSeconds(30));
        assertThat(calls.of(number)).as("not before they are over").contains(call);
        ((DemonstrationClock) clock).advance(Duration.ofSeconds(31));
        await().until(() -> !calls.of(number).contains(call));
    }

    /** What somebody sends from a page, as names and values in turn. */
    ResultActions send(String login, String address, String... fields) throws Exception {
        MockMultipartHttpServletRequestBuilder sent = multipart(address);
        for (int i = 0; i < fields.length; i += 2) {
            sent.param(fields[i], fields[i + 1]);
        }
        return mvc.perform(sent.with(user(people.loadUserByUsername(login))).with(csrf()));
    }

    /** The same, and what he is told: a text's key. */
    void sends(String login, String address, String told, String... fields) throws Exception {
        send(login, address, fields)
                .andExpect(MockMvcResultMatchers.status().is3xxRedirection())
                .andExpect(MockMvcResultMatchers.flash()
                        .attribute(told.startsWith("problem") ? "problem" : "message", told));
    }

    static String at(String number) {
        return "/emergency/directives/" + number;
    }

    String page(String login, String address) throws Exception {
        return mvc.perform(get(address).with(user(people.loadUserByUsername(login))))
                .andExpect(MockMvcResultMatchers.status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    int statusOf(String login, String address) throws Exception {
        return mvc.perform(get(address).with(user(people.loadUserByUsername(login))))
                .andReturn()
                .getResponse()
                .getStatus();
    }
}
