package org.xieban.sources;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.xieban.BrowserTest;

class ResourceBrowserTest extends BrowserTest {

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
        look("/sources/requests", "sharing-requests");
        look("/sources/score", "sharing-score");
        page.context().clearCookies();
        signIn("data.qin");
        open("/cases/" + request);
        page.waitForSelector(".xb-task-form:not([aria-busy]) .fjs-form-field");
        assertThat(page.locator(".xb-task-form")).containsText("申请的信息项");
        assertAccessible();
        takeScreenshots("sharing-check");
        page.context().clearCookies();
        signIn("handler.li");
        open("/cases/" + request + "/withdraw");
        page.fill("[name=reason]", "改由申请人提供");
        page.locator("main form button[type=submit]").click();
        assertThat(page.locator("header .state").first()).hasText("已撤回");
    }
}
