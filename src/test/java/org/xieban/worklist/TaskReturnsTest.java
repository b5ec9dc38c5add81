package org.xieban.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.casefile.CaseCalls.CLERK;
import static org.xieban.worklist.TasksOfCases.DECIDE;
import static org.xieban.worklist.TasksOfCases.EXAMINE;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.ResultActions;
import org.xieban.XiebanTest;
import org.xieban.casefile.CaseCalls;

/** A task is led back to a step before it, and taken back by who did it, as far as nothing would be done twice. */
@XiebanTest
class TaskReturnsTest extends OneCaseTest {

    private static final String HANDLER = "handler.li";
    private static final String HEAD = "approver.wang";

    @Autowired
    Reconciliation reconciliation;

    TaskReturnsTest() {
        super("徐渭");
    }

    private ResultActions does(String login, String operation, String taskId, Map<String, ?> body) throws Exception {
        return calls.post(login, "/tasks/" + taskId + "/" + operation, new ObjectMapper().writeValueAsString(body));
    }

    private void completes(String login, String taskId, String step) throws Exception {
        tasks.completes(login, taskId, step);
    }

    private List<String> open(String step) {
        return tasks.open(caseNo, step);
    }

    private String at(String step) {
        return tasks.at(caseNo, step);
    }

    private String examined() throws Exception {
        return tasks.examined(caseNo);
    }

    private List<String> clocks(String taskId) {
        return jdbc.sql("select coalesce(outcome, 'RUNNING') from clock where task_id = :task")
                .param("task", taskId)
                .query(String.class)
                .list();
    }

    private void nothingIsLeftBehind() {
        assertThat(reconciliation.compare().findings()).noneMatch(finding -> caseNo.equals(finding.caseNo()));
        assertThat(jdbc.sql("""
                        select count(*) from clock c where c.case_no = :case and c.kind = 'STEP' and c.ended_at is null
                           and not exists (select from work_item w where w.task_id = c.task_id and w.closed_at is null)""").param("case", caseNo).query(Long.class).single())
                .as("clocks of steps that nobody does any more")
                .isZero();
    }

    @Test
    void whoeverHasATaskSendsItBackToWhoDidAStepBefore() throws Exception {
        String examination = examined();
        completes(HANDLER, examination, EXAMINE);
        String decision = at(DECIDE);
        assertThat(targets(HEAD, decision)).as("he has not taken it").isEmpty();
        does(HEAD, "return", decision, Map.of("toStep", EXAMINE, "reason", "补充依据"))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("task.notYours"));
        does(HEAD, "claim", decision, Map.of()).andExpect(status().isOk());
        assertThat(targets(HEAD, decision))
                .as("acceptance is not undone by sending a case back")
                .contains(EXAMINE)
                .doesNotContain(TasksOfCases.REVIEW, DECIDE);

        does(HEAD, "return", decision, Map.of("toStep", EXAMINE, "reason", " "))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.errors[0].field").value("reason"));
        for (String nowhere : List.of(TasksOfCases.REVIEW, "userTask_archive", "${1+1}", "")) {
            does(HEAD, "return", decision, Map.of("toStep", nowhere, "reason", "补充依据"))
                    .andExpect(status().isUnprocessableEntity())
                    .andExpect(jsonPath("$.errors[0].field").value("toStep"));
        }
        for (String other : List.of(HANDLER, CLERK, "supervisor.zheng")) {
            does(other, "return", decision, Map.of("toStep", EXAMINE, "reason", "补充依据"))
                    .andExpect(status().isConflict());
            assertThat(targets(other, decision)).isEmpty();
        }
        does("env.zhao", "return", decision, Map.of("toStep", EXAMINE, "reason", "补充依据"))
                .andExpect(status().isNotFound());
        assertThat(acts()).doesNotContain("task.returned");

        does(HEAD, "return", decision, Map.of("toStep", EXAMINE, "reason", "补充依据"))
                .andExpect(status().isOk());
        String again = at(EXAMINE);
        assertThat(again).isNotEqualTo(examination);
        calls.get(HANDLER, "/tasks/{id}", again)
                .andExpect(jsonPath("$.assignee").value(HANDLER));
        assertThat(open(DECIDE)).isEmpty();
        assertThat(acts()).containsSubsequence("task.returned", "task.withdrawn");
        assertThat(clocks(again)).containsExactly("RUNNING");
        assertThat(clocks(decision)).doesNotContain("RUNNING");
        nothingIsLeftBehind();

        // the whole chain decides anew
        completes(HANDLER, again, EXAMINE);
        completes(HEAD, at(DECIDE), DECIDE);
        nothingIsLeftBehind();
    }

    @Test
    void whoeverDidATaskTakesItBackUntilSomebodyBeginsTheNext() throws Exception {
        String examination = examined();
        does(CLERK, "withdraw", task, Map.of())
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("task.begun"));
        completes(HANDLER, examination, EXAMINE);
        String decision = at(DECIDE);
        does(HEAD, "withdraw", examination, Map.of())
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("task.notDoneByYou"));
        does(HEAD, "claim", decision, Map.of());
        does(HANDLER, "withdraw", examination, Map.of())
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("task.begun"));
        does(HEAD, "release", decision, Map.of());
        calls.get(HANDLER, "/tasks/{id}/operations", examination)
                .andExpect(jsonPath("$[?(@.operation == 'withdraw')].allowed").value(true))
                .andExpect(jsonPath("$[?(@.operation == 'return')].allowed").value(false));

        does(HANDLER, "withdraw", examination, Map.of())
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.step").value(EXAMINE))
                .andExpect(jsonPath("$.assignee").value(HANDLER));
        assertThat(open(DECIDE)).isEmpty();
        assertThat(acts()).contains("task.takenBack");
        nothingIsLeftBehind();
        does(HANDLER, "withdraw", examination, Map.of()).andExpect(status().isConflict());
        completes(HANDLER, at(EXAMINE), EXAMINE);
        at(DECIDE);
        nothingIsLeftBehind();
    }

    @Test
    void thePageShowsWhatIsWithdrawnBeforeItIs() throws Exception {
        String examination = examined();
        completes(HANDLER, examination, EXAMINE);
        String decision = at(DECIDE);
        mvc.perform(tasks.as(HANDLER, get("/cases/{no}", caseNo).param("task", examination)))
                .andExpect(content().string(containsString("/tasks/" + examination + "/withdraw")));
        mvc.perform(tasks.as(HANDLER, get("/tasks/{id}/withdraw", examination)))
                .andExpect(content().string(containsString("同时撤销：逐级审核决定")));
        mvc.perform(tasks.as(HANDLER, post("/tasks/{id}/withdraw", examination)))
                .andExpect(redirectedUrl("/cases/" + caseNo + "?queue=mine"))
                .andExpect(flash().attribute("message", "worklist.done.withdraw"));
        completes(HANDLER, at(EXAMINE), EXAMINE);
        String anew = at(DECIDE);
        assertThat(anew).isNotEqualTo(decision);
        does(HEAD, "claim", anew, Map.of());
        mvc.perform(tasks.as(HEAD, get("/tasks/{id}/return", anew)))
                .andExpect(content().string(containsString("value=\"" + EXAMINE + "\"")))
                .andExpect(content().string(not(containsString("value=\"" + TasksOfCases.REVIEW + "\""))));
        mvc.perform(tasks.as(HEAD, post("/tasks/{id}/return", anew)).param("toStep", EXAMINE))
                .andExpect(content().string(containsString("请写明原因")));
        mvc.perform(tasks.as(HEAD, post("/tasks/{id}/return", anew))
                        .param("toStep", EXAMINE)
                        .param("reason", "补充依据"))
                .andExpect(flash().attribute("message", "worklist.done.return"));
        nothingIsLeftBehind();
    }

    @Test
    void nobodyAddsOrRemovesSigners() throws Exception {
        for (String operation : List.of("addSigners", "removeSigner")) {
            does(CLERK, operation, task, Map.of("officers", List.of(HEAD), "mode", "AFTER", "reason", "请再看"))
                    .andExpect(status().isConflict())
                    .andExpect(jsonPath("$.code").value("task.notOffered"));
            does("env.zhao", operation, task, Map.of()).andExpect(status().isNotFound());
        }
    }

    private List<String> targets(String login, String taskId) throws Exception {
        List<String> steps = new ArrayList<>();
        CaseCalls.json(calls.get(login, "/tasks/{id}/returnTargets", taskId).andExpect(status().isOk()))
                .forEach(each -> steps.add(each.get("step").asText()));
        return steps;
    }
}
