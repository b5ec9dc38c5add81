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
import java.nio.charset.StandardCharsets;
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
import org.springframework.web.util.HtmlUtils;
import org.xieban.XiebanTest;
import org.xieban.casefile.CaseCalls;

/** A heat map says what a plain question of the engine's history would, whoever counts and whenever he is interrupted. */
@XiebanTest
class HeatTest {

    private static final String SUPERVISOR = "supervisor.zheng";
    private static final String SCRIPT = "<script>alert(1)</script>";

    @Autowired
    MockMvc mvc;

    @Autowired
    RepositoryService repository;

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

    /** A version with so many elements, the first of them under a name that is none. */
    private ProcessDefinition deploy(int elements) {
        // written out: the builder looks at all there is for each one that it adds
        StringBuilder model = new StringBuilder();
        StringBuilder drawn = new StringBuilder();
        for (int n = 0; n <= elements + 1; n++) {
            String type = n == 0 ? "startEvent" : n > elements ? "endEvent" : "intermediateThrowEvent";
            model.append("<bpmn:%s id=\"event_%d\" name=\"%s\"/>"
                    .formatted(type, n, n == 1 ? HtmlUtils.htmlEscape(SCRIPT) : "第" + n + "步"));
            drawn.append("<di:BPMNShape id=\"shape_%1$d\" bpmnElement=\"event_%1$d\">".formatted(n))
                    .append("<dc:Bounds x=\"%d\" y=\"0\" width=\"36\" height=\"36\"/></di:BPMNShape>"
                            .formatted(60 * n));
        }
        for (int n = 0; n <= elements; n++) {
            model.append("<bpmn:sequenceFlow id=\"flow_%1$d\" sourceRef=\"event_%1$d\" targetRef=\"event_%2$d\"/>"
                    .formatted(n, n + 1));
            drawn.append("<di:BPMNEdge id=\"edge_%1$d\" bpmnElement=\"flow_%1$d\">".formatted(n))
                    .append("<ddi:waypoint x=\"%d\" y=\"18\"/><ddi:waypoint x=\"%d\" y=\"18\"/></di:BPMNEdge>"
                            .formatted(60 * n + 36, 60 * n + 60));
        }
        byte[] xml = """
                <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="test"
                    xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
                    xmlns:ddi="http://www.omg.org/spec/DD/20100524/DI" xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
                <bpmn:process id="%1$s" isExecutable="true" camunda:historyTimeToLive="P30D">%2$s</bpmn:process>
                <di:BPMNDiagram id="diagram"><di:BPMNPlane id="plane" bpmnElement="%1$s">%3$s</di:BPMNPlane></di:BPMNDiagram>
                </bpmn:definitions>""".formatted(key, model, drawn).getBytes(StandardCharsets.UTF_8);
        String deployment = repository
                .createDeployment()
                .addInputStream(key + ".bpmn", new java.io.ByteArrayInputStream(xml))
                .deploy()
                .getId();
        return repository
                .createProcessDefinitionQuery()
                .deploymentId(deployment)
                .singleResult();
    }

    /** Passages as the engine keeps them, one an hour back from noon of a day; of different lengths, some broken off. */
    private void passages(ProcessDefinition definition, String element, String instance, LocalDate last, int number) {
        jdbc.sql("""
                        insert into act_hi_actinst (id_, proc_def_key_, proc_def_id_, proc_inst_id_, execution_id_, act_id_,
                               act_type_, start_time_, end_time_, act_inst_state_, sequence_counter_)
                        select gen_random_uuid()::text, :key, :definition, :instance, :instance, :element,
                               'intermediateNoneThrowEvent', e.at - make_interval(secs => e.n * e.n % 7919), e.at,
                               case when e.n % 10 = 0 then 2 else 0 end, e.n
                          from (select n, cast(:last as timestamp) + interval '12 hours' - make_interval(hours => n) as at
                                  from generate_series(1, :number) n) e""")
                .param("key", key)
                .param("definition", definition.getId())
                .param("instance", instance)
                .param("element", element)
                .param("last", last)
                .param("number", number)
                .update();
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
        passages(first, "event_1", "i1", last, 300);
        passages(first, "event_2", "i1", last, 40);
        // whoever breaks off in the middle has counted nothing
        transaction.executeWithoutResult(status -> {
            rollUp.count(100);
            status.setRollbackOnly();
        });
        rollUp.count(50);
        passages(second, "event_1", "i2", last, 1000);
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
        // of one day alone, and of a loop that went round a thousand times
        assertThat(byElement(heat("?version=1&from=2025-03-13&to=2025-03-13"))
                        .get("event_1")
                        .get("count")
                        .asLong())
                .isEqualTo(dayOf(first, "event_1", LocalDate.of(2025, 3, 13)));
        assertThat(byElement(heat("")).get("event_1").get("count").asLong()).isEqualTo(900);
    }

    private long dayOf(ProcessDefinition definition, String element, LocalDate day) {
        List<java.sql.Timestamp> ends = jdbc.sql("""
                        select end_time_ from act_hi_actinst
                         where proc_def_id_ = :id and act_id_ = :element and act_inst_state_ <> 2""")
                .param("id", definition.getId())
                .param("element", element)
                .query(java.sql.Timestamp.class)
                .list();
        return ends.stream()
                .filter(end ->
                        org.xieban.trace.OfficialTime.dayOf(end.toInstant()).equals(day))
                .count();
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
        passages(deploy(1), "event_1", "i1", LocalDate.of(2025, 3, 14), 3);
        rollUp.catchUp();
        page("").andExpect(status().isOk())
                .andExpect(content().string(containsString("&lt;script&gt;alert(1)")))
                .andExpect(content().string(not(containsString(SCRIPT))));
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
