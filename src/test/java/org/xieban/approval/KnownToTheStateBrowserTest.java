package org.xieban.approval;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xieban.BrowserTest;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.Materials;
import org.xieban.demonstration.CityOfTests;
import org.xieban.demonstration.city.CityServices;
import org.xieban.ledger.RecordWords;

/** What the state knows is not asked for; where it does not answer, or otherwise than was claimed, people see to it. */
class KnownToTheStateBrowserTest extends BrowserTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String BY_HAND = "userTask_checkByHand";

    @Autowired
    private Office office;

    @Autowired
    private KnownApplicant applicant;

    @Autowired
    private CityOfTests city;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private Materials materials;

    @Autowired
    private RecordWords words;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private JdbcClient jdbc;

    private CityServices services;

    @BeforeEach
    void openTheCity() throws IOException {
        services = city.open();
    }

    @AfterEach
    void closeTheCity() {
        city.close();
    }

    private void awaitStep(String caseNo, String step) {
        await().atMost(SOON).until(() -> office.open(caseNo).equals(List.of(step)));
    }

    private void become(String login) {
        page.context().clearCookies();
        signIn(login);
    }

    private void openForm(String caseNo) {
        open("/cases/" + caseNo);
        page.waitForSelector(".xb-task-form:not([aria-busy]) .fjs-form-field");
    }

    private void submit(String caseNo) {
        page.click(".xb-task-form-submit");
        assertThat(page.locator(".xb-flash").first()).containsText("已提交 " + caseNo);
    }

    @Test
    void aCaseWhoseMaterialsAreAllKnownIsAcceptedWithNone() {
        String caseNo = applicant.applies(KnownApplicant.PLACE);
        awaitStep(caseNo, ApprovalModel.REVIEW_MATERIALS);
        signIn(Office.CLERK);
        open("/cases/" + caseNo + "?tab=materials");
        assertThat(page.locator("#pane-materials .state.good", new Page.LocatorOptions().setHasText("免予提交")))
                .hasCount(5);
        takeScreenshots("known-materials");
        openForm(caseNo);
        page.getByLabel("材料齐全、符合法定形式，受理").check();
        submit(caseNo);
        assertThat(office.file(caseNo).acceptedAt()).isNotNull();
    }

    @Test
    void whileASourceIsDownPeopleCheckByHandAndOneClickSetsTheRestGoing() throws Exception {
        signIn("sysadmin.yu");
        open("/demonstration/city");
        page.locator("#city-credit button[value=FAILING]").click();
        assertThat(page.locator("#city-credit .state")).hasText("故障");
        assertAccessible();
        takeScreenshots("demonstration-city");
        String byHand = applicant.applies(KnownApplicant.PLACE);
        String waiting = applicant.applies(KnownApplicant.PLACE);
        awaitStep(byHand, BY_HAND);
        awaitStep(waiting, BY_HAND);

        become(Office.CLERK);
        openForm(byHand);
        page.getByLabel("核实无误，免予提交材料").check();
        page.getByLabel("向谁核实、怎样核实的").fill("已电话向提供部门核实。");
        submit(byHand);
        awaitStep(byHand, ApprovalModel.REVIEW_MATERIALS);
        assertThat(incidents()).as("of the case that still waits").isOne();
        assertThat(materials.ofCase(byHand))
                .allSatisfy(material -> assertThat(material.coverage()).isNotNull());
        assertThat(materials.ofCase(byHand))
                .filteredOn(material -> material.code().equals("credit"))
                .extracting(material -> material.coverage().sourceName())
                .allSatisfy(source -> assertThat(source).contains("人工核验"));
        assertThat(words.unsaid()).as("in the records of all cases so far").isEmpty();

        become("sysadmin.yu");
        open("/demonstration/city");
        page.locator("#city-credit button[value=ANSWERING]").click();
        assertThat(page.locator("#city-credit .state")).hasText("正常");
        become("analyst.feng");
        // it may still have its rest from so many failures
        await().atMost(SOON).until(() -> {
            open("/sources/connections");
            Locator retry = page.locator("form[action$='/credit/retry'] button");
            if (retry.count() > 0) {
                retry.click();
            }
            return office.open(waiting).equals(List.of(ApprovalModel.REVIEW_MATERIALS));
        });
        assertThat(materials.missing(waiting)).isEmpty();
        // the source saw the question again under the key it had before
        assertThat(services.seen(keyOf(waiting))).isGreaterThan(1);
    }

    private long incidents() {
        return runtime.createProcessInstanceQuery()
                .variableValueEquals("dataResource", "serious-dishonesty")
                .withIncident()
                .count();
    }

    private String keyOf(String caseNo) {
        return jdbc.sql("select idempotency_key from data_call where case_no = ? and resource = 'serious-dishonesty'")
                .param(caseNo)
                .query(String.class)
                .single();
    }

    @Test
    void aDifferenceIsSeenAndItsProviderLooksAfterIt() {
        String caseNo = applicant.applies("棠溪县出山镇龙泉路一号");
        awaitStep(caseNo, ApprovalModel.REVIEW_MATERIALS);
        String correction = cases.children(caseNo).get(0);
        signIn(Office.HANDLER);
        open("/cases/" + caseNo + "?tab=data");
        assertThat(page.locator("#pane-data")).containsText("申请填写：棠溪县出山镇龙泉路一号");
        assertThat(page.locator("#pane-data")).containsText("数据异议核实中");
        assertAccessible();
        takeScreenshots("data-difference");
        page.setViewportSize(DESKTOP[0], DESKTOP[1]);
        page.locator("form[action*='/corrections/'] button").click();
        assertThat(page.locator("#pane-data")).containsText("答复以前不提交任何环节");

        become("land.tang");
        openForm(correction);
        assertThat(page.locator(".xb-task-form")).containsText("不一致之处");
        assertAccessible();
        takeScreenshots("correction-form");
        page.setViewportSize(DESKTOP[0], DESKTOP[1]);
        page.getByLabel("核实无误，以本部门数据为准").check();
        page.getByLabel("怎样核实的，更正了什么").fill("经核对原始档案，登记无误。");
        submit(correction);

        become(Office.HANDLER);
        open("/cases/" + caseNo + "?tab=data");
        assertThat(page.locator("#pane-data")).containsText("提供部门核实无误");
        takeScreenshots("data-confirmed");
    }
}
