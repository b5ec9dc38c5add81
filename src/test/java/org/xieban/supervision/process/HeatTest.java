package org.xieban.supervision.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.casefile.CaseCalls;
import org.xieban.trace.OfficialTime;

/** A heat map says what a plain question of the engine's history would, whoever counts and whenever he is interrupted. */
@XiebanTest
class HeatTest {

    private static final String SUPERVISOR = "supervisor.zheng";

    @Autowired
    MockMvc mvc;

    @Autowired
    RepositoryService repository;

    @Autowired
    ProcessesWithPast past;

    @Autowired
    HeatRollUp rollUp;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    UserDetailsService people;

    CaseCalls calls;
    String key;

    @BeforeEach
    void aProcessOfItsOwn() {
        calls = new CaseCalls(mvc);
        key = "heat" + UUID.randomUUID().toString().replace("-", "");
    }

    private ProcessDefinition deploy(int elements) {
        return past.deploy(key, elements);
    }

    private JsonNode heat(String query) throws Exception {
        return CaseCalls.json(calls.get(SUPERVISOR, "/supervision/processes/" + key + "/heat" + query));
    }

    private static Map<String, JsonNode> byElement(JsonNode map) {
        Map<String, JsonNode> elements = new HashMap<>();
        map.get("activities")
                .forEach(each -> elements.put(each.get("activityId").asText(), each));
        return elements;
    }

    @Test
    void whatIsCountedIsWhatAPlainQuestionOfTheHistoryFinds() throws Exception {
        LocalDate last = LocalDate.of(2025, 3, 14);
        ProcessDefinition first = deploy(2);
        ProcessDefinition second = deploy(3);
        past.passages(first, "event_1", "i1", last, 300);
        past.passages(first, "event_2", "i1", last, 40);
        // whoever breaks off in the middle has counted nothing
        transaction.executeWithoutResult(status -> {
            rollUp.count(100);
            status.setRollbackOnly();
        });
        rollUp.count(50);
        past.passages(second, "event_1", "i2", last, 1000);
        List<CompletableFuture<Void>> several = IntStream.range(0, 3)
                .mapToObj(n -> CompletableFuture.runAsync(rollUp::catchUp))
                .toList();
        CompletableFuture.allOf(several.toArray(CompletableFuture[]::new)).get();
        rollUp.catchUp();

        for (ProcessDefinition version : List.of(first, second)) {
            Map<String, JsonNode> told = byElement(heat("?version=" + version.getVersion()));
            List<String> elements = new ArrayList<>();
            jdbc.sql("""
                            select act_id_, count(*) filter (where act_inst_state_ <> 2),
                                   count(*) filter (where act_inst_state_ = 2),
                                   extract(epoch from sum(end_time_ - start_time_) filter (where act_inst_state_ <> 2)),
                                   extract(epoch from percentile_disc(0.9) within group (order by end_time_ - start_time_)
                                       filter (where act_inst_state_ <> 2))
                              from act_hi_actinst where proc_def_id_ = :id group by act_id_""").param("id", version.getId()).query(row -> {
                JsonNode each = told.get(row.getString(1));
                elements.add(row.getString(1));
                assertThat(each.get("count").asLong()).isEqualTo(row.getLong(2));
                assertThat(each.get("cancelled").asLong()).isEqualTo(row.getLong(3));
                assertThat(each.get("time").get("total").asDouble()).isEqualTo(row.getDouble(4));
                assertThat(each.get("time").get("p90").asDouble())
                        .isBetween(row.getDouble(5) * 0.8, row.getDouble(5) * 1.2);
            });
            assertThat(elements).isNotEmpty();
        }
        // of single days, of months and the days around them, and of a loop that went round a thousand times
        for (String period : List.of(
                "2025-03-13 2025-03-13",
                "2025-02-01 2025-02-28",
                "2025-01-30 2025-03-13",
                "2025-02-10 2025-03-03",
                "2025-02-20 2025-02-27",
                "2025-03-15 2025-04-02")) {
            LocalDate from = LocalDate.parse(period.split(" ")[0]);
            LocalDate to = LocalDate.parse(period.split(" ")[1]);
            assertThat(byElement(heat("?version=2&from=" + from + "&to=" + to))
                            .get("event_1")
                            .get("count")
                            .asLong())
                    .as(period)
                    .isEqualTo(passed(second, from, to));
        }
        assertThat(byElement(heat("")).get("event_1").get("count").asLong()).isEqualTo(900);
        page("?version=1&beside=2")
                .andExpect(content().string(containsString("第 1 版各环节")))
                .andExpect(content().string(containsString("第 2 版各环节")));
    }

    private long passed(ProcessDefinition definition, LocalDate from, LocalDate to) {
        return jdbc.sql("""
                        select end_time_ from act_hi_actinst
                         where proc_def_id_ = :id and act_id_ = 'event_1' and act_inst_state_ <> 2""").param("id", definition.getId()).query(Timestamp.class).list().stream()
                .map(end -> OfficialTime.dayOf(end.toInstant()))
                .filter(day -> !day.isBefore(from) && !day.isAfter(to))
                .count();
    }

    /** What is not the time of the work is the time until somebody took it. */
    @Test
    void whatWaitsToBeTakenIsToldApartFromTheWork() throws Exception {
        String caseNo = calls.registered("等待签");
        String task = jdbc.sql("select task_id from work_item where case_no = ?")
                .param(caseNo)
                .query(String.class)
                .single();
        key = "administrativeApproval";
        past.count();
        JsonNode before = byElement(heat("")).get("userTask_reviewMaterials");
        jdbc.sql("update act_hi_actinst set start_time_ = start_time_ - interval '3 hours' where task_id_ = ?")
                .param(task)
                .update();
        calls.post(CaseCalls.CLERK, "/tasks/" + task + "/claim", "").andExpect(status().isOk());
        jdbc.sql("update work_item set taken_at = taken_at - interval '1 hour' where task_id = ?")
                .param(task)
                .update();
        calls.post(
                        CaseCalls.CLERK,
                        "/tasks/" + task + "/complete",
                        "{\"variables\": {\"reviewOutcome\": \"NOT_REQUIRED\", \"refusalReason\": \"备案即可\"}}")
                .andExpect(status().isOk());
        past.count();
        JsonNode after = byElement(heat("")).get("userTask_reviewMaterials");
        for (Map.Entry<String, Long> part :
                Map.of("time", 10_800L, "waiting", 7_200L, "working", 3_600L).entrySet()) {
            assertThat(after.get(part.getKey()).get("total").asDouble()
                            - before.get(part.getKey()).get("total").asDouble())
                    .as(part.getKey())
                    .isBetween(part.getValue() - 60.0, part.getValue() + 60.0);
        }
    }

    @Test
    void ofAWayThatWentRoundAThousandTimesTheEndIsTold() throws Exception {
        String caseNo = calls.registered("绕圈子");
        transaction.executeWithoutResult(status -> {
            String instance = jdbc.sql("select proc_inst_id_ from act_ru_execution where business_key_ = ? limit 1")
                    .param(caseNo)
                    .query(String.class)
                    .single();
            ProcessDefinition model = repository
                    .createProcessDefinitionQuery()
                    .processDefinitionKey("administrativeApproval")
                    .latestVersion()
                    .singleResult();
            past.passages(model, "userTask_examine", instance, LocalDate.of(2025, 3, 14), 1500);
            try {
                calls.get(SUPERVISOR, "/cases/{no}/diagram", caseNo)
                        .andExpect(jsonPath("$.pathTruncated").value(true))
                        .andExpect(jsonPath("$.path.length()").value(1000))
                        .andExpect(jsonPath("$.passed[?(@.activityId=='userTask_examine')].count")
                                .value(1500));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            status.setRollbackOnly();
        });
    }

    @Test
    void aProcessWithoutACaseAndFiveHundredElementsIsShownWithNothingInIt() throws Exception {
        deploy(500);
        JsonNode map = heat("");
        assertThat(map.get("activities").size()).isEqualTo(502);
        assertThat(map.get("whole").get("count").asLong()).isZero();
        assertThat(map.get("whole").get("time").get("mean").isNull()).isTrue();
        page("?measure=nonsense")
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("这一期间没有办件经过任何环节")));
    }

    @Test
    void namesWithScriptInThemAreOnlyNames() throws Exception {
        past.passages(deploy(1), "event_1", "i1", LocalDate.of(2025, 3, 14), 3);
        past.count();
        page("").andExpect(status().isOk())
                .andExpect(content().string(containsString("&lt;script&gt;alert(1)")))
                .andExpect(content().string(not(containsString(ProcessesWithPast.SCRIPT))));
    }

    private org.springframework.test.web.servlet.ResultActions page(String query) throws Exception {
        return mvc.perform(get("/supervision/processes/" + key + "/heat" + query)
                .with(user(people.loadUserByUsername(SUPERVISOR))));
    }

    @Test
    void aVersionThatIsTakenAwayIsUnknownAndWhatCannotBeAskedIsRefused() throws Exception {
        ProcessDefinition gone = deploy(1);
        repository.deleteDeployment(gone.getDeploymentId(), true);
        calls.get(SUPERVISOR, "/supervision/processes/{key}/heat", key)
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.code").value("process.unknown"));
        calls.get(SUPERVISOR, "/supervision/processes/{key}/model?definitionId={id}", key, gone.getId())
                .andExpect(status().isNotFound());
        page("").andExpect(status().isNotFound());
        calls.get(SUPERVISOR, "/supervision/processes/administrativeApproval/heat?from=0001-01-01")
                .andExpect(status().isBadRequest());
        calls.get(SUPERVISOR, "/supervision/processes/administrativeApproval/heat?version=x")
                .andExpect(status().isBadRequest());
        for (String other : List.of("clerk.chen", "sysadmin.yu", "auditadmin.lv")) {
            calls.get(other, "/supervision/processes/administrativeApproval/heat")
                    .andExpect(status().isForbidden());
        }
        calls.get("analyst.feng", "/supervision/processes/administrativeApproval/heat")
                .andExpect(status().isOk());
    }
}
