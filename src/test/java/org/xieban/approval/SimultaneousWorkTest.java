package org.xieban.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;

/** People work at the same moment; what is still theirs to do is done, once. */
@XiebanTest
class SimultaneousWorkTest {

    @LocalServerPort
    private int port;

    @Autowired
    private ObjectMapper json;

    @Autowired
    private Office office;

    @Autowired
    private TaskService engineTasks;

    @Autowired
    private TransactionTemplate transactions;

    @Autowired
    private JdbcClient jdbc;

    private final ExecutorService others = Executors.newFixedThreadPool(2);
    private ApiClient api;

    @BeforeEach
    void client() {
        api = new ApiClient(port, json);
    }

    @AfterEach
    void end() {
        others.shutdownNow();
    }

    enum Door {
        OUR_API,
        TASKLIST
    }

    /** The status of the answer. */
    private int completes(Door door, String officer, String taskId, Map<String, ?> answers) {
        ObjectNode values = json.valueToTree(answers);
        ObjectNode body = json.createObjectNode();
        if (door == Door.OUR_API) {
            body.set("variables", values);
            return api.answer(officer, "/tasks/" + taskId + "/complete", body).status();
        }
        ObjectNode variables = body.putObject("variables");
        values.properties()
                .forEach(answer -> variables.putObject(answer.getKey()).set("value", answer.getValue()));
        return api.postToTasklist(officer, "/task/" + taskId + "/submit-form", body);
    }

    /** In Tasklist one takes a task before one submits it. */
    private void takes(String officer, String taskId) {
        office.does(officer, () -> engineTasks.claim(taskId, officer));
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void whatChangesWhileSomebodySubmitsDoesNotTakeTheTaskFromHim(Door door) {
        String caseNo = office.register("food-business-licence");
        String task = office.task(caseNo, ApprovalModel.REVIEW_MATERIALS);
        takes(Office.CLERK, task);

        CompletableFuture<Integer> answer = transactions.execute(status -> {
            jdbc.sql("update act_ru_task set rev_ = rev_ + 1, due_date_ = now() where id_ = :id")
                    .param("id", task)
                    .update();
            CompletableFuture<Integer> submitted = CompletableFuture.supplyAsync(
                    () -> completes(door, Office.CLERK, task, OrdinaryAnswers.to(ApprovalModel.REVIEW_MATERIALS)),
                    others);
            await("the officer's command waits for this change").until(this::somebodyWaitsForATask);
            return submitted;
        });

        assertThat(answer.join()).isEqualTo(door == Door.OUR_API ? 200 : 204);
        assertThat(office.open(caseNo)).containsExactly(ApprovalModel.GIVE_ADVICE);
    }

    private boolean somebodyWaitsForATask() {
        return jdbc.sql("""
                select exists (select from pg_stat_activity
                                where wait_event_type = 'Lock' and query ilike '%act_ru_task%')""").query(Boolean.class).single();
    }

    @RepeatedTest(4)
    void theLastTwoDepartmentsAnswerAtTheSameMomentByEitherDoor() {
        String caseNo = office.register("private-training-school-licence");
        office.ordinaryUntil(caseNo, ApprovalModel.GIVE_ADVICE);
        List<Task> asked = engineTasks
                .createTaskQuery()
                .processInstanceBusinessKey(caseNo)
                .taskDefinitionKey(ApprovalModel.GIVE_ADVICE)
                .list();
        assertThat(asked).hasSize(2);
        Door[] doors = Door.values();
        asked.forEach(task -> takes(office.holder(task.getId()), task.getId()));

        List<CompletableFuture<Integer>> answers = List.of(0, 1).stream()
                .map(i -> CompletableFuture.supplyAsync(
                        () -> completes(
                                doors[i],
                                office.holder(asked.get(i).getId()),
                                asked.get(i).getId(),
                                OrdinaryAnswers.to(ApprovalModel.GIVE_ADVICE)),
                        others))
                .toList();

        assertThat(answers.get(0).join()).isEqualTo(200);
        assertThat(answers.get(1).join()).isEqualTo(204);
        assertThat(office.open(caseNo)).as("it goes on once").containsExactly(ApprovalModel.EXAMINE);
    }

    @ParameterizedTest
    @CsvSource({"OUR_API", "OUR_API", "OUR_API", "TASKLIST", "TASKLIST", "TASKLIST"})
    void aTaskThatIsSubmittedTwiceAtTheSameMomentIsDoneOnce(Door door) {
        String caseNo = office.register("food-business-licence");
        String task = office.task(caseNo, ApprovalModel.REVIEW_MATERIALS);
        takes(Office.CLERK, task);
        Map<String, Object> answers = OrdinaryAnswers.to(ApprovalModel.REVIEW_MATERIALS);

        List<Integer> told = List.of(1, 2).stream()
                .map(i -> CompletableFuture.supplyAsync(() -> completes(door, Office.CLERK, task, answers), others))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();

        assertThat(told.get(0)).isEqualTo(door == Door.OUR_API ? 200 : 204);
        assertThat(told.get(1)).as("somebody else was quicker").isBetween(400, 499);
        assertThat(office.open(caseNo)).containsExactly(ApprovalModel.GIVE_ADVICE);
    }
}
