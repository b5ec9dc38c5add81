package org.xieban.sources;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.xieban.BrowserTest;
import org.xieban.timelimit.LateSteps;

class ResourceBrowserTest extends BrowserTest {

    @Autowired
    private LateSteps late;

    private void openForm(String caseNo) {
        open("/cases/" + caseNo);
        page.waitForSelector(".xb-task-form:not([aria-busy]) .fjs-form-field");
    }

    private void submit(String caseNo) {
        page.click(".xb-task-form-submit");
        assertThat(page.locator(".xb-flash").first()).containsText("已提交 " + caseNo);
    }

    private void look(String path, String name) {
        open(path);
        assertAccessible();
        takeScreenshots(name);
    }

    @Test
    void theDataAuthorityKeepsTheCatalogue() {
        signIn("analyst.feng");
        look("/sources/resources", "sources-resources");
        page.fill("#q", "面积");
        page.keyboard().press("Enter");
        page.click("text=不动产登记信息");
        assertThat(page.locator("h1")).hasText("不动产登记信息");
        look("/sources/supply?lang=en", "sources-supply-english");
        look("/sources/grants", "sources-grants-english");
    }

    @Test
    void whatIsMissingIsAskedForByOneClick() {
        signIn("handler.li");
        look("/sources/supply?state=NOT_REQUESTED", "sources-supply-missing");
        page.locator("main tbody a[href*='/sources/new-request']").first().click();
        assertThat(page.locator("h1")).hasText("申请共享");
        assertAccessible();
        takeScreenshots("sharing-new-request");
        page.setViewportSize(DESKTOP[0], DESKTOP[1]);
        page.locator("main form button[type=submit]").click();
        page.waitForURL(Pattern.compile(".*/cases/[0-9A-Z-]+"));
        String request = page.url().replaceAll(".*/cases/", "");
        open("/sources/supply?state=REQUESTED");
        assertThat(page.locator("main tbody")).containsText(request);
        page.context().clearCookies();
        signIn("data.qin");
        openForm(request);
        assertThat(page.locator(".xb-task-form")).containsText("申请的信息项");
        page.getByLabel("完整，转提供部门").check();
        submit(request);
        late.late(request, SharingModel.DECIDE_BY_PROVIDER);
        openForm(request);
        page.getByLabel("督促提供部门限期答复").check();
        page.getByLabel("督促的要求，或者裁决的依据和理由").fill("请在三个工作日内答复。");
        assertAccessible();
        takeScreenshots("sharing-overdue");
        page.setViewportSize(DESKTOP[0], DESKTOP[1]);
        submit(request);
        look("/sources/requests", "sharing-requests");
        assertThat(page.locator("main tbody tr", new Page.LocatorOptions().setHasText(request)))
                .containsText("提供部门逾期");
        look("/sources/score", "sharing-score");
        page.context().clearCookies();
        signIn("handler.li");
        open("/cases/" + request + "/withdraw");
        page.fill("[name=reason]", "改由申请人提供");
        page.locator("main form button[type=submit]").click();
        assertThat(page.locator("header .state").first()).hasText("已撤回");
    }
}
