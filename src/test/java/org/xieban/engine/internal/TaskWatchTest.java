package org.xieban.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.test.context.support.WithUserDetails;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.xieban.XiebanTest;
import org.xieban.engine.OpenTask;
import org.xieban.engine.ProcessEnded;
import org.xieban.engine.Processes;
import org.xieban.engine.TaskChanged;
import org.xieban.engine.TaskOpened;
import org.xieban.engine.Tasks;
import org.xieban.engine.TasksMoved;
import org.xieban.engine.TasksSuspended;
import org.xieban.engine.TestModels;
import org.xieban.engine.Variable;

/** Nothing happens to a task of which the rest of the product does not hear, and it hears of it once. */
@XiebanTest
@RecordApplicationEvents
class TaskWatchTest {

    @Autowired
    private Processes processes;

    @Autowired
    private Tasks tasks;

    @Autowired
    private TaskService engineTasks;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private ApplicationEvents events;

    private String caseNo;

    @BeforeEach
    void aCaseAtItsFirstStep() {
        TestModels.deploy(repository);
        caseNo = "T-" + UUID.randomUUID().toString().substring(0, 12).toUpperCase();
        processes.start(
                TestModels.PROCESS,
                caseNo,
                List.of(Variable.text("leadDepartment").is("spj")));
    }

    private List<String> heard() {
        List<String> heard = new ArrayList<>();
        events.stream(Object.class).forEach(event -> {
            if (event instanceof TaskOpened opened && opened.task().caseNo().equals(caseNo)) {
                heard.add("opened " + opened.task().step());
            } else if (event instanceof TaskChanged changed
                    && changed.task().caseNo().equals(caseNo)) {
                heard.add("changed " + changed.task().step());
            } else if (event instanceof TasksMoved moved) {
                moved.closed().stream()
                        .filter(closed -> closed.caseNo().equals(caseNo))
                        .forEach(closed ->
                                heard.add((closed.completed() ? "completed " : "withdrawn ") + closed.step()));
            } else if (event instanceof ProcessEnded ended && ended.caseNo().equals(caseNo)) {
                heard.add("ended");
            }
        });
        events.clear();
        return heard;
    }

    private String task() {
        return engineTasks
                .createTaskQuery()
                .processInstanceBusinessKey(caseNo)
                .singleResult()
                .getId();
    }

    private ProcessInstance instance() {
        return runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(caseNo)
                .singleResult();
    }

    @Test
    void anOpenedTaskIsToldWithAllThatAListNeeds() {
        OpenTask task =
                events.stream(TaskOpened.class).findFirst().orElseThrow().task();
        assertThat(task.caseNo()).isEqualTo(caseNo);
        assertThat(task.processKey()).isEqualTo(TestModels.PROCESS);
        assertThat(task.step()).isEqualTo(TestModels.FIRST);
        assertThat(task.stepName()).isEqualTo("初审");
        assertThat(task.candidateGroups()).isEqualTo(Set.of("spj.handler"));
        assertThat(task.assignee()).isNull();
        assertThat(task.suspended()).isFalse();
        assertThat(task.term()).isEqualTo(new OpenTask.StepTerm(2, "WORKING_DAY"));
        assertThat(task.dueAt()).as("due when its term ends").isAfter(task.createdAt());
    }

    @Test
    @WithUserDetails("handler.li")
    void aCommandThatTakesCompletesAndOpensIsToldAsOne() {
        heard();
        tasks.complete(task(), "handler.li", Map.of("remark", "好", "outcome", "yes"));
        assertThat(heard()).containsExactly("completed " + TestModels.FIRST, "opened " + TestModels.SECOND);
        tasks.complete(task(), "approver.wang", Map.of("remark", "好", "outcome", "yes"));
        assertThat(heard()).containsExactlyInAnyOrder("completed " + TestModels.SECOND, "ended");
    }

    @Test
    @WithUserDetails("handler.li")
    void takingAndGivingBackAreChanges() {
        heard();
        tasks.claim(task(), "handler.li");
        assertThat(heard()).containsExactly("changed " + TestModels.FIRST);
        tasks.release(task(), "handler.li");
        assertThat(heard()).containsExactly("changed " + TestModels.FIRST);
    }

    @Test
    void tokensMovedByAnOperatorAreSeenEvenWhenHeSkipsListeners() {
        heard();
        runtime.createProcessInstanceModification(instance().getId())
                .cancelAllForActivity(TestModels.FIRST)
                .startBeforeActivity(TestModels.SECOND)
                .execute(true, true);
        assertThat(heard()).containsExactlyInAnyOrder("withdrawn " + TestModels.FIRST, "opened " + TestModels.SECOND);
    }

    @Test
    void suspensionAndItsEndAreSeen() {
        heard();
        String task = engineTasks
                .createTaskQuery()
                .processInstanceId(instance().getId())
                .singleResult()
                .getId();
        runtime.suspendProcessInstanceById(instance().getId());
        assertThat(events.stream(TasksSuspended.class)).containsExactly(new TasksSuspended(Map.of(task, true)));
        events.clear();
        runtime.activateProcessInstanceById(instance().getId());
        assertThat(events.stream(TasksSuspended.class)).containsExactly(new TasksSuspended(Map.of(task, false)));
    }

    @Test
    void aDeletedInstanceLeavesNoTask() {
        heard();
        runtime.deleteProcessInstance(instance().getId(), "test", true);
        assertThat(heard()).contains("withdrawn " + TestModels.FIRST);
    }

    @Test
    void aMigratedTaskIsSeen() {
        heard();
        String version = instance().getProcessDefinitionId();
        var again = repository
                .createDeployment()
                .name("xieban.test")
                .addModelInstance("boundary-test.bpmn", renamed())
                .addString("boundary-test.form", TestModels.form())
                .deployWithResult()
                .getDeployedProcessDefinitions()
                .get(0);
        runtime.newMigration(runtime.createMigrationPlan(version, again.getId())
                        .mapEqualActivities()
                        .build())
                .processInstanceIds(instance().getId())
                .execute();
        assertThat(heard()).contains("changed " + TestModels.FIRST);
    }

    private static org.camunda.bpm.model.bpmn.BpmnModelInstance renamed() {
        var model = TestModels.process();
        org.camunda.bpm.model.bpmn.instance.UserTask first = model.getModelElementById(TestModels.FIRST);
        first.setName("初审(改)");
        return model;
    }
}
