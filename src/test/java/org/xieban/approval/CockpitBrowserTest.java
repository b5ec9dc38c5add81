package org.xieban.approval;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.xieban.BrowserTest;
import org.xieban.timelimit.LateSteps;

/** A supervisor in Cockpit, in Chinese: what is late, what has happened, where time goes, and a word to whoever has it. */
class CockpitBrowserTest extends BrowserTest {

    private static final String COCKPIT = "/camunda/app/cockpit/default/#";

    @Autowired
    private Office office;

    @Autowired
    private LateSteps late;

    @Autowired
    private RepositoryService repository;

    private final List<String> deployed = new ArrayList<>();

    @AfterEach
    void takeAwayWhatWasDeployed() {
        deployed.forEach(id -> repository.deleteDeployment(id, true));
    }

    @Test
    void aSupervisorSeesWhatIsLateAndWhereTimeGoesAndUrgesAndTheHandlerAnswers() throws Exception {
        String finished = office.register("unemployment-registration");
        office.ordinaryToTheEnd(finished);
        String open = office.register("housing-eligibility");
        office.claims(Office.CLERK, open, ApprovalModel.REVIEW_MATERIALS);
        late.late(open, ApprovalModel.REVIEW_MATERIALS);
        deployAnotherVersion();

        signIn("supervisor.zheng");
        open(COCKPIT + "/dashboard");
        assertThat(page.locator(".xieban-short .xieban-cases")).isVisible();
        page.click("li a:has-text('督办')");
        page.fill("input[name=q]", open);
        page.click("button:has-text('查询')");
        Locator row = page.locator(".xieban-cases tbody tr");
        assertThat(row).hasCount(1);
        assertThat(row.locator(".xieban-lamp")).hasText("已逾期");
        takeScreenshots("cockpit-overdue");
        page.setViewportSize(DESKTOP[0], DESKTOP[1]);

        row.locator("button:has-text('催办')").click();
        page.fill("dialog textarea", "请今天办结");
        page.click("dialog button[type=submit]");
        assertThat(page.locator("dialog [role=status]")).containsText("催办已发出");
        page.click("dialog button:has-text('关闭')");
        assertThat(row).containsText("未答复");

        row.locator("a").click();
        assertThat(page.locator(".xieban-trail li").first()).containsText("催办");
        assertThat(page.locator(".xieban-clock h4").last()).containsText("环节时限");
        assertThat(page.locator(".djs-element.xieban-active")).hasCount(1);
        takeScreenshot("cockpit-course");
        page.click(".xieban-urge");
        page.fill("dialog textarea", "请今天办结");
        page.click("dialog button[type=submit]");
        assertThat(page.locator("dialog [role=alert]")).containsText("再次催办");
        forgetReported();
        page.keyboard().press("Escape");

        Page handler = newStranger();
        handler.navigate("/sign-in");
        handler.fill("#login", Office.CLERK);
        handler.fill("#password", "xieban-demo");
        handler.click("main button[type=submit]");
        handler.navigate("/cases/" + open);
        assertThat(handler.locator("#urged")).containsText("请今天办结");
        handler.fill("#answer", "下午办结");
        handler.click("#urged button");
        page.reload();
        assertThat(page.locator(".xieban-trail li").first()).containsText("下午办结");

        open(COCKPIT + "/process-definition/" + latest() + "/runtime?detailsTab=xieban-heat");
        page.click(".xieban-lamps a:has-text('版本并列')");
        assertThat(page.locator(".xieban-beside .djs-container")).hasCount(2);
        assertThat(page.locator(".xieban-beside section:first-child [style*='fill: rgb(2']")
                        .first())
                .isVisible();
        assertThat(page.locator(".xieban-figures thead")).containsText("第 2 版");
        takeScreenshots("cockpit-versions");
        page.setViewportSize(DESKTOP[0], DESKTOP[1]);

        open(COCKPIT + "/xieban/overdue");
        page.fill("input[name=caseNo]", finished);
        page.keyboard().press("Enter");
        assertThat(page.locator(".xieban-trail")).containsText("办结");
        assertThat(page.locator(".djs-element.xieban-passed").first()).isVisible();
        takeScreenshots("cockpit-finished");
    }

    private void deployAnotherVersion() throws Exception {
        var deployment = repository.createDeployment().name("cockpit-browser-test");
        var files = new PathMatchingResourcePatternResolver();
        for (String folder :
                List.of("processes/approval/*.bpmn", "processes/approval/*.dmn", "forms/approval/*.form")) {
            for (Resource file : files.getResources("classpath:" + folder)) {
                deployment.addInputStream(String.valueOf(file.getFilename()), file.getInputStream());
            }
        }
        deployed.add(deployment.deploy().getId());
    }

    private String latest() {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(ApprovalModel.PROCESS)
                .latestVersion()
                .singleResult()
                .getId();
    }

    /** What comes from the server may be wrong, long, late or nothing at all: the part says so, and Cockpit goes on. */
    @Test
    void whateverIsAnsweredCockpitIsUnharmed() {
        signIn("supervisor.zheng");
        answers("/supervision/overdue\\?.*", 500, "nonsense");
        open(COCKPIT + "/xieban/overdue");
        assertThat(page.locator("[role=alert]")).containsText("请稍后重试");
        String script = "<img src=x onerror=alert(1)>";
        answers("/supervision/overdue\\?.*", 200, """
                {"items": [{"caseNo": "X", "title": "%s", "processKey": "%s", "lamp": "RED", "steps": [], "departmentName": "d",
                  "dueAt": "2026-01-01T00:00:00Z", "overdueSeconds": 1, "kind": "STEP", "urges": 0}], "total": 1, "counts": {}}
                """.formatted(script, script));
        page.click("button:has-text('重试')");
        assertThat(page.locator(".xieban-cases tbody a")).hasText(script);

        answers("/supervision/processes", 403, "{}");
        open(COCKPIT + "/xieban/process/none");
        assertThat(page.locator("[role=alert]")).containsText("不能查看");
        answers("/supervision/processes", 200, "[]");
        page.reload();
        assertThat(page.locator(".xieban-page")).containsText("已经不存在");
        page.route(Pattern.compile(".*/static/app/course\\.js.*"), Route::abort);
        open(COCKPIT + "/xieban/case/none");
        assertThat(page.locator("[role=alert]")).containsText("没能显示");
        page.unrouteAll();
        page.click("li a:has-text('流程')");
        assertThat(page.locator("h1.section-title")).containsText("流程定义");
        // the answers that were made up are errors to the browser
        forgetReported();
    }

    private void answers(String path, int status, String body) {
        Pattern address = Pattern.compile(".*/api/v1" + path);
        page.unroute(address);
        page.route(
                address,
                asked -> asked.fulfill(new Route.FulfillOptions()
                        .setStatus(status)
                        .setHeaders(Map.of("Content-Type", "application/json"))
                        .setBody(body)));
    }
}
