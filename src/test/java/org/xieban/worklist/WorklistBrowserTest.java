package org.xieban.worklist;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;
import static org.xieban.worklist.TasksOfCases.ACCEPT;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.BrowserTest;
import org.xieban.casefile.CaseCalls;

/** An officer works through his list, as he does it all day. */
class WorklistBrowserTest extends BrowserTest {

    @Autowired
    MockMvc mvc;

    @Autowired
    TasksOfCases tasks;

    String caseNo;
    String task;

    @BeforeEach
    void aCaseWhoseMaterialsAreToBeReviewed() throws Exception {
        caseNo = tasks.calls().registered("郑玉兰");
        task = tasks.task(caseNo);
    }

    @Test
    void aTaskIsFoundTakenAndDecidedFromTheKeyboard() throws Exception {
        signIn(CaseCalls.CLERK);
        open("/tasks?queue=group&q=" + caseNo);
        assertThat(page.locator(".xb-side a[aria-current]")).containsText("本组待领");
        assertThat(page.locator("tr.cur .code")).hasText(caseNo);
        assertAccessible();
        takeScreenshots("worklist-group");
        page.keyboard().press("?");
        assertThat(page.locator("#help")).isVisible();
        assertAccessible();
        page.keyboard().press("Escape");

        page.keyboard().press("c");
        assertThat(page.locator(".xb-flash")).containsText("已签收 " + caseNo);

        open("/tasks?queue=mine&q=" + caseNo);
        assertThat(page.locator(".xb-side a[aria-current]")).containsText("我的待办");
        page.keyboard().press("j");
        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile(".*/cases/" + caseNo + ".*"));
        Locator first =
                page.locator(".xb-task-form:not([aria-busy]) input[type=radio]").first();
        assertThat(first).isFocused();
        assertAccessible();
        takeScreenshots("case-handle");
        first.press("Space");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".xb-task-form-notice")).containsText(CaseCalls.MATERIAL);
        forgetReported();

        tasks.handInEverything(caseNo);
        assertThat(page.locator(".xb-task-form-notice")).isFocused();
        page.keyboard().press("Control+Enter");
        page.waitForURL(url -> !url.contains(task));
        assertThat(page.locator(".xb-flash").first()).containsText("已提交 " + caseNo);

        open("/tasks?queue=done&q=" + caseNo);
        assertThat(page.locator("tr[data-task] .code")).hasText(caseNo);
        assertAccessible();
        takeScreenshots("worklist-done");
    }

    @Test
    void aFreshListKeepsTheRowOneIsAtAndWhatIsDoneMakesPlaceForTheNext() throws Exception {
        String name = "欧阳" + caseNo.substring(caseNo.length() - 6);
        String first = tasks.calls().registered(name);
        String second = tasks.calls().registered(name);
        String third = tasks.calls().registered(name);
        signIn(CaseCalls.CLERK);
        open("/tasks?queue=group&sort=age&q=" + name);
        assertThat(page.locator("tr.cur .code")).hasText(first);
        page.keyboard().press("j");
        page.keyboard().press("j");
        assertThat(page.locator("tr.cur .code")).hasText(second);
        page.keyboard().press("ArrowDown");
        assertThat(page.locator("tr.cur .code")).hasText(third);
        page.keyboard().press("k");
        assertThat(page.locator("tr.cur .code")).hasText(second);

        // somebody else takes the first, and the list is drawn anew
        mvc.perform(post("/api/v1/tasks/{id}/claim", tasks.task(first))
                        .with(csrf())
                        .with(tasks.secondClerk()))
                .andExpect(status().isOk());
        page.evaluate("htmx.trigger('#worklist', 'refresh')");
        assertThat(page.locator("tr[data-task]")).hasCount(2);
        assertThat(page.locator("tr.cur .code")).hasText(second);
        assertThat(page.locator("tr.cur a.t")).isFocused();

        tasks.handInEverything(second);
        page.keyboard().press("Enter");
        page.waitForURL(Pattern.compile(".*/cases/" + second + ".*"));
        assertThat(page.locator(".xb-task-form:not([aria-busy]) input[type=radio]")
                        .first())
                .isFocused();
        page.keyboard().press("Space");
        page.keyboard().press("Control+Enter");
        page.waitForURL(Pattern.compile(".*/cases/(?!" + second + ").*"));
        assertThat(page.locator(".xb-flash").first()).containsText("已提交 " + second);
        assertThat(page.locator(".xb-task-form:not([aria-busy])")).isVisible();
    }

    @Test
    void theTabsOfACaseOpenWithoutLeavingTheForm() {
        signIn(CaseCalls.CLERK);
        open("/cases/" + caseNo);
        page.waitForSelector(".xb-task-form:not([aria-busy]) input[type=radio]");
        page.locator(".xb-task-form input[type=radio]").first().check();
        for (Locator tab : page.locator(".wl-tabs a").all()) {
            String name = tab.getAttribute("data-name");
            tab.click();
            assertThat(page.locator("#pane-" + name)).isVisible();
            assertThat(page.locator("#pane-" + name + " .wl-wait")).hasCount(0);
            if (name.equals("diagram")) {
                page.waitForSelector(".wl-diagram .djs-element.xb-active");
                assertThat(page.locator(".wl-diagram .bjs-powered-by")).isVisible();
            }
            assertAccessible();
            takeScreenshots("case-" + name);
        }
        page.locator("#tab-handle").click();
        assertThat(page.locator(".xb-task-form input[type=radio]").first()).isChecked();
    }

    @Test
    void aFileIsHandedInWithoutLeavingTheFormOfTheCase() {
        signIn(CaseCalls.CLERK);
        open("/cases/" + caseNo);
        page.waitForSelector(".xb-task-form:not([aria-busy]) input[type=radio]");
        page.locator(".xb-task-form input[type=radio]").first().check();
        page.locator(".wl-tabs a[data-name=materials]").click();
        page.setInputFiles(
                "#material-" + CaseCalls.MATERIAL + " input[type=file]",
                new FilePayload("申请书.pdf", "application/pdf", CaseCalls.PDF));
        assertThat(page.locator("#pane-materials .xb-flash")).containsText("已收下：申请书.pdf");
        assertThat(page.locator("#material-" + CaseCalls.MATERIAL)).containsText("申请书.pdf");
        assertThat(page).hasURL(Pattern.compile(".*tab=materials.*"));
        assertAccessible();

        page.setInputFiles(
                "#material-" + CaseCalls.MATERIAL + " input[type=file]",
                new FilePayload("假.pdf", "application/pdf", "<html>".getBytes(StandardCharsets.UTF_8)));
        assertThat(page.locator("#pane-materials [role=alert]")).isVisible();
        page.locator("#tab-handle").click();
        assertThat(page.locator(".xb-task-form input[type=radio]").first()).isChecked();
    }

    @Test
    void theLinkAtTheTopLeadsBackToWhereOneCameFrom() {
        signIn("supervisor.zheng");
        open("/cases?q=" + caseNo);
        page.locator("main tbody a").click();
        Locator back = page.locator(".wl-way a").first();
        assertThat(back).hasText("办件");
        back.click();
        assertThat(page).hasURL(Pattern.compile(".*/cases\\?q=" + caseNo));

        open("/tasks?queue=department&q=" + caseNo);
        page.locator("tr[data-task] a.t").click();
        assertThat(back).hasText("全部待办");
        back.click();
        assertThat(page).hasURL(Pattern.compile(".*/tasks\\?queue=department&q=" + caseNo));

        open("/cases/" + caseNo);
        assertThat(back).hasText("办件");
    }

    @Test
    void whoeverComesSecondIsToldAndLosesNothing() throws Exception {
        signIn(CaseCalls.CLERK);
        open("/cases/" + caseNo + "?task=" + task);
        page.waitForSelector(".xb-task-form:not([aria-busy]) input[type=radio]");
        page.getByLabel("有可以当场更正的错误").check();
        page.getByLabel("更正了什么").fill("经营地址少写了门牌号");
        tasks.handInEverything(caseNo);
        mvc.perform(post("/api/v1/tasks/{id}/complete", task)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(ACCEPT)
                        .with(csrf())
                        .with(tasks.secondClerk()))
                .andExpect(status().isOk());

        page.click(".xb-task-form-submit");
        assertThat(page.locator(".xb-task-form-notice")).containsText("办结“审查申请材料”");
        assertThat(page.getByLabel("更正了什么")).hasValue("经营地址少写了门牌号");
        forgetReported();
        takeScreenshots("case-conflict");

        page.locator(".xb-task-form-notice button").click();
        assertThat(page.locator("#pane-handle")).containsText("钱敏");
        assertThat(page.locator("#kept")).containsText("经营地址少写了门牌号");
        assertAccessible();
        takeScreenshots("case-gone");
    }

    @Test
    void emptyListsSayWhatWouldBeThere() {
        signIn("emergency.wu");
        open("/tasks?queue=watched");
        assertThat(page.locator(".xb-empty")).isVisible();
        assertAccessible();
        takeScreenshots("worklist-empty");
    }
}
