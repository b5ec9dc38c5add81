package org.xieban.inspection;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.inspection.InspectionSteps.step;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.FilePayload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.BrowserTest;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.inspection.visit.ResultKind;
import org.xieban.inspection.visit.SiteCalls;
import org.xieban.inspection.visit.VisitStarts;
import org.xieban.ledger.Sequencing;
import org.xieban.trace.OfficialTime;

/**
 * The whole story of a joint inspection as those who take part in it see it: plan, draw, a visit on a telephone whose network
 * goes and comes back, what is put right, and what everybody may read of it.
 */
class InspectionBrowserTest extends BrowserTest {

    private static final String LEAD = "market.zhou";
    private static final String MARKET = "scjg";
    private static final String FIRE = "xfjy";
    private static final String MARKET_ITEM = "SCJG-002";
    private static final String FINDING = "疏散通道堆放杂物，负责人刘建国在场";
    private static final String SIGNER = "店长 刘建国";

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Draws draws;

    @Autowired
    private Visits visits;

    @Autowired
    private VisitStarts starts;

    @Autowired
    private Officers officers;

    @Autowired
    private ApplicationContext product;

    @Autowired
    private Clock clock;

    private InspectionSteps steps;
    private LocalDate today;

    /** The lead department's screen, which stays open from the plan to the publication. */
    private Page desk;

    /** That of an inspector, from the visit on. */
    private Page phone;

    @BeforeEach
    void begin() {
        steps = new InspectionSteps(mvc);
        today = OfficialTime.today(clock);
        desk = page;
    }

    @Test
    void whatIsPlannedIsDrawnVisitedPutRightAndPublished() throws Exception {
        String plan = proposed();
        drawn(plan);
        PlannedVisit visit = dispatched(plan);
        String visitCase = String.valueOf(visit.caseNo());
        List<String> fire = visit.teams().get(FIRE).inspectors();
        String door = door(visit);
        othersHaveBeenThere(visit, door, fire.get(1));
        visited(visit, door, fire);
        rolledUp(visitCase, visit.teams().get(MARKET).inspectors().get(0));
        putRight(visitCase, fire);
        published(visit);
    }

    private String proposed() {
        signIn(LEAD);
        open("/inspection/plans");
        page.locator(".xb-head .btn-primary").click();
        page.fill("#title", "酒店业消防和公示信息联合抽查");
        page.fill("#why", "年度联合抽查安排");
        page.locator("input[name=items][value='" + MARKET_ITEM + "']").check();
        page.locator("input[name=items][value='XFJY-001']").check();
        page.click("form.xb-form button[type=submit]");
        assertThat(page.locator(".xb-flash")).containsText("计划需要修改");
        forgetReported();
        page.locator("input[name=trades][value='H61']").check();
        page.click("form.xb-form button[type=submit]");
        page.waitForURL(Pattern.compile(".*/inspection/plans/XP.*"));
        takeScreenshots("inspection-plan");
        return page.url().replaceAll(".*/plans/", "");
    }

    /** Whoever watches sees the draw as it happens. */
    private void drawn(String plan) throws Exception {
        steps.ok(
                plan,
                step("fire.sun", PlanModel.AGREE, "\"planAgreement\": \"AGREE\""),
                step("leader.gao", PlanModel.DECIDE, "\"planOutcome\": \"APPROVED\""),
                step(LEAD, PlanModel.ANNOUNCE, "\"poolsChecked\": true"));
        page.reload();
        assertThat(page.locator("#draws")).containsText("正在冻结名录");
        draws.goOn();
        // nobody has to ask again
        assertThat(page.locator("#draws")).containsText("承诺已公布");
        page = newStranger();
        open("/public/draws/" + plan + "-1");
        assertThat(page.locator("#course")).containsText("等待存证");
        Sequencing.now(product);
        assertThat(page.locator("#course")).containsText("存证第");
        steps.ok(plan, step(LEAD, PlanModel.BEGIN, "\"drawConfirmed\": true"));
        assertThat(page.locator("#course")).containsText("等待下一个存证快照");
        Sequencing.now(product);
        draws.goOn();
        assertThat(page.locator("main")).containsText("抽取结果");
        assertAccessible();
        takeScreenshots("inspection-draw");
    }

    /** A visit that this draw brought, of which its object is told. */
    private PlannedVisit dispatched(String plan) throws Exception {
        page = desk;
        open("/inspection/plans/" + plan);
        page.locator("a.btn[href*='/visits/of/']").click();
        page.locator(".xb-head [type=submit]").click();
        assertThat(page.locator("#batch")).containsText("正在派发");
        starts.goOn();
        List<PlannedVisit> begun = visits.of(plan);
        assertThat(page.locator("#batch")).containsText("已派发 " + begun.size() + " 户");
        takeScreenshots("inspection-dispatch");
        PlannedVisit visit = begun.get(0);
        String caseNo = String.valueOf(visit.caseNo());
        assertThat(page.locator("main")).containsText(caseNo);
        // whoever of the lead was drawn first has it in hand
        String first = visit.teams().get(MARKET).inspectors().get(0);
        steps.ok(caseNo, step(first, "userTask_notifyObject", """
                        "visitedOn": "%s", "noticeMethod": "IN_PERSON", "prepareText": "营业执照" """.formatted(today)));
        return visit;
    }

    /** The other department has done its part, and the second inspector stands at the door. */
    private void othersHaveBeenThere(PlannedVisit visit, String door, String second) throws Exception {
        SiteCalls phones = new SiteCalls(mvc);
        List<String> market = visit.teams().get(MARKET).inspectors();
        for (String login : Stream.concat(market.stream(), Stream.of(second)).toList()) {
            phones.arrive(login, visit.id(), door).andExpect(status().isNoContent());
        }
        String complies = SiteCalls.result(MARKET_ITEM, ResultKind.NO_PROBLEM, 3, "");
        phones.send(market.get(0), visit.id(), "results", UUID.randomUUID(), complies)
                .andExpect(status().isNoContent());
        phones.signed(visit.id(), market.toArray(String[]::new));
        phones.submit(market.get(0), visit.id()).andExpect(status().isNoContent());
    }

    private String door(PlannedVisit visit) {
        open("/inspection/doors/" + visit.creditCode());
        takeScreenshots("inspection-door");
        return page.locator(".site-door-code").innerText();
    }

    /** The network goes after the second of three photographs, the page is loaded again, the network comes back. */
    private void visited(PlannedVisit visit, String door, List<String> team) throws Exception {
        phone = newStranger();
        page = phone;
        page.setViewportSize(PHONE[0], PHONE[1]);
        signIn(team.get(0));
        open("/inspection/door/" + door);
        page.waitForURL("**/inspection/visits/" + visit.id() + "?door=" + door);
        page.click(".site-arrive [type=submit]");
        assertThat(page.locator("#arrival [data-login='" + team.get(0) + "'] .state"))
                .hasText("已发送");
        // the page is kept for when there is no network
        page.evaluate("() => navigator.serviceWorker.ready");
        page.reload();
        photograph(1);
        photographs("已发送", 1);
        photograph(2);
        photographs("已发送", 2);
        page.context().setOffline(true);
        photograph(3);
        photographs("存在本机", 1);
        Locator points = page.locator(".site-point");
        for (int point = 0; point < points.count(); point++) {
            points.nth(point)
                    .locator("input[value=" + (point == 0 ? "FAIL" : "PASS") + "] + span")
                    .click();
        }
        page.selectOption("[name=kind]", "CORRECTION_ORDERED");
        page.fill("[name=finding]", FINDING);
        assertThat(page.locator("#status")).containsText("没有网络");
        page.reload();
        // what was typed and not yet saved, and what was taken and not yet sent, are both there
        photographs("存在本机", 1);
        page.click(".site-form [type=submit]");
        assertThat(page.locator("#status")).containsText("2 项存在本机");
        assertAccessible();
        takeScreenshots("visit-offline");
        page.setViewportSize(PHONE[0], PHONE[1]);
        forgetReported();
        page.context().setOffline(false);
        assertThat(page.locator("#status")).hasText("全部已发送");
        photographs("已发送", 3);
        refusesWhatIsTooLarge();
        signed(team);
        page.click("#submission [type=submit]");
        assertThat(page.locator("main")).containsText("本部门已提交");
        takeScreenshots("visit-done");
    }

    private void photograph(int number) {
        // the same picture thrice, but for a byte behind its end
        byte[] picture = Arrays.copyOf(SiteCalls.PNG, SiteCalls.PNG.length + number);
        page.setInputFiles(".site-item [name=photo]", new FilePayload("IMG_" + number + ".png", "image/png", picture));
    }

    private void photographs(String word, int number) {
        assertThat(page.locator(".site-photos li .state").filter(new Locator.FilterOptions().setHasText(word)))
                .hasCount(number);
    }

    private void refusesWhatIsTooLarge() throws Exception {
        Path file = Files.createTempFile("IMG_large", ".png");
        try {
            Files.write(file, new byte[60 * 1024 * 1024]);
            page.setInputFiles(".site-item [name=photo]", file);
            assertThat(page.locator(".site-item .site-said")).containsText("60 MB，照片至多 20 MB");
        } finally {
            Files.delete(file);
        }
    }

    private void signed(List<String> team) {
        for (String login : team) {
            page.click("[data-sign='" + login + "']");
            write();
        }
        page.fill("#signer", SIGNER);
        page.click(".site-object [type=submit]");
        write();
        assertThat(page.locator("[data-signer=''] .state")).hasText("已发送");
    }

    private void write() {
        BoundingBox box = page.locator("#pad canvas").boundingBox();
        page.mouse().move(box.x + 20, box.y + 20);
        page.mouse().down();
        page.mouse().move(box.x + 120, box.y + 60);
        page.mouse().up();
        page.click("#pad [data-do=take]");
    }

    /** The lead sees all of it: three photographs, one result of the item. */
    private void rolledUp(String visitCase, String first) throws Exception {
        steps.ok(
                visitCase,
                step(first, "userTask_rollUp", "\"rollUpOutcome\": \"CONCLUDED\", \"summaryText\": \"疏散通道限期清理\""));
        page = desk;
        open("/cases/" + visitCase + "?tab=visit");
        Locator tab = page.locator("#pane-visit");
        assertThat(tab.locator(".facts")).containsText("统一社会信用代码");
        assertThat(tab.locator(".site-photos li")).hasCount(3);
        assertThat(List.copyOf(tab.locator(".site-photos .code").allInnerTexts()))
                .hasSize(3)
                .doesNotHaveDuplicates();
        Locator result = tab.locator("tr", new Locator.LocatorOptions().setHasText("人员密集场所消防安全检查"));
        assertThat(result).hasCount(1);
        assertThat(result).containsText("发现问题已责令改正");
        assertThat(result).containsText(FINDING);
        assertAccessible();
        takeScreenshots("visit-tab");
    }

    /** What follows from the visit is reached from it by whoever has to do it. */
    private String follow(String what) {
        page.locator(".wl-related a", new Page.LocatorOptions().setHasText(what))
                .click();
        assertThat(page.locator("h1")).hasText(what);
        page.waitForSelector(".xb-task-form:not([aria-busy]) .fjs-form-field");
        return page.url().replaceAll(".*/cases/", "");
    }

    private void putRight(String visitCase, List<String> team) throws Exception {
        String people = "[\"" + String.join("\", \"", team) + "\"]";
        page = phone;
        open("/cases/" + visitCase);
        String caseNo = follow("检查发现问题责令改正");
        assertThat(page.locator(".xb-task-form textarea").first()).hasValue("人员密集场所消防安全检查：" + FINDING);
        takeScreenshots("rectification-order");
        steps.ok(
                caseNo,
                step(team.get(0), "userTask_orderRectification", """
                        "officers": %s, "requirements": "清理疏散通道", "rectificationBasis": "《消防法》第二十八条",
                        "rectifyBy": "%s" """.formatted(people, today.plusDays(9))),
                step(team.get(0), "userTask_registerReport", """
                        "reportedOn": "%s", "reportText": "已清理" """.formatted(today)),
                step(team.get(0), "userTask_reinspect", """
                        "reinspectors": %s, "reinspectedOn": "%s", "reinspectionOutcome": "DONE",
                        "reinspectionText": "通道畅通" """.formatted(people, today)));
        page.reload();
        takeScreenshots("rectification-done");
    }

    private void published(PlannedVisit visit) {
        // still at the visit that was rolled up
        page = desk;
        String caseNo = follow("检查结果公示");
        // it is no task of one's own that it had a place among
        assertThat(page.locator(".wl-place")).hasCount(0);
        takeScreenshots("publication-form");
        page.locator(".xb-task-form input[type=checkbox]").check();
        page.click(".xb-task-form-submit");
        assertThat(page.locator(".xb-flash").first()).containsText(caseNo);
        page = newStranger();
        String object = visits.names(List.of(visit)).get(visit.creditCode());
        open("/public/inspections?q=" + object);
        takeScreenshots("public-inspections");
        page.locator("main td a.t").click();
        assertThat(page.locator("main")).containsText(Pattern.compile("人员密集场所消防安全检查[\\s\\S]*发现问题已责令改正"));
        List<String> logins = visit.teams().values().stream()
                .flatMap(team -> team.inspectors().stream())
                .toList();
        assertThat(page.content())
                .contains(object, "酒店业消防和公示信息联合抽查", "未发现问题")
                .doesNotContain("刘建国", FINDING)
                .doesNotContain(logins)
                .doesNotContain(
                        officers.findAll(logins).stream().map(Officer::name).toList());
        assertAccessible();
        takeScreenshots("public-inspection");
    }
}
