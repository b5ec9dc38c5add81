package org.xieban.worklist;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.xieban.BrowserTest;
import org.xieban.casefile.CaseCalls;

/** A task is handed on, urged, copied and watched from the page of its case, by the keyboard and without scripts. */
class TaskOperationsBrowserTest extends BrowserTest {

    @Autowired
    TasksOfCases tasks;

    String caseNo;
    String task;

    @BeforeEach
    void aCase() throws Exception {
        caseNo = tasks.calls().registered("唐寅");
        task = tasks.task(caseNo);
    }

    @Test
    void aTaskIsDelegatedAndHandedBackByTheKeyboard() {
        signIn(CaseCalls.CLERK);
        open("/cases/" + caseNo);
        page.click("#claim");
        page.locator(".wl-more > summary").focus();
        page.keyboard().press("Enter");
        assertThat(page.locator(".wl-more a")).hasText(new String[] {"转办", "委托办理", "抄送"});
        takeScreenshots("case-more");
        page.locator(".wl-more a").nth(1).focus();
        page.keyboard().press("Enter");
        Locator dialog = page.locator("#operation");
        assertThat(dialog.locator("h2")).hasText("委托办理");
        assertAccessible();
        takeScreenshots("case-delegate");
        page.keyboard().press("Escape");
        assertThat(dialog).isHidden();

        page.locator(".wl-more > summary").click();
        page.locator(".wl-more a").nth(1).click();
        dialog.getByLabel("交给").selectOption("handler.li");
        dialog.getByLabel("原因").fill("请先核对经营场所");
        dialog.getByLabel("原因").press("Tab");
        page.keyboard().press("Enter");
        assertThat(page.locator(".xb-flash").first()).containsText("已委托办理 " + caseNo);
        assertThat(page.locator("#open-steps")).containsText("陈静委托李明办理");

        signInAnew("handler.li");
        open("/tasks?queue=mine&q=" + caseNo);
        page.keyboard().press("j");
        page.keyboard().press("Enter");
        assertThat(page.locator("#pane-handle")).containsText("陈静委托您办理这个环节");
        assertAccessible();
        takeScreenshots("case-delegated");
        page.getByText("交回委托人").click();
        assertThat(page.locator(".xb-flash").first()).containsText("交回委托人");
    }

    @Test
    void aCaseIsWatchedAndWhatIsCopiedIsRead() throws Exception {
        tasks.calls()
                .post(
                        CaseCalls.CLERK,
                        "/tasks/" + task + "/copy",
                        "{\"to\": [\"handler.li\"], \"note\": \"经营场所跨区，请留意。\"}");
        signIn("handler.li");
        open("/tasks?queue=copied&q=" + caseNo);
        assertThat(page.locator("tr[data-task]")).containsText("未读");
        assertThat(page.locator("tr[data-task]")).containsText("经营场所跨区");
        assertAccessible();
        takeScreenshots("worklist-copied");
        page.locator("tr[data-task] a.t").click();
        assertThat(page.locator("#pane-handle")).containsText("陈静抄送");
        page.locator(".wl-read button").click();
        assertThat(page.locator(".wl-read")).hasCount(0);

        page.click("#watch");
        assertThat(page.locator(".xb-flash").first()).containsText("已关注 " + caseNo);
        open("/tasks?queue=watched&q=" + caseNo);
        assertThat(page.locator("tr[data-task] .code")).hasText(caseNo);
        assertAccessible();
        takeScreenshots("worklist-watched");
    }

    @Test
    void theSupervisorUrgesWithoutScripts() {
        Page plain = newPageWithoutScripts();
        plain.navigate("/sign-in");
        plain.fill("#login", "supervisor.zheng");
        plain.fill("#password", "xieban-demo");
        plain.click("main button[type=submit]");
        plain.navigate("/cases/" + caseNo + "?task=" + task);
        plain.click(".wl-more > summary");
        plain.click(".wl-more a");
        plain.getByLabel("附言").fill("今天办结");
        plain.click(".wl-operation button[type=submit]");
        assertThat(plain.locator(".xb-flash").first()).containsText("已催办 " + caseNo);
        plain.navigate("/tasks/" + task + "/urge");
        assertThat(plain.locator("main")).containsText(Pattern.compile("您刚催办过.*可以再次催办"));
        forgetReported();
    }

    @Test
    void aStepIsTakenBackAndSentBackByTheKeyboard() throws Exception {
        String examination = tasks.examined(caseNo);
        tasks.completes("handler.li", examination, TasksOfCases.EXAMINE);
        tasks.at(caseNo, TasksOfCases.DECIDE);
        signIn("handler.li");
        open("/cases/" + caseNo + "?task=" + examination + "&queue=done");
        page.locator("#pane-handle").getByText("撤回重办").focus();
        page.keyboard().press("Enter");
        Locator dialog = page.locator("#operation");
        assertThat(dialog.locator("h2")).hasText("撤回重办");
        assertThat(dialog).containsText("同时撤销：逐级审核决定");
        assertAccessible();
        takeScreenshots("case-withdraw");
        page.keyboard().press("Escape");
        assertThat(dialog).isHidden();
        page.keyboard().press("Enter");
        assertThat(dialog).isVisible();
        dialog.locator("button[type=submit]").press("Enter");
        assertThat(page.locator(".xb-flash").first()).containsText("已撤回 " + caseNo);
        page.waitForSelector(".xb-task-form:not([aria-busy])");

        tasks.completes("handler.li", tasks.at(caseNo, TasksOfCases.EXAMINE), TasksOfCases.EXAMINE);
        signInAnew("approver.wang");
        open("/cases/" + caseNo + "?task=" + tasks.at(caseNo, TasksOfCases.DECIDE));
        page.click("#claim");
        page.locator(".wl-more > summary").press("Enter");
        page.locator(".wl-more")
                .getByText("退回", new Locator.GetByTextOptions().setExact(true))
                .press("Enter");
        dialog = page.locator("#operation");
        assertThat(dialog.locator("h2")).hasText("退回");
        assertAccessible();
        takeScreenshots("case-return");
        Locator examine = dialog.locator("input[value=" + TasksOfCases.EXAMINE + "]");
        examine.focus();
        page.keyboard().press("Space");
        assertThat(examine).isChecked();
        dialog.getByLabel("原因").fill("请补充核查意见");
        dialog.getByLabel("原因").press("Tab");
        page.keyboard().press("Enter");
        assertThat(page.locator(".xb-flash").first()).containsText("已退回 " + caseNo);
        assertThat(page.locator("#open-steps")).containsText("李明");
    }

    private void signInAnew(String login) {
        page = newStranger();
        signIn(login);
    }
}
