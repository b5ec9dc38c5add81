package org.xieban.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import com.fasterxml.jackson.databind.JsonNode;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.stereotype.Component;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.xieban.CrossSite;
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
    static final String ACCEPT = "{\"variables\": {\"reviewOutcome\": \"COMPLETE\"}}";

    private final MockMvc mvc;
    private final UserDetailsService users;
    private final Officers officers;

    TasksOfCases(MockMvc mvc, UserDetailsService users, Officers officers) {
        this.mvc = mvc;
        this.users = users;
        this.officers = officers;
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
