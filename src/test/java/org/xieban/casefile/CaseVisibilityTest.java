package org.xieban.casefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.nullValue;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.casefile.CaseCalls.CLERK;
import static org.xieban.casefile.CaseCalls.MATERIAL;
import static org.xieban.casefile.CaseCalls.PDF;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.engine.OpenTask;
import org.xieban.engine.TaskChanged;
import org.xieban.engine.TaskOpened;

/** Who sees a case, as every role. */
@XiebanTest
class CaseVisibilityTest {

    @Autowired
    MockMvc mvc;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Opinions opinions;

    CaseCalls calls;
    String name;
    String caseNo;

    @BeforeEach
    void register() throws Exception {
        calls = new CaseCalls(mvc);
        name = "许" + UUID.randomUUID().toString().substring(0, 8);
        caseNo = calls.registered(name);
    }

    @ParameterizedTest
    @CsvSource({
        "clerk.chen, 200, 1",
        "handler.li, 200, 1",
        "approver.wang, 200, 1",
        "supervisor.zheng, 200, 1",
        "env.zhao, 404, 0",
        "fire.sun, 404, 0",
        "market.zhou, 404, 0",
        "emergency.wu, 404, 0",
        "handler.qian, 404, 0",
        "analyst.feng, 404, 0",
        "sysadmin.yu, 404, 0",
        "secadmin.he, 404, 0",
        "auditadmin.lv, 404, 0",
    })
    void aCaseIsSeenByTheDepartmentThatRegisteredItAndBySupervisors(String login, int status, int found)
            throws Exception {
        calls.get(login, "/cases/{no}", caseNo).andExpect(status().is(status));
        calls.get(login, "/cases/{no}/materials/{code}", caseNo, MATERIAL).andExpect(status().isNotFound());
        calls.get(login, "/cases?q={q}", name)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.total").value(found));
    }

    @ParameterizedTest
    @CsvSource({
        "clerk.chen, 201",
        "handler.li, 403",
        "approver.wang, 403",
        "supervisor.zheng, 403",
        "env.zhao, 403",
        "emergency.wu, 403",
        "analyst.feng, 403",
        "sysadmin.yu, 403",
        "secadmin.he, 403",
        "auditadmin.lv, 403",
    })
    void onlyAWindowClerkRegisters(String login, int status) throws Exception {
        calls.register(login, CaseCalls.application("朱文")).andExpect(status().is(status));
    }

    @Test
    void aDepartmentThatIsAskedForAdviceSeesTheCaseAndItsOwnOpinionOnly() throws Exception {
        open(Set.of("sthj.handler"), null);
        opinions("sthj", "env.zhao");
        opinions("xfjy", "fire.sun");

        calls.get("env.zhao", "/cases/{no}", caseNo)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.opinions.length()").value(1))
                .andExpect(jsonPath("$.opinions[0].department").value("sthj"))
                .andExpect(jsonPath("$.externalRef").value(nullValue()));
        calls.get("env.zhao", "/cases?q={q}", name)
                .andExpect(jsonPath("$.total").value(1));
        calls.get("fire.sun", "/cases/{no}", caseNo).andExpect(status().isNotFound());
        calls.get(CLERK, "/cases/{no}", caseNo)
                .andExpect(jsonPath("$.opinions.length()").value(2));
    }

    @Test
    void aDepartmentThatIsAskedForAdviceHandsInNothingForTheApplicant() throws Exception {
        open(Set.of("sthj.handler"), null);

        calls.upload("env.zhao", caseNo, MATERIAL, "一.pdf", PDF).andExpect(status().isForbidden());
        calls.post("env.zhao", "/cases/" + caseNo + "/withdraw", "{\"reason\": \"不办了\"}")
                .andExpect(status().isForbidden());
        calls.upload("supervisor.zheng", caseNo, MATERIAL, "一.pdf", PDF).andExpect(status().isForbidden());
    }

    @Test
    void whoIsGivenATaskHimselfSeesItsCaseAndHisDepartmentToo() throws Exception {
        OpenTask task = open(Set.of("spj.handler"), null);
        changed(task, "fire.sun");

        calls.get("fire.sun", "/cases/{no}", caseNo).andExpect(status().isOk());
        calls.get("env.zhao", "/cases/{no}", caseNo).andExpect(status().isNotFound());
    }

    @Test
    void aRoleWithoutADepartmentOpensACaseToNobody() throws Exception {
        open(Set.of("handler", "leader"), null);

        calls.get("env.zhao", "/cases/{no}", caseNo).andExpect(status().isNotFound());
    }

    @Test
    void oneOfSeveralPostsOpensACaseToTheDepartmentOfThatPostOnly() throws Exception {
        OpenTask task = open(Set.of("spj.clerk"), null);
        changed(task, "handler.qian");

        // he acts for the other department unless he chooses this one
        calls.get("handler.qian", "/cases/{no}", caseNo).andExpect(status().isNotFound());
    }

    @Test
    void aTaskOfAnUnknownCaseTouchesNone() {
        transaction.executeWithoutResult(
                status -> events.publishEvent(new TaskOpened(task("XP00-0000-0000-0", Set.of("sthj.handler"), null))));

        assertThat(calls).isNotNull();
    }

    private OpenTask open(Set<String> groups, String assignee) {
        OpenTask task = task(caseNo, groups, assignee);
        transaction.executeWithoutResult(status -> events.publishEvent(new TaskOpened(task)));
        return task;
    }

    private void changed(OpenTask task, String assignee) {
        OpenTask changed = new OpenTask(
                task.id(),
                task.caseNo(),
                task.processKey(),
                task.step(),
                task.stepName(),
                task.candidateGroups(),
                task.candidates(),
                assignee,
                task.createdAt(),
                null,
                50,
                false,
                task.term());
        transaction.executeWithoutResult(status -> events.publishEvent(new TaskChanged(changed)));
    }

    private static OpenTask task(String caseNo, Set<String> groups, String assignee) {
        return new OpenTask(
                UUID.randomUUID().toString(),
                caseNo,
                "administrativeApproval",
                "userTask_giveAdvice",
                "出具意见",
                groups,
                Set.of(),
                assignee,
                Instant.parse("2026-11-12T01:00:00Z"),
                null,
                50,
                false,
                new OpenTask.StepTerm(3, "WORKING_DAY"));
    }

    private void opinions(String department, String login) {
        transaction.executeWithoutResult(status ->
                opinions.give(caseNo, "userTask_giveAdvice", department, login, Opinion.Conclusion.AGREE, "无异议"));
    }
}
