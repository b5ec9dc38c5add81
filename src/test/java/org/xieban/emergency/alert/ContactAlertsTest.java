package org.xieban.emergency.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.CrossSite;
import org.xieban.XiebanTest;
import org.xieban.emergency.ReportedEvents;
import org.xieban.emergency.SignedIn;
import org.xieban.emergency.alert.Alert.State;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.outreach.Purpose;

/** Contacts are told once of each occasion, and it is known who knows. */
@XiebanTest
class ContactAlertsTest {

    private static final String COMMANDER = "emergency.wu";

    /** A department that keeps no roster. */
    private static final String UNATTENDED = "fgw";

    @Autowired
    private ReportedEvents events;

    @Autowired
    private ContactAlerts alerts;

    @Autowired
    private ToldContacts told;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private UserDetailsService people;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private SignedIn signedIn;
    private String event = "";

    @BeforeEach
    void anEventAndThreeWhoAreCalled() {
        signedIn = new SignedIn(people);
        event = events.in(Event.State.RESPONDING, "联系人通知", false);
        jdbc.sql("""
                insert into emergency_contact (code, department, unit, name, post, phone, mobile, mail, channel, listed,
                                               changed_at)
                values ('alert-one', 'yjgl', '试验救援队', '成方', '队长', null, '13912345678', 'team@test.example', 'MAIL',
                        true, now()),
                       ('alert-two', 'yjgl', '试验救援队', '纪元', '副队长', null, null, 'team@test.example', 'MAIL', true,
                        now()),
                       ('alert-own', :unattended, null, '值班室', '总值班', '0396-2620199', null, null, 'TELEPHONE', true,
                        now())""").param("unattended", UNATTENDED).update();
    }

    @AfterEach
    void noneOfThem() {
        jdbc.sql("delete from emergency_contact where code like 'alert-%'").update();
    }

    private void tell(Occasion occasion, int no, boolean drill, Set<String> concerned, String... planned) {
        transaction.executeWithoutResult(status -> alerts.tell(
                new Purpose(Purpose.Kind.RESPONSE, event, drill),
                occasion,
                no,
                List.of(planned),
                concerned,
                "启动三级响应",
                "请立即到岗"));
    }

    private Map<String, State> states() {
        return told.of(event).stream()
                .collect(Collectors.toMap(each -> each.alert().contact(), ToldContact::state));
    }

    private List<String> sent(String column) {
        return jdbc.sql("select d." + column + " from outreach_delivery d join outreach_message m on m.id = d.message"
                        + " where m.case_no = ? order by d.id")
                .param(event)
                .query(String.class)
                .list();
    }

    private long id(String contact) {
        return told.of(event).stream()
                .map(ToldContact::alert)
                .filter(each -> each.contact().equals(contact))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private String page(String login, String rest) throws Exception {
        return mvc.perform(get("/emergency/events/" + event + rest).with(user(people.loadUserByUsername(login))))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    @Test
    void eachIsToldOnceByHisChannelAndWhoSaysThatHeKnowsIsKnown() throws Exception {
        tell(Occasion.RESPONSE_STARTED, 1, false, Set.of(UNATTENDED), "alert-one", "alert-two");
        tell(Occasion.RESPONSE_STARTED, 1, false, Set.of(UNATTENDED), "alert-one", "alert-two");
        assertThat(states())
                .as("a department where nobody is on duty is telephoned")
                .isEqualTo(Map.of("alert-one", State.TOLD, "alert-two", State.TOLD, "alert-own", State.TO_CALL));
        assertThat(sent("address")).as("who shares an address shares a message").containsExactly("team@test.example");

        jdbc.sql("""
                update outreach_delivery set state = 'ACKNOWLEDGED', acknowledged_at = now(), sent_at = now(), next_at = null
                 where address = 'team@test.example'""").update();
        assertThat(states())
                .isEqualTo(Map.of(
                        "alert-one", State.ACKNOWLEDGED, "alert-two", State.ACKNOWLEDGED, "alert-own", State.TO_CALL));

        tell(Occasion.RESPONSE_ENDED, 2, false, Set.of());
        assertThat(told.of(event)).as("whoever was told is told the end").hasSize(6);
        assertThat(sent("address")).hasSize(2);
        assertThat(page(COMMANDER, "")).contains("试验救援队 · 队长", "结束响应", "0396-2620199", "已通知到");
        assertThat(page(COMMANDER, "/command")).contains("试验救援队 · 队长", "3 个，3 个未确认");
        assertThat(page("supervisor.zheng", "")).contains("试验救援队 · 队长").doesNotContain("已通知到");
        assertThat(jdbc.sql("select entry from trace_entry where case_no = ?")
                        .param(event)
                        .query(String.class)
                        .list())
                .as("the record needs neither name nor number")
                .noneMatch(detail -> detail.contains("成方") || detail.contains("13912345678"))
                .anyMatch(detail -> detail.contains("toTelephone"));
    }

    @Test
    void whoIsTelephonedIsNotedOnceByTheDutyRoom() throws Exception {
        tell(Occasion.LEVEL_CHANGED, 3, false, Set.of(), "alert-own");
        String address = "/emergency/alerts/" + id("alert-own") + "/reached";
        mvc.perform(post(address)
                        .with(user(people.loadUserByUsername("market.zhou")))
                        .with(CrossSite.csrf()))
                .andExpect(status().isForbidden());
        mvc.perform(post(address)
                        .param("said", "已到岗")
                        .with(user(people.loadUserByUsername(COMMANDER)))
                        .with(CrossSite.csrf()))
                .andExpect(redirectedUrl("/emergency/events/" + event))
                .andExpect(flash().attribute("message", "emergency.alert.noted"));
        assertThat(states()).containsExactly(Map.entry("alert-own", State.REACHED));
        assertThat(page(COMMANDER, "")).contains("吴刚电话通知", "已到岗");
        assertThatThrownBy(() -> signedIn.does(COMMANDER, () -> told.reached(id("alert-own"), "")))
                .hasMessage("alert.known");
    }

    @Test
    void inADrillNobodyIsToldAndNobodyHasToTelephone() {
        event = events.drill("联系人通知演练");
        tell(Occasion.RESPONSE_STARTED, 1, true, Set.of(UNATTENDED), "alert-one");
        assertThat(states()).isEqualTo(Map.of("alert-one", State.DRILL, "alert-own", State.DRILL));
        assertThat(sent("state")).containsExactly("DRILL");
        assertThatThrownBy(() -> signedIn.does(COMMANDER, () -> told.reached(id("alert-own"), "")))
                .hasMessage("alert.known");
    }
}
