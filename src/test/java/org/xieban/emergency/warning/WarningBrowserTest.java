package org.xieban.emergency.warning;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.xieban.inspection.InspectionSteps.step;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.BrowserTest;
import org.xieban.inspection.InspectionSteps;

/** A warning is proposed on its page, and whoever looks at it sees who has confirmed as it happens. */
class WarningBrowserTest extends BrowserTest {

    @Autowired
    private MockMvc mvc;

    @Test
    void whoeverLooksSeesWhoHasConfirmed() throws Exception {
        signIn("emergency.wu");
        open("/emergency/warnings");
        page.locator(".xb-head .btn-primary").click();
        page.selectOption("#kind", "RAINSTORM");
        page.selectOption("#colour", "ORANGE");
        page.locator("input[name=regions][value='411921']").check();
        page.locator("input[name=departments][value='xfjy']").check();
        page.fill("#caution", "五沟营镇六小时雨量将达 100 毫米，洪河水位上涨");
        page.fill("#measures", "转移低洼地区人员，停止户外作业");
        page.fill("#reason", "气象、水文会商意见");
        takeScreenshots("emergency-new-warning");
        page.click("form.xb-form button[type=submit]");
        page.waitForURL(Pattern.compile(".*/emergency/warnings/XP.*"));
        String caseNo = page.url().replaceAll(".*/warnings/", "");
        InspectionSteps steps = new InspectionSteps(mvc);
        steps.ok(caseNo, step("leader.jiang", WarningModel.DECIDE, "\"warningOutcome\": \"APPROVED\""));
        page.reload();
        assertThat(page.locator("#calls")).containsText("等待确认");
        steps.ok(caseNo, step("fire.sun", WarningModel.CONFIRM, "\"warningReceived\": true"));
        // nobody has to ask again
        assertThat(page.locator("#calls")).containsText("已确认");
        assertAccessible();
        takeScreenshots("emergency-warning");
        open("/emergency/warnings");
        takeScreenshots("emergency-warnings");
        page = newStranger();
        open("/public/warnings/" + caseNo);
        assertThat(page.locator("main")).containsText("转移低洼地区人员");
        takeScreenshots("emergency-public-warning");
    }
}
