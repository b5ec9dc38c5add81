package org.xieban.casefile;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.xieban.BrowserTest;

/** The window clerk takes down an application, as she does it all day. */
class RegistrationBrowserTest extends BrowserTest {

    @Test
    void anApplicationIsTakenDownAndItsMaterialsHandedIn() {
        signIn("clerk.chen");
        open("/cases/new");
        assertAccessible();
        takeScreenshots("cases-new");
        page.fill("#q", "食品");
        assertThat(page.locator("#items a")).hasCount(1);
        page.click("#items a");

        page.waitForSelector(".xb-task-form:not([aria-busy]) .fjs-form-field");
        page.fill("[id='applicant.name']", "王自强");
        page.fill("[id='applicant.idNumber']", "110105194912310021");
        page.fill("[id='applicant.phone']", "13800138000");
        assertThat(page.locator("[id='applicant.idNumber-error']")).hasText("公民身份号码的校验位不符，请核对。");
        page.selectOption("#consent", "IN_PERSON");
        assertAccessible();
        takeScreenshots("cases-registration");

        page.getByLabel("申请内容").fill("经营早餐");
        choose("类别或者规模", "食品销售");
        choose("所在区县", "柏城区");
        page.getByLabel("项目或者经营地址").fill("柏城大道 118 号");
        page.getByLabel("到窗口领取").check();
        page.getByLabel("申请材料真实").check();
        page.click(".xb-task-form-submit");
        // the server says the same of the number that was not corrected
        assertThat(page.locator("[id='applicant.idNumber']")).isFocused();
        page.fill("[id='applicant.idNumber']", "110105194908071177");
        forgetReported();
        page.click(".xb-task-form-submit");
        page.waitForURL(Pattern.compile(".*/cases/XP[^/]*/materials"));

        assertThat(page.locator("main")).containsText("必需");
        assertThat(page.locator("#library")).containsText("申请人已同意留存材料");
        page.setInputFiles(
                "#material-application-form input[type=file]",
                new FilePayload("申请书.pdf", "application/pdf", CaseCalls.PDF));
        assertThat(page.locator(".xb-flash")).containsText("已收下");
        assertThat(page.locator("#material-application-form")).containsText("申请书.pdf");
        assertAccessible();
        takeScreenshots("cases-materials");

        open("/cases");
        assertThat(page.locator("main")).containsText("王*强");
        assertThat(page.content()).doesNotContain("王自强");
        assertAccessible();
        takeScreenshots("cases");
    }

    private void choose(String label, String option) {
        Locator field = page.locator(".fjs-form-field-select", new Page.LocatorOptions().setHasText(label));
        field.locator(".fjs-select-display").click();
        field.locator(".fjs-dropdownlist-item", new Locator.LocatorOptions().setHasText(option))
                .first()
                .click();
    }
}
