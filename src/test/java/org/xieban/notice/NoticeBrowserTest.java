package org.xieban.notice;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.xieban.BrowserTest;

class NoticeBrowserTest extends BrowserTest {

    @Autowired
    private OfficerNotices store;

    @Test
    void theBellLeadsToTheNoticesAndReadingEmptiesIt() {
        store.markRead("approver.wang", 0, Long.MAX_VALUE);
        store.add(List.of("approver.wang"), "notice.calendar.imported", List.of("2027", ""), "/calendar");
        store.add(List.of("approver.wang"), "notice.roles.changed", List.of("王芳", "何静"), "/start");
        store.add(List.of("approver.wang"), "notice.password.reset", List.of("王芳", "何静"), "/start");
        signIn("approver.wang");
        assertThat(page.locator(".xb-bell .num")).hasText("3");
        page.click(".xb-bell");
        assertThat(page.locator(".xb-rows li.unread")).hasCount(3);
        assertAccessible();
        takeScreenshots("notices");

        page.locator(".xb-rows li.unread form button").first().click();
        assertThat(page.locator(".xb-bell .num")).hasText("2");

        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile(".*/start"));
        assertThat(page.locator(".xb-bell .num")).hasText("1");

        page.click(".xb-bell");
        page.click(".xb-head button");
        assertThat(page.locator(".xb-flash")).containsText("1 条");
        assertThat(page.locator(".xb-bell .num")).hasText("");
        page.click("a.chip:has-text('未读')");
        assertThat(page.locator(".xb-empty h2")).hasText("没有未读通知");
        takeScreenshots("notices-none");
    }
}
