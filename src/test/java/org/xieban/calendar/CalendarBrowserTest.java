package org.xieban.calendar;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.xieban.BrowserTest;

class CalendarBrowserTest extends BrowserTest {

    @Test
    void aDueDateIsAskedAndExplainedBesideTheYear() {
        signIn("clerk.chen");
        open("/calendar?year=2026");
        page.fill("#start", "2026-09-18");
        page.fill("#amount", "20");
        page.click("#due button[type=submit]");

        assertThat(page.locator("#due [role=status]")).containsText("2026-10-22 23:59:59");
        page.click("#due summary");
        assertThat(page.locator("#due tbody tr:visible").filter(new Locator.FilterOptions().setHasText("2026-10-10")))
                .containsText("国庆节调休上班");
        assertAccessible();
        takeScreenshots("calendar-due");
    }

    @Test
    void aTermOfNothingIsRefusedBesideTheField() {
        signIn("clerk.chen");
        open("/calendar?year=2026");
        page.fill("#amount", "0");
        page.click("#due button[type=submit]");

        assertThat(page.locator("#due [role=alert]")).hasText("时限须大于 0。");
        assertAccessible();
    }

    @Test
    void aNoticeIsPreviewedAndAppliedInTheBrowser() {
        signIn("sysadmin.yu");
        open("/calendar?year=2071");
        assertThat(page.locator("[role=note]")).containsText("还没有发布");
        takeScreenshots("calendar-none");
        page.click("a[href^='/calendar/2071/notice']");
        page.fill("#text", "2071-01-01,off,元旦\n2071-02-03,work,春节");
        page.fill("#source", "国办发明电〔2070〕1号");
        page.click("form[data-calendar] .xb-foot button");

        assertThat(page.locator(".xb-flash[role=note]")).containsText("2071-02-03 不是周末");
        assertAccessible();
        takeScreenshots("calendar-preview");
        page.click("form.xb-apply button");

        assertThat(page.locator(".xb-flash[role=status]")).containsText("日历已生效");
        assertThat(page.locator("header.xb-head p")).containsText("国办发明电〔2070〕1号");
    }

    @Test
    void theCalendarWorksWithoutScripts() {
        Page plain = newPageWithoutScripts();
        plain.navigate("/sign-in");
        plain.fill("#login", "clerk.chen");
        plain.fill("#password", "xieban-demo");
        plain.click("main button[type=submit]");
        plain.navigate("/calendar?year=2026&start=2026-02-12&amount=5&unit=WORKING_DAY");

        assertThat(plain.locator("#due [role=status]")).containsText("2026-02-26");
    }
}
