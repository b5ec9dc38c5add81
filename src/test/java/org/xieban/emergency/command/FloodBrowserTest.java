package org.xieban.emergency.command;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.inspection.InspectionSteps.step;

import com.microsoft.playwright.Page;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.BrowserTest;
import org.xieban.demonstration.DemonstrationClock;
import org.xieban.directory.Officers;
import org.xieban.emergency.directive.Directive;
import org.xieban.emergency.directive.Directives;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.Events;
import org.xieban.emergency.event.Grade;
import org.xieban.emergency.event.TestAlarms;
import org.xieban.emergency.event.TestEvents;
import org.xieban.emergency.report.Report;
import org.xieban.emergency.report.SituationReports;
import org.xieban.emergency.response.TestFirstDirectives;
import org.xieban.inspection.InspectionSteps;
import org.xieban.inspection.InspectionSteps.Step;
import org.xieban.monitoring.TestIndicators;
import org.xieban.monitoring.indicator.Indicators;
import org.xieban.trace.OfficialTime;

/**
 * A flood from the first readings to the review, as it is played in a command room: two who watch the same page see each
 * change as it happens. Once for real, and once as an exercise, of which nothing goes outside.
 */
class FloodBrowserTest extends BrowserTest {

    private static final String COMMANDER = "emergency.wu";
    private static final String OFFICE = "leader.jiang";
    private static final String MAYOR = "mayor.shao";
    private static final Duration SILENCE = Duration.ofMinutes(11);

    private static final Step REAL =
            step(COMMANDER, "userTask_verifyReport", "\"verification\": \"REAL\", \"verifyText\": \"巡堤人员确认\"");
    private static final Step GRADED = step(COMMANDER, "userTask_gradeEvent", """
            "grading": "GRADE", "gradingBasis": "乡镇报告", "dead": 3, "injured": 12, "seriouslyInjured": 4,
            "evacuated": 268""");
    private static final Step WANTED = step(COMMANDER, "userTask_proposeResponse", """
            "responseProposal": "START", "proposedLevel": "III", "expectedHours": 24,
            "responseMeasures": "转移低洼地区群众，加固堤防", "proposalReason": "水位仍在上涨" """);
    private static final Step AGREED =
            step(OFFICE, "userTask_adviseResponse", "\"advice\": \"AGREED\", \"adviceText\": \"同意\"");
    private static final Step STARTED =
            step(OFFICE, "userTask_decideResponse", "\"responseOutcome\": \"APPROVED\", \"responseText\": \"同意\"");
    private static final Step HIGHER = step(COMMANDER, "userTask_assessResponse", """
            "assessment": "CHANGE", "newLevel": "II", "newHours": 12, "newMeasures": "增调抢险队伍",
            "changeReason": "水位超保证" """);
    private static final Step RAISED = step(MAYOR, "userTask_decideChange", "\"changeOutcome\": \"APPROVED\"");
    private static final Step OVER =
            step(COMMANDER, "userTask_assessResponse", "\"assessment\": \"END\", \"endReason\": \"水位退到警戒以下\"");
    private static final Step ENDED = step(MAYOR, "userTask_decideEnd", "\"endOutcome\": \"APPROVED\"");
    private static final Step DAMAGE = step(COMMANDER, "userTask_assessDamage", "\"damageText\": \"逐村核对，与前期一致\"");
    private static final Step REVIEWED = step(OFFICE, "userTask_reviewResponse", """
            "cause": "上游持续强降雨", "course": "首报及时，指令按时办结", "lessons": "堤防巡查要加密",
            "improvements": "预案增加夜间巡查", "rating": "GOOD" """);
    private static final Step ARCHIVED = step(COMMANDER, "userTask_archiveEvent", "\"archiveText\": \"案卷 1 卷\"");

    @Autowired
    private MockMvc mvc;

    @Autowired
    private UserDetailsService people;

    @Autowired
    private Indicators indicators;

    @Autowired
    private TestEvents testEvents;

    @Autowired
    private TestAlarms testAlarms;

    @Autowired
    private TestFirstDirectives first;

    @Autowired
    private Events events;

    @Autowired
    private Directives directives;

    @Autowired
    private SituationReports reports;

    @Autowired
    private Officers officers;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private InspectionSteps steps;
    private String event = "";

    @BeforeEach
    void aRoster() {
        steps = new InspectionSteps(mvc);
        noRoster();
        Instant now = OfficialTime.now(clock);
        shift(now.minusSeconds(3600), "fire.sun");
        shift(now.plusSeconds(3600), "inspector.ma");
    }

    @AfterEach
    void noRoster() {
        jdbc.sql("delete from duty_shift where department = 'xfjy'").update();
    }

    private void shift(Instant from, String officer) {
        jdbc.sql("""
                insert into duty_shift (department, starts_at, ends_at, officer, leader, phone, changed_by, changed_at)
                values ('xfjy', :from, :until, :officer, 'leader.fang', '0396-1234567', 'test', :from)""")
                .param("from", OfficialTime.of(from))
                .param("until", OfficialTime.of(from.plusSeconds(7200)))
                .param("officer", officer)
                .update();
    }

    @Test
    void aFloodIsCommandedFromTheFirstReadingsToTheReview() throws Exception {
        event = itRainsAndTheRiverRises();
        signIn(COMMANDER);
        Page other = newStranger();
        other.navigate("/sign-in");
        other.fill("#login", OFFICE);
        other.fill("#password", "xieban-demo");
        other.click("main button[type=submit]");
        other.waitForURL("**/start*");
        List<Page> both = List.of(page, other);
        both.forEach(each -> each.navigate("/emergency/events/" + event + "/command"));
        see(both, each -> assertThat(each.locator(".mn-live.on")).isVisible());
        see(both, each -> assertThat(each.locator("#head")).containsText("待核实"));
        // what the plan orders at once is out before anybody has verified anything
        see(both, each -> assertThat(each.locator("#orders > li")).hasCount(3));

        steps.ok(event, REAL);
        see(both, each -> assertThat(each.locator("#head")).containsText("已核实"));
        steps.ok(event, GRADED);
        see(both, each -> assertThat(each.locator("#head")).containsText("较大（Ⅲ级）"));
        see(both, each -> assertThat(each.locator("#facts")).containsText("268"));

        // an order of the plan in two keystrokes, before there is a response
        page.keyboard().press("1");
        assertThat(page.locator("#order-text")).isFocused();
        page.keyboard().press("Enter");
        see(both, each -> assertThat(each.locator("#orders > li")).hasCount(4));

        steps.ok(event, WANTED, AGREED, STARTED);
        see(both, each -> assertThat(each.locator("#head .cm-level")).containsText("三级响应"));
        see(both, each -> assertThat(each.locator("#orders > li")).hasCount(9));
        assertThat(directives.of(event).stream().map(Directive::department).distinct())
                .contains("slj", "xfjy", "gaj", "cgj", "wjw");

        Directive silent = directives.of(event).stream()
                .filter(each -> each.department().equals("xfjy"))
                .findFirst()
                .orElseThrow();
        for (Directive each : directives.of(event)) {
            if (!each.number().equals(silent.number())) {
                forward(each.number(), "userTask_acknowledge", "userTask_telephone");
            }
        }
        see(both, each -> assertThat(each.locator("#orders [data-standing=IN_PROGRESS]"))
                .hasCount(8));
        reported();
        ((DemonstrationClock) clock).advance(SILENCE);
        see(both, each -> assertThat(each.locator("#order-" + silent.number())).containsText("已升级 1 次"));
        takeScreenshots("emergency-command");
        assertAccessible();

        steps.ok(event, HIGHER, RAISED);
        see(both, each -> assertThat(each.locator("#head .cm-level")).containsText("二级响应"));
        reported();
        for (Directive each : directives.of(event)) {
            forward(each.number());
        }
        see(both, each -> assertThat(each.locator("#orders [data-standing=COMPLETED]"))
                .hasCount(directives.of(event).size()));
        assertThat(directives.find(silent.number()).orElseThrow().acknowledged().late())
                .isTrue();

        steps.ok(event, OVER, ENDED);
        see(both, each -> assertThat(each.locator("#head")).containsText("响应结束"));
        reported();
        assertThat(reports.complete(event)).isTrue();
        assertThat(reports.of(event))
                .allSatisfy(each -> assertThat(each.written(clock.instant())).isEqualTo(Report.Standing.IN_TIME));
        assertThat(reports.of(event).stream().map(Report::kind))
                .startsWith(Report.Kind.FIRST)
                .contains(Report.Kind.FURTHER)
                .endsWith(Report.Kind.FINAL);
        steps.ok(event, DAMAGE, REVIEWED, ARCHIVED);
        see(both, each -> assertThat(each.locator("#head")).containsText("已结束"));
        assertThat(events.find(event).orElseThrow().state()).isEqualTo(Event.State.CLOSED);
    }

    private static void see(List<Page> both, Consumer<Page> what) {
        both.forEach(what);
    }

    /** Readings as the stations send them; the event that they become. */
    private String itRainsAndTheRiverRises() throws Exception {
        // what other tests let rise is another flood
        testAlarms.forgetOthers();
        jdbc.sql(
                        "update alarm_group set last_at = last_at - interval '1 day', opened_at = opened_at - interval '1 day'")
                .update();
        String rain = TestIndicators.one(indicators, "RAIN", "411921");
        String river = TestIndicators.one(indicators, "WATER_LEVEL", "411921");
        List<String> readings = new ArrayList<>();
        for (int minutes = 50; minutes >= 0; minutes -= 10) {
            readings.add(reading(rain, minutes, 4));
            readings.add(reading(river, minutes, 57.9 - minutes / 100.0));
        }
        mvc.perform(post("/api/v1/readings")
                        .with(httpBasic(COMMANDER, "xieban-demo"))
                        .contentType("application/json")
                        .content("{\"readings\":[" + String.join(",", readings) + "]}"))
                .andExpect(status().isOk());
        testAlarms.makeEvents();
        first.give();
        return jdbc.sql("""
                        select r.case_no from emergency_event_report r join alarm a on r.source_key = a.id::text
                          join indicator i on i.number = a.indicator where r.source = 'ALARM' and i.code = ?""").param(river).query(String.class).single();
    }

    private String reading(String code, int minutesAgo, double value) {
        return "{\"id\":\"%d\",\"indicator\":\"%s\",\"at\":\"%s\",\"value\":%s}"
                .formatted(minutesAgo, code, clock.instant().minusSeconds(minutesAgo * 60L), value);
    }

    /** Does what a case waits for, by whoever has it, as long as it waits for one of these steps; for any if none are given. */
    private void forward(String caseNo, String... only) throws Exception {
        for (Map<String, Object> task = waiting(caseNo); task != null; task = waiting(caseNo)) {
            String name = String.valueOf(task.get("step"));
            if (only.length > 0 && !List.of(only).contains(name)) {
                return;
            }
            Object holder = task.get("assignee");
            steps.ok(caseNo, step(holder == null ? anybodyOf(task) : holder.toString(), name, answers(name)));
        }
    }

    private @Nullable Map<String, Object> waiting(String caseNo) {
        return jdbc.sql("""
                        select step, assignee, candidate_groups[1] as candidates from work_item
                         where case_no = ? and closed_at is null order by opened_at limit 1""").param(caseNo).query().listOfRows().stream()
                .findFirst()
                .orElse(null);
    }

    private String anybodyOf(Map<String, Object> task) {
        return officers.membersOf(String.valueOf(task.get("candidates"))).get(0).login();
    }

    private String answers(String step) {
        return switch (step) {
            case "userTask_acknowledge" -> "\"acknowledgeText\": \"收到\"";
            case "userTask_telephone" -> "\"telephoneOutcome\": \"REACHED\", \"calledName\": \"值班室\"";
            case "userTask_carryOut" -> "\"resultText\": \"已落实\"";
            default -> throw new AssertionError(step);
        };
    }

    /** All reports that are called for are telephoned, written, signed by another. */
    private void reported() throws Exception {
        for (Report each : reports.of(event)) {
            if (each.state() == Report.State.TELEPHONE) {
                steps.ok(each.caseNo(), step(COMMANDER, "userTask_telephone", """
                        "phonedTo": "市政府总值班室 王值班", "phonedAt": "%s", "phonedText": "已报告"
                        """.formatted(
                                OfficialTime.of(clock.instant()))));
            }
            if (each.state().open()) {
                steps.ok(
                        each.caseNo(),
                        step(COMMANDER, "userTask_draftReport", "\"reportText\": \"水位上涨，已转移 268 人。\""),
                        step(OFFICE, "userTask_signReport", "\"signOutcome\": \"SIGNED\""));
            }
        }
    }

    @Test
    void anExerciseGoesTheSameWayMarkedEverywhereAndNothingGoesOutside() throws Exception {
        event = testEvents.reported(true);
        steps.ok(event, REAL, GRADED, WANTED, AGREED, STARTED);
        assertThat(events.find(event).orElseThrow().level()).isEqualTo(Grade.III);
        assertThat(directives.of(event)).hasSize(9).allMatch(Directive::drill);
        reported();
        assertThat(mvc.perform(get("/emergency/events/{no}/command", event)
                                .with(user(people.loadUserByUsername(COMMANDER))))
                        .andExpect(status().isOk())
                        .andReturn()
                        .getResponse()
                        .getContentAsString(StandardCharsets.UTF_8))
                .contains("【演练】指挥", "cm-mark", "不对外发送", "三级响应");
        assertThat(jdbc.sql("""
                        with recursive below(number) as (
                            select ?::varchar union
                            select c.number from case_file c join below b on c.parent = b.number)
                        select d.state from outreach_delivery d join outreach_message m on m.id = d.message
                          join below b on b.number = m.case_no""").param(event).query(String.class).list())
                .isNotEmpty()
                .containsOnly("DRILL");
    }
}
