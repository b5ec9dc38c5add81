package org.xieban.ledger;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.api.Test;
import org.xieban.BrowserTest;

class RecordBrowserTest extends BrowserTest {

    @Test
    void theAuditAdministratorFindsAnActAndOpensItsEvidence() {
        signIn("auditadmin.lv");
        page.click("nav a[href='/ledger/record']");
        page.fill("#who", "auditadmin.lv");
        page.selectOption("#act", "signIn.succeeded");
        page.click("form.xb-filter button[type=submit]");
        assertThat(page.locator("table.list tbody tr").first()).containsText("auditadmin.lv");
        assertAccessible();
        takeScreenshots("record");

        page.locator("table.list tbody a").first().click();
        assertThat(page.locator(".state.good")).hasText("原文与存证叶一致");
        assertThat(page.locator("pre")).containsText("\"act\":\"signIn.succeeded\"");
        assertAccessible();
        takeScreenshots("record-entry");
    }

    @Test
    void aSearchWithoutHitsSaysWhatToDo() {
        signIn("auditadmin.lv");
        open("/ledger/record?who=nobody.at.all");
        assertThat(page.locator(".xb-empty h2")).hasText("没有符合条件的记录");
        takeScreenshots("record-empty");
    }
}
