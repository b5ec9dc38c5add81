package org.xieban.approval;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.xieban.BrowserTest;
import org.xieban.casefile.Applicant;
import org.xieban.licence.Licence;
import org.xieban.licence.Licences;

/** A licence is issued, checked by somebody in the street, and stands in for the material of the next case. */
class LicenceBrowserTest extends BrowserTest {

    @Autowired
    private Office office;

    @Autowired
    private Licences licences;

    @Test
    void aLicenceIsCheckedByItsCodeAndNotAskedForAgainUntilItIsRevoked() {
        Applicant applicant = Office.somebody("顾炎武");
        String first = office.registerWithoutMaterials("individual-business-change", 0, applicant);
        office.uploadEverything(first);
        office.ordinaryUntil(first, ApprovalModel.SERVE);
        Licence licence = licences.issue(first).orElseThrow();

        signIn(Office.HEAD);
        open("/licences?q=" + licence.number());
        assertFits();
        page.click("main table a");
        assertThat(page.locator(".lc-licence svg")).isVisible();
        takeScreenshots("licence");
        page.setViewportSize(DESKTOP[0], DESKTOP[1]);

        Page street = newStranger();
        street.navigate(page.locator(".lc-licence figcaption a").getAttribute("href"));
        assertThat(street.locator("#outcome")).containsText("有效");
        assertThat(street.locator("#outcome")).containsText("顾*武");

        String next = office.registerWithoutMaterials("food-business-licence", 0, applicant);
        open("/cases/" + next + "?tab=materials");
        assertThat(page.locator("#material-business-licence")).containsText("免予提交");
        assertThat(page.locator("#library")).containsText(licence.number());
        assertAccessible();
        takeScreenshots("licence-materials");
        page.setViewportSize(DESKTOP[0], DESKTOP[1]);

        open("/licences/" + licence.number());
        page.fill("#reason", "以欺骗手段取得");
        page.click("button[value=REVOKE]");
        assertThat(page.locator("h1 .state")).hasText("已注销");
        open("/cases/" + next + "?tab=materials");
        assertThat(page.locator("#library")).containsText("材料须另行提供");
        assertThat(page.locator("#material-business-licence")).not().containsText("免予提交");
        street.reload();
        assertThat(street.locator("#outcome")).containsText("已注销");
    }
}
