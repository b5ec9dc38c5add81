package org.xieban.sources;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

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
}
