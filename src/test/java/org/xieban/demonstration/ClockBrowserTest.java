package org.xieban.demonstration;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xieban.BrowserTest;

class ClockBrowserTest extends BrowserTest {

    @Test
    void theSystemAdministratorMovesTimeForwardAndNeverBack() {
        signIn("sysadmin.yu");
        page.click("nav a[href='/demonstration/clock']");
        page.fill("#advance", "-P1D");
        page.click("form:has(#advance) button");
        assertThat(page.locator("[role=alert]")).hasText("时间不能往回拨。");

        page.fill("#advance", "PT1S");
        page.click("form:has(#advance) button");
        assertThat(page.locator(".xb-flash")).hasText("时间已拨快。");
        assertAccessible();
        takeScreenshots("demonstration-clock");
    }
}
