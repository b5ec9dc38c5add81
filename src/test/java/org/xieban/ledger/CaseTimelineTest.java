package org.xieban.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.casefile.CaseCalls;
import org.xieban.trace.Act;
import org.xieban.trace.Actor;
import org.xieban.trace.Trace;

/** The record of one case, as everybody who asks for it. */
@XiebanTest
class CaseTimelineTest {

    @Autowired
    MockMvc mvc;

    @Autowired
    TaskService tasks;

    @Autowired
    Trace trace;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    UserDetailsService officers;

    CaseCalls calls;
    String caseNo;

    @BeforeEach
    void register() throws Exception {
        calls = new CaseCalls(mvc);
        caseNo = calls.registered("蒋文");
    }

    @Test
    void theRecordTellsWhoDidWhatForWhichDepartmentOldestFirst() throws Exception {
        did("case.opinionGiven", new Actor("handler.li", "李明", "spj"));

        calls.get("clerk.chen", "/cases/{no}/timeline", caseNo)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$[0].act").value("case.registered"))
                .andExpect(jsonPath("$[0].actor.id").value("clerk.chen"))
                .andExpect(jsonPath("$[0].actor.department").value("spj"))
                .andExpect(jsonPath("$[0].at").value(containsString("+08:00")))
                .andExpect(jsonPath("$[0].step").value(nullValue()))
                .andExpect(jsonPath("$[0].stepName").value(nullValue()))
                .andExpect(jsonPath("$[0].detail.item").value("food-business-licence"));
    }

    @ParameterizedTest
    @CsvSource({
        "clerk.chen, 200",
        "handler.li, 200",
        "supervisor.zheng, 200",
        "auditadmin.lv, 200",
        "env.zhao, 404",
        "analyst.feng, 404",
        "sysadmin.yu, 404",
        "secadmin.he, 404",
    })
    void theRecordOfACaseIsForThoseWhoSeeItAndForTheAuditAdministrator(String login, int status) throws Exception {
        calls.get(login, "/cases/{no}/timeline", caseNo).andExpect(status().is(status));
        mvc.perform(get("/ledger/cases/{no}", caseNo).with(user(officers.loadUserByUsername(login))))
                .andExpect(status().is(status));
    }

    @Test
    void thatTheAuditAdministratorReadsTheRecordOfACaseIsRecordedAndChangesItNot() throws Exception {
        String before = timeline("auditadmin.lv");
        mvc.perform(get("/ledger/cases/{no}", caseNo).with(user(officers.loadUserByUsername("auditadmin.lv"))));
        assertThat(timeline("auditadmin.lv")).isEqualTo(before);
        timeline("supervisor.zheng");

        assertThat(jdbc.sql("select entry from trace_entry where act = 'record.viewed'"
                                + " and strpos(entry, '{\"caseNo\":\"' || ? || '\"}') > 0")
                        .param(caseNo)
                        .query(String.class)
                        .list())
                .hasSize(3)
                .allMatch(entry -> entry.contains("\"id\":\"auditadmin.lv\""));
    }

    private String timeline(String login) throws Exception {
        return calls.get(login, "/cases/{no}/timeline", caseNo)
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    @Test
    void aDepartmentThatIsAskedForAdviceReadsWhatItDidItselfAndHowTheCaseStands() throws Exception {
        opened("sthj.handler");
        did("case.opinionGiven", new Actor("env.zhao", "赵敏", "sthj"));
        did("case.opinionGiven", new Actor("fire.sun", "孙磊", "xfjy"));
        did("case.materialViewed", new Actor("handler.li", "李明", "spj"));

        calls.get("env.zhao", "/cases/{no}/timeline", caseNo)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$[0].act").value("case.registered"))
                .andExpect(jsonPath("$[0].detail").isEmpty())
                .andExpect(jsonPath("$[?(@.act=='case.opinionGiven')].actor.id").value(everyItem(is("env.zhao"))))
                .andExpect(jsonPath("$[*].act").value(not(hasItem("case.materialViewed"))));
        calls.get("clerk.chen", "/cases/{no}/timeline", caseNo)
                .andExpect(jsonPath("$[*].actor.id").value(hasItem("fire.sun")));
    }

    @Test
    void theRecordIsReadOnThePageOfTheCaseInTheOfficesWords() throws Exception {
        mvc.perform(get("/ledger/cases/{no}", caseNo)
                        .header("HX-Request", "true")
                        .with(user(officers.loadUserByUsername("clerk.chen"))))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("登记办件")))
                .andExpect(content().string(not(containsString("<html"))));
    }

    @Test
    void theRecordSaysNamesAndOfficialTimeNotCodes() throws Exception {
        transaction.executeWithoutResult(status -> {
            trace.record(
                    Act.of("clock.started", "case", caseNo)
                            .inCase(caseNo, null)
                            .with("kind", "STATUTORY")
                            .with("amount", 20)
                            .with("unit", "WORKING_DAY")
                            .with("from", "2026-11-12T07:20:31.123456789Z")
                            .with("approver", "approver.wang"),
                    new Actor("handler.li", "李明", "spj"));
            trace.record(
                    Act.of("task.reassigned", "case", caseNo)
                            .inCase(caseNo, null)
                            .change("handler.li", "approver.wang"),
                    new Actor("handler.li", "李明", "spj"));
        });

        String record = mvc.perform(
                        get("/ledger/cases/{no}", caseNo).with(user(officers.loadUserByUsername("clerk.chen"))))
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(record)
                .contains("法定办结时限", "20 个工作日", "2026-11-12 15:20:31", "王建国", "李明 → 王建国", "食品经营许可（新办）")
                .doesNotContain("STATUTORY", "WORKING_DAY", "approver.wang", "123456", "food-business-licence");
    }

    private void did(String act, Actor actor) {
        transaction.executeWithoutResult(
                status -> trace.record(Act.of(act, "case", caseNo).inCase(caseNo, null), actor));
    }

    private void opened(String group) {
        tasks.addCandidateGroup(
                tasks.createTaskQuery()
                        .processInstanceBusinessKey(caseNo)
                        .singleResult()
                        .getId(),
                group);
    }
}
