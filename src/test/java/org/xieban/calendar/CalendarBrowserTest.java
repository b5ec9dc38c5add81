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

    @Test
    void daysAreMarkedByClickAndByKeyAndStandInTheTextThatCounts() {
        signIn("sysadmin.yu");
        open("/calendar/2072/notice");
        page.fill("#brush-name", "元旦");
        page.click("button[data-date='2071-12-31']");
        page.click("button[data-date='2072-01-01']");
        page.click("button[data-date='2072-01-03']");
        page.click("button[data-date='2072-01-03']");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowLeft");
        assertThat(page.locator("button[data-date='2072-01-09']")).isFocused();
        page.check("[name=brush][value=WORK]");
        page.locator("button[data-date='2072-01-09']").focus();
        page.keyboard().press("Space");

        assertThat(page.locator("#text")).hasValue("2071-12-31,off,元旦\n2072-01-01,off,元旦\n2072-01-09,work,元旦");
        assertThat(page.locator("button[data-date='2072-01-09']")).hasAttribute("aria-pressed", "true");
        assertThat(page.locator("[data-said]")).containsText("调休上班");
        assertAccessible();
        takeScreenshots("calendar-edit");
        page.click("form[data-calendar] .xb-foot button");
        assertThat(page.locator("main")).containsText("2072-01-09");
    }

    @Test
    void aDepartmentsHalfDaysAndHoursAreSetAndShown() {
        signIn("sysadmin.yu");
        open("/calendar/2073/notice?place=department:sjj");
        page.fill("#brush-name", "政治学习");
        page.check("[name=brush][value=AFTERNOON_OFF]");
        page.click("button[data-date='2073-03-01']");
        page.check("[name=brush][value=OFF]");
        page.fill("#brush-name", "防汛停办");
        page.click("button[data-date='2073-07-20']");
        page.fill("#source", "数据局通知第5号");
        page.click("form[data-calendar] .xb-foot button");
        page.click("form.xb-apply button");
        assertThat(page.locator(".xb-flash[role=status]")).containsText("日历已生效");
        assertThat(page.locator("main")).containsText("3/1 下午不办公");
        assertAccessible();
        takeScreenshots("calendar-department");

        open("/calendar/hours?place=department:sjj");
        page.locator("[name=from]").first().fill("2073-06-01");
        page.locator("[name=hours]").first().fill("08:00-12:00,15:00-18:00");
        page.locator("[name=dayEnd]").first().selectOption("CLOSING");
        assertAccessible();
        takeScreenshots("calendar-hours");
        page.click("main .xb-foot button");
        assertThat(page.locator("main")).containsText("08:00-12:00,15:00-18:00");
        assertAccessible();
    }

    @Test
    void filesAreDroppedAndComeInTogether() {
        signIn("sysadmin.yu");
        open("/calendar/import");
        page.evaluate("""
                () => {
                  const taken = new DataTransfer();
                  taken.items.add(new File(['date,kind,name\\n2074-01-01,off,元旦'], '2074.csv', { type: 'text/csv' }));
                  taken.items.add(new File(['{"days":[{"date":"2075-01-01","kind":"OFF","name":"元旦"}]}'], '2075.json'));
                  document.querySelector('.xb-drop').dispatchEvent(
                    new DragEvent('drop', { dataTransfer: taken, bubbles: true, cancelable: true }));
                }""");
        assertThat(page.locator("[data-dropped] li")).hasText(new String[] {"2074.csv", "2075.json"});
        assertAccessible();
        takeScreenshots("calendar-import");
        page.click("main .xb-foot button");
        assertThat(page.locator("main")).containsText("2074年放假通知");
        assertThat(page.locator("main")).containsText("2075年放假通知");

        open("/calendar/2026/versions?lang=en");
        assertThat(page.locator("main")).containsText("Delivered with the product");
        assertAccessible();
        takeScreenshots("calendar-versions");
    }
}
