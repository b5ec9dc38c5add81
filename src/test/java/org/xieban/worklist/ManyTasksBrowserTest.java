package org.xieban.worklist;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;

import com.microsoft.playwright.Locator;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.BrowserTest;
import org.xieban.casefile.CaseCalls;

/** Many tasks are found, kept as a filter, chosen by the keyboard and taken at once. */
class ManyTasksBrowserTest extends BrowserTest {

    @Autowired
    MockMvc mvc;

    @Autowired
    TasksOfCases tasks;

    @Autowired
    JdbcClient jdbc;

    String name;
    List<String> cases = new ArrayList<>();

    @BeforeEach
    void casesOfOneApplicant() throws Exception {
        String caseNo = tasks.calls().registered("占位");
        name = "上官" + caseNo.substring(caseNo.length() - 6);
        for (int i = 0; i < 4; i++) {
            cases.add(tasks.calls().registered(name));
        }
    }

    @AfterEach
    void forgetFilters() {
        jdbc.sql("delete from task_filter").update();
    }

    @Test
    void rowsAreChosenByTheKeyboardAndTakenAtOnce() throws Exception {
        signIn(CaseCalls.CLERK);
        open("/tasks?queue=group&sort=age&q=" + name);
        assertThat(page.locator("#bulk")).isHidden();
        page.keyboard().press("x");
        page.keyboard().press("j");
        page.keyboard().press("j");
        page.keyboard().press("x");
        page.keyboard().press("j");
        page.keyboard().press("x");
        assertThat(page.locator(".wl-chosen")).hasText("已选 3 件");
        assertAccessible();
        takeScreenshots("worklist-chosen");

        // somebody else takes the second of the chosen, and a fresh list keeps what is chosen and where one is
        page.setViewportSize(1280, 360);
        page.locator("tr.cur")
                .evaluate(
                        "row => { row.scrollIntoView({ block: 'center', behavior: 'instant' }); window.topBefore = row.getBoundingClientRect().top; }");
        mvc.perform(post("/api/v1/tasks/{id}/claim", tasks.task(cases.get(1)))
                        .with(csrf())
                        .with(tasks.secondClerk()))
                .andExpect(status().isOk());
        tasks.calls().registered(name);
        page.evaluate("htmx.trigger('#worklist', 'refresh')");
        assertThat(page.locator("tr[data-task] .code").nth(1)).hasText(cases.get(2));
        assertThat(page.locator(".wl-chosen")).hasText("已选 2 件");
        assertThat(page.locator("tr.cur .code")).hasText(cases.get(2));
        assertThat((Number) page.evaluate(
                        "Math.abs(document.querySelector('tr.cur').getBoundingClientRect().top - window.topBefore)"))
                .extracting(Number::intValue)
                .isEqualTo(0);

        page.setViewportSize(DESKTOP[0], DESKTOP[1]);
        page.locator("#bulk button").click();
        assertThat(page.locator("h1")).hasText("签收：成功 2 件，未办 0 件");
        assertAccessible();
        takeScreenshots("worklist-outcome");

        open("/tasks?queue=mine&q=" + name);
        page.locator("#choose-all").check();
        page.locator("#bulk button[value=transfer]").click();
        assertThat(page.locator("h1")).hasText("转办 2 件");
        page.getByLabel("交给").selectOption("handler.li");
        page.getByLabel("原因").fill("轮休");
        assertAccessible();
        takeScreenshots("worklist-transfer");
        page.locator("main .btn-primary").click();
        assertThat(page.locator("h1")).hasText("转办：成功 2 件，未办 0 件");
    }

    @Test
    void whatIsLookedForIsKeptSharedAndTakenBack() {
        signIn(CaseCalls.CLERK);
        open("/tasks?queue=department");
        page.locator("#conditions > summary").click();
        page.locator("#applicant").fill(name);
        page.locator("#step").selectOption(TasksOfCases.REVIEW);
        page.locator("#conditions .btn-primary").click();
        assertThat(page.locator("tr[data-task]")).hasCount(4);
        assertAccessible();
        page.locator("#keep > summary").click();
        page.getByLabel("名称").fill("上官家的");
        page.getByLabel("本部门共用").check();
        takeScreenshots("worklist-keep");
        page.locator("#keep button").click();
        assertThat(page.locator(".xb-flash")).hasText("已保存筛选“上官家的”。");
        Locator chip = page.locator("#saved .chip");
        assertThat(chip).containsText(Pattern.compile("上官家的\\s*4"));
        assertThat(chip).hasAttribute("aria-current", "true");
        assertAccessible();
        takeScreenshots("worklist-saved");

        page.locator("#saved .wl-quiet").click();
        assertThat(page.locator(".xb-rows")).containsText("本部门共用");
        assertAccessible();
        takeScreenshots("worklist-filters");
        page.getByLabel("删除：上官家的").click();
        page.getByText("撤销删除").click();
        assertThat(page.locator(".xb-rows a")).hasText("上官家的");
        page.locator(".xb-rows a").click();
        assertThat(page.locator("tr[data-task]")).hasCount(4);

        page.getByText("导出 XLSX").click();
        assertThat(page.locator("#export h2")).hasText("已导出 4 件");
        assertAccessible();
        takeScreenshots("worklist-export");
        assertThat(page.waitForDownload(() -> page.locator("#fetch").click()).suggestedFilename())
                .isEqualTo("tasks.xlsx");
    }
}
