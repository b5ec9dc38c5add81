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
}
