package org.xieban.emergency.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.xieban.CrossSite.csrf;
import static org.xieban.inspection.InspectionSteps.step;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.XiebanTest;
import org.xieban.emergency.directive.Directive;
import org.xieban.emergency.directive.Directives;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.EventHistory;
import org.xieban.emergency.event.EventKind;
import org.xieban.emergency.event.Events;
import org.xieban.emergency.event.TestAlarms;
import org.xieban.emergency.event.TestEvents;
import org.xieban.emergency.plan.PlanContent;
import org.xieban.emergency.plan.PlanVersion;
import org.xieban.emergency.plan.ResponsePlans;
import org.xieban.inspection.InspectionSteps;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Refusal;

/** What a plan orders at once when an alarm opens an event: once, in the name of the plan, marked, and withdrawn. */
@XiebanTest
class FirstDirectivesTest {

    private static final String COMMANDER = "emergency.wu";

    @Autowired
    private MockMvc mvc;

    @Autowired
    private UserDetailsService people;

    @Autowired
    private TestFirstDirectives first;

    @Autowired
    private TestAlarms alarms;

    @Autowired
    private TestEvents testEvents;

    @Autowired
    private Events events;

    @Autowired
    private EventHistory history;

    @Autowired
    private ResponsePlans plans;

    @Autowired
    private ResponseOrders orders;

    @Autowired
    private Directives directives;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private InspectionSteps steps;
    private PlanVersion plan;

    @BeforeEach
    void thePlanForFloods() {
        steps = new InspectionSteps(mvc);
        plan = plans.atOnce(EventKind.FLOOD).orElseThrow();
        first.forgetOthers();
        alarms.forgetOthers();
    }

    @AfterEach
    void nothingIsLeft() {
        first.forgetOthers();
    }

    private String opened(long group) {
        long alarm = alarms.raise(group, 2);
        alarms.makeEvents();
        return history.ofAlarm(alarm).orElseThrow();
    }

    private List<Directive> given(String event) {
        return directives.of(event);
    }

    private String page(String login, String address) throws Exception {
        return mvc.perform(get(address).with(user(people.loadUserByUsername(login))))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    @Test
    void theyAreGivenOnceInTheNameOfThePlanBeforeAnybodyHasVerifiedTheEvent() throws Exception {
        long group = alarms.group();
        String event = opened(group);
        assertThat(given(event)).as("an event waits for nobody's directives").isEmpty();
        first.giveAndFail();
        assertThat(given(event)).as("all of them or none").isEmpty();
        first.give();
        assertThat(given(event)).as("what failed rests").isEmpty();
        assertThat(toldThatTheyFail(event)).as("once may be an accident").isEmpty();
        rested(event);
        first.giveAndFail();
        rested(event);
        first.giveAndFail();
        assertThat(toldThatTheyFail(event))
                .as("those who can order by hand, and who watches them; once")
                .doesNotHaveDuplicates()
                .contains(COMMANDER, "supervisor.zheng");
        rested(event);
        first.give();

        List<PlanContent.PlannedOrder> wanted = plan.content().ordersAtOnce();
        assertThat(wanted).extracting(PlanContent.PlannedOrder::department).contains("slj", "xfjy");
        assertThat(events.find(event).orElseThrow().state()).isEqualTo(Event.State.REPORTED);
        assertThat(given(event))
                .extracting(each -> each.department() + " " + each.text())
                .containsExactlyInAnyOrderElementsOf(wanted.stream()
                        .map(each -> each.department() + " " + each.text())
                        .toList());
        assertThat(given(event)).allSatisfy(each -> {
            assertThat(each.plan()).isEqualTo(new Directive.Plan(plan.level(), plan.no(), plan.title()));
            assertThat(each.state()).isEqualTo(Directive.State.SENT);
            assertThat(each.calling()).isNotNull();
            assertThat(each.drill()).isFalse();
        });
        // neither is what joins a reason to give them again, nor that it is looked once more
        alarms.raise(group, 1);
        alarms.makeEvents();
        first.give();
        assertThat(given(event)).hasSize(wanted.size());

        // whoever reads of it reads who gave it
        String named = "《" + plan.title() + "》第 " + plan.no() + " 版";
        String number = given(event).get(0).number();
        String address = "/emergency/plans/FLOOD/" + plan.level() + "?no=" + plan.no();
        assertThat(page(COMMANDER, "/emergency/directives/" + number)).contains(named, "先期处置", "平台自动下达", address);
        assertThat(page(COMMANDER, "/emergency/events/" + event + "/directives"))
                .contains(named);
        assertThat(page(COMMANDER, "/emergency/events/" + event + "/command")).contains("先期处置");
        assertThat(page(COMMANDER, address)).contains("先期处置");
        assertThat(jdbc.sql("select entry from trace_entry where case_no = :no and act = 'directive.sent'")
                        .param("no", number)
                        .query(String.class)
                        .single())
                .contains(named);
    }

    @Test
    void theFullResponseOrdersNobodyTheSameAgainAndWhatWasNothingWithdrawsThem() throws Exception {
        String event = opened(alarms.group());
        first.give();
        int many = given(event).size();
        PlanContent.PlannedOrder one = plan.content().ordersAtOnce().get(0);
        steps.ok(event, step(COMMANDER, ResponseModel.VERIFY, "\"verification\": \"REAL\", \"verifyText\": \"现场确认\""));
        List<DraftOrder> planned = orders.planned(events.find(event).orElseThrow(), plan.level());
        assertThat(planned)
                .hasSize(plan.orders().size() - many)
                .noneMatch(each ->
                        each.department().equals(one.department()) && Objects.equals(each.planItem(), one.item()));
        DraftOrder again = new DraftOrder(one.department(), "再去一次", 5, 30, one.item());
        assertThat(catchThrowableOfType(Refusal.class, () -> orders.check(event, List.of(again)))
                        .errors())
                .extracting(Refusal.FieldError::code)
                .containsExactly("response.orderedBefore");
        // not even where it was proposed before they were given
        orders.give(proposed(event, again, planned.get(0)));
        assertThat(given(event)).hasSize(many + 1);

        String nothing = opened(alarms.group());
        first.give();
        assertThat(given(nothing)).hasSize(many);
        steps.ok(
                nothing,
                step(COMMANDER, ResponseModel.VERIFY, "\"verification\": \"FALSE\", \"refuteText\": \"传感器故障\""));
        assertThat(given(nothing)).allMatch(each -> each.state() == Directive.State.WITHDRAWN);
        // it was found to be nothing before they were given
        String faster = opened(alarms.group());
        steps.ok(
                faster,
                step(COMMANDER, ResponseModel.VERIFY, "\"verification\": \"FALSE\", \"refuteText\": \"传感器故障\""));
        first.give();
        assertThat(given(faster)).isEmpty();
    }

    /** It is time to try again. */
    private void rested(String event) {
        jdbc.sql("update emergency_first_directive set next_at = now() - interval '1 minute' where event = :event")
                .param("event", event)
                .update();
    }

    private List<String> toldThatTheyFail(String event) {
        return jdbc.sql("select officer from notice where href = :href"
                        + " and text_key = 'emergency.response.notice.firstFailing'")
                .param("href", "/emergency/events/" + event)
                .query(String.class)
                .list();
    }

    private ResponseProposal proposed(String event, DraftOrder... wanted) {
        return ResponseProposal.of(
                events.find(event).orElseThrow(),
                1,
                new ResponseProposals.Wanted(
                        ResponseProposal.Kind.START, plan.level(), 24, "转移", "水位上涨", List.of(wanted)),
                COMMANDER,
                clock.instant());
    }

    @Test
    void aDrillMarksThemAndWhatNoAlarmOpenedGetsNone() throws Exception {
        long alarm = alarms.raise(alarms.group(), 4);
        String address = String.valueOf(mvc.perform(post("/emergency/events/new")
                        .param("alarm", String.valueOf(alarm))
                        .param("title", "防汛演练")
                        .param("kind", "FLOOD")
                        .param("region", "411921")
                        .param("place", "洪河左堤")
                        .param(
                                "occurredAt",
                                OfficialTime.minute(clock.instant()).replace(' ', 'T'))
                        .param("said", "演练")
                        .param("drill", "true")
                        .with(user(people.loadUserByUsername(COMMANDER)))
                        .with(csrf()))
                .andReturn()
                .getResponse()
                .getRedirectedUrl());
        String drill = address.substring(address.lastIndexOf('/') + 1);
        String reported = testEvents.reported(false);
        first.give();
        assertThat(given(drill)).isNotEmpty().allMatch(Directive::drill);
        assertThat(given(reported)).isEmpty();
    }
}
