package org.xieban.approval;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.xieban.BrowserTest;

class RequestBrowserTest extends BrowserTest {

    @Autowired
    private Office office;

    @Test
    void anExtensionIsAskedForWithItsReason() {
        String caseNo = office.register("food-business-licence");
        office.ordinaryUntil(caseNo, ApprovalModel.EXAMINE);
        signIn("handler.li");
        open("/approval/cases/" + caseNo + "/request?kind=EXTENSION");
        page.fill("#reason", "经营场所需要复核");
        page.fill("#amount", "15");
        page.click("form.xb-form button[type=submit]");

        assertThat(page.locator("#amount-error")).hasText("最多延长 10 个工作日（《行政许可法》第四十二条）。");
        assertThat(page.locator("#reason")).hasValue("经营场所需要复核");
        assertAccessible();
        takeScreenshots("approval-request");
    }

    @Test
    void theHeadDecidesAWithdrawalWithItsReasonBesideTheForm() {
        String caseNo = office.register("food-business-licence");
        signIn("clerk.chen");
        open("/cases/" + caseNo + "/withdraw");
        page.locator("#reason").evaluate("field => field.removeAttribute('required')");
        page.click("form.xb-form button[type=submit]");
        assertThat(page.locator("#reason-error")).hasText("请写明原因。");
        assertAccessible();
        takeScreenshots("approval-withdraw");
        page.fill("#reason", "不开店了");
        page.click("form.xb-form button[type=submit]");
        assertThat(page.locator(".xb-flash")).containsText("由负责人审批");

        signIn("approver.wang");
        open("/cases/" + caseNo);
        assertThat(page.getByLabel("申请人撤回的原因")).hasValue("不开店了");
        assertAccessible();
        takeScreenshots("approval-withdrawal-decision");
    }

    @Test
    void theReceiptIsPrintedAsItStandsAndEarlierOnesAreKept() {
        String caseNo = office.register("food-business-licence");
        signIn("clerk.chen");
        open("/document/cases/" + caseNo);
        assertThat(page.locator("table.list tbody")).containsText("第 6 版");
        assertAccessible();
        takeScreenshots("approval-documents");
        page.locator("table.list tbody td.t a").click();
        assertThat(page.locator(".doc-sheet")).containsText("营业执照：复印件 1 份");
        takeScreenshots("approval-receipt");
    }
}
