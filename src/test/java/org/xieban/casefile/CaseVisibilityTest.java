package org.xieban.casefile;

import static org.hamcrest.Matchers.nullValue;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.casefile.CaseCalls.CLERK;
import static org.xieban.casefile.CaseCalls.MATERIAL;
import static org.xieban.casefile.CaseCalls.PDF;

import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;

/** Who sees a case, as every role. */
@XiebanTest
class CaseVisibilityTest {

    @Autowired
    MockMvc mvc;

    @Autowired
    TaskService tasks;

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
        open(Set.of("sthj.handler"));
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
        open(Set.of("sthj.handler"));

        calls.upload("env.zhao", caseNo, MATERIAL, "一.pdf", PDF).andExpect(status().isForbidden());
        calls.post("env.zhao", "/cases/" + caseNo + "/withdraw", "{\"reason\": \"不办了\"}")
                .andExpect(status().isForbidden());
        calls.upload("supervisor.zheng", caseNo, MATERIAL, "一.pdf", PDF).andExpect(status().isForbidden());
    }

    @Test
    void whoIsGivenATaskHimselfSeesItsCaseAndHisDepartmentToo() throws Exception {
        tasks.setAssignee(open(Set.of()), "fire.sun");

        calls.get("fire.sun", "/cases/{no}", caseNo).andExpect(status().isOk());
        calls.get("env.zhao", "/cases/{no}", caseNo).andExpect(status().isNotFound());
    }

    @Test
    void aRoleWithoutADepartmentOpensACaseToNobody() throws Exception {
        String task = open(Set.of("handler", "leader"));

        calls.get("env.zhao", "/cases/{no}", caseNo).andExpect(status().isNotFound());
        calls.get("env.zhao", "/tasks/{id}", task).andExpect(status().isNotFound());
        calls.get("env.zhao", "/tasks?queue=group&q={q}", name)
                .andExpect(jsonPath("$.total").value(0));
    }

    @Test
    void oneOfSeveralPostsOpensACaseToTheDepartmentOfThatPostOnly() throws Exception {
        tasks.setAssignee(open(Set.of()), "handler.qian");

        // he acts for the other department unless he chooses this one
        calls.get("handler.qian", "/cases/{no}", caseNo).andExpect(status().isNotFound());
    }

    /** The open task of the case, offered to these groups besides. */
    private String open(Set<String> groups) {
        String task = tasks.createTaskQuery()
                .processInstanceBusinessKey(caseNo)
                .singleResult()
                .getId();
        groups.forEach(group -> tasks.addCandidateGroup(task, group));
        return task;
    }

    private void opinions(String department, String login) {
        transaction.executeWithoutResult(status ->
                opinions.give(caseNo, "userTask_giveAdvice", department, login, Opinion.Conclusion.AGREE, "无异议"));
    }
}
