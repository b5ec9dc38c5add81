package org.xieban.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.XiebanTest;
import org.xieban.casefile.CaseCalls;
import org.xieban.timelimit.LateSteps;

/** What is late is found, by whoever may see it, and asked for. */
@XiebanTest
class SupervisionApiTest {

    private static final String SUPERVISOR = "supervisor.zheng";
    private static final String REVIEW = "userTask_reviewMaterials";

    @Autowired
    MockMvc mvc;

    @Autowired
    LateSteps late;

    @Autowired
    UserDetailsService people;

    @Test
    void anOverdueCaseIsFoundWithItsStepsByWhoMaySeeIt() throws Exception {
        CaseCalls calls = new CaseCalls(mvc);
        String caseNo = calls.registered("迟到的件");
        late.soonLate(caseNo, REVIEW);
        calls.get(SUPERVISOR, "/supervision/overdue?lamp=YELLOW&q={no}", caseNo)
                .andExpect(jsonPath("$.items[0].lamp").value("YELLOW"))
                .andExpect(jsonPath("$.items[0].overdueSeconds").value(Matchers.lessThan(0)));
        calls.get(SUPERVISOR, "/supervision/overdue?lamp=RED&q={no}", caseNo)
                .andExpect(jsonPath("$.total").value(0))
                .andExpect(jsonPath("$.counts.YELLOW").value(1));
        late.late(caseNo, REVIEW);
        JsonNode answer = CaseCalls.json(calls.get(SUPERVISOR, "/supervision/overdue?q={no}", caseNo));
        assertThat(answer.get("total").asLong()).isEqualTo(1);
        JsonNode found = answer.get("items").get(0);
        assertThat(found.get("lamp").asText()).isEqualTo("RED");
        assertThat(found.get("kind").asText()).isEqualTo("STEP");
        assertThat(found.get("steps").get(0).get("step").asText()).isEqualTo(REVIEW);
        String processName = found.get("processName").asText();
        calls.get(SUPERVISOR, "/supervision/overdue/choices")
                .andExpect(jsonPath("$.processes[?(@.code == 'administrativeApproval')].name")
                        .value(processName))
                .andExpect(jsonPath("$.departments[*].code").value(Matchers.hasItem("spj")));
        // our own page asks for a process as Cockpit's does, and keeps what it was asked for
        for (String process : List.of("administrativeApproval", "taken-away")) {
            String page = mvc.perform(get("/supervision/overdue?process={process}&q={no}", process, caseNo)
                            .with(user(people.loadUserByUsername(SUPERVISOR))))
                    .andReturn()
                    .getResponse()
                    .getContentAsString();
            assertThat(page)
                    .containsPattern("(?s)<select[^>]* name=\"process\".*?<option(?=[^>]* selected)[^>]* value=\""
                            + process + "\"");
            assertThat(page.contains("href=\"/cases/" + caseNo + "\""))
                    .isEqualTo(process.equals(found.get("processKey").asText()));
        }
        String instance = found.get("processInstanceId").asText();
        calls.get(SUPERVISOR, "/supervision/instances/{id}", instance)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.caseNo").value(caseNo));
        calls.get("env.zhao", "/supervision/instances/{id}", instance).andExpect(status().isNotFound());
        calls.get("env.zhao", "/supervision/overdue?q={no}", caseNo)
                .andExpect(jsonPath("$.total").value(0));
        calls.get(SUPERVISOR, "/supervision/processes/administrativeApproval/model")
                .andExpect(status().isOk());
        calls.post(SUPERVISOR, "/cases/" + caseNo + "/urge", "{\"note\": \"请尽快\"}")
                .andExpect(status().isOk());
        calls.post(SUPERVISOR, "/cases/" + caseNo + "/urge", "{}").andExpect(status().isConflict());
        JsonNode urges = CaseCalls.json(calls.get(SUPERVISOR, "/cases/{no}/urges", caseNo));
        String task = urges.get("items").get(0).get("taskId").asText();
        calls.post("handler.li", "/tasks/" + task + "/urge/answer", "{\"text\": \"不归我\"}")
                .andExpect(status().isForbidden());
        calls.post("env.zhao", "/cases/" + caseNo + "/urge", "{}").andExpect(status().isNotFound());
        calls.post(CaseCalls.CLERK, "/tasks/" + task + "/urge/answer", "{\"text\": \" \"}")
                .andExpect(status().isUnprocessableEntity());
        calls.post(CaseCalls.CLERK, "/tasks/" + task + "/urge/answer", "{\"text\": \"今天办\"}")
                .andExpect(status().isOk());
        calls.post(CaseCalls.CLERK, "/tasks/" + task + "/urge/answer", "{\"text\": \"又答\"}")
                .andExpect(status().isConflict());
        calls.get(SUPERVISOR, "/cases/{no}/timeline", caseNo)
                .andExpect(jsonPath("$[*].act").value(Matchers.hasItems("task.urged", "task.urgeAnswered")));
        calls.get(SUPERVISOR, "/cases/{no}/urges", caseNo)
                .andExpect(jsonPath("$.items[0].answer.text").value("今天办"));
        for (String sort : new String[] {"due", "item", "department"}) {
            JsonNode page = CaseCalls.json(calls.get(
                    SUPERVISOR, "/supervision/overdue?size=1&process=administrativeApproval&sort={sort}", sort));
            if (!page.get("next").isNull()) {
                calls.get(
                                SUPERVISOR,
                                "/supervision/overdue?size=1&process=administrativeApproval&sort={sort}&after={after}",
                                sort,
                                page.get("next").asText())
                        .andExpect(status().isOk());
            }
        }
    }
}
