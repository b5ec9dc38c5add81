package org.xieban.timelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;
import static org.xieban.casefile.CaseCalls.CLERK;
import static org.xieban.casefile.CaseCalls.PASSWORD;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.xieban.XiebanTest;
import org.xieban.casefile.CaseCalls;
import org.xieban.casefile.CaseFiles;
import org.xieban.trace.OfficialTime;

/** What stops the clocks of a case, as officers enter it. */
@XiebanTest
class PausesApiTest {

    private static final String HEAD = "approver.wang";

    @Autowired
    MockMvc mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Sweep sweep;

    @Autowired
    ClockRuns clocks;

    @Autowired
    CaseFiles cases;

    @Autowired
    RuntimeService runtime;

    @Autowired
    UserDetailsService people;

    @Autowired
    Clock clock;

    CaseCalls calls;
    String caseNo;

    @BeforeEach
    void anAcceptedCase() throws Exception {
        calls = new CaseCalls(mvc);
        caseNo = calls.registered("停表明");
        var officer = people.loadUserByUsername(CLERK);
        SecurityContextHolder.getContext()
                .setAuthentication(
                        UsernamePasswordAuthenticationToken.authenticated(officer, null, officer.getAuthorities()));
        cases.accept(caseNo, cases.require(caseNo).registeredAt());
        SecurityContextHolder.clearContext();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), OfficialTime.ZONE);
    }

    private static String body(String type, String from, String until) {
        return """
                {"type": "%s", "legalBasis": "《行政许可法》第四十五条", %s "until": "%s", "reason": "须评审", "document": "西审告〔2026〕1号"}""".formatted(type, from == null ? "" : "\"from\": \"" + from + "\",", until);
    }

    private ResultActions pause(String body) throws Exception {
        return calls.post(CLERK, "/cases/" + caseNo + "/pauses", body);
    }

    private ResultActions end(String login, String id) throws Exception {
        return mvc.perform(
                delete("/api/v1/cases/{caseNo}/pauses/{id}", caseNo, id).with(httpBasic(login, PASSWORD)));
    }

    private JsonNode clock(ClockKind kind) throws Exception {
        for (JsonNode each : CaseCalls.json(calls.get(CLERK, "/cases/{caseNo}/clocks", caseNo))) {
            if (each.get("kind").asText().equals(kind.name())
                    && !each.get("state").asText().matches("MET|MISSED")) {
                return each;
            }
        }
        throw new AssertionError("no clock " + kind);
    }

    private Instant dueAt(ClockKind kind) throws Exception {
        return OffsetDateTime.parse(clock(kind).get("dueAt").asText()).toInstant();
    }

    private String id(ResultActions entered) throws Exception {
        return CaseCalls.json(entered.andExpect(status().isCreated())).get("id").asText();
    }

    @Test
    void aPauseStopsWhatItsTypeStopsAndItsEndLetsThemGoOn() throws Exception {
        Instant due = dueAt(ClockKind.STATUTORY);
        var tokens = runtime.createExecutionQuery()
                .processInstanceBusinessKey(caseNo)
                .list()
                .size();

        ResultActions entered = pause(
                        body("EXPERT_REVIEW", null, today().plusDays(20).toString()))
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.type").value("EXPERT_REVIEW"))
                .andExpect(jsonPath("$.approver").value(CLERK))
                .andExpect(jsonPath("$.document").value("西审告〔2026〕1号"))
                .andExpect(jsonPath("$.endedAt").isEmpty())
                .andExpect(jsonPath("$.late").value(false));

        assertThat(clock(ClockKind.STATUTORY).get("state").asText()).isEqualTo("PAUSED");
        assertThat(clock(ClockKind.PROMISED).get("lamp").asText()).isEqualTo("PAUSED");
        assertThat(dueAt(ClockKind.STATUTORY)).isAfter(due);
        calls.get(CLERK, "/cases/{caseNo}", caseNo)
                .andExpect(jsonPath("$.lamp").value("PAUSED"))
                .andExpect(jsonPath("$.dueAt").isEmpty());

        end(CLERK, id(entered)).andExpect(status().isNoContent());

        assertThat(clock(ClockKind.STATUTORY).get("state").asText()).isEqualTo("RUNNING");
        assertThat(dueAt(ClockKind.STATUTORY))
                .as("it lasted no opening of the offices")
                .isEqualTo(due);
        assertThat(clock(ClockKind.STATUTORY)
                        .get("pauses")
                        .get(0)
                        .get("endedAt")
                        .isNull())
                .isFalse();
        end(CLERK, id(entered))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("clock.pauseEnded"));
        assertThat(runtime.createExecutionQuery()
                        .processInstanceBusinessKey(caseNo)
                        .list())
                .as("no token was moved")
                .hasSize(tokens);
    }

    @Test
    void aTypeThatStopsNothingIsKeptAndStopsNothing() throws Exception {
        Instant due = dueAt(ClockKind.STATUTORY);

        pause(body("SITE_CHECK", null, today().plusDays(20).toString()))
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.stops").isEmpty());

        assertThat(clock(ClockKind.STATUTORY).get("state").asText()).isEqualTo("RUNNING");
        assertThat(dueAt(ClockKind.STATUTORY)).isEqualTo(due);
    }

    @Test
    void overlappingPausesInAnyOrderCountOnce() throws Exception {
        String far = today().plusDays(30).toString();
        String near = today().plusDays(10).toString();
        pause(body("TESTING", null, far)).andExpect(status().isCreated());
        Instant due = dueAt(ClockKind.STATUTORY);

        String second = id(pause(body("EXPERT_REVIEW", today().toString(), near)));
        id(pause(body("TESTING", null, near)));

        assertThat(dueAt(ClockKind.STATUTORY)).isEqualTo(due);
        end(CLERK, second).andExpect(status().isNoContent());
        assertThat(clock(ClockKind.STATUTORY).get("state").asText())
                .as("others last")
                .isEqualTo("PAUSED");
    }

    @Test
    void aPauseMayBeEnteredBeforeItBegins() throws Exception {
        Instant due = dueAt(ClockKind.STATUTORY);
        String from = today().plusDays(1).toString();
        pause(body("HEARING", from, today().plusDays(15).toString())).andExpect(status().isCreated());

        assertThat(clock(ClockKind.STATUTORY).get("state").asText())
                .as("not yet")
                .isEqualTo("RUNNING");
        assertThat(dueAt(ClockKind.STATUTORY)).isAfter(due);
        jdbc.sql("update clock set pause_at = :at, next_change_at = :at where case_no = :case and pause_at is not null")
                .param("at", OfficialTime.of(clock.instant()))
                .param("case", caseNo)
                .update();
        sweep.sweep();
        assertThat(clock(ClockKind.STATUTORY).get("state").asText()).isEqualTo("PAUSED");
    }

    @Test
    void aCorrectionCountsInPlaceOfWhatWasWrong() throws Exception {
        Instant due = dueAt(ClockKind.STATUTORY);
        String wrong = id(pause(body("TESTING", null, today().plusDays(300).toString())));
        Instant tooLate = dueAt(ClockKind.STATUTORY);

        String right = id(pause(body("TESTING", null, today().plusDays(20).toString())
                .replace("{\"type\"", "{\"corrects\": \"" + wrong + "\", \"type\"")));

        assertThat(dueAt(ClockKind.STATUTORY)).isBetween(due, tooLate.minusSeconds(1));
        assertThat(clock(ClockKind.STATUTORY).get("pauses")).hasSize(1);
        assertThat(clock(ClockKind.STATUTORY).get("pauses").get(0).get("id").asText())
                .isEqualTo(right);
        end(CLERK, wrong).andExpect(status().isNotFound());
        assertThat(jdbc.sql("select count(*) from clock_pause where case_no = ?")
                        .param(caseNo)
                        .query(Integer.class)
                        .single())
                .as("nothing was changed or taken away")
                .isEqualTo(2);
    }

    @Test
    void whatWasEnteredWrongIsCorrectedOnItsPage() throws Exception {
        String wrong = id(pause(body("TESTING", null, today().plusDays(300).toString())));
        String from =
                clock(ClockKind.STATUTORY).get("pauses").get(0).get("from").asText();
        RequestPostProcessor clerk = user(people.loadUserByUsername(CLERK));
        String address = "/timelimit/cases/" + caseNo + "/pauses";
        mvc.perform(get(address).with(clerk))
                .andExpect(content().string(containsString(address + "?corrects=" + wrong)));
        mvc.perform(get(address).param("corrects", wrong).with(clerk))
                .andExpect(content().string(containsString("name=\"corrects\" value=\"" + wrong + "\"")))
                .andExpect(content().string(containsString(today().plusDays(300).toString())));
        mvc.perform(get(address).param("corrects", "1").with(clerk)).andExpect(status().isNotFound());

        mvc.perform(post(address)
                        .with(clerk)
                        .with(csrf())
                        .param("corrects", wrong)
                        .param("type", "TESTING")
                        .param("from", "")
                        .param("until", today().plusDays(3).toString())
                        .param("legalBasis", "《行政许可法》第四十五条")
                        .param("reason", "须检测"))
                .andExpect(redirectedUrl("/cases/" + caseNo + "?tab=clocks"));

        assertThat(clock(ClockKind.STATUTORY).get("pauses")).hasSize(1);
        JsonNode right = clock(ClockKind.STATUTORY).get("pauses").get(0);
        assertThat(right.get("until").asText()).isEqualTo(today().plusDays(3).toString());
        assertThat(right.get("from").asText()).as("not given anew").isEqualTo(from);
    }

    @Test
    void pastItsPlannedEndAPauseIsLateUntilAHeadRenewsItAndNeverGoesOnByItself() throws Exception {
        String id = id(pause(body("TESTING", null, today().toString())));
        jdbc.sql("update clock_pause set until = until - 1, from_at = from_at - interval '1 day' where id = ?")
                .param(Long.valueOf(id))
                .update();
        jdbc.sql("update clock_pause_watch set alarm_at = ? where pause = ?")
                .params(OfficialTime.of(clock.instant()), Long.valueOf(id))
                .update();

        sweep.sweep();
        sweep.sweep();

        assertThat(clock(ClockKind.STATUTORY).get("state").asText()).isEqualTo("PAUSED");
        assertThat(clock(ClockKind.STATUTORY).get("pauses").get(0).get("late").asBoolean())
                .isTrue();
        for (String told : List.of(CLERK, HEAD)) {
            assertThat(jdbc.sql("select text_key from notice where officer = ? and case_no = ?")
                            .params(told, caseNo)
                            .query(String.class)
                            .list())
                    .as("told once")
                    .containsExactly("timelimit.warning.pauseLate");
        }
        String renewal = "{\"until\": \"" + today().plusDays(9) + "\", \"reason\": \"检测机构未出报告\"}";
        calls.post(CLERK, "/cases/" + caseNo + "/pauses/" + id + "/renewals", renewal)
                .andExpect(status().isForbidden())
                .andExpect(jsonPath("$.code").value("clock.renewalForbidden"));
        calls.post(HEAD, "/cases/" + caseNo + "/pauses/" + id + "/renewals", renewal)
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.until").value(today().plusDays(9).toString()))
                .andExpect(jsonPath("$.late").value(false));
        assertThat(jdbc.sql("select count(*) from clock_pause_watch where pause = ? and alarm_at > ?")
                        .params(
                                Long.valueOf(id),
                                OfficialTime.of(clock.instant().plus(Duration.ofDays(8))))
                        .query(Integer.class)
                        .single())
                .as("watched again")
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "COFFEE, , 10, 400, type, clock.pauseType",
        "'', , 10, 400, type, clock.pauseType",
        "TESTING, yesterday, 10, 400, from, clock.date",
        "TESTING, , someday, 400, until, clock.date",
        "TESTING, , -1, 422, until, clock.pauseEndsBefore",
        "TESTING, 5, 4, 422, until, clock.pauseEndsBefore",
        "TESTING, -3, 10, 422, from, clock.pauseBeforeClock",
        "TESTING, -30, -20, 422, from, clock.pauseBeforeClock",
        "TESTING, , 100000, 422, until, calendar.beyond",
        "TESTING, , 2100-12-31, 422, until, calendar.beyond"
    })
    void whatIsWrongIsRefusedAtItsFieldAndChangesNothing(
            String type, String from, String until, int status, String field, String code) throws Exception {
        Instant due = dueAt(ClockKind.STATUTORY);
        pause(body(type, day(from), day(until)))
                .andExpect(status().is(status))
                .andExpect(jsonPath("$.errors[0].field").value(field))
                .andExpect(jsonPath("$.errors[0].code").value(code))
                .andExpect(jsonPath("$.errors[0].message").isNotEmpty());
        assertThat(dueAt(ClockKind.STATUTORY)).isEqualTo(due);
        assertThat(clock(ClockKind.STATUTORY).get("pauses")).isEmpty();
    }

    private String day(String given) {
        if (given == null) {
            return null;
        }
        return given.matches("-?[0-9]+")
                ? today().plusDays(Long.parseLong(given)).toString()
                : given;
    }

    @Test
    void whoDoesNotHandleTheCaseStopsNoClock() throws Exception {
        String body = body("TESTING", null, today().plusDays(10).toString());
        calls.post("handler.li", "/cases/" + caseNo + "/pauses", body)
                .andExpect(status().isForbidden())
                .andExpect(jsonPath("$.code").value("clock.pauseForbidden"));
        calls.post("env.zhao", "/cases/" + caseNo + "/pauses", body).andExpect(status().isNotFound());
        calls.post("sysadmin.yu", "/cases/" + caseNo + "/pauses", body).andExpect(status().isNotFound());
        calls.post("supervisor.zheng", "/cases/" + caseNo + "/pauses", body).andExpect(status().isForbidden());
        calls.post(HEAD, "/cases/" + caseNo + "/pauses", body).andExpect(status().isCreated());
        calls.post(CLERK, "/cases/" + caseNo + "/pauses", "{\"type\": \"TESTING\", \"until\": \"" + today() + "\"}")
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.errors[0].field").value("legalBasis"))
                .andExpect(jsonPath("$.errors[1].field").value("reason"));
        end(CLERK, "x").andExpect(status().isNotFound());
        end(CLERK, "1").andExpect(status().isNotFound());
    }

    @Test
    void theHeadOfADepartmentThatOnlyAdvisesIsOfferedNoPause() throws Exception {
        jdbc.sql("""
                insert into case_department (case_no, department, since, how)
                values (?, 'sthj', now(), 'CO_HANDLING')""").param(caseNo).update();
        String href = "/timelimit/cases/" + caseNo + "/pauses";

        mvc.perform(get("/timelimit/cases/{caseNo}", caseNo).with(user(people.loadUserByUsername("env.zhao"))))
                .andExpect(status().isOk())
                .andExpect(content().string(not(containsString(href))));
        mvc.perform(get(href).with(user(people.loadUserByUsername("env.zhao")))).andExpect(status().isForbidden());
        mvc.perform(get("/timelimit/cases/{caseNo}", caseNo).with(user(people.loadUserByUsername(HEAD))))
                .andExpect(content().string(containsString(href)));
    }

    @ParameterizedTest
    @CsvSource({"30, MISSED, what was over before it stopped stays so", "0, MET, what stands still is not over"})
    void whatEndsWhileItStandsStillIsInTimeUnlessItWasOverBefore(int daysAgo, String state, String why)
            throws Exception {
        jdbc.sql(
                        "update clock set started_at = started_at - make_interval(days => ?) where case_no = ? and kind = 'STEP'")
                .params(daysAgo, caseNo)
                .update();
        String step = clock(ClockKind.STEP).get("id").asText();
        pause(body("TESTING", null, today().plusDays(20).toString())).andExpect(status().isCreated());
        assertThat(clock(ClockKind.STEP).get("state").asText()).isEqualTo("PAUSED");

        clocks.endOfTask(jdbc.sql("select task_id from clock where id = cast(? as bigint)")
                .param(step)
                .query(String.class)
                .single());

        assertThat(jdbc.sql("select outcome from clock where id = cast(? as bigint)")
                        .param(step)
                        .query(String.class)
                        .single())
                .as(why)
                .isEqualTo(state);
    }

    @Test
    void aStepThatHadEndedBeforeAPauseBeganShowsNothingOfIt() throws Exception {
        String step = jdbc.sql("select id from clock where case_no = ? and kind = 'STEP'")
                .param(caseNo)
                .query(String.class)
                .single();
        Instant due = dueAt(ClockKind.STEP);
        clocks.endOfTask(jdbc.sql("select task_id from clock where id = cast(? as bigint)")
                .param(step)
                .query(String.class)
                .single());

        // nobody handles the case any more, so it is for a head to stop its clocks
        calls.post(
                        HEAD,
                        "/cases/" + caseNo + "/pauses",
                        body("STAY", null, today().plusDays(20).toString()))
                .andExpect(status().isCreated());

        assertThat(clock(ClockKind.STATUTORY).get("pauses")).hasSize(1);
        for (JsonNode each : CaseCalls.json(calls.get(CLERK, "/cases/{caseNo}/clocks", caseNo))) {
            if (each.get("id").asText().equals(step)) {
                assertThat(each.get("pauses")).isEmpty();
            }
        }
        JsonNode days = CaseCalls.json(calls.get(CLERK, "/clocks/{id}/explanation", step));
        assertThat(days.get(days.size() - 1).get("date").asText())
                .isEqualTo(LocalDate.ofInstant(due, OfficialTime.ZONE).toString());
    }
}
