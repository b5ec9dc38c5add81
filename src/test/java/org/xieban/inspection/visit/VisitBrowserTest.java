package org.xieban.inspection.visit;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.microsoft.playwright.options.FilePayload;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.BrowserTest;
import org.xieban.inspection.Plans;
import org.xieban.inspection.Visits;
import org.xieban.inspection.register.ObjectRegister;

/** A visit on a telephone whose network goes and comes back. */
class VisitBrowserTest extends BrowserTest {

    private static final VisitCalls.Team SMOKE =
            new VisitCalls.Team("sthj", List.of("inspector.jin", "inspector.yuan"), List.of("STHJ-002"));

    @Autowired
    private MockMvc mvc;

    @Autowired
    private UserDetailsService people;

    @Autowired
    private ObjectRegister objects;

    @Autowired
    private Plans plans;

    @Autowired
    private Visits visits;

    @Autowired
    private VisitStarts starts;

    @Autowired
    private VisitRepository rows;

    @Autowired
    private SiteRecords records;

    @Autowired
    private Doors doors;

    @Autowired
    private Clock clock;

    private void photograph(int number) {
        // the same picture thrice, but for a byte behind its end
        byte[] picture = java.util.Arrays.copyOf(VisitCalls.PNG, VisitCalls.PNG.length + number);
        page.setInputFiles(".site-item [name=photo]", new FilePayload("IMG_" + number + ".png", "image/png", picture));
    }

    private void photographs(String word, int number) {
        assertThat(page.locator(".site-photos li .state")
                        .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText(word)))
                .hasCount(number);
    }

    @Test
    void whatIsTakenDownWithoutANetworkIsKeptOverAReloadAndSentOnce() throws Exception {
        VisitCalls calls = new VisitCalls(mvc, people, objects, plans, visits, starts, clock);
        long id = calls.begun(calls.plan("现场"), SMOKE);
        Visit visit = rows.find(id).orElseThrow();
        String door = doors.of(visit.object().creditCode());
        calls.arrive("inspector.yuan", id, door).andExpect(status().isNoContent());

        page.setViewportSize(PHONE[0], PHONE[1]);
        signIn("inspector.jin");
        open("/inspection/door/" + door);
        page.waitForURL("**/inspection/visits/" + id + "?door=" + door);
        page.click(".site-arrive [type=submit]");
        assertThat(page.locator("#arrival [data-login='inspector.jin'] .state")).hasText("已发送");
        // the page is kept for when there is no network
        page.evaluate("() => navigator.serviceWorker.ready");
        page.reload();
        photograph(1);
        photographs("已发送", 1);
        photograph(2);
        photographs("已发送", 2);
        page.context().setOffline(true);
        photograph(3);
        photographs("存在本机", 1);
        for (int point = 0; point < 2; point++) {
            page.locator(".site-point").nth(point).locator("label").first().click();
        }
        page.selectOption("[name=kind]", "NO_PROBLEM");
        assertThat(page.locator("#status")).containsText("没有网络");
        page.reload();
        // what was typed and not yet saved, and what was taken and not yet sent, are both there
        photographs("存在本机", 1);
        page.click(".site-form [type=submit]");
        assertThat(page.locator("#status")).containsText("2 项存在本机");
        assertAccessible();
        takeScreenshots("visit-offline");
        page.setViewportSize(PHONE[0], PHONE[1]);
        forgetReported();
        page.context().setOffline(false);
        assertThat(page.locator("#status")).hasText("全部已发送");
        photographs("已发送", 3);
        SiteRecord record = records.of(id);
        assertThat(record.photographs()).hasSize(3).extracting("sha256").doesNotHaveDuplicates();
        assertThat(record.results()).hasSize(1);
        assertThat(record.results().get(0).kind()).isEqualTo(ResultKind.NO_PROBLEM);

        byte[] large = new byte[60 * 1024 * 1024];
        java.nio.file.Path file = java.nio.file.Files.createTempFile("IMG_large", ".png");
        try {
            java.nio.file.Files.write(file, large);
            page.setInputFiles(".site-item [name=photo]", file);
            assertThat(page.locator(".site-item .site-said")).containsText("60 MB，照片至多 20 MB");
        } finally {
            java.nio.file.Files.delete(file);
        }

        page.click("[data-sign='inspector.jin']");
        write();
        page.click("[data-sign='inspector.yuan']");
        write();
        page.fill("#signer", "店长 刘");
        page.click(".site-object [type=submit]");
        takeScreenshot("visit-pad");
        page.setViewportSize(PHONE[0], PHONE[1]);
        write();
        assertThat(page.locator("[data-signer=''] .state")).hasText("已发送");
        page.click("#submission [type=submit]");
        assertThat(page.locator("main")).containsText("本部门已提交");
        takeScreenshots("visit-done");
        calls.complete(
                        "inspector.jin",
                        visit.caseNo(),
                        VisitModel.ROLL_UP,
                        "\"rollUpOutcome\": \"CONCLUDED\", \"summaryText\": \"符合\"")
                .andExpect(status().isOk());
        open("/cases/" + visit.caseNo() + "?tab=visit");
        assertThat(page.locator("#pane-visit .site-photos li")).hasCount(3);
        assertAccessible();
        takeScreenshots("visit-tab");
    }

    private void write() {
        com.microsoft.playwright.options.BoundingBox box =
                page.locator("#pad canvas").boundingBox();
        page.mouse().move(box.x + 20, box.y + 20);
        page.mouse().down();
        page.mouse().move(box.x + 120, box.y + 60);
        page.mouse().up();
        page.click("#pad [data-do=take]");
    }
}
