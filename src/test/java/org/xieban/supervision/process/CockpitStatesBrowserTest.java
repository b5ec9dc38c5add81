package org.xieban.supervision.process;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.WaitUntilState;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.BrowserTest;
import org.xieban.casefile.CaseCalls;

/** Whatever is asked for, and whatever is answered to it: a part of the plugin says how it stands, and Cockpit goes on. */
class CockpitStatesBrowserTest extends BrowserTest {

    private static final String COCKPIT = "/camunda/app/cockpit/default/#";
    private static final String LIST = "/supervision/overdue\\?.*";

    /** More than a person waits, or the plugin. */
    private static final int LONG = 30_000;

    private static final String AS_ANALYST =
            "Basic " + Base64.getEncoder().encodeToString("analyst.feng:xieban-demo".getBytes(StandardCharsets.UTF_8));

    @Autowired
    MockMvc mvc;

    @Autowired
    ProcessesWithPast past;

    @Autowired
    RepositoryService repository;

    private Locator told() {
        return page.locator(".xieban-page [role=alert]");
    }

    private void cockpitGoesOn() {
        page.click("li a:has-text('流程')");
        assertThat(page.locator("h1.section-title")).containsText("流程定义");
    }

    /** Cockpit is begun once: what fails in it must not have to be left by beginning it anew. */
    @Test
    void whateverIsAskedAndAnsweredAPartSaysHowItStandsAndCockpitGoesOn() throws Exception {
        signIn("supervisor.zheng");
        whatComesLateOrNotAtAll();
        whatIsNonsenseOrRefused();
        fiveHundredElementsAndAVersionThatIsTakenAway();
        String caseNo = new CaseCalls(mvc).registered("黄宗羲");
        aRecordOfThousands(caseNo);
        aCaseThatIsNotHis(caseNo);
        withoutItsTexts();
        // what was made up, kept away or is not there is an error to the browser
        forgetReported();
    }

    private void whatComesLateOrNotAtAll() {
        page.clock().install();
        List<Route> waiting = new ArrayList<>();
        page.route(address(LIST), waiting::add);
        comesLate(Pattern.compile(".*/lib/ngDefine\\.js.*"));
        assertThat(page.locator(".xieban-page [role=status]")).hasText("正在查询…");
        page.clock().fastForward(LONG);
        assertThat(told()).containsText("等了太久没有答复");
        page.unroute(address(LIST));
        waiting.forEach(Route::abort);

        page.route(address("/.*"), Route::abort);
        page.click("button:has-text('重试')");
        assertThat(told()).containsText("暂时查不到");
        open(COCKPIT + "/dashboard");
        assertThat(page.locator(".xieban-short [role=alert]")).containsText("暂时查不到");
        cockpitGoesOn();
        page.unrouteAll();
    }

    private void whatIsNonsenseOrRefused() {
        // the list does not wait for the names of what it can be asked for by
        page.route(address("/supervision/overdue/choices"), waiting -> {});
        answers(LIST, 500, "nonsense");
        open(COCKPIT + "/xieban/overdue");
        assertThat(told()).containsText("请稍后重试");
        String script = "<img src=x onerror=alert(1)>";
        answers(LIST, 200, """
                {"items": [{"caseNo": "X", "title": "%s", "processKey": "%s", "lamp": "RED", "steps": [], "departmentName": "d",
                  "dueAt": "2026-01-01T00:00:00Z", "overdueSeconds": 1, "kind": "STEP", "urges": 0}], "total": 1, "counts": {}}
                """.formatted(script, script));
        page.click("button:has-text('重试')");
        assertThat(page.locator(".xieban-cases tbody a")).hasText(script);

        answers("/supervision/processes", 403, "{}");
        open(COCKPIT + "/xieban/process/none");
        assertThat(told()).containsText("不能查看");
        answers("/supervision/processes", 200, "[]");
        open(COCKPIT + "/xieban/process/no-other");
        assertThat(page.locator(".xieban-page")).containsText("已经不存在");
        page.route(Pattern.compile(".*/static/app/course\\.js.*"), Route::abort);
        open(COCKPIT + "/xieban/case/none");
        assertThat(page.locator("[role=alert]")).containsText("没能显示");
        page.unrouteAll();
        cockpitGoesOn();
    }

    private void fiveHundredElementsAndAVersionThatIsTakenAway() {
        ProcessDefinition process =
                past.deploy("states" + UUID.randomUUID().toString().replace("-", ""), 500);
        open(COCKPIT + "/process-definition/" + process.getId() + "/runtime?detailsTab=xieban-heat");
        page.waitForSelector(".xieban-measures");
        assertThat(page.locator(".xieban-tab")).containsText("这段时间没有结束的流程");
        assertThat(page.locator(".djs-shape[data-element-id^=event_]:not([data-element-id$=_label])"))
                .hasCount(502);
        past.passages(process, "event_1", "round", LocalDate.of(2025, 3, 14), 1000);
        past.count();
        Locator period = page.locator(".xieban-measures select");
        List<Route> earlier = new ArrayList<>();
        page.route(address("/.*/heat\\?.*from=.*"), earlier::add);
        period.selectOption("year");
        period.selectOption("all");
        Locator row = page.locator(".xieban-figures tbody tr");
        assertThat(row.locator("th")).hasText(ProcessesWithPast.SCRIPT);
        page.waitForResponse(address("/.*/heat\\?.*from=.*"), () -> earlier.forEach(Route::resume));
        page.unrouteAll();
        assertThat(row.locator("td").first()).hasText("900");
        assertThat(page.locator(".xieban-heat")).hasCount(1);
        takeScreenshot("cockpit-five-hundred");
        repository.deleteDeployment(process.getDeploymentId(), true);
        period.selectOption("days30");
        assertThat(page.locator(".xieban-tab [role=alert]")).containsText("这个版本已经撤下");
        cockpitGoesOn();
    }

    private void aRecordOfThousands(String caseNo) {
        answers(
                "/cases/" + caseNo + "/timeline",
                200,
                IntStream.range(0, 3000).mapToObj("""
                        {"at": "2026-01-01T00:00:00Z", "actor": {"name": "李"}, "text": "第 %d 次", "said": []}"""::formatted).collect(Collectors.joining(",", "[", "]")));
        open(COCKPIT + "/xieban/case/" + caseNo);
        Locator entries = page.locator(".xieban-trail li");
        assertThat(entries).hasCount(100);
        assertThat(entries.first()).containsText("第 2999 次");
        page.click("button:has-text('再看更早的（还有 2900 条）')");
        assertThat(entries).hasCount(200);
        page.unrouteAll();
        cockpitGoesOn();
    }

    /** What the server answers to somebody who sees no cases. */
    private void aCaseThatIsNotHis(String caseNo) {
        page.route(address("/cases/.*"), asked -> {
            Map<String, String> headers = new HashMap<>(asked.request().headers());
            headers.put("Authorization", AS_ANALYST);
            asked.resume(new Route.ResumeOptions().setHeaders(headers));
        });
        open(COCKPIT + "/xieban/case/" + caseNo);
        assertThat(told()).containsText("没有编号为“" + caseNo + "”的办件");
        assertThat(told().locator("button")).hasCount(0);
        page.unrouteAll();
        cockpitGoesOn();
    }

    /** The plugin could not say what it is: it stays away, and Cockpit is there. */
    private void withoutItsTexts() {
        page.route(Pattern.compile(".*/static/app/texts/.*"), Route::abort);
        page.reload();
        cockpitGoesOn();
        assertThat(page.locator("a[href='#/xieban/overdue']")).hasCount(0);
    }

    /** Of many pages that are opened at once each would load what the one before has loaded. */
    @Test
    void filesOfThePluginAreSentAgainOnlyWhenTheyHaveChangedAndAnswersAreNotKept() {
        for (String file : List.of("app/plugin.js", "app/plugin.css", "app/overdue.js", "app/texts/zh-CN.json")) {
            String path = "/camunda/api/cockpit/plugin/xieban/static/" + file;
            APIResponse first = page.request().get(path, asAnalyst());
            assertThat(first).isOK();
            Assertions.assertThat(first.headers()).containsEntry("cache-control", "private, no-cache");
            APIResponse again = page.request()
                    .get(
                            path,
                            asAnalyst()
                                    .setHeader("If-None-Match", first.headers().get("etag")));
            Assertions.assertThat(again.status()).as(file).isEqualTo(304);
        }
        APIResponse answer =
                page.request().get("/camunda/api/engine/engine/default/process-definition/count", asAnalyst());
        assertThat(answer).isOK();
        Assertions.assertThat(answer.headers().get("cache-control")).contains("no-store");
    }

    private static RequestOptions asAnalyst() {
        return RequestOptions.create().setHeader("Authorization", AS_ANALYST);
    }

    /** Cockpit's own loader gives up after seven seconds, and leaves a blank page. */
    private void comesLate(Pattern script) {
        List<Route> late = new ArrayList<>();
        page.route(script, late::add);
        page.navigate(COCKPIT + "/xieban/overdue", new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
        page.waitForCondition(() -> !late.isEmpty());
        page.clock().fastForward(LONG);
        page.unroute(script);
        late.forEach(Route::resume);
    }

    private static Pattern address(String path) {
        return Pattern.compile(".*/api/v1" + path);
    }

    private void answers(String path, int status, String body) {
        page.unroute(address(path));
        page.route(
                address(path),
                asked -> asked.fulfill(new Route.FulfillOptions()
                        .setStatus(status)
                        .setHeaders(Map.of("Content-Type", "application/json"))
                        .setBody(body)));
    }
}
