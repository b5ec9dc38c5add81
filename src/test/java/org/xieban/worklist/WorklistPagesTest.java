package org.xieban.worklist;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;
import static org.xieban.casefile.CaseCalls.CLERK;
import static org.xieban.worklist.TasksOfCases.ACCEPT;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.xieban.XiebanTest;

/** The pages of work lists and of a case, as they answer without scripts. */
@XiebanTest
class WorklistPagesTest {

    @Autowired
    MockMvc mvc;

    @Autowired
    TasksOfCases tasks;

    String caseNo;
    String task;

    @BeforeEach
    void aCaseWhoseMaterialsAreToBeReviewed() throws Exception {
        caseNo = tasks.calls().registered("柳如是");
        task = tasks.task(caseNo);
    }

    private RequestPostProcessor as(String login) {
        return user(tasks.signedIn(login));
    }

    @ParameterizedTest
    @CsvSource({
        "clerk.chen, 200",
        "env.zhao, 200",
        "supervisor.zheng, 200",
        "analyst.feng, 403",
        "sysadmin.yu, 403",
        "secadmin.he, 403",
        "auditadmin.lv, 403",
    })
    void workListsAreForThoseWhoHandleCasesAndForSupervisors(String login, int status) throws Exception {
        mvc.perform(get("/tasks").with(as(login))).andExpect(status().is(status));
    }

    @ParameterizedTest
    @CsvSource({
        "clerk.chen, 200",
        "handler.li, 200",
        "supervisor.zheng, 200",
        "env.zhao, 404",
        "analyst.feng, 404",
        "sysadmin.yu, 404",
        "secadmin.he, 404",
        "auditadmin.lv, 404",
    })
    void thePageOfACaseIsForThoseWhoSeeTheCase(String login, int status) throws Exception {
        mvc.perform(get("/cases/{no}", caseNo).with(as(login))).andExpect(status().is(status));
    }

    @Test
    void theFormIsShownToWhomItFallsAndOthersReadWithWhomItIs() throws Exception {
        String form = "/api/v1/tasks/" + task + "/form";
        mvc.perform(get("/cases/{no}", caseNo).with(as(CLERK)))
                .andExpect(content().string(containsString(form)));
        for (String other : new String[] {"handler.li", "supervisor.zheng"}) {
            mvc.perform(get("/cases/{no}?task={task}", caseNo, task).with(as(other)))
                    .andExpect(content().string(not(containsString(form))))
                    .andExpect(content().string(containsString("其他岗位办理")));
        }
        mvc.perform(get("/cases/{no}?task={task}&lang=en", caseNo, task).with(as("handler.li")))
                .andExpect(content().string(containsString("This step is for other posts")));
    }

    @Test
    void aTaskOfAnotherCaseIsNotShownWithThisOne() throws Exception {
        String other = tasks.calls().registered("柳如是");
        mvc.perform(get("/cases/{no}?task={task}", other, task).with(as(CLERK))).andExpect(status().isNotFound());
    }

    @Test
    void whoTakesWhatAnotherHasTakenIsToldOnTheSamePage() throws Exception {
        mvc.perform(post("/tasks/{id}/claim?queue=group&stay=true", task)
                        .with(as(CLERK))
                        .with(csrf()))
                .andExpect(redirectedUrl("/tasks?queue=group"))
                .andExpect(flash().attribute("message", "worklist.done.claim"));
        mvc.perform(post("/tasks/{id}/claim?queue=group", task)
                        .with(tasks.secondClerk())
                        .with(csrf()))
                .andExpect(redirectedUrl("/cases/" + caseNo + "?task=" + task + "&queue=group"))
                .andExpect(flash().attribute("problem", "problem.task.taken"));
        mvc.perform(get("/cases/{no}?task={task}", caseNo, task).with(tasks.secondClerk()))
                .andExpect(content().string(containsString("由陈静办理")));
        mvc.perform(post("/tasks/{id}/release", task).with(as(CLERK)).with(csrf()))
                .andExpect(flash().attribute("message", "worklist.done.release"));
    }

    @Test
    void afterATaskTheNextOneOpens() throws Exception {
        String waiting = tasks.calls().registered("柳如是");
        tasks.calls().post(CLERK, "/tasks/" + tasks.task(waiting) + "/claim", "");
        tasks.handInEverything(caseNo);
        tasks.calls().post(CLERK, "/tasks/" + task + "/complete", ACCEPT).andExpect(status().isOk());

        mvc.perform(get("/tasks/next?done={task}&queue=mine", task).with(as(CLERK)))
                .andExpect(status().is3xxRedirection())
                .andExpect(header().string("Location", startsWith("/cases/")))
                .andExpect(header().string("Location", containsString("queue=mine")))
                .andExpect(header().string("Location", not(containsString(task))))
                .andExpect(flash().attribute("message", "worklist.submitted"));
        tasks.calls().post(CLERK, "/tasks/" + tasks.task(waiting) + "/release", "");
    }

    @Test
    void aRefreshBringsTheListOnly() throws Exception {
        mvc.perform(get("/tasks?queue=group&q={no}", caseNo)
                        .header("HX-Request", "true")
                        .with(as(CLERK)))
                .andExpect(content().string(containsString(caseNo)))
                .andExpect(content().string(not(containsString("<html"))));
    }

    @Test
    void noNameIsShownInClear() throws Exception {
        for (String address : new String[] {"/tasks?queue=group&q=" + caseNo, "/cases/" + caseNo}) {
            mvc.perform(get(address).with(as(CLERK)))
                    .andExpect(content().string(containsString("柳*是")))
                    .andExpect(content().string(not(containsString("柳如是"))));
        }
    }
}
