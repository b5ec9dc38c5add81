package org.xieban.timelimit;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.time.Clock;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.BrowserTest;
import org.xieban.casefile.CaseCalls;
import org.xieban.casefile.CaseFiles;
import org.xieban.trace.OfficialTime;

/** An officer sees why a case is due when it is, stops its clocks and lets them go on. */
class ClocksBrowserTest extends BrowserTest {

    @Autowired
    MockMvc mvc;

    @Autowired
    CaseFiles cases;

    @Autowired
    UserDetailsService people;

    @Autowired
    Clock clock;

    private String acceptedCase() throws Exception {
        String caseNo = new CaseCalls(mvc).registered("时间线");
        var officer = people.loadUserByUsername(CaseCalls.CLERK);
        SecurityContextHolder.getContext()
                .setAuthentication(
                        UsernamePasswordAuthenticationToken.authenticated(officer, null, officer.getAuthorities()));
        cases.accept(caseNo, cases.require(caseNo).registeredAt());
        SecurityContextHolder.clearContext();
        return caseNo;
    }

    @Test
    void clocksAreStoppedAndGoOnAndTheTimelineShowsIt() throws Exception {
        String caseNo = acceptedCase();
        LocalDate today = LocalDate.ofInstant(clock.instant(), OfficialTime.ZONE);
        signIn(CaseCalls.CLERK);

        open("/timelimit/cases/" + caseNo + "/pauses");
        page.selectOption("#type", "EXPERT_REVIEW");
        page.fill("#until", today.minusDays(3).toString());
        page.locator("form.panel button[type=submit]").click();
        assertThat(page.locator("#until-error")).containsText("不能早于");
        assertThat(page.locator("#legalBasis-error")).containsText("请填写");
        forgetReported();
        assertAccessible();
        takeScreenshots("pauses-refused");
        page.fill("#until", today.plusDays(12).toString());
        page.fill("#legalBasis", "《行政许可法》第四十五条");
        page.fill("#reason", "须组织专家评审");
        page.locator("form.panel button[type=submit]").click();

        page.waitForURL(url -> url.contains("tab=clocks"));
        assertThat(page.locator(".xb-timeline .day.paused").first()).isVisible();
        assertAccessible();
        takeScreenshots("clocks-paused");

        open("/timelimit/cases/" + caseNo + "/pauses");
        assertAccessible();
        takeScreenshots("pauses");
        page.locator("form[action$='/end'] input[name=result]").fill("评审通过");
        page.locator("form[action$='/end'] button").click();

        page.waitForURL(url -> url.contains("tab=clocks"));
        assertThat(page.locator(".xb-timeline").first()).isVisible();
        assertThat(page.locator(".xb-timeline .day.paused")).hasCount(0);
        assertThat(page.locator(".xb-timeline .day.counted").first()).isVisible();
        takeScreenshots("clocks");
    }
}
