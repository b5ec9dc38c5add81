package org.xieban.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.xieban.BrowserTest;

class FrameBrowserTest extends BrowserTest {

    @Test
    void theStartPageGreetsWhoeverSignedIn() {
        signIn("handler.li");
        assertThat(page.locator("h1")).containsText("，您好");
        assertThat(page.locator(".xb-menu > summary")).not().isEmpty();
    }

    @Test
    void theSignInPageIsUsable() {
        open("/sign-in");
        assertAccessible();
        takeScreenshots("sign-in");
        page.evaluate("document.querySelector('label[for=login]').remove()");
        assertThatThrownBy(this::assertAccessible).hasMessageContaining("label: Form elements must have labels");
    }

    @Test
    void theSwitchOfLanguageKeepsThePageAndLasts() {
        signIn("handler.li");
        open("/search?q=li");
        page.click(".xb-language[hreflang=en]");
        assertThat(page).hasURL(Pattern.compile(".*/search\\?q=li&lang=en"));
        assertThat(page.locator("html")).hasAttribute("lang", "en");
        open("/start");
        assertThat(page.locator("h1")).containsText("Welcome");
        takeScreenshots("start-english");
        page.click(".xb-language[hreflang=zh-CN]");
        assertThat(page.locator("h1")).containsText("您好");
    }

    @Test
    void theSlashLeadsToTheSearchFromAnywhereButAField() {
        signIn("handler.li");
        page.keyboard().press("/");
        assertThat(page.locator("#search")).isFocused();
        page.keyboard().type("a/b");
        assertThat(page.locator("#search")).hasValue("a/b");
    }

    @Test
    void aSearchIsFinishedFromTheKeyboard() {
        signIn("clerk.chen");
        page.keyboard().press("/");
        page.keyboard().type("食品");
        page.keyboard().press("Enter");
        page.waitForURL("**/search?q=*");
        assertThat(page.locator(".xb-rows mark").first()).hasText("食品");
        assertAccessible();
        takeScreenshots("search");
        page.keyboard().press("ArrowDown");
        assertThat(page.locator(".xb-rows a").first()).isFocused();
        String first = page.locator(".xb-rows a").first().getAttribute("href");
        page.keyboard().press("Enter");
        page.waitForURL(url -> url.endsWith(first));
        open("/search?q=没有这样的事");
        assertThat(page.locator(".xb-empty h2")).containsText("没有这样的事");
        takeScreenshots("search-nothing");
    }

    @Test
    void theFirstTabLeadsPastTheFrame() {
        signIn("handler.li");
        page.keyboard().press("Tab");
        assertThat(page.locator(".xb-skip")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("#content")).isFocused();
    }

    @Test
    void theMenuOpensAndClosesByKeyboard() {
        signIn("handler.li");
        page.locator(".xb-menu > summary").focus();
        page.keyboard().press("Enter");
        assertThat(page.locator(".xb-menu form button")).isVisible();
        assertAccessible();
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/menu.png")));
        page.keyboard().press("Escape");
        assertThat(page.locator(".xb-menu form button")).isHidden();
        assertThat(page.locator(".xb-menu > summary")).isFocused();
    }

    @Test
    void signingOutLeadsToTheSignInPage() {
        signIn("handler.li");
        page.click(".xb-menu > summary");
        page.click(".xb-menu form button");
        page.waitForURL("**/sign-in*");
        open("/start");
        assertThat(page).hasURL(Pattern.compile(".*/sign-in"));
    }

    @Test
    void onATelephoneTheSideBarFolds() {
        page.setViewportSize(PHONE[0], PHONE[1]);
        signIn("sysadmin.yu");
        assertThat(page.locator("#side")).isHidden();
        page.click(".xb-fold");
        assertThat(page.locator("#side")).isVisible();
        assertThat(page.locator(".xb-fold")).hasAttribute("aria-expanded", "true");
        assertThat(page.locator("#side a").nth(1)).isVisible();
        assertAccessible();
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/side-phone.png")));
        page.keyboard().press("Escape");
        assertThat(page.locator("#side")).isHidden();
    }

    @Test
    void onPaperThereIsTheMatterWithoutTheFrame() {
        signIn("handler.li");
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(page.locator("#side")).isHidden();
        assertThat(page.locator(".xb-top")).isHidden();
        assertThat(page.locator("h1")).isVisible();
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots/start-print.png")));
    }

    @Test
    void errorPagesSayWhatToDoWithinTheFrame() {
        signIn("handler.li");
        assertThat(open("/nowhere").status()).isEqualTo(404);
        assertThat(page.locator("h1")).hasText("没有找到");
        assertThat(page.locator("#side")).isVisible();
        assertThat(page.locator("main .code")).hasText(Pattern.compile("[2-9A-Z]{10}"));
        assertAccessible();
        takeScreenshots("error-404");
        forgetReported();
    }

    @Test
    void aPageThatFailsShowsNothingOfTheHouse() {
        signIn("handler.li");
        assertThat(open("/conventions/fail").status()).isEqualTo(500);
        assertThat(page.locator("h1")).hasText("系统出错了");
        assertThat(page.content()).doesNotContain("secret").doesNotContain("Exception");
        takeScreenshots("error-500");
        forgetReported();
    }

    @Test
    void whatAPostDoesNotAllowIsSaidWithinTheFrame() {
        signIn("handler.li");
        assertThat(open("/conventions/denied").status()).isEqualTo(403);
        assertThat(page.locator("h1")).hasText("您没有权限做这件事");
        assertThat(page.locator("#side")).isVisible();
        takeScreenshots("error-403");
        forgetReported();
    }

    @Test
    void aRefusalOnAPageIsReadableAndLeadsBack() {
        signIn("handler.li");
        open("/conventions/form");
        page.click("main button[type=submit]");
        assertThat(page.locator("h1")).hasText("这一步没有办成");
        takeScreenshots("error-422");
        page.click("main .btn-primary");
        assertThat(page).hasURL(Pattern.compile(".*/conventions/form"));
        forgetReported();
    }

    @Test
    void aRefusalWithinAPageIsShownAboveItByHtmx() {
        signIn("handler.li");
        open("/conventions/form");
        page.click("#part");
        assertThat(page.locator("#content > .xb-flash.bad")).hasText("请填写。");
        assertThat(page.locator("h1")).hasText("试一试");
        assertAccessible();
        forgetReported();
    }

    @Test
    void withoutScriptsTheSideBarStandsAboveThePage() {
        Page plain = newPageWithoutScripts();
        plain.setViewportSize(PHONE[0], PHONE[1]);
        plain.navigate("/sign-in");
        plain.fill("#login", "sysadmin.yu");
        plain.fill("#password", "xieban-demo");
        plain.click("main button[type=submit]");
        assertThat(plain.locator("#side")).isVisible();
        assertThat(plain.locator(".xb-fold")).isHidden();
        assertThat(plain.locator("h1")).isVisible();
    }
}
