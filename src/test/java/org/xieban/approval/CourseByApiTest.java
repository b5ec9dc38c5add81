package org.xieban.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.xieban.XiebanTest;
import org.xieban.timelimit.Sweep;

/** What leaves the ordinary way of an approval, as other systems do it: over HTTP, with what the API answers. */
@XiebanTest
class CourseByApiTest {

    private static final String CLERK = "clerk.chen";
    private static final String HANDLER = "handler.li";
    private static final String HEAD = "approver.wang";
    private static final String ITEM = "food-business-licence";
    private static final String BASIS = "《中华人民共和国行政许可法》第四十二条";

    @LocalServerPort
    private int port;

    @Autowired
    private ObjectMapper json;

    @Autowired
    private Office office;

    @Autowired
    private Sweep sweep;

    private ApiClient api;

    @BeforeEach
    void client() {
        api = new ApiClient(port, json);
    }

    private JsonNode file(String caseNo) {
        return api.get(CLERK, "/cases/" + caseNo);
    }

    private String state(String caseNo) {
        return file(caseNo).get("state").asText();
    }

    private List<String> steps(String caseNo) {
        return list(file(caseNo).get("openTasks")).stream()
                .map(task -> task.get("step").asText())
                .toList();
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private List<String> documents(String caseNo) {
        return list(api.get(CLERK, "/cases/" + caseNo + "/documents")).stream()
                .map(document -> document.get("kind").asText())
                .toList();
    }

    private List<String> acts(String caseNo) {
        return list(api.get(CLERK, "/cases/" + caseNo + "/timeline")).stream()
                .map(entry -> entry.get("actor").get("id").asText() + " "
                        + entry.get("act").asText())
                .toList();
    }

    private ApiClient.Answer completes(String officer, String caseNo, String step, Map<String, ?> answers) {
        String task = list(file(caseNo).get("openTasks")).stream()
                .filter(each -> each.get("step").asText().equals(step))
                .findFirst()
                .orElseThrow(() -> new AssertionError(step + " is not open, but " + steps(caseNo)))
                .get("taskId")
                .asText();
        ObjectNode body = json.createObjectNode();
        body.set("variables", json.valueToTree(answers));
        return api.answer(officer, "/tasks/" + task + "/complete", body);
    }

    private void done(String officer, String caseNo, String step, Map<String, ?> answers) {
        ApiClient.Answer answer = completes(officer, caseNo, step, answers);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    }

    private void done(String officer, String caseNo, String step) {
        done(officer, caseNo, step, OrdinaryAnswers.to(step));
    }

    private ApiClient.Answer asks(String officer, String caseNo, String what, Map<String, ?> body) {
        return api.answer(officer, "/cases/" + caseNo + "/" + what, json.valueToTree(body));
    }

    private void onlyTheHeadAnswers(String caseNo, RequestKind kind) {
        assertThat(completes(HANDLER, caseNo, kind.step(), OrdinaryAnswers.to(kind.step()))
                        .status())
                .as("the handler is not the head")
                .isEqualTo(403);
    }

    private static void refused(ApiClient.Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
        assertThat(answer.body().get("code").asText()).isEqualTo(code);
    }

    private static Map<String, Object> supplement(String material, String requirement) {
        return Map.of(
                "reviewOutcome",
                "SUPPLEMENT",
                "points",
                List.of(Map.of("material", material, "requirement", requirement)),
                "supplementDays",
                10);
    }

    // ---- acceptance

    @Test
    void theApplicantIsToldOnceAndOnlyWhatHeWasToldMayBeAskedAgain() {
        String caseNo = office.register(ITEM);
        done(CLERK, caseNo, ApprovalModel.REVIEW_MATERIALS, supplement("平面图", "缺比例尺"));
        assertThat(state(caseNo)).isEqualTo("SUPPLEMENTING");
        assertThat(documents(caseNo)).endsWith("SUPPLEMENT");

        api.put(CLERK, "/cases/" + caseNo + "/materials/floor-plan", "still-wrong.pdf");
        assertThat(asks(CLERK, caseNo, "supplements", Map.of()).status()).isEqualTo(200);
        ApiClient.Answer more = completes(CLERK, caseNo, ApprovalModel.REVIEW_MATERIALS, supplement("营业执照", "缺复印件"));

        refused(more, 422, "approval.toldOnce");
        assertThat(more.body().at("/errors/0/field").asText()).isEqualTo("points[0].requirement");
        done(CLERK, caseNo, ApprovalModel.REVIEW_MATERIALS, supplement("平面图", "缺比例尺"));
        assertThat(state(caseNo)).isEqualTo("SUPPLEMENTING");
        assertThat(asks(CLERK, caseNo, "supplements", Map.of()).status()).isEqualTo(200);
        done(CLERK, caseNo, ApprovalModel.REVIEW_MATERIALS);
        assertThat(state(caseNo)).isEqualTo("IN_REVIEW");
    }

    @ParameterizedTest
    @CsvSource({"NOT_REQUIRED, ''", "NOT_OURS, 省市场监督管理局"})
    void whatNeedsNoLicenceOrIsNotOursIsNotAccepted(String outcome, String authority) {
        String caseNo = office.register(ITEM);
        done(
                CLERK,
                caseNo,
                ApprovalModel.REVIEW_MATERIALS,
                authority.isEmpty()
                        ? Map.of("reviewOutcome", outcome, "refusalReason", "备案即可")
                        : Map.of("reviewOutcome", outcome, "refusalReason", "属于省级权限", "competentAuthority", authority));

        assertThat(state(caseNo)).isEqualTo("NOT_ACCEPTED");
        assertThat(documents(caseNo)).endsWith(outcome);
        assertThat(steps(caseNo)).isEmpty();
    }

    @Test
    void silenceAcceptsFromTheDayOfReceipt() {
        String caseNo = office.register(ITEM);
        OffsetDateTime due =
                OffsetDateTime.parse(clock(caseNo, "ACCEPTANCE").get("dueAt").asText());
        OffsetDateTime now = OffsetDateTime.parse(
                api.get("sysadmin.yu", "/demonstration/clock").get("now").asText());
        api.post(
                "sysadmin.yu",
                "/demonstration/clock",
                json.createObjectNode()
                        .put(
                                "advance",
                                Duration.between(now, due).plusSeconds(1).toString()));
        sweep.sweep();

        assertThat(state(caseNo)).isEqualTo("IN_REVIEW");
        assertThat(clock(caseNo, "ACCEPTANCE").get("state").asText()).isEqualTo("MISSED");
        assertThat(clock(caseNo, "STATUTORY").get("startedAt"))
                .isEqualTo(clock(caseNo, "ACCEPTANCE").get("startedAt"));
        assertThat(documents(caseNo)).endsWith("ACCEPTANCE");
    }

    private JsonNode clock(String caseNo, String kind) {
        return list(api.get(CLERK, "/cases/" + caseNo + "/clocks")).stream()
                .filter(each -> each.get("kind").asText().equals(kind))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    // ---- decision

    @Test
    void whatIsDecidedOnTheSpotIsServedAtOnce() {
        String caseNo = office.register("individual-business-change");
        done(CLERK, caseNo, ApprovalModel.REVIEW_MATERIALS);
        done(HEAD, caseNo, ApprovalModel.DECIDE_ON_THE_SPOT);

        assertThat(state(caseNo)).isEqualTo("DECIDED");
        assertThat(documents(caseNo)).endsWith("DECISION_GRANTED");
        assertThat(steps(caseNo)).containsExactly(ApprovalModel.SERVE);
    }

    @Test
    void whatIsRefusedIsTold() {
        String caseNo = office.register(ITEM);
        office.ordinaryUntil(caseNo, ApprovalModel.DECIDE);
        done(
                HEAD,
                caseNo,
                ApprovalModel.DECIDE,
                Map.of("decisionOutcome", "REFUSED", "decisionReason", "场所不符合《食品安全法》第三十三条"));
        office.ordinaryToTheEnd(caseNo);

        assertThat(state(caseNo)).isEqualTo("REFUSED");
        assertThat(file(caseNo).at("/result/granted").asBoolean()).isFalse();
        assertThat(documents(caseNo)).contains("DECISION_REFUSED", "DELIVERY_PROOF");
    }

    @Test
    void whatIsMajorIsDecidedTogether() {
        String caseNo = office.register("construction-permit", 1);
        office.ordinaryUntil(caseNo, ApprovalModel.DECIDE_COLLECTIVELY);
        refused(
                completes(HEAD, caseNo, ApprovalModel.DECIDE_COLLECTIVELY, Map.of("decisionOutcome", "GRANTED")),
                422,
                "form.invalid");
        done(HEAD, caseNo, ApprovalModel.DECIDE_COLLECTIVELY);
        assertThat(state(caseNo)).isEqualTo("DECIDED");
    }

    @Test
    void nobodyDecidesWhatHeExaminedByAnyDoor() {
        String caseNo = office.register(ITEM);
        office.ordinaryUntil(caseNo, ApprovalModel.EXAMINE);
        // at small windows one officer holds both posts
        office.completes(HEAD, caseNo, ApprovalModel.EXAMINE, OrdinaryAnswers.to(ApprovalModel.EXAMINE));

        refused(
                completes(HEAD, caseNo, ApprovalModel.DECIDE, OrdinaryAnswers.to(ApprovalModel.DECIDE)),
                409,
                "approval.examinedByDecider");
        String task = office.task(caseNo, ApprovalModel.DECIDE);
        refused(
                api.answer(HEAD, "/tasks/" + task + "/claim", json.createObjectNode()),
                409,
                "approval.examinedByDecider");
        assertThat(api.postToTasklist(
                        HEAD,
                        "/task/" + task + "/claim",
                        json.createObjectNode().put("userId", HEAD)))
                .as("a bad request in Tasklist")
                .isBetween(400, 499);
        ObjectNode body = json.createObjectNode();
        ObjectNode variables = body.putObject("variables");
        OrdinaryAnswers.to(ApprovalModel.DECIDE)
                .forEach((name, value) -> variables.putObject(name).put("value", String.valueOf(value)));
        assertThat(api.postToTasklist(HEAD, "/task/" + task + "/submit-form", body))
                .isBetween(400, 499);
        assertThat(steps(caseNo)).containsExactly(ApprovalModel.DECIDE);
    }

    // ---- at any time

    @ParameterizedTest
    @ValueSource(
            strings = {
                ApprovalModel.REVIEW_MATERIALS,
                ApprovalModel.GIVE_ADVICE,
                ApprovalModel.EXAMINE,
                ApprovalModel.DECIDE
            })
    void aWithdrawalIsConfirmedByTheHead(String step) {
        String caseNo = office.register("private-training-school-licence");
        office.ordinaryUntil(caseNo, step);

        refused(asks("env.zhao", caseNo, "withdraw", Map.of("reason", "不办了")), 404, "case.unknown");
        refused(asks(CLERK, caseNo, "withdraw", Map.of("reason", " ")), 422, "case.reasonMissing");
        ApiClient.Answer asked = asks(CLERK, caseNo, "withdraw", Map.of("reason", "不办了"));
        assertThat(asked.status()).isEqualTo(200);
        assertThat(list(asked.body().get("openTasks")))
                .extracting(task -> task.get("step").asText())
                .contains(step, RequestKind.WITHDRAWAL.step());
        refused(asks(CLERK, caseNo, "withdraw", Map.of("reason", "不办了")), 409, "approval.alreadyRequested");
        onlyTheHeadAnswers(caseNo, RequestKind.WITHDRAWAL);
        done(HEAD, caseNo, RequestKind.WITHDRAWAL.step());

        assertThat(state(caseNo)).isEqualTo("WITHDRAWN");
        assertThat(steps(caseNo))
                .as("departments have nothing to answer any more")
                .isEmpty();
        assertThat(documents(caseNo)).endsWith("WITHDRAWAL");
        assertThat(acts(caseNo)).contains(CLERK + " case.withdrawalRequested", HEAD + " case.requestDecided");
        refused(asks(CLERK, caseNo, "withdraw", Map.of("reason", "不办了")), 409, "case.stateForbids");
    }

    @Test
    void whoMayNotWithdrawIsToldWhyAndNothingElseChanges() {
        String caseNo = office.register(ITEM);
        office.ordinaryUntil(caseNo, ApprovalModel.EXAMINE);
        asks(CLERK, caseNo, "withdraw", Map.of("reason", "不办了"));
        done(
                HEAD,
                caseNo,
                RequestKind.WITHDRAWAL.step(),
                Map.of("withdrawalOutcome", "REFUSED", "withdrawalOpinionRefused", "涉及公共利益"));

        assertThat(documents(caseNo)).endsWith("WITHDRAWAL_REFUSED");
        assertThat(steps(caseNo)).containsExactly(ApprovalModel.EXAMINE);
        office.ordinaryToTheEnd(caseNo);
        assertThat(state(caseNo)).isEqualTo("CLOSED");
        refused(asks(CLERK, caseNo, "withdraw", Map.of("reason", "不办了")), 409, "case.stateForbids");
    }

    @ParameterizedTest
    @CsvSource({"RETURN, RETURNED", "TERMINATION, TERMINATED"})
    void aReturnAndATerminationEndTheCaseWhenTheHeadAgrees(RequestKind kind, String end) {
        String caseNo = office.register("private-training-school-licence");
        office.ordinaryUntil(caseNo, ApprovalModel.GIVE_ADVICE);
        ApiClient.Answer asked =
                asks(HANDLER, caseNo, "requests", Map.of("kind", kind, "reason", "重复申请", "legalBasis", BASIS));
        assertThat(asked.status()).isEqualTo(201);
        assertThat(asked.body().get("state").asText()).isEqualTo("REQUESTED");
        assertThat(state(caseNo)).isEqualTo("IN_REVIEW");

        done(HEAD, caseNo, kind.step());

        assertThat(state(caseNo)).isEqualTo(end);
        assertThat(steps(caseNo)).isEmpty();
        assertThat(documents(caseNo)).endsWith(kind.name());
        JsonNode request = api.get(HANDLER, "/cases/" + caseNo + "/requests").get(0);
        assertThat(request.get("state").asText()).isEqualTo("APPROVED");
        assertThat(request.get("approver").asText()).isEqualTo(HEAD);
    }

    @Test
    void aStayedCaseStandsStillUntilTheHeadAgreesThatItGoesOn() {
        String caseNo = office.register(ITEM);
        office.ordinaryUntil(caseNo, ApprovalModel.EXAMINE);
        asks(
                HANDLER,
                caseNo,
                "requests",
                Map.of("kind", "STAY", "reason", "涉及诉讼", "legalBasis", BASIS, "until", "2099-12-31"));
        done(HEAD, caseNo, RequestKind.STAY.step());
        assertThat(state(caseNo)).isEqualTo("SUSPENDED");
        assertThat(clock(caseNo, "STATUTORY").get("state").asText()).isEqualTo("PAUSED");
        assertThat(file(caseNo).get("lamp").asText()).isEqualTo("PAUSED");
        refused(
                completes(HANDLER, caseNo, ApprovalModel.EXAMINE, OrdinaryAnswers.to(ApprovalModel.EXAMINE)),
                409,
                "approval.stayed");

        done(HANDLER, caseNo, ApprovalModel.RESUME);
        assertThat(state(caseNo)).as("the head has not agreed yet").isEqualTo("SUSPENDED");
        done(HEAD, caseNo, RequestKind.RESUME.step());

        assertThat(state(caseNo)).isEqualTo("IN_REVIEW");
        assertThat(clock(caseNo, "STATUTORY").get("state").asText()).isEqualTo("RUNNING");
        assertThat(documents(caseNo)).endsWith("STAY", "RESUME");
    }

    @Test
    void theTermIsExtendedOnceByTheHeadAndNoLongerThanTheLawAllows() {
        String caseNo = office.register(ITEM);
        office.ordinaryUntil(caseNo, ApprovalModel.EXAMINE);
        String due = clock(caseNo, "STATUTORY").get("dueAt").asText();
        Map<String, Object> extension = Map.of("amount", 10, "unit", "WORKING_DAY", "reason", "案情复杂");
        refused(
                asks(HANDLER, caseNo, "extensions", Map.of("amount", 11, "unit", "WORKING_DAY", "reason", "案情复杂")),
                422,
                "approval.extensionTooLong");
        assertThat(asks(HANDLER, caseNo, "extensions", extension).status()).isEqualTo(201);
        refused(asks(HANDLER, caseNo, "extensions", extension), 409, "approval.extendedOnce");
        onlyTheHeadAnswers(caseNo, RequestKind.EXTENSION);
        assertThat(clock(caseNo, "STATUTORY").get("dueAt").asText()).isEqualTo(due);

        done(HEAD, caseNo, RequestKind.EXTENSION.step());

        assertThat(clock(caseNo, "STATUTORY").get("dueAt").asText()).isGreaterThan(due);
        assertThat(clock(caseNo, "STATUTORY").at("/extensions/0/approver").asText())
                .isEqualTo(HEAD);
        assertThat(documents(caseNo)).endsWith("EXTENSION");
        refused(asks(HANDLER, caseNo, "extensions", extension), 409, "approval.extendedOnce");
    }

    @Test
    void anExtensionThatIsRefusedLeavesTheTermAndMayBeAskedForAgain() {
        String caseNo = office.register(ITEM);
        office.ordinaryUntil(caseNo, ApprovalModel.EXAMINE);
        String due = clock(caseNo, "STATUTORY").get("dueAt").asText();
        Map<String, Object> extension = Map.of("amount", 10, "unit", "WORKING_DAY", "reason", "案情复杂");
        asks(HANDLER, caseNo, "extensions", extension);
        done(
                HEAD,
                caseNo,
                RequestKind.EXTENSION.step(),
                Map.of("extensionOutcome", "REFUSED", "extensionOpinionRefused", "时间充裕"));

        assertThat(clock(caseNo, "STATUTORY").get("dueAt").asText()).isEqualTo(due);
        assertThat(steps(caseNo)).containsExactly(ApprovalModel.EXAMINE);
        assertThat(asks(HANDLER, caseNo, "extensions", extension).status()).isEqualTo(201);
    }
}
