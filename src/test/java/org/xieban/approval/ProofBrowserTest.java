package org.xieban.approval;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xieban.BrowserTest;
import org.xieban.ledger.Tampering;
import org.xieban.ledger.VerifyLedger;

/** A case is handled and its receipt handed out; then somebody changes the database, and everybody can tell. */
class ProofBrowserTest extends BrowserTest {

    @Autowired
    private Office office;

    @Autowired
    private Tampering tampering;

    @Autowired
    private JdbcClient jdbc;

    @TempDir
    private Path folder;

    private String said = "";

    private Path download(Page from, String click, String as) {
        Path file = folder.resolve(as);
        from.waitForDownload(() -> from.click(click)).saveAs(file);
        return file;
    }

    private int verify(Path... arguments) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        int code = VerifyLedger.run(
                List.of(arguments).stream().map(Path::toString).toList(),
                new PrintStream(printed, true, StandardCharsets.UTF_8));
        said = printed.toString(StandardCharsets.UTF_8);
        return code;
    }

    private void check(Page citizen, Path receipt) {
        citizen.navigate("/public/receipt");
        citizen.setInputFiles("#file", receipt);
        citizen.click("main button[type=submit]");
    }

    @Test
    void aRowChangedByHandIsSeenByTheCitizenOfflineAndByTheAuditor() throws Exception {
        String caseNo = office.register("food-business-licence");
        office.ordinaryToTheEnd(caseNo);
        tampering.sequence();

        signIn(Office.CLERK);
        open("/cases/" + caseNo + "?tab=record");
        assertThat(page.locator("#case a[href$='/dossier.zip']")).isVisible();
        assertAccessible();
        takeScreenshots("case-record");
        page.setViewportSize(DESKTOP[0], DESKTOP[1]);
        page.locator("#case a[href$='/receipt']").click();
        assertThat(page.locator(".lg-receipt svg")).isVisible();
        assertAccessible();
        takeScreenshots("receipt-paper");
        page.setViewportSize(DESKTOP[0], DESKTOP[1]);
        Path receipt = download(page, "a[href$='receipt.json']", "receipt.json");

        Page citizen = newStranger();
        Path key = Files.write(
                folder.resolve("vkey"), citizen.request().get("/ledger/vkey").body());
        check(citizen, receipt);
        assertThat(citizen.locator("#outcome .state.good")).hasText("全部一致");
        assertThat(verify(receipt, key)).as(said).isZero();

        String opinion =
                "update trace_entry set entry = replace(entry, ?, ?) where case_no = ? and act = 'case.registered'";
        Long number = jdbc.sql("select s.number from trace_sequence s join trace_entry e on e.id = s.entry_id"
                        + " where e.case_no = ? and e.act = 'case.registered'")
                .param(caseNo)
                .query(Long.class)
                .single();
        tampering.byHand(opinion, Office.CLERK, "nobody.else", caseNo);
        try {
            check(citizen, receipt);
            assertThat(citizen.locator("#outcome .state.bad")).hasText("有不符之处");
            assertThat(citizen.locator("#outcome")).containsText("账本第 " + number + " 条：这条办理记录的内容如今与签发回执时不一致");
            assertThat(citizen.locator("body")).not().containsText(caseNo);
            this.page = citizen;
            assertAccessible();
            takeScreenshots("public-receipt-unsound");
            citizen.setViewportSize(DESKTOP[0], DESKTOP[1]);

            page = newStranger();
            signIn("auditadmin.lv");
            open("/ledger/verification");
            Path copy = download(page, "a[href$='log.zip']", "log.zip");
            assertThat(verify(receipt, key, copy)).isEqualTo(1);
            assertThat(said).contains("账本第 " + number + " 条办理记录的内容与存证时不一致");
            page.click("main button[type=submit]");
            assertThat(page.locator(".state.bad")).hasText("1 处不符");
            assertThat(page.locator("#verification tbody")).containsText("记录的原文或盐被改过");
            assertThat(page.locator("#verification tbody td.num")).hasText(String.valueOf(number));
            page.locator(".xb-top .xb-language").first().click();
            page.locator("details summary").getByText("Change the signing key").click();
            assertAccessible();
            takeScreenshots("verification-english");
        } finally {
            tampering.byHand(opinion, "nobody.else", Office.CLERK, caseNo);
        }
        check(citizen, receipt);
        page = citizen;
        assertThat(citizen.locator("#outcome .state.good")).hasText("全部一致");
        takeScreenshots("public-receipt-sound");
        citizen.locator(".xb-plain > header .xb-tool").click();
        assertThat(citizen.locator("h1")).hasText("Check a receipt");
        takeScreenshots("public-receipt-english");
    }
}
