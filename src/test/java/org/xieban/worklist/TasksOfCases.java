package org.xieban.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.stereotype.Component;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.xieban.CrossSite;
import org.xieban.approval.OrdinaryAnswers;
import org.xieban.casefile.CaseCalls;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.directory.Post;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;

/** Cases with tasks, as tests of work lists need them, and a second clerk to compete with the first. */
@Component
class TasksOfCases {

    static final String REVIEW = "userTask_reviewMaterials";
    static final String EXAMINE = "userTask_examine";
    static final String DECIDE = "userTask_decide";
    private static final String ADVISE = "userTask_giveAdvice";
    static final String ACCEPT = "{\"variables\": {\"reviewOutcome\": \"COMPLETE\"}}";

    private final MockMvc mvc;
    private final UserDetailsService users;
    private final Officers officers;
    private final JdbcClient jdbc;

    TasksOfCases(MockMvc mvc, UserDetailsService users, Officers officers, JdbcClient jdbc) {
        this.mvc = mvc;
        this.users = users;
        this.officers = officers;
        this.jdbc = jdbc;
    }

    CaseCalls calls() {
        return new CaseCalls(mvc);
    }

    /** The first open task of a case. */
    String task(String caseNo) throws Exception {
        JsonNode open = CaseCalls.json(calls().get("supervisor.zheng", "/cases/{no}", caseNo))
                .get("openTasks");
        assertThat(open).as("open tasks of " + caseNo).isNotEmpty();
        return open.get(0).get("taskId").asText();
    }

    /** Hands in whatever the case must have. */
    void handInEverything(String caseNo) throws Exception {
        for (JsonNode material : CaseCalls.json(calls().get(CaseCalls.CLERK, "/cases/{no}", caseNo))
                .get("materials")) {
            if (material.get("required").asBoolean()) {
                String code = material.get("code").asText();
                calls().upload(CaseCalls.CLERK, caseNo, code, code + ".pdf", CaseCalls.PDF);
            }
        }
    }

    /** The open tasks of a case at a step. */
    List<String> open(String caseNo, String step) {
        return jdbc.sql("select task_id from work_item where case_no = :case and step = :step and closed_at is null")
                .param("case", caseNo)
                .param("step", step)
                .query(String.class)
                .list();
    }

    /** A task that stands at that step, sooner or later. */
    String at(String caseNo, String step) {
        Awaitility.await().until(() -> !open(caseNo, step).isEmpty());
        return open(caseNo, step).get(0);
    }

    /** Does a task as it is done ordinarily. */
    void completes(String login, String taskId, String step) throws Exception {
        calls().post(
                        login,
                        "/tasks/" + taskId + "/complete",
                        new ObjectMapper().writeValueAsString(Map.of("variables", OrdinaryAnswers.to(step))))
                .andExpect(status().isOk());
    }

    /** Brings a case that stands at its review to its examination, whose task it gives. */
    String examined(String caseNo) throws Exception {
        handInEverything(caseNo);
        completes(CaseCalls.CLERK, task(caseNo), REVIEW);
        Awaitility.await()
                .until(() -> !open(caseNo, ADVISE).isEmpty()
                        || !open(caseNo, EXAMINE).isEmpty());
        for (String advice : open(caseNo, ADVISE)) {
            completes("market.zhou", advice, ADVISE);
        }
        return at(caseNo, EXAMINE);
    }

    /** An officer of the demonstration as he is signed in. */
    SignedInOfficer signedIn(String login) {
        return (SignedInOfficer) users.loadUserByUsername(login);
    }

    /** The same request as that officer's browser sends it. */
    MockHttpServletRequestBuilder as(String login, MockHttpServletRequestBuilder request) {
        return request.with(user(signedIn(login))).with(CrossSite.csrf());
    }

    /** Somebody with two posts, signed in for the one at the window of the approval bureau. */
    RequestPostProcessor secondClerk() {
        SignedInOfficer known = signedIn("handler.qian");
        Officer officer = officers.find("handler.qian").orElseThrow();
        Post window = officer.posts().stream()
                .filter(post -> post.roles().contains(Role.CLERK))
                .findFirst()
                .orElseThrow();
        return user(new SignedInOfficer(officer, window, known.version(), known.passwordChangedAt(), false));
    }
}
