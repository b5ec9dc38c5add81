package org.xieban.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.test.context.TestSecurityContextHolder;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.casefile.Lamp;
import org.xieban.engine.Processes;
import org.xieban.engine.Tasks;
import org.xieban.engine.TestModels;
import org.xieban.engine.Variable;

/** The work list says what the engine says, whoever changed it there. */
@XiebanTest
class WorkItemProjectionTest {

    private static final String OFFICER = "handler.li";

    @Autowired
    TasksOfCases cases;

    @Autowired
    Processes processes;

    @Autowired
    Tasks tasks;

    @Autowired
    TaskService engineTasks;

    @Autowired
    RuntimeService runtime;

    @Autowired
    RepositoryService repository;

    @Autowired
    WorkItems items;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Clock clock;

    @Autowired
    UserDetailsService people;

    String caseNo;

    @AfterEach
    void signOut() {
        TestSecurityContextHolder.clearContext();
    }

    /** The process of the tests runs beside that of the case; its steps are told apart by their ids. */
    @BeforeEach
    void aCaseAtTheFirstStepOfTheTestsProcess() throws Exception {
        TestModels.deploy(repository);
        caseNo = cases.calls().registered("孔令辉");
        // whoever called the API last would be taken for signed in
        UserDetails officer = people.loadUserByUsername(OFFICER);
        TestSecurityContextHolder.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(officer, null, officer.getAuthorities()));
        processes.start(
                TestModels.PROCESS,
                caseNo,
                List.of(Variable.text("leadDepartment").is("spj")));
    }

    private Task engineTask() {
        return engineTasks
                .createTaskQuery()
                .processInstanceBusinessKey(caseNo)
                .processDefinitionKey(TestModels.PROCESS)
                .singleResult();
    }

    private WorkItem item(String step) {
        return items.openOfCase(caseNo, null).stream()
                .filter(each -> each.step().equals(step))
                .findFirst()
                .orElseThrow(() -> new AssertionError(step + " is not in the work list"));
    }

    private List<String> openSteps() {
        return items.openOfCase(caseNo, null).stream()
                .map(WorkItem::step)
                .filter(step -> step.equals(TestModels.FIRST) || step.equals(TestModels.SECOND))
                .toList();
    }

    private List<String> acts() {
        return jdbc.sql("select act from trace_entry where case_no = :no and act like 'task.%' order by at")
                .param("no", caseNo)
                .query(String.class)
                .list();
    }

    @Test
    void aTaskOpensWithTheCaseBesideIt() {
        WorkItem item = item(TestModels.FIRST);

        assertThat(item.taskId()).isEqualTo(engineTask().getId());
        assertThat(item.stepName()).isEqualTo("初审");
        assertThat(item.itemName()).isEqualTo("食品经营许可（新办）");
        assertThat(item.applicant()).isEqualTo("孔*辉");
        assertThat(item.candidateGroups()).containsExactly("spj.handler");
        assertThat(item.department()).isEqualTo("spj");
        assertThat(item.openedBy()).isEqualTo(OFFICER);
        assertThat(item.completed()).isFalse();
    }

    @Test
    void whoTakesGivesBackAndCompletesIsSeenAndRecorded() {
        String first = item(TestModels.FIRST).taskId();
        tasks.claim(first, OFFICER);
        assertThat(item(TestModels.FIRST).assignee()).isEqualTo(OFFICER);
        tasks.release(first, OFFICER);
        assertThat(item(TestModels.FIRST).assignee()).isNull();

        tasks.complete(first, OFFICER, Map.of("remark", "好", "outcome", "yes"));

        assertThat(openSteps()).containsExactly(TestModels.SECOND);
        assertThat(item(TestModels.SECOND).openedBy()).isEqualTo(OFFICER);
        assertThat(acts()).containsExactly("task.claimed", "task.released", "task.completed");
        assertThat(jdbc.sql("select closed_by || ' ' || completed from work_item where task_id = :id")
                        .param("id", first)
                        .query(String.class)
                        .single())
                .isEqualTo(OFFICER + " true");
    }

    @Test
    void whatAnOperatorChangesInTheEngineIsSeenAndRecorded() {
        String first = item(TestModels.FIRST).taskId();
        Instant due = clock.instant().plus(Duration.ofHours(5)).truncatedTo(ChronoUnit.MILLIS);

        engineTasks.setAssignee(first, "handler.qian");
        engineTasks.setPriority(first, 80);
        engineTasks.setDueDate(first, Date.from(due));
        engineTasks.addCandidateGroup(first, "sthj.handler");

        WorkItem item = item(TestModels.FIRST);
        assertThat(item.assignee()).isEqualTo("handler.qian");
        assertThat(item.priority()).isEqualTo(80);
        assertThat(item.dueAt()).isEqualTo(due);
        assertThat(item.lamp()).as("its clock is what it was").isEqualTo(Lamp.GREEN);
        assertThat(item.departments()).contains("spj", "sthj");
        assertThat(acts()).containsExactly("task.reassigned");
    }

    @Test
    void aSuspendedProcessPausesItsLampsAndAResumedOneGoesOn() {
        String instance = engineTask().getProcessInstanceId();
        runtime.suspendProcessInstanceById(instance);
        assertThat(item(TestModels.FIRST).lamp()).isEqualTo(Lamp.PAUSED);
        runtime.activateProcessInstanceById(instance);
        assertThat(item(TestModels.FIRST).suspended()).isFalse();
    }

    @Test
    void whatTheEngineTakesAwayIsWithdrawnAndWasDoneByNobody() {
        String first = item(TestModels.FIRST).taskId();
        runtime.createProcessInstanceModification(engineTask().getProcessInstanceId())
                .startBeforeActivity(TestModels.SECOND)
                .cancelAllForActivity(TestModels.FIRST)
                .execute(true, true);

        assertThat(openSteps()).containsExactly(TestModels.SECOND);
        assertThat(jdbc.sql(
                                "select closed_at is not null and closed_by is null and not completed from work_item where task_id = :id")
                        .param("id", first)
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(acts()).containsExactly("task.withdrawn");
    }

    @Test
    void whatIsUndoneInTheEngineIsUndoneInTheWorkList() {
        String first = item(TestModels.FIRST).taskId();
        transaction.executeWithoutResult(status -> {
            tasks.complete(first, OFFICER, Map.of("remark", "好", "outcome", "yes"));
            status.setRollbackOnly();
        });

        assertThat(openSteps()).containsExactly(TestModels.FIRST);
        assertThat(item(TestModels.FIRST).open()).isTrue();
        assertThat(acts()).isEmpty();
    }

    @Test
    void afterAnyWayTheWorkListAndTheEngineHaveTheSameOpenTasks() {
        tasks.complete(item(TestModels.FIRST).taskId(), OFFICER, Map.of("remark", "好", "outcome", "yes"));
        assertThat(new TreeSet<>(items.openOfCase(caseNo, null).stream()
                        .map(WorkItem::taskId)
                        .toList()))
                .isEqualTo(
                        new TreeSet<>(engineTasks.createTaskQuery().processInstanceBusinessKey(caseNo).list().stream()
                                .map(Task::getId)
                                .toList()));
    }

    @Test
    void aProcessOfNoCaseHasNoWorkItems() {
        processes.start(
                TestModels.PROCESS,
                "T-NOCASE-1",
                List.of(Variable.text("leadDepartment").is("spj")));
        assertThat(items.openOfCase("T-NOCASE-1", null)).isEmpty();
    }
}
