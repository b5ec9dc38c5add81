package org.xieban.inspection;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.BrowserTest;
import org.xieban.ledger.Sequencing;

/** A plan is proposed on its page, and whoever watches sees its draw as it happens. */
class InspectionBrowserTest extends BrowserTest {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Draws draws;

    @Autowired
    private ApplicationContext product;

    @Test
    void whoeverWatchesSeesTheDrawAsItHappens() throws Exception {
        signIn("market.zhou");
        open("/inspection/plans");
        page.locator(".xb-head .btn-primary").click();
        page.fill("#title", "酒店业消防和公示信息联合抽查");
        page.fill("#why", "年度联合抽查安排");
        page.locator("input[name=items][value='SCJG-002']").check();
        page.locator("input[name=items][value='XFJY-001']").check();
        page.click("form.xb-form button[type=submit]");
        assertThat(page.locator(".xb-flash")).containsText("计划需要修改");
        forgetReported();
        page.locator("input[name=trades][value='H61']").check();
        page.click("form.xb-form button[type=submit]");
        page.waitForURL(Pattern.compile(".*/inspection/plans/XP.*"));
        String caseNo = page.url().replaceAll(".*/plans/", "");
        takeScreenshots("inspection-plan");

        complete(caseNo, "fire.sun", PlanModel.AGREE, "\"planAgreement\": \"AGREE\"");
        complete(caseNo, "leader.gao", PlanModel.DECIDE, "\"planOutcome\": \"APPROVED\"");
        complete(caseNo, "market.zhou", PlanModel.ANNOUNCE, "\"poolsChecked\": true");
        page.reload();
        assertThat(page.locator("#draws")).containsText("正在冻结名录");
        draws.goOn();
        // nobody has to ask again
        assertThat(page.locator("#draws")).containsText("承诺已公布");
        page = newStranger();
        open("/public/draws/" + caseNo + "-1");
        assertThat(page.locator("#course")).containsText("等待存证");
        Sequencing.now(product);
        assertThat(page.locator("#course")).containsText("存证第");
        complete(caseNo, "market.zhou", PlanModel.BEGIN, "\"drawConfirmed\": true");
        assertThat(page.locator("#course")).containsText("等待下一个存证快照");
        Sequencing.now(product);
        draws.goOn();
        assertThat(page.locator("main")).containsText("抽取结果");
        assertAccessible();
        takeScreenshots("inspection-draw");
    }

    private void complete(String caseNo, String login, String step, String answers) throws Exception {
        new InspectionSteps(mvc).complete(caseNo, new InspectionSteps.Step(login, step, answers));
    }
}
