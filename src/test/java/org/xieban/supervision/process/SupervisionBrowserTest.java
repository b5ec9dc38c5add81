package org.xieban.supervision.process;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import java.time.LocalDate;
import java.util.UUID;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.BrowserTest;
import org.xieban.casefile.CaseCalls;
import org.xieban.timelimit.LateSteps;

/** A supervisor finds what is late, urges, and sees where time goes; the handler answers, and the supervisor reads it. */
class SupervisionBrowserTest extends BrowserTest {

    @Autowired
    MockMvc mvc;

    @Autowired
    LateSteps late;

    @Autowired
    ProcessesWithPast past;

    /** A process of two versions, through each of which cases have gone. */
    private String process() {
        String key = "seen" + UUID.randomUUID().toString().replace("-", "");
        for (int elements : new int[] {4, 6}) {
            ProcessDefinition version = past.deploy(key, elements);
            for (int n = 1; n <= elements; n++) {
                past.passages(version, "event_" + n, "i" + elements, LocalDate.of(2025, 3, 14), 20 * n);
            }
        }
        past.count();
        return key;
    }

    @Test
    void whatIsLateIsUrgedAndAnsweredWithAWord() throws Exception {
        String caseNo = new CaseCalls(mvc).registered("司马迟");
        late.late(caseNo, "userTask_reviewMaterials");
        String process = process();

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
        open("/supervision/processes/" + process + "/heat?version=2&beside=1&measure=overdue");
        assertThat(page.locator(".djs-container")).hasCount(2);
        page.locator(".sv-measures").getByText("平均用时").click();
        assertThat(page.locator(".xieban-heat").first()).isVisible();
        assertAccessible();
        takeScreenshots("supervision-heat");
        page.setViewportSize(PHONE[0], PHONE[1]);
        page.waitForFunction("""
                () => [...document.querySelectorAll('.sv-diagram')].every((place) => {
                    const [whole, drawn] = [place, place.querySelector('.viewport')].map((each) => each.getBoundingClientRect());
                    return drawn.left >= whole.left - 1 && drawn.right <= whole.right + 1;
                })""");
        page.waitForFunction("""
                () => {
                    const labels = [...document.querySelectorAll('.xieban-heat')].filter((each) => each.style.visibility !== 'hidden')
                        .map((each) => each.getBoundingClientRect());
                    return labels.length > 0 && labels.every((one, at) => labels.slice(at + 1).every((other) =>
                        one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top));
                }""");

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
