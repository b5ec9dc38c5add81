package org.xieban.approval;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
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
        assertThat(page.locator(".xieban-lamps a:has-text('已逾期')")).hasText(Pattern.compile("[1-9]\\d*$"));
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
        assertThat(page.locator(".xieban-clock").first()).containsText("按时");
        assertThat(page.locator(".xieban-actions button")).hasCount(0);
        takeScreenshots("cockpit-finished");
        page.setViewportSize(DESKTOP[0], DESKTOP[1]);
        open(COCKPIT + "/process-instance/" + office.instance(finished) + "/history");
        assertThat(page.locator(".xieban-trail")).containsText("办结");

        // the same in our own page
        open("/cases/" + finished + "?tab=diagram");
        assertThat(page.locator(".wl-diagram .xb-finished").first()).isVisible();
        assertThat(page.locator(".wl-path li").first()).isAttached();
        page.click("[data-name=clocks]");
        assertThat(page.locator("#pane-clocks")).containsText("按时");
        page.click("[data-name=record]");
        assertThat(page.locator("#pane-record")).containsText("办结");
        takeScreenshots("supervision-finished");
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
}
