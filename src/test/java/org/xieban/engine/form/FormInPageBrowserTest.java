package org.xieban.engine.form;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import java.time.Clock;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.xieban.BrowserTest;
import org.xieban.trace.OfficialTime;

/** A Camunda Form in a page of ours: in its language, by keyboard, without losing what was entered. */
class FormInPageBrowserTest extends BrowserTest {

    @Autowired
    Clock clock;

    @BeforeEach
    void openTheForm() {
        signIn("handler.li");
        open("/forms-in-pages");
        assertThat(field("单位名称")).isVisible();
    }

    private Locator field(String label) {
        return page.getByLabel(Pattern.compile("^" + label + "\\*?$"));
    }

    private Locator errorOf(String id) {
        return page.locator("[id$='" + id + "-error-message']");
    }

    private void fillIn() {
        field("单位名称").fill("西平小馆");
        field("登记编号").fill("AB-123");
        page.getByLabel("外卖").check();
        page.getByLabel("姓名*").fill("张三");
        page.getByLabel("已当场核对原件*").check();
    }

    private void submit() {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("提交"))
                .click();
    }

    @Test
    void whatWasEnteredIsSentAsJsonAndTheNextPageOpens() throws Exception {
        fillIn();
        page.getByLabel("消防", new Page.GetByLabelOptions().setExact(true)).check();
        field("经营面积").fill("120.5");
        Request request = page.waitForRequest(sent -> sent.method().equals("POST"), this::submit);
        JsonNode sent = new ObjectMapper().readTree(request.postData());
        assertThat(sent.at("/variables/name").asText()).isEqualTo("西平小馆");
        assertThat(sent.at("/variables/area").doubleValue()).isEqualTo(120.5);
        assertThat(sent.at("/variables/people/0/name").asText()).isEqualTo("张三");
        assertThat(sent.at("/variables/seats").isMissingNode()).isTrue();
        assertThat(request.url()).doesNotContain("?");
        page.waitForURL("**/forms-in-pages/done");
        assertThat(drafts()).isEmpty();
    }

    @Test
    void datesAreTheOfficesWhateverTheBrowserIsSetTo() throws Exception {
        assertThat(page.evaluate("new Date().getTimezoneOffset()"))
                .as("a browser that is not in the office's zone")
                .isNotEqualTo(-480);
        fillIn();
        LocalDate today = LocalDate.now(clock.withZone(OfficialTime.ZONE));
        field("现场核查日期").click();
        page.locator(".flatpickr-calendar.open .flatpickr-day.today").click();
        assertThat(field("现场核查日期")).hasValue(today.toString());
        assertThat(field("发现日期")).hasAttribute("placeholder", "yyyy-mm-dd");
        field("发现日期").fill("2026-03-08");
        field("发现日期").press("Tab");
        field("发现时刻").fill("17:45");
        letItDraw();
        field("发现时刻").press("Tab");

        page.waitForFunction("() => Object.values(sessionStorage).some((draft) => draft.includes('17:45'))");
        // what comes back from a draft is what was entered, to the day and the hour
        page.reload();
        assertThat(field("发现日期")).hasValue("2026-03-08");
        assertThat(field("发现时刻")).hasValue("17:45");
        assertThat(field("现场核查日期")).hasValue(today.toString());
        Request request = page.waitForRequest(sent -> sent.method().equals("POST"), this::submit);
        JsonNode sent = new ObjectMapper().readTree(request.postData()).get("variables");
        assertThat(sent.get("day").asText()).isEqualTo(today.toString());
        assertThat(sent.get("known").asText()).isEqualTo("2026-03-08T17:45+08:00");
        page.waitForURL("**/forms-in-pages/done");
    }

    private String drafts() {
        return (String) page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('xieban')).join()");
    }

    @Test
    void whatIsWrongIsSaidInThePagesLanguageAtTheField() {
        field("登记编号").fill("ab-1");
        field("经营面积").fill("0");
        field("意见").fill("好".repeat(201));
        submit();
        assertThat(errorOf("p_name")).hasText("此项必填。");
        assertThat(errorOf("p_code")).hasText("格式不正确，应如：AB-123");
        assertThat(errorOf("p_area")).hasText("不得小于 1。");
        assertThat(errorOf("p_opinion")).hasText("不得超过 200 个字。");
        assertThat(errorOf("p_agreed")).hasText("请勾选此项。");
        assertThat(errorOf("p_person_0")).hasText("此项必填。");
        assertThat(field("单位名称")).isFocused();
        assertThat(page.locator(".xb-task-form-notice")).hasText("填写的内容有误，请按提示修改。");
        assertAccessible();
        takeScreenshots("form-errors");
        field("单位名称").fill("   ");
        assertThat(errorOf("p_name")).hasText("此项必填。");
    }

    @Test
    void inEnglishItSpeaksEnglishAboutTheSameFaults() {
        open("/forms-in-pages?lang=en");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Submit"))
                .click();
        assertThat(errorOf("p_name")).hasText("Please fill this in.");
        open("/forms-in-pages?lang=zh-CN");
    }

    @Test
    void formJsSpeaksNoEnglishInAChinesePage() {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("增加一行"))
                .click();
        assertThat(page.locator("[aria-label='删除第 2 行']")).isVisible();
        field("现场核查日期").click();
        assertThat(page.locator(".flatpickr-calendar.open .flatpickr-weekdays")).containsText("一");
        assertThat(page.locator(".fjs-form")).not().containsText(Pattern.compile("Add new|Search|Select|January|Sun"));
    }

    @Test
    void theServersFaultsAreShownAtTheirFieldsUntilTheyAreMended() {
        fillIn();
        field("单位名称").fill("taken");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("增加一行"))
                .click();
        page.locator("[id$=p_person_1]").fill("李四");
        submit();
        assertThat(errorOf("p_person_1")).hasText("请从所列选项中选择。");
        assertThat(page.locator("[id$=p_person_1]")).isFocused();
        assertThat(page.locator(".xb-task-form-notice li")).hasText("elsewhere: 表单中没有这一项。");
        page.locator("[id$=p_person_1]").fill("王五");
        assertThat(errorOf("p_person_1")).hasCount(0);
        forgetReported();
    }

    @Test
    void aChangeBySomebodyElseCostsNothingOfWhatWasEntered() {
        fillIn();
        field("意见").fill("stale");
        submit();
        assertThat(page.locator(".xb-task-form-notice")).containsText("您填写的内容还在。");
        assertThat(field("单位名称")).hasValue("西平小馆");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("重新加载"))
                .click();
        assertThat(page.locator(".xb-task-form-notice")).containsText("已恢复您上次填写");
        assertThat(field("单位名称")).hasValue("西平小馆");
        assertThat(page.getByLabel("外卖")).isChecked();
        forgetReported();
    }

    @Test
    void aDraftComesBackAndCanBeDiscarded() {
        page.reload();
        assertThat(field("单位名称")).isVisible();
        assertThat(page.locator(".xb-task-form-notice")).isHidden();
        field("单位名称").fill("西平小馆");
        page.reload();
        assertThat(field("单位名称")).hasValue("西平小馆");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("清除草稿，重新填写"))
                .click();
        assertThat(page.locator(".xb-task-form-notice")).isHidden();
        assertThat(field("单位名称")).hasValue("");
    }

    @Test
    void whatWasNotEnteredOrTakenBackIsNoDraft() {
        field("单位名称").fill("西");
        assertThat(drafts()).isNotEmpty();
        field("单位名称").fill("");
        field("单位名称").blur();
        assertThat(drafts()).isEmpty();
        page.reload();
        assertThat(field("单位名称")).isVisible();
        assertThat(page.locator(".xb-task-form-notice")).isHidden();
    }

    @Test
    void whoeverSignsOutLeavesNoDraft() {
        field("单位名称").fill("西平小馆");
        assertThat(drafts()).isNotEmpty();
        page.click(".xb-menu > summary");
        page.click(".xb-menu form button");
        page.waitForURL("**/sign-in*");
        assertThat(drafts()).isEmpty();
    }

    @Test
    void aSessionThatEndedCostsNothingOfWhatWasEntered() {
        fillIn();
        page.context().clearCookies();
        submit();
        assertThat(page.locator(".xb-task-form-notice")).containsText("您填写的内容还在");
        assertThat(field("单位名称")).hasValue("西平小馆");
        forgetReported();
    }

    @Test
    void theKeyboardSubmits() {
        fillIn();
        field("意见").fill("同意");
        page.keyboard().press("Control+Enter");
        page.waitForURL("**/forms-in-pages/done");
    }

    @Test
    void theFormIsUsableByAllAndBearsTheMarkOfItsMakers() {
        page.getByLabel("堂食").check();
        assertThat(field("座位数")).isVisible();
        assertThat(page.locator(".fjs-powered-by")).isVisible();
        assertAccessible();
        takeScreenshots("form");
    }
}
