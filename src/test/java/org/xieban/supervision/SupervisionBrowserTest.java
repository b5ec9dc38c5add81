package org.xieban.supervision;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.BrowserTest;
import org.xieban.casefile.CaseCalls;
import org.xieban.timelimit.LateSteps;

/** A supervisor finds what is late, urges, and sees where time goes; the handler answers, and the supervisor reads it. */
class SupervisionBrowserTest extends BrowserTest {

    private static final String PROCESS = "administrativeApproval";

    @Autowired
    MockMvc mvc;

    @Autowired
    LateSteps late;

    @Test
    void whatIsLateIsUrgedAndAnsweredWithAWord() throws Exception {
        String caseNo = new CaseCalls(mvc).registered("司马迟");
        late.late(caseNo, "userTask_reviewMaterials");

        signIn("supervisor.zheng");
        open("/supervision/overdue?q=" + caseNo);
        assertThat(page.locator("main tbody tr")).hasCount(1);
        assertThat(page.locator("main tbody .lamp")).hasText(Pattern.compile("逾期.*"));
        assertAccessible();
        takeScreenshots("supervision-overdue");
        page.locator("main tbody").getByText("催办").click();
        page.fill("#words", "请今天办结");
        assertAccessible();
        takeScreenshots("supervision-urge");
        page.click(".wl-operation button[type=submit]");
        assertThat(page.locator(".xb-flash").first()).containsText("已催办 " + caseNo);

        open("/supervision/processes");
        assertAccessible();
        takeScreenshots("supervision-processes");
        open("/supervision/processes/" + PROCESS + "/heat?measure=overdue");
        assertThat(page.locator(".xieban-running").first()).isVisible();
        page.getByText("经过次数").click();
        assertAccessible();
        takeScreenshots("supervision-heat");

        signIn(CaseCalls.CLERK, caseNo);
        assertThat(page.locator("#urged")).containsText("请今天办结");
        assertAccessible();
        takeScreenshots("supervision-asked");
        page.fill("#answer", "材料已齐，下午办结");
        page.click("#urged button");
        assertThat(page.locator(".xb-flash").first()).containsText("已回复");

        signIn("supervisor.zheng", caseNo);
        Locator urges = page.locator("#urges");
        assertThat(urges).containsText("材料已齐，下午办结");
        page.click("[data-name=diagram]");
        assertThat(page.locator(".djs-container")).isVisible();
        assertAccessible();
        takeScreenshots("supervision-case");
    }

    private void signIn(String login, String caseNo) {
        page.context().clearCookies();
        signIn(login);
        open("/cases/" + caseNo);
    }
}
