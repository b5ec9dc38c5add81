package org.xieban.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.xieban.XiebanTest;
import org.xieban.catalogue.ShippedItems;
import org.xieban.demonstration.TheTwelve;

/**
 * The ordinary way through an approval, by other systems that know the API and the forms and nothing of the process:
 * who may take a task finds out by trying, and the first option is taken of whatever is asked.
 */
@XiebanTest
class EveryItemByApiTest {

    private static final String CLERK = "clerk.chen";
    private static final int MOST_STEPS = 60;

    /** The API's own promise: so long may the first task of a new case take. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    private static final Set<String> FINAL =
            Set.of("CLOSED", "REFUSED", "NOT_ACCEPTED", "WITHDRAWN", "RETURNED", "TERMINATED");

    @LocalServerPort
    private int port;

    @Autowired
    private ObjectMapper json;

    @Autowired
    private Clock clock;

    private ApiClient api;

    @BeforeEach
    void client() {
        api = new ApiClient(port, json);
    }

    /** By what door a task is taken and done. */
    private interface Door {

        /** Whether the officer has the task now. */
        boolean claim(String officer, String taskId);

        void complete(String officer, String taskId, ObjectNode answers);
    }

    private final class OurApi implements Door {

        @Override
        public boolean claim(String officer, String taskId) {
            return api.post(officer, "/tasks/" + taskId + "/claim") == 200;
        }

        @Override
        public void complete(String officer, String taskId, ObjectNode answers) {
            ObjectNode body = json.createObjectNode().set("variables", answers);
            api.post(officer, "/tasks/" + taskId + "/complete", body);
        }
    }

    private final class Tasklist implements Door {

        @Override
        public boolean claim(String officer, String taskId) {
            ObjectNode body = json.createObjectNode().put("userId", officer);
            return api.postToTasklist(officer, "/task/" + taskId + "/claim", body) == 204;
        }

        @Override
        public void complete(String officer, String taskId, ObjectNode answers) {
            ObjectNode body = json.createObjectNode();
            ObjectNode variables = body.putObject("variables");
            answers.properties().forEach(answer -> {
                ObjectNode variable = variables.putObject(answer.getKey());
                if (answer.getValue().isContainerNode()) {
                    variable.put("value", answer.getValue().toString()).put("type", "Json");
                } else {
                    variable.set("value", answer.getValue());
                }
            });
            assertThat(api.postToTasklist(officer, "/task/" + taskId + "/submit-form", body))
                    .isEqualTo(204);
        }
    }

    @TestFactory
    Stream<DynamicTest> everyItemReachesItsEndByTheFirstOptionOfEverything() throws IOException {
        List<JsonNode> items = list(api.get(CLERK, "/items?size=200").get("items")).stream()
                .filter(item ->
                        ShippedItems.codes().contains(item.get("itemCode").asText()))
                .toList();
        assertThat(items).hasSameSizeAs(ShippedItems.codes());
        return items.stream()
                .map(item -> DynamicTest.dynamicTest(item.get("itemCode").asText(), () -> {
                    String caseNo = register(item);
                    goToTheEnd(caseNo, step -> new OurApi());
                }));
    }

    @Test
    void aStepDoneInTasklistLeavesTheSameRecord() {
        JsonNode item = api.get(CLERK, "/items/food-business-licence");
        String all = register(item);
        goToTheEnd(all, step -> new OurApi());
        String one = register(item);
        goToTheEnd(one, step -> step.equals(ApprovalModel.EXAMINE) ? new Tasklist() : new OurApi());

        assertThat(record(one))
                .anyMatch(line -> line.startsWith("handler.li task.completed " + ApprovalModel.EXAMINE))
                .isEqualTo(record(all));
    }

    @RepeatedTest(5)
    void departmentsThatAnswerAtTheSameMomentDoNotStandInEachOthersWay() {
        String caseNo = register(api.get(CLERK, "/items/firework-retail-licence"));
        Door door = new OurApi();
        JsonNode review = settled(caseNo).get("openTasks").get(0);
        door.complete(CLERK, review.get("taskId").asText(), answers(CLERK, review));

        List<JsonNode> asked = list(settled(caseNo).get("openTasks"));
        assertThat(asked).hasSize(2);
        CompletableFuture.allOf(asked.stream()
                        .map(task -> {
                            String officer = taker(task, door);
                            ObjectNode answers = answers(officer, task);
                            return (Runnable) () ->
                                    door.complete(officer, task.get("taskId").asText(), answers);
                        })
                        .toList()
                        .stream()
                        .map(CompletableFuture::runAsync)
                        .toArray(CompletableFuture<?>[]::new))
                .join();

        assertThat(list(settled(caseNo).get("openTasks")))
                .extracting(task -> task.get("step").asText())
                .containsExactly(ApprovalModel.EXAMINE);
    }

    /** Who did what in which step, in its order, and what is kept of it. */
    private List<String> record(String caseNo) {
        return list(api.get(CLERK, "/cases/" + caseNo + "/timeline")).stream()
                .map(entry -> String.join(
                        " ",
                        entry.get("actor").get("id").asText(),
                        entry.get("act").asText(),
                        entry.get("step").asText(""),
                        kept(entry.get("detail"))))
                .toList();
    }

    private static String kept(JsonNode detail) {
        return detail.properties().stream().map(Map.Entry::getKey).sorted().collect(Collectors.joining(","));
    }

    private String register(JsonNode item) {
        String code = item.get("itemCode").asText();
        String kind = item.get("applicantKinds").get(0).asText();
        ObjectNode application = json.createObjectNode().put("itemCode", code);
        application
                .putObject("applicant")
                .put("kind", kind)
                .put("name", kind.equals("PERSON") ? "王小红" : "西平测试有限公司")
                .put("idNumber", kind.equals("PERSON") ? "11010519491231002X" : "91411900MA45CXY19U")
                .put("phone", "13800138000");
        application.set("form", FirstAnswers.to(api.get(CLERK, "/items/" + code + "/form"), clock));
        String caseNo = api.post(CLERK, "/cases", application).get("caseNo").asText();
        for (JsonNode material : item.get("materials")) {
            if (material.get("required").asBoolean()) {
                String file = material.get("code").asText();
                api.put(CLERK, "/cases/" + caseNo + "/materials/" + file, file + ".pdf");
            }
        }
        return caseNo;
    }

    /** @param doors by which door each step is done */
    private void goToTheEnd(String caseNo, Function<String, Door> doors) {
        List<String> steps = new ArrayList<>();
        JsonNode file = settled(caseNo);
        while (!isFinal(file)) {
            JsonNode task = file.get("openTasks").get(0);
            String step = task.get("step").asText();
            steps.add(step);
            assertThat(steps).as("steps of " + caseNo).hasSizeLessThan(MOST_STEPS);
            Door door = doors.apply(step);
            String officer = taker(task, door);
            door.complete(officer, task.get("taskId").asText(), answers(officer, task));
            file = settled(caseNo);
        }
        assertThat(file.get("state").asText()).as("after " + steps).isEqualTo("CLOSED");
        assertThat(file.get("result").get("granted").asBoolean()).isTrue();
        assertThat(file.get("openTasks")).isEmpty();
        assertThat(file.get("lamp").isNull()).isTrue();
        assertThat(list(file.get("opinions")))
                .as("one of each department that was asked")
                .hasSize(Collections.frequency(steps, ApprovalModel.GIVE_ADVICE))
                .allSatisfy(opinion ->
                        assertThat(opinion.get("conclusion").asText()).isEqualTo("AGREE"));
        assertThat(list(api.get(CLERK, "/cases/" + caseNo + "/clocks")))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.get("state").asText()).isEqualTo("MET"));
    }

    /** Who of the twelve could take a task, and has it now. */
    private static String taker(JsonNode task, Door door) {
        return TheTwelve.LOGINS.stream()
                .filter(each -> door.claim(each, task.get("taskId").asText()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("none of the twelve may take " + task));
    }

    private ObjectNode answers(String officer, JsonNode task) {
        return FirstAnswers.to(api.get(officer, "/tasks/" + task.get("taskId").asText() + "/form"), clock);
    }

    /** The case when it is at an end or somebody has something to do in it. */
    private JsonNode settled(String caseNo) {
        return await().atMost(LONGEST_WAIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> api.get(CLERK, "/cases/" + caseNo),
                        file -> isFinal(file) || !file.get("openTasks").isEmpty());
    }

    private static boolean isFinal(JsonNode file) {
        return FINAL.contains(file.get("state").asText());
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
