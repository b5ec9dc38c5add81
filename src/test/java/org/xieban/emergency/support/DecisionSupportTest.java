package org.xieban.emergency.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.xieban.XiebanTest;
import org.xieban.emergency.SignedIn;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.EventKind;
import org.xieban.emergency.event.Events;
import org.xieban.emergency.event.EventsOfTests;
import org.xieban.emergency.event.Grade;
import org.xieban.emergency.resource.Resource;
import org.xieban.emergency.resource.ResourceAssignments;
import org.xieban.trace.OfficialTime;

/** Who commands sees what the plan still wants, who is free, and what was done the last time. */
@XiebanTest
class DecisionSupportTest {

    private static final String COMMANDER = "emergency.wu";

    @Autowired
    DecisionSupport support;

    @Autowired
    Comparisons comparisons;

    @Autowired
    Events events;

    @Autowired
    ResourceAssignments assignments;

    @Autowired
    MockMvc mvc;

    @Autowired
    UserDetailsService people;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    SignedIn signedIn;
    EventsOfTests tests;
    Instant now;
    String caseNo = "";
    String earlier = "";

    @BeforeEach
    void aFloodAndTheOneBefore() {
        signedIn = new SignedIn(people);
        tests = new EventsOfTests(jdbc);
        now = OfficialTime.now(clock);
        earlier = tests.responding(EventKind.FLOOD, Grade.III, now.minus(Duration.ofDays(365)));
        tests.ordered(earlier, "slj", "verify-water", now.minus(Duration.ofDays(365)), 4, 50);
        tests.ordered(earlier, "gaj", "traffic", now.minus(Duration.ofDays(365)), 20, 90);
        caseNo = tests.responding(EventKind.FLOOD, Grade.III, now.minus(Duration.ofMinutes(30)));
        tests.ordered(caseNo, "slj", "verify-water", now.minus(Duration.ofMinutes(30)), 2, 20);
        tests.ordered(caseNo, "gaj", "traffic", now.minus(Duration.ofMinutes(30)), null, null);
    }

    @AfterEach
    void neitherOfThem() {
        signedIn.does(COMMANDER, () -> assignments.standing(caseNo).forEach(each -> assignments.release(each.id())));
        tests.close();
    }

    private Event event() {
        return events.find(caseNo).orElseThrow();
    }

    private RequestPostProcessor as(String login) {
        return SecurityMockMvcRequestPostProcessors.user(people.loadUserByUsername(login));
    }

    private CheckedItem.State state(String item) {
        return support.checklist(event()).stream()
                .filter(each -> each.item().equals(item))
                .findFirst()
                .orElseThrow()
                .state();
    }

    @Test
    void whatThePlanDemandsIsMetByAnOrderOrTickedByHand() {
        assertThat(state("verify-water")).isEqualTo(CheckedItem.State.DONE);
        assertThat(state("traffic")).isEqualTo(CheckedItem.State.UNDER_WAY);
        assertThat(state("public")).isEqualTo(CheckedItem.State.OPEN);

        signedIn.does(COMMANDER, () -> support.tick(caseNo, "public", true, "电视台已播出"));
        assertThat(state("public")).isEqualTo(CheckedItem.State.DONE);
        assertThatThrownBy(() -> signedIn.does(COMMANDER, () -> support.tick(caseNo, "public", true, "")))
                .hasMessage("checklist.tickedAlready");
        jdbc.sql("update emergency_event set level = 'II' where case_no = ?")
                .param(caseNo)
                .update();
        assertThat(state("public"))
                .as("what was done stays done when the level is raised")
                .isEqualTo(CheckedItem.State.DONE);
        assertThat(state("army")).as("what the higher level wants beside").isEqualTo(CheckedItem.State.OPEN);

        signedIn.does(COMMANDER, () -> support.tick(caseNo, "public", false, ""));
        assertThat(state("public")).isEqualTo(CheckedItem.State.OPEN);
        assertThatThrownBy(() -> signedIn.does(COMMANDER, () -> support.tick(caseNo, "nothing", true, "")))
                .hasMessage("checklist.noItem");
        assertThatThrownBy(() -> signedIn.does("inspector.hao", () -> support.tick(caseNo, "report", true, "")))
                .as("who commands nothing")
                .hasMessage("access.denied");
        assertThatThrownBy(() -> signedIn.does("fire.sun", () -> support.tick(caseNo, "report", true, "")))
                .as("who does not see it")
                .hasMessage("event.unknown");
    }

    @Test
    void theEventBeforeIsRememberedWithWhatWasOrderedAndHowLongItTook() {
        assertThat(signedIn.as(COMMANDER, () -> support.similar(event(), 5)))
                .first()
                .satisfies(similar -> {
                    assertThat(similar.event().caseNo()).isEqualTo(earlier);
                    assertThat(similar.likeness().total()).isGreaterThan(90);
                    assertThat(similar.orders())
                            .extracting(OrderTimes::department, OrderTimes::late, OrderTimes::result)
                            .containsExactlyInAnyOrder(tuple("slj", false, "险情排除"), tuple("gaj", true, "险情排除"));
                    assertThat(similar.acknowledgedAfter()).isEqualTo(Duration.ofMinutes(12));
                    assertThat(similar.endedAfter()).isEqualTo(Duration.ofMinutes(70));
                });
        assertThat(signedIn.as("fire.sun", () -> support.similar(event(), 5)))
                .as("to whom does not see it")
                .noneMatch(similar -> similar.event().caseNo().equals(earlier));
    }

    @Test
    void whatIsWantingAndWhoIsNearIsSaid() {
        signedIn.does(COMMANDER, () -> assignments.assign(caseNo, "PM-SL-02", 2, "support"));
        assertThat(support.resources(event()))
                .filteredOn(each -> each.kind() == Resource.Kind.PUMP)
                .singleElement()
                .satisfies(pumps -> {
                    assertThat(pumps.wanting()).isEqualTo(4);
                    assertThat(pumps.nearest())
                            .extracting(near -> near.resource().code())
                            .containsExactly("PM-SL-02", "PM-SL-01");
                });
        assertThat(support.departments(event()))
                .filteredOn(each -> each.department().equals("gaj"))
                .singleElement()
                .satisfies(police -> {
                    assertThat(police.openOrders()).isPositive();
                    assertThat(police.nearest())
                            .isNotNull()
                            .extracting(near -> near.resource().name())
                            .isEqualTo("交通管制机动队");
                    assertThat(police.metres())
                            .as("from its seat, which the directory keeps")
                            .isBetween(19_000L, 22_000L);
                });
    }

    @Test
    void theFreeOnesAreNamedBeforeTheBusyAndTheNearerOfThemFirst() {
        DepartmentStanding far = standing("far", 0, 9_000L, "a");
        DepartmentStanding near = standing("near", 0, 2_000L, "a");
        DepartmentStanding shared = standing("shared", 2, 1_000L, "a", "b");
        DepartmentStanding alone = standing("alone", 2, 1_000L, "a");
        DepartmentStanding nobody = standing("nobody", 0, 500L);
        DepartmentStanding nowhere = standing("nowhere", 0, null, "a");
        assertThat(Stream.of(nobody, alone, shared, nowhere, far, near)
                        .sorted(DepartmentStanding.NEAR_AND_FREE)
                        .toList())
                .containsExactly(near, far, nowhere, shared, alone, nobody);
        assertThat(shared.load()).as("two orders in two pairs of hands").isEqualTo(DepartmentStanding.Load.BUSY);
        assertThat(alone.load()).as("and in one").isEqualTo(DepartmentStanding.Load.OVERLOADED);
    }

    private static DepartmentStanding standing(String code, long open, @Nullable Long metres, String... onDuty) {
        return new DepartmentStanding(code, open, List.of(onDuty), metres, null);
    }

    @Test
    void theTimesOfTwoAreSetSideBySide() {
        Comparison comparison = signedIn.as(COMMANDER, () -> comparisons.of(caseNo, earlier));
        assertThat(comparison.other()).extracting(Event::caseNo).isEqualTo(earlier);
        assertThat(comparison.lines())
                .filteredOn(line -> line.department() != null)
                .extracting(Comparison.Line::department, Comparison.Line::step, Comparison.Line::longer)
                .containsExactlyInAnyOrder(
                        tuple("slj", Comparison.Step.ACKNOWLEDGED, Duration.ofMinutes(-2)),
                        tuple("slj", Comparison.Step.COMPLETED, Duration.ofMinutes(-30)),
                        tuple("gaj", Comparison.Step.ACKNOWLEDGED, null),
                        tuple("gaj", Comparison.Step.COMPLETED, null));
        assertThat(signedIn.as(COMMANDER, () -> comparisons.of(caseNo, null)).other())
                .as("the last of its kind, where nobody chooses")
                .extracting(Event::kind)
                .isEqualTo(EventKind.FLOOD);
        String drought = tests.responding(EventKind.DROUGHT, Grade.III, now.minus(Duration.ofDays(3)));
        assertThatThrownBy(() -> signedIn.as(COMMANDER, () -> comparisons.of(caseNo, drought)))
                .hasMessage("comparison.otherKind");
        assertThat(signedIn.as(COMMANDER, () -> comparisons.of(drought, null)).lines())
                .as("the first of its kind")
                .allMatch(line -> line.there() == null);
    }

    @Test
    void itIsAllOnThePagesOfWhoSeesTheEvent() throws Exception {
        String page = "/emergency/events/" + caseNo;
        mvc.perform(get(page + "/support").with(as(COMMANDER)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("10 项里 9 项未完成")))
                .andExpect(content().string(containsString("还差 6")))
                .andExpect(content().string(containsString("平均签收 12 分钟")))
                .andExpect(content().string(containsString("最近的资源：交通管制机动队")));
        mvc.perform(get(page + "/support").header("HX-Request", "true").with(as("supervisor.zheng")))
                .andExpect(content().string(not(containsString("<html"))))
                .andExpect(content().string(not(containsString("/checklist"))));
        mvc.perform(post(page + "/checklist")
                        .param("item", "report")
                        .param("note", "已电话报告")
                        .with(as(COMMANDER))
                        .with(csrf()))
                .andExpect(flash().attribute("message", "emergency.support.ticked"));
        mvc.perform(get(page + "/comparison?with=" + earlier).with(as(COMMANDER)))
                .andExpect(content().string(containsString("快 2 分 0 秒")));
        for (String part : new String[] {"/support", "/comparison"}) {
            mvc.perform(get(page + part).with(as("fire.sun"))).andExpect(status().isNotFound());
        }
    }
}
