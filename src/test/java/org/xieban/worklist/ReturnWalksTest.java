package org.xieban.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.test.context.TestSecurityContextHolder;
import org.xieban.XiebanTest;
import org.xieban.casefile.CaseCalls;
import org.xieban.engine.Processes;
import org.xieban.engine.TestModels;
import org.xieban.engine.Variable;

/** However tasks are done, sent back and taken back, no token is lost or doubled, and no task or clock is left behind. */
@XiebanTest
class ReturnWalksTest extends OneCaseTest {

    private static final String PROCESS = "returnWalks";
    private static final String OFFICER = "handler.li";
    private static final int ACTS = 20;

    @Autowired
    Processes processes;

    @Autowired
    RepositoryService repository;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService engineTasks;

    @Autowired
    Reconciliation reconciliation;

    ReturnWalksTest() {
        super("陈老莲");
    }

    /** A step, two branches beside each other of which one asks three at once, a step behind them, and a way back. */
    @BeforeEach
    void begin() {
        BpmnModelInstance model = Bpmn.createExecutableProcess(PROCESS)
                .camundaHistoryTimeToLiveString("P30D")
                .startEvent()
                .userTask("userTask_first")
                .camundaCandidateGroups("spj.handler")
                .parallelGateway("gateway_fork")
                .userTask("userTask_left")
                .camundaCandidateGroups("spj.handler")
                .userTask("userTask_leftNext")
                .camundaCandidateGroups("spj.handler")
                .parallelGateway("gateway_join")
                .userTask("userTask_last")
                .camundaCandidateGroups("spj.handler")
                .exclusiveGateway("gateway_isRight")
                .condition("yes", "${outcome == 'yes'}")
                .endEvent("event_done")
                .moveToNode("gateway_isRight")
                .condition("no", "${outcome == 'no'}")
                .connectTo("userTask_first")
                .moveToNode("gateway_fork")
                .userTask("userTask_right")
                .camundaCandidateGroups("spj.handler")
                .multiInstance()
                .parallel()
                .cardinality("3")
                .multiInstanceDone()
                .userTask("userTask_rightNext")
                .camundaCandidateGroups("spj.handler")
                .connectTo("gateway_join")
                .done();
        TestModels.withFormAndTerm(model);
        repository
                .createDeployment()
                .name("xieban.test.returns")
                .enableDuplicateFiltering(false)
                .addInputStream("return-walks.bpmn", stream(Bpmn.convertToString(model)))
                .addInputStream("boundary-test.form", stream(TestModels.form()))
                .deploy();
        TestSecurityContextHolder.clearContext();
        processes.start(PROCESS, caseNo, List.of(Variable.text("leadDepartment").is("spj")));
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<Task> open() {
        return engineTasks
                .createTaskQuery()
                .processInstanceBusinessKey(caseNo)
                .processDefinitionKey(PROCESS)
                .orderByTaskId()
                .asc()
                .list();
    }

    private String open(String step) {
        return open().stream()
                .filter(each -> each.getTaskDefinitionKey().equals(step))
                .map(Task::getId)
                .findFirst()
                .orElseThrow(() -> new AssertionError(step + " is not open, but " + steps()));
    }

    private List<String> steps() {
        return open().stream()
                .map(each -> each.getTaskDefinitionKey().replace("userTask_", ""))
                .sorted()
                .toList();
    }

    private int does(String operation, String taskId, Map<String, ?> body) throws Exception {
        return calls.post(OFFICER, "/tasks/" + taskId + "/" + operation, new ObjectMapper().writeValueAsString(body))
                .andReturn()
                .getResponse()
                .getStatus();
    }

    private void completes(String taskId, String outcome) throws Exception {
        assertThat(does("complete", taskId, Map.of("variables", Map.of("remark", "x", "outcome", outcome))))
                .isEqualTo(200);
    }

    private void back(String from, String to) throws Exception {
        String taskId = open("userTask_" + from);
        does("claim", taskId, Map.of());
        assertThat(does("return", taskId, Map.of("toStep", "userTask_" + to, "reason", "重办")))
                .isEqualTo(200);
    }

    private Set<String> targets(String from) throws Exception {
        String taskId = open("userTask_" + from);
        does("claim", taskId, Map.of());
        Set<String> targets = new TreeSet<>();
        CaseCalls.json(calls.get(OFFICER, "/tasks/{id}/returnTargets", taskId)).forEach(each -> {
            Set<String> withdraws = new TreeSet<>();
            each.get("withdraws")
                    .forEach(other -> withdraws.add(other.get("step").asText().replace("userTask_", "")));
            targets.add(each.get("step").asText().replace("userTask_", "") + withdraws);
        });
        return targets;
    }

    @Test
    void whatStandsBesideIsWithdrawnOnlyWhereTheStepComesBeforeBothBranches() throws Exception {
        completes(open("userTask_first"), "yes");
        assertThat(targets("left")).containsExactly("first[right]");
        completes(open("userTask_left"), "yes");
        assertThat(targets("leftNext")).containsExactly("first[right]", "left[]");
        back("leftNext", "left");
        assertThat(steps()).containsExactly("left", "right", "right", "right");

        for (int department = 0; department < 3; department++) {
            completes(open("userTask_right"), "yes");
        }
        completes(open("userTask_rightNext"), "yes");
        // one token waits where the branches meet
        assertThat(steps()).containsExactly("left");
        assertThat(targets("left")).containsExactly("first[]");
        completes(open("userTask_left"), "yes");
        back("leftNext", "left");
        completes(open("userTask_left"), "yes");
        completes(open("userTask_leftNext"), "yes");
        assertThat(steps()).containsExactly("last");
        back("last", "first");
        assertThat(steps()).containsExactly("first");
        completes(open("userTask_first"), "yes");
        assertThat(steps()).containsExactly("left", "right", "right", "right");
        back("left", "first");
        assertThat(steps()).containsExactly("first");
        consistent();
    }

    /** A token behind both branches was made of two: led back into one of them, it would wait for the other for ever. */
    @Test
    void whereBranchesHaveMetNobodyIsLedBackIntoOneOfThem() throws Exception {
        completes(open("userTask_first"), "yes");
        completes(open("userTask_left"), "yes");
        completes(open("userTask_leftNext"), "yes");
        for (int department = 0; department < 3; department++) {
            completes(open("userTask_right"), "yes");
        }
        completes(open("userTask_rightNext"), "yes");
        assertThat(targets("last")).containsExactly("first[]");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noTokenIsLostOrDoubledOnAWalkOfManyReturns(long seed) throws Exception {
        Random random = new Random(seed);
        List<String> done = new ArrayList<>();
        List<String> walk = new ArrayList<>();
        for (int act = 0; act < ACTS; act++) {
            List<Task> open = open();
            assertThat(open).as("after %s", walk).isNotEmpty();
            String taskId = open.get(random.nextInt(open.size())).getId();
            String step = open.stream()
                    .filter(each -> each.getId().equals(taskId))
                    .findFirst()
                    .orElseThrow()
                    .getTaskDefinitionKey();
            switch (random.nextInt(5)) {
                case 0, 1, 2 -> {
                    walk.add("done " + step);
                    completes(taskId, step.equals("userTask_last") ? "no" : "yes");
                    done.add(taskId);
                }
                case 3 -> {
                    does("claim", taskId, Map.of());
                    List<String> targets = new ArrayList<>();
                    CaseCalls.json(calls.get(OFFICER, "/tasks/{id}/returnTargets", taskId))
                            .forEach(each -> targets.add(each.get("step").asText()));
                    if (!targets.isEmpty()) {
                        String to = targets.get(random.nextInt(targets.size()));
                        walk.add(step + " back to " + to);
                        assertThat(does("return", taskId, Map.of("toStep", to, "reason", "重办")))
                                .as("%s", walk)
                                .isEqualTo(200);
                    }
                }
                default -> {
                    if (!done.isEmpty()) {
                        String last = done.get(done.size() - 1);
                        walk.add("taken back " + does("withdraw", last, Map.of()));
                    }
                }
            }
            List<String> tokens = tokens();
            assertThat(whole(tokens)).as("%s after %s", tokens, walk).isTrue();
        }
        consistent();
        // and it still comes to its end
        for (int left = 0; left < 20 && !open().isEmpty(); left++) {
            completes(open().get(0).getId(), "yes");
        }
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(caseNo)
                        .processDefinitionKey(PROCESS)
                        .count())
                .as("after %s", walk)
                .isZero();
        consistent();
    }

    /** Where tokens stand; what asks three at once is one, and one that waits for another stands at the join. */
    private List<String> tokens() {
        String instance = runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(caseNo)
                .processDefinitionKey(PROCESS)
                .singleResult()
                .getId();
        List<String> tokens = new ArrayList<>();
        for (ActivityInstance each : runtime.getActivityInstance(instance).getChildActivityInstances()) {
            tokens.add(each.getActivityId().replace("userTask_", "").replace("#multiInstanceBody", ""));
        }
        return tokens;
    }

    /** One outside of the branches; within them one in each, of which one may wait for the other. */
    private static boolean whole(List<String> tokens) {
        List<String> sides = tokens.stream()
                .map(each -> each.startsWith("left") ? "left" : each.startsWith("right") ? "right" : each)
                .sorted()
                .toList();
        return Set.of(
                        List.of("first"),
                        List.of("last"),
                        List.of("left", "right"),
                        List.of("gateway_join", "left"),
                        List.of("gateway_join", "right"))
                .contains(sides);
    }

    private void consistent() {
        assertThat(reconciliation.compare().findings()).noneMatch(finding -> caseNo.equals(finding.caseNo()));
        assertThat(jdbc.sql("""
                        select count(*) from clock c where c.case_no = :case and c.kind = 'STEP' and c.ended_at is null
                           and not exists (select from work_item w where w.task_id = c.task_id and w.closed_at is null)""").param("case", caseNo).query(Long.class).single())
                .as("clocks of steps that nobody does any more")
                .isZero();
    }
}
