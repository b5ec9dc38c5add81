package org.xieban.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;
import static org.xieban.casefile.CaseCalls.CLERK;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.XiebanTest;
import org.xieban.casefile.CaseCalls;

/** The same is done with many tasks, and what becomes of one is nothing to the others. */
@XiebanTest
class BulkOperationsTest {

    @Autowired
    MockMvc mvc;

    @Autowired
    TasksOfCases tasks;

    CaseCalls calls;
    String first;
    String second;
    String taken;

    @BeforeEach
    void threeTasksOneOfThemTaken() throws Exception {
        calls = tasks.calls();
        first = tasks.task(calls.registered("祝枝山"));
        second = tasks.task(calls.registered("祝枝山"));
        taken = tasks.task(calls.registered("祝枝山"));
        mvc.perform(post("/api/v1/tasks/{id}/claim", taken)
                        .with(tasks.secondClerk())
                        .with(csrf()))
                .andExpect(status().isOk());
    }

    private JsonNode bulk(String login, String operation, List<String> taskIds, Map<String, String> more)
            throws Exception {
        var body = new ObjectMapper().createObjectNode().put("operation", operation);
        taskIds.forEach(body.putArray("taskIds")::add);
        more.forEach(body::put);
        return CaseCalls.json(calls.post(login, "/tasks/bulk", body.toString()));
    }

    private String holder(String task) throws Exception {
        return CaseCalls.json(calls.get("supervisor.zheng", "/tasks/{id}", task))
                .get("assignee")
                .asText();
    }

    @Test
    void eachRowHasAnOutcomeOfItsOwn() throws Exception {
        JsonNode rows = bulk(CLERK, "claim", List.of(first, "unknown", taken, second, first), Map.of());
        assertThat(rows.get("total").asInt()).isEqualTo(4);
        assertThat(rows.get("items").findValuesAsText("done")).containsExactly("true", "false", "false", "true");
        assertThat(rows.at("/items/1/code").asText()).isEqualTo("task.unknown");
        assertThat(rows.at("/items/2/code").asText()).isEqualTo("task.taken");
        assertThat(rows.at("/items/2/detail").asText()).isEqualTo("这项待办已被他人签收。");
        assertThat(rows.at("/items/2/caseNo").asText()).startsWith("XP");
        assertThat(holder(first)).isEqualTo(CLERK);
        assertThat(holder(second)).isEqualTo(CLERK);
        assertThat(holder(taken)).isEqualTo("handler.qian");

        rows = bulk(CLERK, "transfer", List.of(first, taken), Map.of("to", "handler.li", "reason", "轮休"));
        assertThat(rows.get("items").findValuesAsText("done")).containsExactly("true", "false");
        assertThat(holder(first)).isEqualTo("handler.li");
        rows = bulk(CLERK, "release", List.of(second, first), Map.of());
        assertThat(rows.get("items").findValuesAsText("done")).containsExactly("true", "false");
        rows = bulk("supervisor.zheng", "urge", List.of(first, second), Map.of("note", "本周办结"));
        assertThat(rows.get("items").findValuesAsText("done")).containsExactly("true", "true");
        rows = bulk("supervisor.zheng", "urge", List.of(first, second), Map.of());
        assertThat(rows.get("items").findValuesAsText("code")).containsOnly("task.urgedAlready");
    }

    @ParameterizedTest
    @CsvSource({
        "env.zhao, claim, task.unknown",
        "fire.sun, release, task.unknown",
        "analyst.feng, claim, task.unknown",
        "sysadmin.yu, urge, task.unknown",
        "secadmin.he, transfer, task.unknown",
        "auditadmin.lv, release, task.unknown",
        "supervisor.zheng, claim, task.notForYou",
        "supervisor.zheng, transfer, task.notYoursToHandOn",
        "handler.li, claim, task.notForYou",
        "handler.li, transfer, task.notYoursToHandOn",
    })
    void manyAtOnceMayNotWhatOneMayNot(String login, String operation, String code) throws Exception {
        JsonNode rows = bulk(login, operation, List.of(first, second), Map.of("to", "handler.li", "reason", "因为"));
        assertThat(rows.get("items").findValuesAsText("code")).containsExactly(code, code);
        assertThat(holder(first)).isEqualTo("null");
    }

    @Test
    void whatIsNoSelectionIsRefusedAsAWhole() throws Exception {
        List<String> tooMany = IntStream.range(0, 201).mapToObj(n -> "t" + n).toList();
        assertThat(bulk(CLERK, "claim", tooMany, Map.of()).get("code").asText()).isEqualTo("bulk.tooMany");
        assertThat(bulk(CLERK, "claim", List.of(), Map.of()).get("code").asText())
                .isEqualTo("bulk.none");
        for (String operation : List.of("complete", "delegate", "return")) {
            assertThat(bulk(CLERK, operation, List.of(first), Map.of())
                            .get("code")
                            .asText())
                    .isEqualTo("bulk.operation");
        }
        assertThat(bulk(CLERK, "explode", List.of(first), Map.of()).get("code").asText())
                .isEqualTo("request.invalid");
        assertThat(bulk(CLERK, "transfer", List.of(first), Map.of("to", "handler.li"))
                        .get("code")
                        .asText())
                .isEqualTo("task.textInvalid");
        calls.post(CLERK, "/tasks/bulk", "{\"operation\": \"claim\", \"taskIds\": [null, \"" + first + "\"]}")
                .andExpect(jsonPath("$.total").value(1));
        calls.post(CLERK, "/tasks/bulk", "{\"operation\": \"claim\", \"taskIds\": \"all\"}")
                .andExpect(status().isBadRequest());
    }

    @Test
    void withoutScriptsItIsAskedToWhomAndToldWhatCameOfIt() throws Exception {
        mvc.perform(tasks.as("approver.wang", post("/tasks/bulk"))
                        .param("operation", "transfer")
                        .param("task", first, second)
                        .param("queue", "department"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("转办 2 件")))
                .andExpect(content().string(containsString("李明（行政审批局 审查科 科员）")));
        mvc.perform(tasks.as("approver.wang", post("/tasks/bulk"))
                        .param("operation", "transfer")
                        .param("task", first, second)
                        .param("sure", "true")
                        .param("to", "handler.li"))
                .andExpect(content().string(containsString("请写明原因")));
        var done = mvc.perform(tasks.as("approver.wang", post("/tasks/bulk"))
                        .param("operation", "transfer")
                        .param("task", first, taken, "unknown")
                        .param("sure", "true")
                        .param("to", "handler.qian")
                        .param("reason", "均衡"))
                .andExpect(redirectedUrl("/tasks/bulk?queue=mine"))
                .andReturn();
        mvc.perform(tasks.as("approver.wang", get("/tasks/bulk")).flashAttrs(done.getFlashMap()))
                .andExpect(content().string(containsString("成功 1 件，未办 2 件")))
                .andExpect(content().string(containsString("已经在钱敏手里")));
        mvc.perform(tasks.as("approver.wang", get("/tasks/bulk?queue=group")))
                .andExpect(redirectedUrl("/tasks?queue=group"));
        mvc.perform(tasks.as("approver.wang", post("/tasks/bulk")).param("operation", "claim"))
                .andExpect(redirectedUrl("/tasks?queue=mine"));
        mvc.perform(tasks.as("sysadmin.yu", post("/tasks/bulk"))
                        .param("operation", "claim")
                        .param("task", first))
                .andExpect(status().isForbidden());
    }
}
