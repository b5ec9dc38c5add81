package org.xieban.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.event.ApplicationListenerMethodAdapter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.test.context.TestSecurityContextHolder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.HttpCalls;
import org.xieban.XiebanTest;
import org.xieban.engine.Processes;
import org.xieban.engine.TasksMoved;
import org.xieban.engine.TestModels;
import org.xieban.engine.Variable;
import org.xieban.worklist.Reconciliation.Fault;
import org.xieban.worklist.Reconciliation.Finding;

/** The work list is proved equal to the engine's tasks, whatever was done to them, by whom and at once with what. */
@XiebanTest
class ReconciliationTest {

    private static final String PROCESS = "reconciliationTest";
    private static final List<String> STEPS = List.of("userTask_one", "userTask_other", "userTask_last");
    private static final String GOOD = "{\"variables\": {\"remark\": \"好\", \"outcome\": \"yes\"}}";

    @Autowired
    Reconciliation reconciliation;

    @Autowired
    Reconcile command;

    @Autowired
    TasksOfCases cases;

    @Autowired
    Processes processes;

    @Autowired
    TaskService tasks;

    @Autowired
    RuntimeService runtime;

    @Autowired
    RepositoryService repository;

    @Autowired
    ApplicationEventMulticaster events;

    @Autowired
    UserDetailsService people;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    MockMvc mvc;

    @LocalServerPort
    int port;

    private final List<ApplicationListenerMethodAdapter> broken = new ArrayList<>();
    private final Set<String> caseNos = new TreeSet<>();

    @BeforeEach
    void models() {
        deploy("复核");
    }

    @AfterEach
    void mend() {
        broken.forEach(events::addApplicationListener);
        TestSecurityContextHolder.clearContext();
        reconciliation.repair();
    }

    /** Two branches side by side, one of them three times, and a step behind both. */
    private void deploy(String nameOfTheLastStep) {
        BpmnModelInstance model = Bpmn.createExecutableProcess(PROCESS)
                .camundaHistoryTimeToLiveString("P30D")
                .startEvent()
                .parallelGateway("gateway_fork")
                .userTask("userTask_one")
                .name("主办")
                .camundaCandidateGroups("spj.handler")
                .parallelGateway("gateway_join")
                .userTask("userTask_last")
                .name(nameOfTheLastStep)
                .camundaCandidateGroups("spj.handler")
                .endEvent()
                .moveToNode("gateway_fork")
                .userTask("userTask_other")
                .name("协办")
                .camundaCandidateGroups("spj.handler,sthj.handler")
                .multiInstance()
                .parallel()
                .cardinality("3")
                .multiInstanceDone()
                .connectTo("gateway_join")
                .done();
        TestModels.withFormAndTerm(model);
        repository
                .createDeployment()
                .name("xieban.test.reconciliation")
                .enableDuplicateFiltering(false)
                .addInputStream("reconciliation-test.bpmn", stream(Bpmn.convertToString(model)))
                .addInputStream("boundary-test.form", stream(TestModels.form()))
                .deploy();
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private String begin() throws Exception {
        String caseNo = cases.calls().registered("尤三姐");
        TestSecurityContextHolder.clearContext();
        processes.start(PROCESS, caseNo, List.of(Variable.text("leadDepartment").is("spj")));
        caseNos.add(caseNo);
        return caseNo;
    }

    private List<Task> open(String caseNo) {
        return tasks.createTaskQuery()
                .processInstanceBusinessKey(caseNo)
                .processDefinitionKey(PROCESS)
                .list();
    }

    /** Other tests write rows of their own, which no engine knows. */
    private List<Finding> found() {
        return reconciliation.compare().findings().stream()
                .filter(finding -> caseNos.contains(finding.caseNo()))
                .toList();
    }

    /** One thing that somebody does to a case by one of the ways there are; it may be refused. */
    private final class Somebody implements Callable<Integer> {

        private final Random random;
        private final List<String> mine;
        private final int acts;
        private final HttpCalls http = new HttpCalls(port);

        Somebody(long seed, List<String> mine, int acts) {
            this.random = new Random(seed);
            this.mine = mine;
            this.acts = acts;
        }

        @Override
        public Integer call() throws Exception {
            int done = 0;
            for (int act = 0; act < acts; act++) {
                done += act(mine.get(random.nextInt(mine.size()))) ? 1 : 0;
            }
            return done;
        }

        private boolean act(String caseNo) throws Exception {
            List<Task> open = open(caseNo);
            if (open.isEmpty()) {
                return false;
            }
            Task task = open.get(random.nextInt(open.size()));
            String instance = task.getProcessInstanceId();
            String officer = random.nextBoolean() ? "handler.li" : "handler.qian";
            int status =
                    switch (random.nextInt(14)) {
                        case 0, 1 -> ours(officer, task, "claim", "");
                        case 2 -> ours(officer, task, "release", "");
                        case 3, 4, 5 -> ours(officer, task, "complete", GOOD);
                        case 6 -> tasklist(officer, task, "claim", "{\"userId\": \"%s\"}".formatted(officer));
                        case 7 -> tasklist(officer, task, "unclaim", "{}");
                        case 8 -> tasklist(officer, task, "submit-form", """
                                {"variables": {"remark": {"value": "好"}, "outcome": {"value": "no"}}}""");
                        case 9 ->
                            rest(instance + "/modification", """
                                {"skipCustomListeners": true, "instructions": [
                                  {"type": "startBeforeActivity", "activityId": "%s"},
                                  {"type": "cancel", "activityInstanceId": "%s"}]}""".formatted(
                                            STEPS.get(random.nextInt(STEPS.size())), activityInstance(task)));
                        case 10 ->
                            http.put(
                                    "sysadmin.yu",
                                    "/engine-rest/process-instance/" + instance + "/suspended",
                                    "{\"suspended\": %s}".formatted(random.nextBoolean()));
                        case 11 -> migrate(task);
                        case 12 -> change(task, officer);
                        default -> random.nextInt(4) == 0 ? delete(instance) : 409;
                    };
            return status < 300;
        }

        private int ours(String officer, Task task, String what, String body) throws Exception {
            int status = http.post(officer, "/api/v1/tasks/" + task.getId() + "/" + what, body);
            assertThat(status).as(what).isLessThan(500);
            return status;
        }

        private int tasklist(String officer, Task task, String what, String body) throws Exception {
            return http.postToWebApp(
                    officer, "/camunda/api/engine/engine/default/task/" + task.getId() + "/" + what, body);
        }

        private int rest(String path, String body) throws Exception {
            return http.post("sysadmin.yu", "/engine-rest/process-instance/" + path, body);
        }

        private String activityInstance(Task task) {
            return String.valueOf(jdbc.sql("select act_inst_id_ from act_ru_execution where id_ = :id")
                    .param("id", task.getExecutionId())
                    .query(String.class)
                    .optional()
                    .orElse("gone"));
        }

        /** To the newest version, in which the steps bear other names. */
        private int migrate(Task task) throws Exception {
            String target = repository
                    .createProcessDefinitionQuery()
                    .processDefinitionKey(PROCESS)
                    .latestVersion()
                    .singleResult()
                    .getId();
            String steps = String.join(
                    ",", STEPS.stream().map(step -> """
                                    {"sourceActivityIds": ["%s"], "targetActivityIds": ["%s"]}""".formatted(step, step)).toList());
            return http.post("sysadmin.yu", "/engine-rest/migration/execute", """
                    {"migrationPlan": {"sourceProcessDefinitionId": "%s", "targetProcessDefinitionId": "%s",
                      "instructions": [%s,
                        {"sourceActivityIds": ["userTask_other#multiInstanceBody"],
                         "targetActivityIds": ["userTask_other#multiInstanceBody"]}]},
                     "processInstanceIds": ["%s"]}""".formatted(
                            task.getProcessDefinitionId(), target, steps, task.getProcessInstanceId()));
        }

        /** What Java code of a model may do. */
        private int change(Task task, String officer) {
            try {
                switch (random.nextInt(4)) {
                    case 0 -> tasks.setAssignee(task.getId(), officer);
                    case 1 -> tasks.setPriority(task.getId(), random.nextInt(100));
                    case 2 -> tasks.addCandidateGroup(task.getId(), "xfjy.handler");
                    default -> tasks.deleteCandidateGroup(task.getId(), "xfjy.handler");
                }
                return 204;
            } catch (RuntimeException refused) {
                return 409;
            }
        }

        private int delete(String instance) {
            try {
                runtime.deleteProcessInstance(instance, "by mistake");
                return 204;
            } catch (RuntimeException refused) {
                return 409;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void afterAnythingThatAnybodyDidTheWorkListSaysWhatTheEngineSays(long seed) throws Exception {
        List<String> all = new ArrayList<>();
        for (int number = 0; number < 8; number++) {
            all.add(begin());
        }
        deploy("复核 " + seed);
        ExecutorService several = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 3; round++) {
                List<Callable<Integer>> everybody = new ArrayList<>();
                for (int one = 0; one < 4; one++) {
                    everybody.add(new Somebody(seed * 100 + round * 10L + one, all, 15));
                }
                int done = 0;
                for (Future<Integer> each : several.invokeAll(everybody)) {
                    done += each.get();
                }
                assertThat(done).as("what was not refused").isPositive();
                assertThat(found()).as("after round " + round).isEmpty();
            }
        } finally {
            several.shutdown();
        }
    }

    @Test
    void aListenerThatIsBrokenIsFoundOutExactlyAndWhatItMissedIsRepaired() throws Exception {
        begin();
        breakListenerFor(TasksMoved.class);
        String unheard = begin();
        Set<String> missed = new TreeSet<>(tasks.createTaskQuery().processInstanceBusinessKey(unheard).list().stream()
                .map(Task::getId)
                .toList());

        assertThat(found()).allSatisfy(finding -> assertThat(finding.fault()).isEqualTo(Fault.MISSING));
        assertThat(new TreeSet<>(found().stream().map(Finding::taskId).toList()))
                .isEqualTo(missed);

        assertThat(String.join("\n", command.carryOut())).contains("待办中缺少", unheard);
        assertThat(found()).isEmpty();
        assertThat(jdbc.sql("select count(*) from trace_entry where case_no = :no and act = 'worklist.repaired'")
                        .param("no", unheard)
                        .query(Integer.class)
                        .single())
                .isEqualTo(missed.size());
    }

    /** Every other change locks the row of the work list, then the engine's: so does a suspension, or each waits for the other. */
    @Test
    void aSuspensionWaitsForWhoeverIsChangingATaskWithoutHoldingIt() throws Exception {
        String caseNo = begin();
        Task task = open(caseNo).get(0);
        CompletableFuture<Void> suspended = Objects.requireNonNull(transaction.execute(status -> {
            jdbc.sql("select from work_item where task_id = :id for update")
                    .param("id", task.getId())
                    .query()
                    .listOfRows();
            CompletableFuture<Void> suspension =
                    CompletableFuture.runAsync(() -> runtime.suspendProcessInstanceById(task.getProcessInstanceId()));
            Awaitility.await().until(() -> jdbc.sql("select exists (select from pg_locks where not granted)")
                    .query(Boolean.class)
                    .single());
            jdbc.sql("update act_ru_task set priority_ = priority_ where id_ = :id")
                    .param("id", task.getId())
                    .update();
            return suspension;
        }));
        suspended.get(20, TimeUnit.SECONDS);
        assertThat(open(caseNo)).allMatch(Task::isSuspended);
        assertThat(found()).isEmpty();
    }

    @Test
    void whatIsLeftOverIsClosedAsItEndedInTheEngine() throws Exception {
        String caseNo = begin();
        Task one = open(caseNo).stream()
                .filter(task -> task.getTaskDefinitionKey().equals("userTask_one"))
                .findFirst()
                .orElseThrow();
        new HttpCalls(port).post("handler.li", "/api/v1/tasks/" + one.getId() + "/complete", GOOD);
        jdbc.sql("update work_item set closed_at = null, closed_by = null, completed = false where task_id = :id")
                .param("id", one.getId())
                .update();

        assertThat(found())
                .singleElement()
                .isEqualTo(new Finding(Fault.LEFT_OVER, one.getId(), caseNo, "userTask_one", Map.of()));
        reconciliation.repair();
        assertThat(jdbc.sql("select closed_by || ' ' || completed from work_item where task_id = :id")
                        .param("id", one.getId())
                        .query(String.class)
                        .single())
                .isEqualTo("handler.li true");
    }

    @Test
    void eachFieldThatDiffersIsNamedOnThePageAndMended() throws Exception {
        String caseNo = begin();
        String task = open(caseNo).get(0).getId();
        jdbc.sql("update work_item set assignee = 'nobody', priority = 3, lamp = 'RED' where task_id = :id")
                .param("id", task)
                .update();
        var administrator = user(people.loadUserByUsername("sysadmin.yu"));

        MvcResult compared = mvc.perform(post("/worklist/reconciliation/comparisons")
                        .with(administrator)
                        .with(csrf()))
                .andExpect(status().is3xxRedirection())
                .andExpect(flash().attributeExists("report"))
                .andReturn();
        assertThat(found()).singleElement().satisfies(finding -> assertThat(finding.fields())
                .containsExactly("assignee", "lamp", "priority"));
        mvc.perform(get("/worklist/reconciliation").with(administrator).flashAttrs(compared.getFlashMap()))
                .andExpect(content().string(containsString(caseNo)))
                .andExpect(content().string(containsString("按流程引擎修复")));
        mvc.perform(post("/worklist/reconciliation/repairs").with(administrator).with(csrf()));
        assertThat(found()).isEmpty();
    }

    private void breakListenerFor(Class<?> event) {
        events.removeApplicationListeners(listener -> {
            boolean ours = listener instanceof ApplicationListenerMethodAdapter method
                    && method.getListenerId().contains(WorkItemProjection.class.getName())
                    && method.getListenerId().contains(event.getSimpleName());
            if (ours) {
                broken.add((ApplicationListenerMethodAdapter) listener);
            }
            return ours;
        });
        assertThat(broken).as("the listener of " + event).hasSize(1);
    }
}
