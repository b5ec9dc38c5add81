package org.xieban.directory;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.xieban.BrowserTest;

class DirectoryBrowserTest extends BrowserTest {

    @Test
    void aWrongPasswordIsSaidWithoutSayingWhatWasWrong() {
        open("/sign-in");
        page.fill("#login", "nobody.known");
        page.fill("#password", "wrong");
        page.click("main button[type=submit]");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("登录名或密码不正确");
        assertAccessible();
        takeScreenshots("sign-in-refused");
    }

    @Test
    void anAccountGoesFromEntryToFirstSignIn() {
        String login = "browser." + System.nanoTime() % 1_000_000_000;
        signIn("sysadmin.yu");
        open("/directory/new-officer");
        page.fill("#login", login);
        page.fill("#name", "石磊");
        page.selectOption("#department", "sthj");
        page.fill("#title", "科员");
        page.click("main button[type=submit]");
        assertThat(page.locator("h1")).containsText("石磊");

        page = newStranger();
        signIn("secadmin.he");
        open("/directory/officers/" + login);
        page.getByText("经办人").check();
        page.getByText("保存角色").click();
        assertThat(page.locator(".xb-flash")).containsText("已保存");
        page.locator("summary", new Page.LocatorOptions().setHasText("重置密码")).click();
        page.getByText("确认重置").click();
        String oneTime = page.locator("#one-time-password").textContent();
        assertAccessible();
        takeScreenshots("one-time-password");
        page.reload();
        assertThat(page.locator("#one-time-password")).hasCount(0);

        page = newStranger();
        open("/sign-in");
        page.fill("#login", login);
        page.fill("#password", oneTime);
        page.click("main button[type=submit]");
        assertThat(page.locator("h1")).containsText("修改密码");
        takeScreenshots("password-forced");
        page.fill("#present", oneTime);
        page.fill("#wanted", "kurz");
        page.fill("#repeated", "kurz");
        page.click("main .panel button[type=submit]");
        assertThat(page.locator(".xb-error").first()).containsText("密码至少 10 个字符");
        // the refusal is an answer that the browser counts among errors
        forgetReported();
        page.fill("#present", oneTime);
        page.fill("#wanted", "Ganz-Neu-2026");
        page.fill("#repeated", "Ganz-Neu-2026");
        page.click("main .panel button[type=submit]");
        page.waitForURL("**/start*");
        assertThat(page.locator(".xb-flash")).containsText("密码已修改");
    }
}
