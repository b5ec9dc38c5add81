package org.xieban.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;
import static org.xieban.casefile.CaseCalls.CLERK;
import static org.xieban.worklist.TasksOfCases.ACCEPT;
import static org.xieban.worklist.TasksOfCases.REVIEW;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.xieban.XiebanTest;
import org.xieban.casefile.CaseCalls;

/** Tasks as other systems see and handle them. */
@XiebanTest
class TaskApiTest extends OneCaseTest {

    TaskApiTest() {
        super("吴桂英");
    }

    @Test
    void aTaskTellsWhatItIsAndWhoMayTakeIt() throws Exception {
        calls.get(CLERK, "/tasks/{id}", task)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.taskId").value(task))
                .andExpect(jsonPath("$.caseNo").value(caseNo))
                .andExpect(jsonPath("$.title").value(containsString("吴*英")))
                .andExpect(jsonPath("$.item").value("food-business-licence"))
                .andExpect(jsonPath("$.step").value(REVIEW))
                .andExpect(jsonPath("$.stepName").value(notNullValue()))
                .andExpect(jsonPath("$.department").value("spj"))
                .andExpect(jsonPath("$.assignee").value(nullValue()))
                .andExpect(jsonPath("$.candidateGroups").value(hasItem("spj.clerk")))
                .andExpect(jsonPath("$.createdAt").value(containsString("+08:00")))
                .andExpect(jsonPath("$.priority").value(50));
        calls.get(CLERK, "/tasks/{id}/form", task)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.schema.id").value("review-materials"))
                .andExpect(jsonPath("$.data.leadDepartment").value(notNullValue()));
    }

    @ParameterizedTest
    @CsvSource({
        // who, opens it, in his group's list, in his department's list
        "clerk.chen, 200, 1, 1",
        "handler.li, 200, 0, 1",
        "approver.wang, 200, 0, 1",
        "supervisor.zheng, 200, 0, 1",
        "env.zhao, 404, 0, 0",
        "fire.sun, 404, 0, 0",
        "analyst.feng, 404, 0, 0",
        "sysadmin.yu, 404, 0, 0",
        "secadmin.he, 404, 0, 0",
        "auditadmin.lv, 404, 0, 0",
    })
    void aTaskIsSeenByThoseWhoMayTakeItTheirDepartmentAndSupervisors(
            String login, int status, int group, int department) throws Exception {
        calls.get(login, "/tasks/{id}", task).andExpect(status().is(status));
        calls.get(login, "/tasks/{id}/form", task).andExpect(status().is(status));
        assertThat(total(login, "group")).isEqualTo(group);
        assertThat(total(login, "department")).isEqualTo(department);
        assertThat(total(login, "mine")).isZero();
        assertThat(total(login, "done")).isZero();
    }

    @Test
    void whoeverIsOfTheDepartmentButOfAnotherPostLooksAndDoesNotTouch() throws Exception {
        for (String operation : List.of("claim", "complete")) {
            calls.post("handler.li", "/tasks/" + task + "/" + operation, ACCEPT)
                    .andExpect(status().isForbidden())
                    .andExpect(jsonPath("$.code").value("task.notForYou"));
        }
        calls.post("env.zhao", "/tasks/" + task + "/claim", "")
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.code").value("task.unknown"));
        calls.post("supervisor.zheng", "/tasks/" + task + "/claim", "").andExpect(status().isForbidden());
    }

    @Test
    void aTaskIsTakenOnceAndGivenBackByWhoHasIt() throws Exception {
        calls.post(CLERK, "/tasks/" + task + "/claim", "")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.assignee").value(CLERK));
        calls.post(CLERK, "/tasks/" + task + "/claim", "").andExpect(status().isOk());
        assertThat(total(CLERK, "mine")).isEqualTo(1);
        assertThat(total(CLERK, "group")).isZero();

        for (String operation : List.of("claim", "complete")) {
            mvc.perform(post("/api/v1/tasks/{id}/" + operation, task)
                            .contentType(MediaType.APPLICATION_JSON)
                            .content(ACCEPT)
                            .with(csrf())
                            .with(tasks.secondClerk()))
                    .andExpect(status().isConflict())
                    .andExpect(jsonPath("$.code").value("task.taken"));
        }
        calls.post("handler.li", "/tasks/" + task + "/release", "")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("task.notYours"));

        calls.post(CLERK, "/tasks/" + task + "/release", "")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.assignee").value(nullValue()));
        assertThat(total(CLERK, "group")).isEqualTo(1);
        assertThat(acts()).containsSubsequence("case.registered", "task.claimed", "task.released");
    }

    @Test
    void whatTheFormOrTheLawRefusesLeavesTheTaskAsItWas() throws Exception {
        calls.post(CLERK, "/tasks/" + task + "/complete", "{\"variables\": {\"reviewOutcome\": \"PERHAPS\", \"x\": 1}}")
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.code").value("form.invalid"))
                .andExpect(jsonPath("$.errors[*].field").value(hasItem("reviewOutcome")))
                .andExpect(jsonPath("$.errors[*].field").value(hasItem("x")));
        calls.post(CLERK, "/tasks/" + task + "/complete", "")
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.code").value("form.invalid"));
        calls.post(CLERK, "/tasks/" + task + "/complete", ACCEPT)
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.code").value("materials.missing"))
                .andExpect(jsonPath("$.detail").value(containsString(CaseCalls.MATERIAL)));

        calls.get(CLERK, "/tasks/{id}", task)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.assignee").value(nullValue()));
        assertThat(acts()).doesNotContain("task.claimed", "task.completed");
    }

    @Test
    void completingGivesTheCaseAndTheTaskStaysAsWhatWasDone() throws Exception {
        tasks.handInEverything(caseNo);

        calls.post(CLERK, "/tasks/" + task + "/complete", ACCEPT)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.caseNo").value(caseNo))
                .andExpect(jsonPath("$.state").value(notNullValue()));

        calls.get(CLERK, "/tasks/{id}", task)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.assignee").value(CLERK))
                .andExpect(jsonPath("$.lamp").value(nullValue()));
        assertThat(total(CLERK, "done")).isEqualTo(1);
        assertThat(total(CLERK, "group")).isZero();
        assertThat(acts()).contains("task.completed");
        for (String operation : List.of("claim", "release", "complete")) {
            calls.post(CLERK, "/tasks/" + task + "/" + operation, ACCEPT)
                    .andExpect(status().isConflict())
                    .andExpect(jsonPath("$.code").value("task.gone"));
        }
        calls.get(CLERK, "/tasks/{id}/form", task).andExpect(status().isConflict());
    }

    @Test
    void ofSeveralWhoCompleteAtOnceOneDoesAndTheOthersAreTold() throws Exception {
        tasks.handInEverything(caseNo);
        int people = 4;
        CyclicBarrier together = new CyclicBarrier(people);
        ExecutorService threads = Executors.newFixedThreadPool(people);
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            boolean first = i % 2 == 0;
            answers.add(threads.submit(() -> {
                together.await();
                return (first
                                ? calls.post(CLERK, "/tasks/" + task + "/complete", ACCEPT)
                                : mvc.perform(post("/api/v1/tasks/{id}/complete", task)
                                        .contentType(MediaType.APPLICATION_JSON)
                                        .content(ACCEPT)
                                        .with(csrf())
                                        .with(tasks.secondClerk())))
                        .andReturn()
                        .getResponse()
                        .getStatus();
            }));
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> answer : answers) {
            statuses.add(answer.get());
        }
        threads.shutdown();

        assertThat(statuses).containsOnly(200, 409).containsOnlyOnce(200);
        assertThat(acts()).containsOnlyOnce("task.completed");
    }

    @Test
    void aListIsPagedByCursorsOfItsOwn() throws Exception {
        String other = calls.registered("吴桂英");
        for (String sort : List.of("due", "age", "priority", "item")) {
            List<String> seen = new ArrayList<>();
            String after = "";
            do {
                JsonNode page = CaseCalls.json(calls.get(
                                CLERK, "/tasks?queue=group&applicant=吴桂英&size=1&sort={sort}&after={after}", sort, after)
                        .andExpect(status().isOk()));
                page.get("items").forEach(each -> seen.add(each.get("caseNo").asText()));
                assertThat(page.get("total").asLong()).isGreaterThanOrEqualTo(seen.size());
                after = page.get("next").asText("");
            } while (!after.isEmpty());
            assertThat(seen).as(sort).contains(caseNo, other).doesNotHaveDuplicates();
        }
        String cursor = CaseCalls.json(calls.get(CLERK, "/tasks?queue=group&applicant=吴桂英&size=1&sort=due"))
                .get("next")
                .asText();
        calls.get(CLERK, "/tasks?queue=group&sort=item&after={after}", cursor)
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.code").value("cursor.invalid"));
    }

    @Test
    void whatIsNoListIsRefusedByItsShape() throws Exception {
        for (String query : List.of("queue=all", "sort=random", "lamp=BLUE", "size=0", "size=201", "from=soon")) {
            calls.get(CLERK, "/tasks?" + query).andExpect(status().isBadRequest());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x' or '1'='1",
                "'; drop table work_item; --",
                "${task.execution.processEngineServices}",
                "#{1+1}",
                ":login",
                "%",
                "\u00A0\u3000",
                "_",
                "\\",
                "吴",
                "\uD83D\uDE00",
                "\uD83D\uDE00\uD83D\uDE01 吴",
                "(w.assignee)"
            })
    void whateverIsLookedForIsOnlyText(String words) throws Exception {
        for (String field : List.of("q", "applicant", "item", "step")) {
            JsonNode page = CaseCalls.json(calls.get("env.zhao", "/tasks?queue=department&" + field + "={words}", words)
                    .andExpect(status().isOk()));
            page.get("items")
                    .forEach(each -> assertThat(each.get("caseNo").asText()).isNotEqualTo(caseNo));
            calls.get(CLERK, "/tasks?queue=group&" + field + "={words}", words).andExpect(status().isOk());
        }
        assertThat(total(CLERK, "group")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "q, filter.tooLong",
        "applicant, filter.tooLong",
        "item, filter.tooLong",
        "step, filter.tooLong",
    })
    void tenThousandCharactersAreRefusedByName(String field, String code) throws Exception {
        calls.get(CLERK, "/tasks?" + field + "={words}", "吴".repeat(10_000))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.code").value("filter.invalid"))
                .andExpect(jsonPath("$.errors[0].field").value(field))
                .andExpect(jsonPath("$.errors[0].code").value(code));
        calls.get(CLERK, "/tasks?" + field + "={words}", "a\u0000b").andExpect(status().isBadRequest());
    }

    @Test
    void noDayAndNoCursorBreaksAList() throws Exception {
        for (String query : List.of(
                "from=0001-01-01", "to=+999999999-12-31", "from=2026-02-30", "size=1000000", "after=x", "after=%00")) {
            calls.get(CLERK, "/tasks?" + query).andExpect(status().isBadRequest());
        }
        calls.registered("吴桂英");
        String cursor = CaseCalls.json(calls.get(CLERK, "/tasks?queue=group&size=1"))
                .get("next")
                .asText();
        for (int at = 0; at < cursor.length(); at += 3) {
            char other = cursor.charAt(at) == 'A' ? 'B' : 'A';
            calls.get(
                            CLERK,
                            "/tasks?queue=group&after={after}",
                            cursor.substring(0, at) + other + cursor.substring(at + 1))
                    .andExpect(status().isBadRequest())
                    .andExpect(jsonPath("$.code").value("cursor.invalid"));
        }
        // a cursor grants nothing: another's shows the other what is his
        calls.get("env.zhao", "/tasks?queue=group&q={no}&after={after}", caseNo, cursor)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.total").value(0));
    }

    @Test
    void aListIsRestrictedByWhatTheCaseIs() throws Exception {
        calls.get(CLERK, "/tasks?queue=group&q={no}&item=food-business-licence&step=" + REVIEW, caseNo)
                .andExpect(jsonPath("$.total").value(1));
        calls.get(CLERK, "/tasks?queue=group&q={no}&item=drug-retail-licence", caseNo)
                .andExpect(jsonPath("$.total").value(0));
        calls.get(CLERK, "/tasks?queue=group&applicant=吴桂英&from=2000-01-01")
                .andExpect(jsonPath("$.items[*].title").value(everyItem(containsString("吴*英"))));
        calls.get(CLERK, "/tasks?queue=group&q={no}&to=2000-01-01", caseNo)
                .andExpect(jsonPath("$.total").value(is(0)));
    }
}
