package org.xieban.approval;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.BrowserTest;
import org.xieban.casefile.CaseCalls;
import org.xieban.timelimit.Sweep;
import org.xieban.trace.OfficialTime;

/** The ten-minute tour of the README, step by step: what it says is clicked here, in the same words. */
class TourBrowserTest extends BrowserTest {

    /** The words of the frame in the other language; forms, steps and items are as the office wrote them in both. */
    private static final Map<String, String> ENGLISH = Map.ofEntries(
            Map.entry("收件登记", "Register an application"),
            Map.entry("查找事项", "Find an item"),
            Map.entry("个人", "Person"),
            Map.entry("必需的材料已齐", "All required materials are there"),
            Map.entry("收件凭证和文书", "Receipt and documents"),
            Map.entry("收件凭证", "Receipt of application"),
            Map.entry("受理通知书", "Notice of acceptance"),
            Map.entry("准予决定书", "Decision: granted"),
            Map.entry("送达回证", "Proof of service"),
            Map.entry("完成收件", "Finish"),
            Map.entry("本组待领", "To be taken"),
            Map.entry("我的待办", "My tasks"),
            Map.entry("办件", "Cases"),
            Map.entry("签收", "Take"),
            Map.entry("已签收 ", "Taken: "),
            Map.entry("已提交 ", "Submitted: "),
            Map.entry("筛选", "Filter"),
            Map.entry("查询", "Search"),
            Map.entry("编号、事项、申请人", "Number, item, applicant"),
            Map.entry("已办结", "Closed"),
            Map.entry("这件已经办结", "This case has ended"),
            Map.entry("办理", "Handle"),
            Map.entry("意见", "Opinions"),
            Map.entry("时限", "Clocks"),
            Map.entry("法定", "Statutory"),
            Map.entry("流程图", "Diagram"),
            Map.entry("文书", "Documents"),
            Map.entry("办理记录", "Record"),
            Map.entry("退出登录", "Sign out"));

    @Autowired
    MockMvc mvc;

    @Autowired
    Sweep sweep;

    @Autowired
    Clock clock;

    private String caseNo = "";
    private boolean english;

    @Test
    void oneCaseGoesThroughFourPeople() {
        takeTheTour();
    }

    @Test
    void theSameInEnglish() {
        english = true;
        takeTheTour();
    }

    /** A word of the frame in the language of the tour. */
    private String say(String word) {
        return english ? Objects.requireNonNull(ENGLISH.get(word), word) : word;
    }

    private void takeTheTour() {
        // 1 registered
        signIn(CaseCalls.CLERK);
        if (english) {
            page.locator(".xb-top .xb-language").click();
        }
        side("收件登记");
        page.getByLabel(say("查找事项")).fill("食品");
        page.locator("#items a").getByText("食品经营许可（新办）").click();
        waitForForm();
        page.getByLabel(say("个人"), new Page.GetByLabelOptions().setExact(true)).check();
        page.locator("[id='applicant.name']").fill("何春燕");
        page.locator("[id='applicant.idNumber']").fill("11010519491231002X");
        page.locator("[id='applicant.phone']").fill("13800138000");
        write("申请内容", "经营早餐");
        choose("类别或者规模", "食品销售");
        choose("所在区县", "柏城区");
        write("项目或者经营地址", "柏城大道 118 号");
        form().getByLabel("到窗口领取").check();
        form().getByLabel("申请材料真实").check();
        page.click(".xb-task-form-submit");
        page.waitForURL(Pattern.compile(".*/cases/XP[^/]*/materials"));
        caseNo = page.locator("main .code").first().innerText();
        for (String material : List.of("食品经营许可申请书", "营业执照", "与食品经营相适应的主要设备设施", "食品安全自查", "食品安全管理人员")) {
            Locator row = page.locator("main tr", new Page.LocatorOptions().setHasText(material))
                    .first();
            row.locator("input[type=file]").setInputFiles(new FilePayload("材料.pdf", "application/pdf", CaseCalls.PDF));
            assertThat(row).containsText("材料.pdf");
        }
        assertThat(page.locator("main")).containsText(say("必需的材料已齐"));
        page.getByText(say("收件凭证和文书")).click();
        page.locator("main tr", new Page.LocatorOptions().setHasText(say("收件凭证")))
                .locator("a")
                .first()
                .click();
        assertThat(page.locator(".doc-sheet")).containsText("食品经营许可申请书");
        assertAccessible();
        shoot("receipt");
        page.navigate(page.url().replaceAll("/document/.*", "/cases/" + caseNo + "/materials"));
        page.getByText(say("完成收件")).click();

        // 2 accepted
        waitForStep("审查申请材料");
        assertAccessible();
        form().getByLabel("材料齐全、符合法定形式，受理").check();
        submit();

        // 3 the department whose advice is asked
        become("market.zhou");
        side("本组待领");
        find();
        assertAccessible();
        shoot("list");
        row().getByText(say("签收"), new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.locator(".xb-flash")).containsText(say("已签收 ") + caseNo);
        side("我的待办");
        find();
        row().locator("a").click();
        waitForStep("答复征求意见");
        form().getByLabel("同意", new Locator.GetByLabelOptions().setExact(true)).check();
        write("意见", "现场核查合格。");
        submit();

        // 4 examined
        become("handler.li");
        openFromGroup("审查并拟定意见");
        tab("意见");
        assertThat(page.locator("#pane-opinions")).containsText("现场核查合格。");
        tab("办理");
        form().getByLabel("符合法定条件，拟准予").check();
        write("审查情况", "材料和现场均符合条件。");
        assertAccessible();
        shoot("examine");
        submit();

        // 5 decided
        become("approver.wang");
        openFromGroup("逐级审核决定");
        tab("时限");
        assertThat(page.locator("#pane-clocks")).containsText(say("法定"));
        tab("流程图");
        page.waitForSelector(".wl-diagram .djs-element.xb-active");
        assertAccessible();
        shoot("diagram");
        tab("办理");
        form().getByLabel("同意，准予").check();
        submit();

        // 6 drafted, checked, signed
        become("handler.li");
        openFromGroup("拟写决定文书");
        write("决定书正文", "经审查，符合法定条件，决定准予食品经营许可。");
        submit();
        become("approver.wang");
        openFromGroup("核稿");
        form().getByLabel("无误，送签").check();
        submit();
        openFromGroup("签发");
        form().getByLabel("同意签发").check();
        submit();

        // 7 sealed, served, archived
        become(CaseCalls.CLERK);
        openFromGroup("用印");
        choose("印章", "电子印章");
        form().getByLabel("决定书与签发稿一致，已经用印").check();
        submit();
        openFromGroup("送达");
        form().getByLabel("窗口领取").check();
        write("收件人", "何春燕");
        choose("收件人是", "申请人本人");
        form().getByLabel("送达日期").click();
        page.locator(".flatpickr-calendar.open .today").click();
        form().getByLabel("时间").first().fill("00:00");
        letItDraw();
        form().getByLabel("时间").first().press("Tab");
        write("送达凭证", "签收单第 1 号");
        assertAccessible();
        shoot("serve");
        submit();
        openFromGroup("整理归档");
        choose("保管期限", "十年");
        form().getByLabel("申请、审查、决定、送达材料齐全，已经整理成卷").check();
        submit();

        // 8 looked into
        become("supervisor.zheng");
        side("办件");
        page.getByLabel(say("编号、事项、申请人")).last().fill(caseNo);
        page.getByText(say("查询"), new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("main tbody tr")).hasCount(1);
        assertThat(page.locator("main tbody tr")).containsText(say("已办结"));
        assertThat(page.locator("main tbody tr")).containsText("何*燕");
        assertAccessible();
        shoot("cases");
        page.locator("main tbody a").click();
        assertThat(page.locator("#pane-handle")).containsText(say("这件已经办结"));
        tab("文书");
        for (String kind : List.of("收件凭证", "受理通知书", "准予决定书", "送达回证")) {
            assertThat(page.locator("#pane-documents")).containsText(say(kind));
        }
        Locator decision = page.locator("#pane-documents tr", new Page.LocatorOptions().setHasText(say("准予决定书")));
        byte[] pdf = page.request()
                .get(decision.getByText("PDF")
                        .first()
                        .evaluate("(text) => text.closest('a').href")
                        .toString())
                .body();
        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        shoot("documents");
        decision.locator("a").first().click();
        assertThat(page.locator(".doc-sheet")).containsText("准予");
        shoot("decision");
        page.goBack();
        tab("办理记录");
        for (String who : List.of("陈静", "周海燕", "李明", "王建国")) {
            assertThat(page.locator("#pane-record")).containsText(who);
        }
        assertAccessible();
        shoot("record");
    }

    /** Steps 9 and 10. */
    @Test
    void aCaseThatNobodyHandlesTurnsYellowAndRedIsAcceptedAndItsClocksAreStopped() throws Exception {
        caseNo = new CaseCalls(mvc).registered("何春燕");
        Page administrator = newStranger();
        signIn(CaseCalls.CLERK);

        List<String> lamps = new ArrayList<>();
        for (int days = 0; !lamps.contains("red") && days < 12; days++) {
            if (days > 0) {
                aDayLater(administrator);
            }
            visit("/tasks?queue=group&q=" + caseNo);
            String lamp = Objects.requireNonNull(row().locator(".lamp").first().getAttribute("class"))
                    .replace("lamp", "")
                    .strip();
            if (!lamps.contains(lamp)) {
                lamps.add(lamp);
                shoot("lamp-" + lamp);
            }
        }
        assertThat(lamps).as("how the case's step became late").containsExactly("green", "yellow", "red");

        boolean accepted = false;
        for (int days = 0; !accepted && days < 12; days++) {
            aDayLater(administrator);
            visit("/cases/" + caseNo + "?tab=clocks");
            page.waitForSelector("#pane-clocks .xb-timeline");
            accepted = page.locator("#pane-clocks").innerText().contains("法定");
        }
        assertThat(accepted).as("accepted by silence").isTrue();

        become("approver.wang");
        open("/cases/" + caseNo + "?tab=clocks");
        page.getByText("停表与恢复").click();
        page.selectOption("#type", "EXPERT_REVIEW");
        page.fill(
                "#until",
                LocalDate.ofInstant(clock.instant(), OfficialTime.ZONE)
                        .plusDays(12)
                        .toString());
        page.fill("#legalBasis", "《行政许可法》第四十五条");
        page.fill("#reason", "须组织专家评审");
        page.locator("form.panel button[type=submit]").click();
        assertThat(page.locator(".xb-timeline .day.paused").first()).isVisible();
        assertAccessible();
        shoot("paused");

        page.getByText("停表与恢复").click();
        page.locator("form[action$='/end'] input[name=result]").fill("评审通过");
        page.locator("form[action$='/end'] button").click();
        assertThat(page.locator(".xb-timeline").first()).isVisible();
        assertThat(page.locator(".xb-timeline .day.paused")).hasCount(0);
        forgetReported();
    }

    /** Moves the demonstration's time as its page does; what a running product does every second is done at once. */
    private void aDayLater(Page administrator) {
        administrator.navigate("/demonstration/clock");
        if (administrator.url().contains("/sign-in")) {
            signIn(administrator, "sysadmin.yu");
            administrator.navigate("/demonstration/clock");
        }
        administrator
                .getByText("1 天", new Page.GetByTextOptions().setExact(true))
                .click();
        administrator.waitForLoadState();
        sweep.sweep();
    }

    /** Opens a page, after another sign-in where a day without a click ended the last one. */
    private void visit(String path) {
        open(path);
        if (page.url().contains("/sign-in")) {
            signIn(page, CaseCalls.CLERK);
            open(path);
        }
    }

    private static void signIn(Page of, String login) {
        of.navigate("/sign-in");
        of.fill("#login", login);
        of.fill("#password", CaseCalls.PASSWORD);
        of.click("main button[type=submit]");
        // on to what was asked for before
        of.waitForURL(url -> !url.contains("/sign-in"));
    }

    private void shoot(String what) {
        takeScreenshots("tour-" + (english ? "english-" : "") + what);
    }

    private void become(String login) {
        page.locator(".xb-menu summary.xb-tool").click();
        page.getByText(say("退出登录")).click();
        page.waitForURL("**/sign-in*");
        signIn(login);
    }

    private void side(String entry) {
        page.locator(".xb-side")
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(Pattern.compile("^" + say(entry))))
                .click();
        assertThat(page.locator(".xb-side a[aria-current]")).containsText(say(entry));
    }

    /** Finds the case of the tour: the lists of other tests are long, those of a new user are not. */
    private void find() {
        page.locator(".wl-find input[type=search]").fill(caseNo);
        page.locator(".wl-find")
                .getByText(say("筛选"), new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(row()).containsText(caseNo);
    }

    private Locator row() {
        return page.locator("tr[data-task]");
    }

    private void openFromGroup(String step) {
        side("本组待领");
        find();
        row().locator("a").click();
        waitForStep(step);
    }

    private Locator form() {
        return page.locator(".xb-task-form");
    }

    private void waitForStep(String step) {
        assertThat(page.locator(".wl-step")).containsText(step);
        waitForForm();
    }

    private void waitForForm() {
        page.waitForSelector(".xb-task-form:not([aria-busy]) .fjs-form-field");
    }

    private void tab(String name) {
        page.locator(".wl-tabs")
                .getByText(say(name), new Locator.GetByTextOptions().setExact(true))
                .click();
    }

    private void submit() {
        page.click(".xb-task-form-submit");
        assertThat(page.locator(".xb-flash").first()).containsText(say("已提交 ") + caseNo);
    }

    private void write(String label, String text) {
        page.locator(
                        ".fjs-form-field-textfield, .fjs-form-field-textarea",
                        new Page.LocatorOptions().setHasText(Pattern.compile("^\\s*" + label)))
                .first()
                .locator("input, textarea")
                .fill(text);
    }

    private void choose(String label, String option) {
        Locator field = page.locator(".fjs-form-field-select", new Page.LocatorOptions().setHasText(label));
        field.locator(".fjs-select-display").click();
        field.locator(".fjs-dropdownlist-item", new Locator.LocatorOptions().setHasText(option))
                .first()
                .click();
    }
}
