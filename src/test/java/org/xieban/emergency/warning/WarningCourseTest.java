package org.xieban.emergency.warning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;
import static org.xieban.inspection.InspectionSteps.step;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.xieban.XiebanTest;
import org.xieban.casefile.CaseCalls;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.emergency.call.Call;
import org.xieban.emergency.call.Calls;
import org.xieban.inspection.InspectionSteps;
import org.xieban.inspection.InspectionSteps.Step;
import org.xieban.monitoring.TestIndicators;
import org.xieban.monitoring.indicator.Indicators;
import org.xieban.trace.OfficialTime;

/** A warning from its proposal to its end: every way that it may go, and what is refused on the way. */
@XiebanTest
class WarningCourseTest {

    private static final String COMMANDER = "emergency.wu";
    private static final String LEADER = "leader.jiang";
    private static final String MAYOR = "mayor.shao";

    private static final Step APPROVED = step(LEADER, WarningModel.DECIDE, "\"warningOutcome\": \"APPROVED\"");
    private static final Step RETURNED =
            step(LEADER, WarningModel.DECIDE, "\"warningOutcome\": \"RETURNED\", \"returnText\": \"写明转移路线\"");
    private static final Step LIFTED =
            step(COMMANDER, WarningModel.ASSESS, "\"assessment\": \"LIFT\", \"liftReason\": \"雨已停，水位回落\"");

    @Autowired
    private MockMvc mvc;

    @Autowired
    private UserDetailsService people;

    @Autowired
    private WarningRepository warnings;

    @Autowired
    private Calls calls;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private Indicators indicators;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private ManagementService management;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private InspectionSteps steps;

    @BeforeEach
    void officers() {
        steps = new InspectionSteps(mvc);
        // others write rosters, too
        jdbc.sql("delete from duty_shift where department in ('xfjy', 'scjg', 'gaj', 'mzj')")
                .update();
    }

    private MockHttpServletRequestBuilder typed(String address, String colour, String... departments) {
        return post(address)
                .param("kind", "RAINSTORM")
                .param("colour", colour)
                .param("startsAt", "2026-11-22T14:00")
                .param("endsAt", "2026-11-23T08:00")
                .param("regions", "411921")
                .param("departments", departments)
                .param("caution", "五沟营镇六小时雨量将达 100 毫米")
                .param("measures", "转移低洼地区人员")
                .param("reason", "气象会商意见")
                .with(user(people.loadUserByUsername(COMMANDER)))
                .with(csrf());
    }

    private static MockHttpServletRequestBuilder instead(
            MockHttpServletRequestBuilder typed, String field, String... values) {
        return typed.with(request -> {
            request.setParameter(field, values);
            return request;
        });
    }

    private String proposed(MockHttpServletRequestBuilder typed) throws Exception {
        String address = mvc.perform(typed)
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        return String.valueOf(address).substring("/emergency/warnings/".length());
    }

    private String propose(String colour, String... departments) throws Exception {
        return proposed(typed("/emergency/new-warning", colour, departments));
    }

    private Warning warning(String caseNo) {
        return warnings.find(caseNo).orElseThrow();
    }

    private Call open(String caseNo, String recipient) {
        return calls.of(caseNo).stream()
                .filter(each -> each.recipient().equals(recipient) && each.state() == Call.State.OPEN)
                .findFirst()
                .orElseThrow();
    }

    private List<Call.State> states(String caseNo, String recipient) {
        return calls.of(caseNo).stream()
                .filter(each -> each.recipient().equals(recipient))
                .map(Call::state)
                .toList();
    }

    /** The minutes of the call of a department are over. */
    private void notConfirmed(String caseNo, String recipient) {
        Call call = open(caseNo, recipient);
        Job due = management
                .createJobQuery()
                .processInstanceId(runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(caseNo)
                        .singleResult()
                        .getId())
                .timers()
                .list()
                .stream()
                .filter(job -> recipient.equals(runtime.getVariable(job.getExecutionId(), "recipient")))
                .findFirst()
                .orElseThrow();
        assertThat(Duration.between(call.until(), due.getDuedate().toInstant()).abs())
                .isLessThan(Duration.ofSeconds(1));
        management.executeJob(due.getId());
    }

    private String page(String login, String address) throws Exception {
        return mvc.perform(get(address).with(user(people.loadUserByUsername(login))))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private void confirm(String login, String caseNo, String told) throws Exception {
        mvc.perform(post("/emergency/warnings/{no}/confirm", caseNo)
                        .with(user(people.loadUserByUsername(login)))
                        .with(csrf()))
                .andExpect(status().is3xxRedirection())
                .andExpect(flash().attribute(told.startsWith("problem") ? "problem" : "message", told));
    }

    private static Step adjusted(String colour) {
        return step(COMMANDER, WarningModel.ASSESS, """
                "assessment": "ADJUST", "newColour": "%s", "newRegions": ["411921", "411922"],
                "newCaution": "两县六小时雨量将达 150 毫米", "newMeasures": "停课，转移低洼地区人员",
                "adjustReason": "雨势增强" """.formatted(colour));
    }

    private static Step change(String login, boolean approved) {
        return step(
                login,
                WarningModel.DECIDE_CHANGE,
                approved
                        ? "\"changeOutcome\": \"APPROVED\""
                        : "\"changeOutcome\": \"REJECTED\", \"changeRejectText\": \"再看一小时\"");
    }

    @Test
    void itIsIssuedCalledAdjustedAndLiftedAndNothingOfItIsEverErased() throws Exception {
        String caseNo = propose("ORANGE", "xfjy", "scjg");
        mvc.perform(get("/public/warnings/{no}", caseNo)).andExpect(status().isNotFound());
        mvc.perform(get("/emergency/warnings/{no}", caseNo).with(user(people.loadUserByUsername("env.zhao"))))
                .andExpect(status().isNotFound());
        steps.ok(caseNo, APPROVED);
        assertThat(warning(caseNo).state()).isEqualTo(Warning.State.IN_FORCE);
        assertThat(warning(caseNo).version().documentNumber()).contains("预警");

        // one confirms in time, one does not: the next is called, and who was late is kept as late
        confirm("fire.sun", caseNo, "emergency.warning.confirmed");
        assertThat(states(caseNo, "xfjy")).containsExactly(Call.State.CONFIRMED);
        Call first = open(caseNo, "scjg");
        assertThat(first.officer()).isEqualTo("market.zhou");
        assertThat(Duration.between(first.calledAt(), first.until())).isEqualTo(Duration.ofMinutes(10));
        notConfirmed(caseNo, "scjg");
        assertThat(open(caseNo, "scjg").officer()).isEqualTo("leader.gao");
        assertThat(page("market.zhou", "/emergency/warnings/" + caseNo)).contains("记为逾时确认");
        steps.calls()
                .post("market.zhou", "/tasks/" + first.taskId() + "/complete", "{\"variables\": {}}")
                .andExpect(status().is4xxClientError());
        confirm("market.zhou", caseNo, "emergency.warning.confirmedLate");
        assertThat(states(caseNo, "scjg")).containsExactly(Call.State.LATE, Call.State.OPEN);
        confirm("market.zhou", caseNo, "problem.warning.notCalled");

        // as it is, not approved, and then higher: by whoever decides on the graver of both
        steps.complete(caseNo, adjusted("ORANGE"))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.code").value("warning.sameColour"));
        steps.ok(
                caseNo,
                step(COMMANDER, WarningModel.ASSESS, "\"assessment\": \"KEEP\", \"keepText\": \"雨势平稳\""),
                adjusted("RED"),
                change(MAYOR, false));
        assertThat(warning(caseNo).version().terms().colour()).isEqualTo(Colour.ORANGE);
        steps.ok(caseNo, adjusted("RED"), change(MAYOR, true));
        Warning red = warning(caseNo);
        assertThat(red.version().terms().colour()).isEqualTo(Colour.RED);
        assertThat(red.version().terms().regions()).containsExactly("411921", "411922");
        assertThat(states(caseNo, "scjg")).contains(Call.State.SUPERSEDED, Call.State.OPEN);
        assertThat(open(caseNo, "xfjy").officer()).isEqualTo("fire.sun");
        assertThat(Duration.between(
                        open(caseNo, "xfjy").calledAt(), open(caseNo, "xfjy").until()))
                .isEqualTo(Duration.ofMinutes(5));

        String assess = steps.task(caseNo, WarningModel.ASSESS);
        steps.ok(caseNo, LIFTED, change(MAYOR, true));
        assertThat(warning(caseNo).state()).isEqualTo(Warning.State.LIFTED);
        assertThat(cases.require(caseNo).state()).isEqualTo(CaseState.CLOSED);
        // lifting a lifted one
        steps.calls()
                .post(COMMANDER, "/tasks/" + assess + "/complete", "{\"variables\": {" + LIFTED.answers() + "}}")
                .andExpect(status().is4xxClientError());

        JsonNode versions = CaseCalls.json(
                mvc.perform(get("/public/warnings/{no}.json", caseNo)).andExpect(status().isOk()));
        assertThat(versions.findValuesAsText("colour")).containsExactly("RED", "RED", "ORANGE");
        assertThat(versions.get(0).get("state").asText()).isEqualTo("LIFTED");
        assertThat(versions.get(2).get("measures").asText()).isEqualTo("转移低洼地区人员");
        mvc.perform(get("/public/warnings/{no}", caseNo)).andExpect(status().isOk());
        assertThat(warnings.versions(caseNo)).hasSize(4);
        for (String erasing : List.of(
                "delete from emergency_warning_version where case_no = :no",
                "update emergency_warning_version set caution = 'x' where case_no = :no")) {
            assertThatThrownBy(() -> jdbc.sql(erasing).param("no", caseNo).update())
                    .isInstanceOf(DataAccessException.class);
        }
        assertThat(page("env.zhao", "/emergency/warnings.csv?q=" + caseNo)).contains(caseNo, "红色（一级）");
        assertThat(page("env.zhao", "/emergency/warnings/" + caseNo))
                .as("what led to it is not his to open")
                .doesNotContain("/cases/" + caseNo);
    }

    @Test
    void whereNobodyAnswersTheDutyRoomTelephonesAndADrillIsMarkedAndNotPublic() throws Exception {
        String caseNo =
                proposed(typed("/emergency/new-warning", "BLUE", "gaj", "mzj").param("drill", "true"));
        steps.ok(caseNo, APPROVED);
        assertThat(open(caseNo, "gaj").officer()).isEqualTo("police.xu");
        // in this department there is nobody
        assertThat(open(caseNo, "mzj").byHand()).isTrue();
        assertThat(steps.shown(COMMANDER, caseNo, WarningModel.BY_HAND)
                        .get("recipientName")
                        .asText())
                .contains("民政局");
        // what would not be kept of a call that nobody answered is not asked for
        assertThat(CaseCalls.json(steps.calls()
                                .get(COMMANDER, "/tasks/{id}/form", steps.task(caseNo, WarningModel.BY_HAND)))
                        .get("schema")
                        .findParents("key"))
                .filteredOn(each -> each.get("key").asText().startsWith("called"))
                .hasSize(2)
                .allMatch(each -> each.has("conditional"));
        steps.ok(
                caseNo,
                step(COMMANDER, WarningModel.BY_HAND, "\"callOutcome\": \"UNREACHED\", \"unreachedText\": \"派人上门\""));
        notConfirmed(caseNo, "gaj");
        assertThat(open(caseNo, "gaj").byHand()).isTrue();
        steps.ok(
                caseNo,
                step(COMMANDER, WarningModel.BY_HAND, "\"callOutcome\": \"REACHED\", \"calledName\": \"总值班室\""));
        assertThat(states(caseNo, "mzj")).containsExactly(Call.State.UNREACHED);
        assertThat(states(caseNo, "gaj")).containsExactly(Call.State.PASSED, Call.State.REACHED);

        assertThat(warning(caseNo).version().documentNumber()).contains("演练");
        assertThat(page("env.zhao", "/emergency/warnings/" + caseNo)).contains("【演练】", "总值班室", "派人上门");
        mvc.perform(get("/public/warnings/{no}", caseNo)).andExpect(status().isNotFound());
        mvc.perform(get("/public/warnings.json").param("q", caseNo))
                .andExpect(jsonPath("$.total").value(0));
        steps.ok(caseNo, LIFTED, change(LEADER, true));
        assertThat(warning(caseNo).version().documentNumber()).contains("演练预警解除");
    }

    static Stream<Arguments> endsBeforeItIsIssued() {
        return Stream.of(
                Arguments.of(
                        step(LEADER, WarningModel.DECIDE, "\"warningOutcome\": \"REJECTED\", \"rejectText\": \"依据不足\""),
                        Warning.State.REJECTED,
                        CaseState.REFUSED),
                Arguments.of(RETURNED, Warning.State.WITHDRAWN, CaseState.WITHDRAWN));
    }

    @ParameterizedTest
    @MethodSource
    void endsBeforeItIsIssued(Step taken, Warning.State state, CaseState end) throws Exception {
        String caseNo = propose("YELLOW", "xfjy");
        steps.ok(caseNo, taken);
        if (end == CaseState.WITHDRAWN) {
            steps.withdraw(COMMANDER, caseNo).andExpect(status().isOk());
        }
        assertThat(warning(caseNo).state()).isEqualTo(state);
        assertThat(cases.require(caseNo).state()).isEqualTo(end);
        assertThat(calls.of(caseNo)).isEmpty();
        assertThat(page(COMMANDER, "/emergency/warnings/" + caseNo))
                .contains("未发布原因", end == CaseState.WITHDRAWN ? "重复提请" : "依据不足")
                .doesNotContain("id=\"calls\"");
    }

    @Test
    void oneThatCameBackIsChangedAndAHigherColourIsDecidedByWhoeverTheTableNames() throws Exception {
        String caseNo = propose("BLUE", "xfjy");
        steps.ok(caseNo, RETURNED);
        String address = "/emergency/warnings/" + caseNo + "/edit";
        mvc.perform(typed(address, "RED", "xfjy")).andExpect(status().is3xxRedirection());
        steps.ok(caseNo, step(COMMANDER, WarningModel.REVISE, "\"revisionNote\": \"改为红色\""));
        jdbc.sql("update emergency_warning_version set proposed_by = :by where case_no = :no")
                .param("by", MAYOR)
                .param("no", caseNo)
                .update();
        Step approved = step(MAYOR, WarningModel.DECIDE, "\"warningOutcome\": \"APPROVED\"");
        steps.complete(caseNo, approved).andExpect(jsonPath("$.code").value("warning.own"));
        jdbc.sql("update emergency_warning_version set proposed_by = :by where case_no = :no")
                .param("by", COMMANDER)
                .param("no", caseNo)
                .update();
        steps.ok(caseNo, approved);
        assertThat(warning(caseNo).version().decidedBy()).isEqualTo(MAYOR);
        mvc.perform(typed(address, "BLUE", "xfjy")).andExpect(status().isConflict());
    }

    static Stream<Arguments> whatIsNoWarningIsRefusedBesideItsFieldAndKeptOnThePage() {
        return Stream.of(
                Arguments.of("regions", "999999", "没有代码为 999999 的区划"),
                Arguments.of("endsAt", "2026-11-22T13:00", "须晚于起始时间"),
                Arguments.of("caution", " ", "请写明警示事项"),
                Arguments.of("colour", "", "请选择级别"),
                Arguments.of("departments", "nobody", "nobody"));
    }

    @ParameterizedTest
    @MethodSource
    void whatIsNoWarningIsRefusedBesideItsFieldAndKeptOnThePage(String field, String given, String told)
            throws Exception {
        assertThat(mvc.perform(instead(typed("/emergency/new-warning", "RED", "xfjy"), field, given))
                        .andExpect(status().isUnprocessableEntity())
                        .andReturn()
                        .getResponse()
                        .getContentAsString(StandardCharsets.UTF_8))
                .contains(told, "wrong-" + field, "气象会商意见");
    }

    @Test
    void anAlarmOfCityMonitoringFillsWhatItKnows() throws Exception {
        String code = TestIndicators.one(indicators, "RAIN", "411921");
        long alarm = jdbc.sql("""
                        with of as (insert into alarm_group (region, kind, opened_at, last_at, alarms)
                                    values ('411921', 'RAIN', now(), now(), 1) returning id)
                        insert into alarm (group_id, indicator, rule, name, level, worst, words, raised_at, noticed_at,
                                           judgement, ended_at)
                        select of.id, i.number, 'test', '雨量超阈值', 2, 2, '一小时雨量 60 mm', now(), now(), 'OPEN', now()
                          from of, indicator i where i.code = :code returning id""").param("code", code).query(Long.class).single();
        assertThat(page(COMMANDER, "/emergency/new-warning?alarm=" + alarm))
                .contains("一小时雨量 60 mm", "value=\"ORANGE\" selected", "value=\"RAINSTORM\" selected");
        String caseNo =
                proposed(typed("/emergency/new-warning", "ORANGE", "xfjy").param("alarm", "" + alarm));
        assertThat(warning(caseNo).alarm()).isEqualTo(alarm);
        mvc.perform(get("/emergency/new-warning?alarm=0").with(user(people.loadUserByUsername(COMMANDER))))
                .andExpect(status().isNotFound());
    }

    @Test
    void whoeverIsOnDutyIsCalledFirstAndSystemsOfDepartmentsAreToldEachVersionOnce() throws Exception {
        jdbc.sql("""
                insert into duty_shift (department, starts_at, ends_at, officer, leader, phone, changed_by, changed_at)
                values ('scjg', :from, :until, 'inspector.han', 'leader.gao', '0396-12345', 'leader.gao', :from)""")
                .param("from", OfficialTime.of(clock.instant().minusSeconds(60)))
                .param("until", OfficialTime.of(clock.instant().plusSeconds(3600)))
                .update();
        jdbc.sql("""
                insert into outreach_receiver (code, name, url, secret, enabled, changed_at)
                values ('scjg', '市场监管局值班系统', 'http://127.0.0.1:1/', 'test', true, now())
                on conflict (code) do update set enabled = true""").update();
        try {
            String caseNo = propose("ORANGE", "scjg");
            steps.ok(caseNo, APPROVED);
            assertThat(open(caseNo, "scjg").officer()).isEqualTo("inspector.han");
            notConfirmed(caseNo, "scjg");
            assertThat(open(caseNo, "scjg").officer()).isEqualTo("leader.gao");
            notConfirmed(caseNo, "scjg");
            assertThat(open(caseNo, "scjg").officer()).isEqualTo("market.zhou");
            assertThat(page(COMMANDER, "/emergency/warnings/" + caseNo)).contains("带班领导");
            steps.ok(caseNo, adjusted("RED"), change(MAYOR, true), LIFTED, change(MAYOR, true));
            assertThat(jdbc.sql("""
                            select m.subject from outreach_message m join outreach_delivery d on d.message = m.id
                             where m.case_no = :no and d.address = 'scjg' order by m.id""").param("no", caseNo).query(String.class).list())
                    .hasSize(3)
                    .satisfiesExactly(
                            issued -> assertThat(issued).startsWith("发布暴雨橙色预警"),
                            adjusted -> assertThat(adjusted).startsWith("调整为暴雨红色预警"),
                            lifted -> assertThat(lifted).startsWith("解除暴雨红色预警"));
            assertThat(jdbc.sql("""
                            select occasion || ' ' || (delivery is null) from emergency_contact_alert
                             where case_no = :no and contact in ('swz', 'army') order by no, contact""").param("no", caseNo).query(String.class).list())
                    .as(
                            "the contacts of the plan for floods are told each version, and telephoned where they have no mail")
                    .containsExactly(
                            "WARNING_ISSUED true",
                            "WARNING_ISSUED false",
                            "WARNING_ADJUSTED true",
                            "WARNING_ADJUSTED false",
                            "WARNING_LIFTED true",
                            "WARNING_LIFTED false");
            assertThat(page(COMMANDER, "/emergency/warnings/" + caseNo)).contains("西平水文站 · 水情科", "须电话通知");
            steps.calls()
                    .get("env.zhao", "/warnings?q=" + caseNo)
                    .andExpect(jsonPath("$.total").value(1))
                    .andExpect(jsonPath("$.items[0].number").value(caseNo))
                    .andExpect(jsonPath("$.items[0].state").value("LIFTED"));
            steps.calls()
                    .get("env.zhao", "/warnings?size=201")
                    .andExpect(status().isBadRequest())
                    .andExpect(jsonPath("$.code").value("size.invalid"));
        } finally {
            jdbc.sql("update outreach_receiver set enabled = false where code = 'scjg'")
                    .update();
        }
    }
}
