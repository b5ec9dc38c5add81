package org.xieban.ledger;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.BrowserTest;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;

/** The audit administrator sees that all fits, and after a row was changed by hand, which one does not. */
class VerificationBrowserTest extends BrowserTest {

    @Autowired
    Sequencer sequencer;

    @Autowired
    Trace trace;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Tampering tampering;

    @Test
    void aRowChangedByHandIsNamedUntilItIsPutBack() {
        String caseNo = "T-" + UUID.randomUUID().toString().substring(0, 20).toUpperCase();
        transaction.executeWithoutResult(
                status -> trace.record(Act.of("test.done", "test", "1").inCase(caseNo, null)));
        sequencer.sequence();
        signIn("auditadmin.lv");
        page.click("nav a[href='/ledger/verification']");
        page.click("main button[type=submit]");
        assertThat(page.locator(".state.good")).hasText("全部一致");
        assertAccessible();
        takeScreenshots("verification-sound");

        String id = jdbc.sql("select id::text from trace_entry where case_no = ?")
                .param(caseNo)
                .query(String.class)
                .single();
        change(caseNo, "T-CHANGED");
        try {
            page.click("main button[type=submit]");
            assertThat(page.locator(".state.bad")).hasText("1 处不符");
            assertThat(page.locator("#verification tbody tr")).hasCount(1);
            assertThat(page.locator("#verification tbody")).containsText("用于查找的字段与原文不符");
            assertThat(page.locator("#verification tbody")).containsText(id);
            assertAccessible();
            takeScreenshots("verification-unsound");
        } finally {
            change("T-CHANGED", caseNo);
        }
        page.click("main button[type=submit]");
        assertThat(page.locator(".state.good")).hasText("全部一致");
    }

    private void change(String from, String to) {
        tampering.byHand("update trace_entry set case_no = ? where case_no = ?", to, from);
    }
}
