package org.xieban.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.xieban.XiebanTest;
import org.xieban.engine.Processes;
import org.xieban.engine.TestModels;
import org.xieban.engine.Variable;

/** The engine's own doors, knocked on from outside: its REST interface and its web apps. */
@XiebanTest
class EngineAccessTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Processes processes;

    @Autowired
    private TaskService tasks;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private AuthorizationService authorizations;

    @Autowired
    private Authorisations byCode;

    @Autowired
    private ModelDeployment deployment;

    @Autowired
    private ObjectMapper json;

    @Autowired
    private SubmittedForms submitted;

    private final Map<String, HttpClient> browsers = new HashMap<>();
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

    private HttpRequest.Builder request(String officer, String path) {
        String credentials = officer + ":xieban-demo";
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Accept-Language", "zh")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }

    private HttpResponse<String> send(String officer, HttpRequest.Builder request) throws Exception {
        HttpClient browser = browsers.computeIfAbsent(officer, any -> HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .build());
        return browser.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String officer, String path) throws Exception {
        return send(officer, request(officer, path));
    }

    private HttpResponse<String> post(String officer, String path, String body) throws Exception {
        HttpRequest.Builder request = request(officer, path).header("Content-Type", "application/json");
        if (path.startsWith("/camunda/")) {
            // Camunda's own protection against forged requests: the token of the cookie comes back in a header.
            get(officer, "/camunda/app/tasklist/default/");
            CookieManager cookies =
                    (CookieManager) browsers.get(officer).cookieHandler().orElseThrow();
            cookies.getCookieStore().getCookies().stream()
                    .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                    .forEach(cookie -> request.header("X-XSRF-TOKEN", cookie.getValue()));
        }
        return send(officer, request.POST(BodyPublishers.ofString(body)));
    }

    private String task() {
        return tasks.createTaskQuery()
                .processInstanceBusinessKey(caseNo)
                .singleResult()
                .getId();
    }

    private static final String GOOD = """
            {"variables": {"remark": {"value": "好"}, "outcome": {"value": "yes"},
              "checked": {"value": "[\\"original\\"]", "type": "Json"}}}""";

    @ParameterizedTest
    @CsvSource({
        "analyst.feng, 200",
        "sysadmin.yu, 200",
        "clerk.chen, 403",
        "handler.li, 403",
        "approver.wang, 403",
        "supervisor.zheng, 403",
        "secadmin.he, 403",
        "auditadmin.lv, 403"
    })
    void theRestInterfaceIsTheAnalystsAndTheSystemAdministrators(String officer, int status) throws Exception {
        assertThat(get(officer, "/engine-rest/process-definition/count").statusCode())
                .isEqualTo(status);
    }

    @Test
    void theRestInterfaceIsClosedToTheUnsigned() throws Exception {
        var unsigned = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/engine-rest/engine"));
        assertThat(send("", unsigned).statusCode()).isEqualTo(401);
    }

    @Test
    void aStepIsDoneInTasklistByWhoMayAndByNobodyElse() throws Exception {
        String path = "/camunda/api/engine/engine/default/task/" + task();

        assertThat(get("env.zhao", path).statusCode()).as("another department").isEqualTo(404);
        var refused = post("env.zhao", path + "/submit-form", GOOD);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
        assertThat(get("clerk.chen", path).statusCode()).as("another post").isEqualTo(404);

        assertThat(get("handler.li", path).statusCode()).isEqualTo(200);
        HttpResponse<String> wrong = post("handler.li", path + "/submit-form", """
                {"variables": {"outcome": {"value": "yes"}}}""");
        assertThat(wrong.statusCode()).as(wrong.body()).isEqualTo(400);
        assertThat(wrong.body()).contains("remark");
        assertThat(post("handler.li", path + "/submit-form", GOOD).statusCode()).isEqualTo(204);
        assertThat(tasks.createTaskQuery()
                        .processInstanceBusinessKey(caseNo)
                        .singleResult()
                        .getTaskDefinitionKey())
                .isEqualTo(TestModels.SECOND);
        assertThat(submitted.of(caseNo).get(0).values())
                .as("a list, as Tasklist sends it")
                .containsEntry("checked", List.of("original"));
    }

    @Test
    void anOfficersListInTasklistHoldsHisTasksOnly() throws Exception {
        assertThat(tasksSeenBy("handler.li")).contains(task());
        assertThat(tasksSeenBy("env.zhao")).doesNotContain(task());
        assertThat(tasksSeenBy("clerk.chen")).doesNotContain(task());
    }

    private List<String> tasksSeenBy(String officer) throws Exception {
        JsonNode list = json.readTree(
                get(officer, "/camunda/api/engine/engine/default/task?processInstanceBusinessKey=" + caseNo)
                        .body());
        return list.findValuesAsText("id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"analyst.feng", "sysadmin.yu"})
    void nobodyStartsAProcessBesideACase(String officer) throws Exception {
        assertThat(post(officer, "/engine-rest/process-definition/key/" + TestModels.PROCESS + "/start", "{}")
                        .statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"analyst.feng", "sysadmin.yu", "secadmin.he"})
    void nobodyGivesHimselfAnAuthorisation(String officer) throws Exception {
        String grant = """
                {"type": 1, "permissions": ["ALL"], "userId": "%s", "resourceType": 6, "resourceId": "*"}""".formatted(officer);
        assertThat(post(officer, "/engine-rest/authorization/create", grant).statusCode())
                .isEqualTo(403);
    }

    @Test
    void anAnalystSeesModelsAndNoCase() throws Exception {
        assertThat(get("analyst.feng", "/engine-rest/process-definition?key=" + TestModels.PROCESS)
                        .body())
                .contains(TestModels.PROCESS);
        assertThat(get("analyst.feng", "/engine-rest/process-instance?businessKey=" + caseNo)
                        .body())
                .isEqualTo("[]");
        assertThat(get("analyst.feng", "/engine-rest/history/process-instance?processInstanceBusinessKey=" + caseNo)
                        .body())
                .isEqualTo("[]");
    }

    @Test
    void whoeverNamedNoRuleIsTakenAwayAtTheNextStart() {
        Authorization stray = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        stray.setUserId("clerk.chen");
        stray.setResource(Resources.PROCESS_DEFINITION);
        stray.setResourceId("*");
        stray.addPermission(Permissions.ALL);
        authorizations.saveAuthorization(stray);
        long before = authorizations.createAuthorizationQuery().count();

        byCode.afterSingletonsInstantiated();

        assertThat(authorizations
                        .createAuthorizationQuery()
                        .userIdIn("clerk.chen")
                        .count())
                .isZero();
        assertThat(authorizations.createAuthorizationQuery().count()).isEqualTo(before - 1);
    }

    @Test
    void aBrokenModelFromModelerIsRefusedWithEverythingThatIsWrong() throws Exception {
        String model = Bpmn.convertToString(Bpmn.createExecutableProcess("brokenTest")
                .startEvent()
                .userTask("userTask_review")
                .serviceTask("serviceTask_gone")
                .camundaDelegateExpression("${gone}")
                .endEvent()
                .done());
        HttpResponse<String> refused = deploy("analyst.feng", Map.of("broken-test.bpmn", model));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json.readTree(refused.body()).get("message").asText())
                .contains("broken-test.bpmn")
                .contains("userTask_review", "没有表单", "没有候选组", "没有环节时限")
                .contains("serviceTask_gone", "${gone}");
        assertThat(repository
                        .createProcessDefinitionQuery()
                        .processDefinitionKey("brokenTest")
                        .count())
                .isZero();
    }

    @Test
    void aSoundModelFromModelerIsTakenFromTheAnalystOnly() throws Exception {
        Map<String, String> files = Map.of(
                "boundary-test.bpmn", Bpmn.convertToString(TestModels.process()),
                "boundary-test.form", TestModels.form());
        assertThat(deploy("analyst.feng", files).statusCode()).isEqualTo(200);
        assertThat(deploy("sysadmin.yu", files).statusCode()).isEqualTo(403);
    }

    @Test
    void theModelsOfTheProductAreDeployedOnceUnderNamesThatDoNotDependOnWhereItRuns() {
        long before = repository.createDeploymentQuery().count();
        deployment.afterSingletonsInstantiated();
        assertThat(repository.createDeploymentQuery().count()).isEqualTo(before);
        repository.createDeploymentQuery().deploymentNameLike("xieban.%").list().stream()
                .filter(shipped -> !shipped.getName().equals("xieban.test"))
                .flatMap(shipped -> repository.getDeploymentResourceNames(shipped.getId()).stream())
                .forEach(name -> assertThat(name).matches("(processes|forms)/[a-z-]+/[a-z-]+\\.(bpmn|dmn|form)"));
    }

    private HttpResponse<String> deploy(String officer, Map<String, String> files) throws Exception {
        String boundary = "----" + UUID.randomUUID();
        StringBuilder body = new StringBuilder();
        files.forEach((name, content) -> body.append("--%s\r\nContent-Disposition: form-data; name=\"%s\";"
                .formatted(boundary, name)
                .concat(" filename=\"%s\"\r\nContent-Type: application/octet-stream\r\n\r\n%s\r\n"
                        .formatted(name, content))));
        body.append("--").append(boundary).append("--\r\n");
        return send(
                officer,
                request(officer, "/engine-rest/deployment/create")
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(BodyPublishers.ofString(body.toString())));
    }
}
