package org.xieban.timelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.XiebanTest;
import org.xieban.casefile.CaseCalls;
import org.xieban.engine.Processes;
import org.xieban.engine.TestModels;
import org.xieban.engine.Variable;
import org.xieban.trace.OfficialTime;

/** A model hears of the lamps that it waits for, and of no other; one that fails is alone with it. */
@XiebanTest
class ModelHearsOfLampsTest {

    private static final String PROCESS = "lampsTest";
    private static final String WORK = "userTask_work";
    private static final String BESIDE = "userTask_beside";
    private static final String URGED = "userTask_urged";
    private static final String TAKEN_OVER = "userTask_takenOver";
    private static final String CASE_LATE = "userTask_caseLate";
    private static final Variable<Boolean> FAILS = FailingStep.FAILS;

    @Autowired
    MockMvc mvc;

    @Autowired
    RepositoryService repository;

    @Autowired
    TaskService tasks;

    @Autowired
    Processes processes;

    @Autowired
    Sweep sweep;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    /** Two steps at once; of the first one, yellow is told to somebody beside, and red takes it away from who has it. */
    private static BpmnModelInstance model() {
        BpmnModelInstance model = Bpmn.createExecutableProcess(PROCESS)
                .camundaHistoryTimeToLiveString("P30D")
                .startEvent()
                .parallelGateway("gateway_fork")
                .userTask(WORK)
                .name("办理")
                .camundaCandidateGroups("spj.handler")
                .endEvent()
                .moveToNode("gateway_fork")
                .userTask(BESIDE)
                .name("并行办理")
                .camundaCandidateGroups("spj.handler")
                .endEvent()
                .moveToActivity(WORK)
                .boundaryEvent("event_workYellow")
                .cancelActivity(false)
                .message("timelimit.stepYellow")
                .userTask(URGED)
                .name("催办")
                .camundaCandidateGroups("spj.section-head")
                .endEvent()
                .moveToActivity(WORK)
                .boundaryEvent("event_workRed")
                .message("timelimit.stepRed")
                .serviceTask("serviceTask_fail")
                .camundaDelegateExpression("${failingStep}")
                .userTask(TAKEN_OVER)
                .name("接办")
                .camundaCandidateGroups("spj.section-head")
                .endEvent()
                .moveToActivity(BESIDE)
                .boundaryEvent("event_caseLate")
                .cancelActivity(false)
                .message("timelimit.acceptanceRed")
                .userTask(CASE_LATE)
                .name("说明")
                .camundaCandidateGroups("spj.section-head")
                .endEvent()
                .done();
        for (UserTask task : model.getModelElementsByType(UserTask.class)) {
            Map<String, String> term = new HashMap<>(Map.of("termAmount", "3", "termUnit", "WORKING_DAY"));
            if (task.getId().equals(BESIDE)) {
                term.putAll(Map.of(
                        "yellowAmount", "2",
                        "yellowUnit", "WORKING_DAY",
                        "warnHead", "false",
                        "warnSupervision", "false"));
            }
            TestModels.step(task, "latest", term);
        }
        return model;
    }

    @BeforeEach
    void aModel() {
        TestModels.deploy(repository);
        repository
                .createDeployment()
                .name("xieban.lamps-test")
                .enableDuplicateFiltering(false)
                .addInputStream(
                        "lamps-test.bpmn",
                        new ByteArrayInputStream(Bpmn.convertToString(model()).getBytes(StandardCharsets.UTF_8)))
                .deploy();
        sweep.sweep();
    }

    private String aCase(boolean fails) throws Exception {
        String caseNo = new CaseCalls(mvc).registered("模型明");
        processes.start(PROCESS, caseNo, List.of(FAILS.is(fails)));
        return caseNo;
    }

    private List<String> open(String caseNo) {
        return tasks.createTaskQuery().processInstanceBusinessKey(caseNo).processDefinitionKey(PROCESS).list().stream()
                .map(Task::getTaskDefinitionKey)
                .sorted()
                .toList();
    }

    /** Lets the clock of a step, or of a case, have been yellow or red for a minute. */
    private void lamp(String caseNo, ClockKind kind, String step, boolean red) {
        Instant now = clock.instant();
        jdbc.sql("""
                update clock set yellow_at = :yellow, due_at = :due, next_change_at = :yellow
                 where case_no = :case and kind = :kind and (kind <> 'STEP' or step = :step) and ended_at is null""")
                .param("yellow", OfficialTime.of(now.minus(Duration.ofMinutes(2))))
                .param("due", OfficialTime.of(red ? now.minus(Duration.ofMinutes(1)) : now.plusSeconds(3600)))
                .param("case", caseNo)
                .param("kind", kind.name())
                .param("step", step)
                .update();
    }

    @Test
    void aStepsOwnEventsHearOfItsLampsAndThoseOfOtherStepsDoNot() throws Exception {
        String caseNo = aCase(false);

        lamp(caseNo, ClockKind.STEP, BESIDE, true);
        sweep.sweep();
        assertThat(open(caseNo)).containsExactly(BESIDE, WORK);

        lamp(caseNo, ClockKind.STEP, WORK, false);
        sweep.sweep();
        assertThat(open(caseNo)).containsExactly(BESIDE, URGED, WORK);

        lamp(caseNo, ClockKind.STEP, WORK, true);
        sweep.sweep();
        assertThat(open(caseNo)).containsExactly(BESIDE, TAKEN_OVER, URGED);
    }

    @Test
    void whoSleptThroughYellowHearsOfItBeforeRed() throws Exception {
        String caseNo = aCase(false);

        lamp(caseNo, ClockKind.STEP, WORK, true);
        sweep.sweep();

        assertThat(open(caseNo)).containsExactly(BESIDE, TAKEN_OVER, URGED);
    }

    @Test
    void theLampsOfACaseAreHeardWhereverItsModelWaits() throws Exception {
        String caseNo = aCase(false);

        lamp(caseNo, ClockKind.ACCEPTANCE, null, true);
        sweep.sweep();

        assertThat(open(caseNo)).containsExactly(BESIDE, CASE_LATE, WORK);
    }

    @Test
    void nothingIsKeptForModelsThatDoNotWait() throws Exception {
        String caseNo = new CaseCalls(mvc).registered("模型静");
        lamp(caseNo, ClockKind.STEP, "userTask_reviewMaterials", true);
        sweep.sweep();

        assertThat(messages(caseNo)).isEmpty();
    }

    private List<String> messages(String caseNo) {
        return jdbc.sql("select message from clock_message where case_no = ? order by id")
                .param(caseNo)
                .query(String.class)
                .list();
    }

    @Test
    void aModelThatFailsStopsNothingElseAndIsTriedAgain() throws Exception {
        String failing = aCase(true);
        String other = aCase(false);
        lamp(failing, ClockKind.STEP, WORK, true);
        lamp(other, ClockKind.STEP, WORK, true);

        sweep.sweep();

        assertThat(open(other)).contains(TAKEN_OVER);
        assertThat(open(failing)).as("where it was").containsExactly(BESIDE, URGED, WORK);
        assertThat(jdbc.sql("select lamp from clock where case_no = ? and step = ?")
                        .params(failing, WORK)
                        .query(String.class)
                        .single())
                .as("it is red all the same")
                .isEqualTo("RED");

        String instance = tasks.createTaskQuery()
                .processInstanceBusinessKey(failing)
                .taskDefinitionKey(WORK)
                .singleResult()
                .getId();
        tasks.setVariable(instance, FAILS.name(), false);
        jdbc.sql("update clock_message set next_try_at = ? where case_no = ? and next_try_at is not null")
                .params(OfficialTime.of(clock.instant()), failing)
                .update();
        sweep.sweep();

        assertThat(open(failing)).containsExactly(BESIDE, TAKEN_OVER, URGED);
    }

    @Test
    void aModelThatAlwaysFailsIsGivenUpAndTheRecordSaysSo() throws Exception {
        String failing = aCase(true);
        lamp(failing, ClockKind.STEP, WORK, true);
        for (int attempt = 0; attempt < 6; attempt++) {
            sweep.sweep();
            jdbc.sql("update clock_message set next_try_at = ? where case_no = ? and next_try_at is not null")
                    .params(OfficialTime.of(clock.instant()), failing)
                    .update();
        }

        assertThat(jdbc.sql("select attempts from clock_message where case_no = ? and message like '%Red'")
                        .param(failing)
                        .query(Integer.class)
                        .single())
                .isEqualTo(5);
        assertThat(jdbc.sql("select count(*) from trace_entry where case_no = ? and act = 'clock.messageGivenUp'")
                        .param(failing)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aModelSaysWhenItsStepsTurnYellowAndWhoIsTold() throws Exception {
        String caseNo = aCase(false);

        assertThat(jdbc.sql("select step from clock where case_no = ? and kind = 'STEP' and yellow_unit is not null")
                        .param(caseNo)
                        .query(String.class)
                        .list())
                .containsExactly(BESIDE);
        assertThat(yellow(caseNo, BESIDE)).isBefore(yellow(caseNo, WORK));
        jdbc.sql("""
                update clock set due_at = :then, yellow_at = :then, next_change_at = :then
                 where case_no = :case and kind = 'STEP'""")
                .param("then", OfficialTime.of(clock.instant().minus(Duration.ofDays(20))))
                .param("case", caseNo)
                .update();
        sweep.sweep();
        assertThat(rungs(caseNo, BESIDE)).containsExactly(1, 2);
        assertThat(rungs(caseNo, WORK)).containsExactly(1, 2, 3, 4);
    }

    private Instant yellow(String caseNo, String step) {
        return jdbc.sql("select yellow_at from clock where case_no = ? and step = ?")
                .params(caseNo, step)
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private List<Integer> rungs(String caseNo, String step) {
        return jdbc.sql("select w.rung from clock_warning w join clock c on c.id = w.clock"
                        + " where c.case_no = ? and c.step = ? order by w.id")
                .params(caseNo, step)
                .query(Integer.class)
                .list();
    }
}
