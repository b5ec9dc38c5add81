package org.xieban.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.TimeoutError;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.BrowserTest;
import org.xieban.casefile.CaseCalls;
import org.xieban.emergency.ReportedEvents;
import org.xieban.emergency.directive.Directives;
import org.xieban.emergency.directive.Order;
import org.xieban.trace.OfficialTime;

/**
 * Every page that a person may come to, as he sees it: nothing that only programs understand, nothing wider than the
 * screen or the telephone, nothing that keeps anybody out.
 */
class EveryPageBrowserTest extends BrowserTest {

    /** Constants, instants as programs write them, and keys of texts that are in no bundle. */
    private static final Pattern RAW =
            Pattern.compile("\\b[A-Z]{2,}(_[A-Z]+)+\\b|\\b(STATUTORY|PROMISED|ACCEPTANCE|GRANTED|AGREE)\\b"
                    + "|\\d{4}-\\d\\d-\\d\\dT\\d\\d|\\?\\?[a-z]|\\b(userTask|event|gateway)_|\\b[a-z]+\\.section-head\\b"
                    + "|\\bnull\\b");

    @Autowired
    private ReportedEvents events;

    @Autowired
    private Office office;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Clock clock;

    @Autowired
    private Directives directives;

    /** {@code -Dscreenshots.every=true} has each page drawn to be looked at, which takes twice the time. */
    private static final String SCREENSHOTS = "screenshots.every";

    private final List<String> wrong = new ArrayList<>();
    private String prefix = "";

    @BeforeEach
    void inTheOfficesLanguage() {
        wrong.clear();
        // sent to the browser once, not with each page
        page.context().addInitScript(AxeBuilder.getAxeScript());
    }

    @Test
    void ofThePublic() {
        prefix = "public";
        look("/sign-in");
        look("/public/items");
        look("/public/items/food-business-licence");
        look("/public/receipt");
        look("/public/inspections");
        look("/public/warnings");
        look("/public/draws");
        look("/public/inspection-items");
        look("/public/penalties");
        look("/public/licence");
        open("/public/no-such-page");
        forgetReported();
        judge("/error");
        assertThat(wrong).isEmpty();
    }

    @Test
    void ofThoseWhoHandleCases() throws Exception {
        String begun = office.register("food-business-licence");
        String caseNo = aCaseWithEverything();
        prefix = "clerk";
        signIn(Office.CLERK);
        lookAtWhatIsOpen("/start");
        for (String path : List.of(
                "/tasks",
                "/tasks?queue=group",
                "/tasks?queue=department",
                "/tasks?queue=done",
                "/cases",
                "/cases/new",
                "/cases/new/food-business-licence",
                "/cases/" + begun,
                "/cases/" + begun + "/materials",
                "/cases/" + begun + "/withdraw",
                "/search?q=" + begun,
                "/notices",
                "/catalogue/items",
                "/catalogue/items/food-business-licence",
                "/catalogue/items/food-business-licence/versions",
                "/calendar",
                "/account/password")) {
            look(path);
        }
        prefix = "handler";
        become(Office.HANDLER);
        for (String tab : List.of(
                "handle", "materials", "data", "opinions", "clocks", "documents", "requests", "record", "diagram")) {
            look("/cases/" + caseNo + "?tab=" + tab);
        }
        look("/timelimit/cases/" + caseNo);
        look("/timelimit/cases/" + caseNo + "/pauses");
        look("/sources/requests");
        look("/sources/score");
        look("/sources/new-request?resource=population&item=food-business-licence");
        look("/ledger/cases/" + caseNo);
        look("/ledger/cases/" + caseNo + "/receipt");
        look("/licences/cases/" + caseNo);
        office.ordinaryUntil(office.register("individual-business-change"), ApprovalModel.SERVE);
        look("/licences");
        page.locator("main table a").first().click();
        page.waitForURL(Pattern.compile(".*/licences/LC.*"));
        judge("/licences/one");
        look("/cases/" + caseNo + "/opinions");
        look("/document/cases/" + caseNo);
        page.locator("main table a").first().click();
        page.waitForURL(Pattern.compile(".*/document/[0-9]+"));
        judge("/document");
        prefix = "advice";
        become("market.zhou");
        for (String path : List.of(
                "/inspection/plans",
                "/inspection/new-plan",
                "/inspection/tasks",
                "/inspection/overview",
                "/inspection/new-task",
                "/inspection/penalties",
                "/inspection/new-penalty?procedure=SHORT",
                "/inspection/visits",
                "/inspection/credit/91411900MA8XP0024D",
                "/inspection/registers/objects",
                "/inspection/registers/inspectors",
                "/inspection/registers/items",
                "/inspection/registers/objects/new",
                "/inspection/registers/items/new",
                "/inspection/registers/objects/import",
                "/emergency/duty",
                "/emergency/duty/new-shift",
                "/emergency/duty/import",
                "/emergency/duty/roll-calls",
                "/emergency/warnings",
                "/emergency/plans",
                "/emergency/plans/FLOOD/II",
                "/emergency/resources",
                "/emergency/resources/PM-SL-01",
                "/emergency/new-resource",
                "/emergency/contacts",
                "/emergency/new-contact",
                "/emergency/contact-import",
                "/emergency/reports",
                "/emergency/events",
                "/monitoring",
                "/monitoring/alarms",
                "/monitoring/indicators",
                "/monitoring/register/new",
                "/monitoring/register/import",
                "/monitoring/readings/import")) {
            look(path);
        }
        look("/cases/" + caseNo);
        look("/ledger/cases/" + caseNo);
        look("/timelimit/cases/" + caseNo);
        String event = events.verified("沙河洪水");
        String directive = directives
                .give(
                        event,
                        List.of(new Order("scjg", "检查沿河商户", Duration.ofMinutes(10), Duration.ofHours(2), "防汛预案 4.2")),
                        "every-page")
                .get(0);
        look("/emergency/directives/" + directive);
        prefix = "commander";
        become("emergency.wu");
        look("/emergency/directives/" + directive);
        look("/emergency/events/" + event + "/directives");
        look("/emergency/events/" + event + "/instructions");
        look("/emergency/events/" + event + "/command");
        look("/emergency/events/" + event + "/support");
        look("/emergency/events/" + event);
        look("/emergency/events/" + event + "/reporting");
        look("/emergency/events/new");
        prefix = "supervisor";
        become("supervisor.zheng");
        lookAtWhatIsOpen("/start");
        look("/tasks?queue=department");
        look("/cases/" + caseNo);
        look("/cases/" + begun + "/urge");
        look("/supervision/overdue");
        look("/supervision/processes");
        look("/supervision/processes/administrativeApproval/heat");
        assertThat(wrong).isEmpty();
    }

    @Test
    void ofThoseWhoAdminister() throws Exception {
        String caseNo = aCaseWithEverything();
        prefix = "sysadmin";
        signIn("sysadmin.yu");
        lookAtWhatIsOpen("/start");
        for (String path : List.of(
                "/directory/officers",
                "/directory/officers/handler.li",
                "/directory/new-officer",
                "/directory/departments",
                "/directory/departments/spj",
                "/directory/new-department",
                "/directory/regions",
                "/directory/regions/411902",
                "/directory/new-region",
                "/catalogue/items/food-business-licence/edit",
                "/catalogue/new-item",
                "/worklist/reconciliation",
                "/document/templates",
                "/document/templates/DECISION_GRANTED",
                "/calendar",
                "/calendar/2026/notice",
                "/calendar/2026/versions",
                "/calendar/import",
                "/calendar/hours",
                "/calendar/hours/versions",
                "/demonstration/clock",
                "/demonstration/city")) {
            look(path);
        }
        prefix = "several-posts";
        become("handler.qian");
        look("/account/post");
        prefix = "secadmin";
        become("secadmin.he");
        lookAtWhatIsOpen("/start");
        look("/directory/officers");
        look("/directory/officers/handler.li");
        prefix = "auditadmin";
        become("auditadmin.lv");
        lookAtWhatIsOpen("/start");
        look("/ledger/record");
        look("/ledger/record?caseNo=" + caseNo);
        look("/ledger/cases/" + caseNo);
        prefix = "analyst";
        become("analyst.feng");
        lookAtWhatIsOpen("/start");
        for (String path : List.of(
                "/sources/resources",
                "/sources/resources/population",
                "/sources/resources/population/edit",
                "/sources/new-resource",
                "/sources/import",
                "/sources/grants",
                "/sources/new-grant",
                "/sources/calls",
                "/sources/connections",
                "/sources/new-connection",
                "/sources/bindings/population",
                "/sources/supply")) {
            look(path);
        }
        assertThat(wrong).isEmpty();
    }

    /** One that has been advised upon, paused, extended, decided and served. */
    private String aCaseWithEverything() throws Exception {
        String caseNo = office.register("food-business-licence");
        office.ordinaryUntil(caseNo, ApprovalModel.EXAMINE);
        CaseCalls calls = new CaseCalls(mvc);
        calls.post(
                Office.HANDLER,
                "/cases/" + caseNo + "/extensions",
                "{\"amount\": 5, \"unit\": \"WORKING_DAY\", \"reason\": \"需要核实经营场所\"}");
        office.ordinaryUntil(caseNo, ApprovalModel.DRAFT_DOCUMENT);
        calls.post(Office.HANDLER, "/cases/" + caseNo + "/pauses", """
                {"type": "EXPERT_REVIEW", "legalBasis": "《行政许可法》第四十五条", "until": "%s",
                 "reason": "请专家评审设备布局"}""".formatted(
                        LocalDate.now(clock.withZone(OfficialTime.ZONE)).plusDays(20)));
        return caseNo;
    }

    private void become(String login) {
        page.context().clearCookies();
        signIn(login);
    }

    private void look(String path) {
        Response answer = open(path);
        if (answer.status() != 200) {
            wrong.add(path + ": " + answer.status());
            forgetReported();
            return;
        }
        lookAtWhatIsOpen(path);
    }

    private void lookAtWhatIsOpen(String path) {
        try {
            page.waitForFunction(
                    "() => [...document.querySelectorAll('.wl-wait, .xb-task-form[aria-busy], .wl-diagram:empty')]"
                            + ".every((each) => each.closest('[hidden]'))");
        } catch (TimeoutError e) {
            wrong.add(path + " is not drawn whole: " + page.locator("#content").innerText());
        }
        judge(path);
    }

    private void judge(String path) {
        String name = prefix + path.replaceAll("XP[0-9A-Z-]+", "case").replaceAll("[^a-zA-Z0-9]+", "-");
        try {
            if (Boolean.getBoolean(SCREENSHOTS)) {
                takeScreenshots("every/" + name);
            } else {
                assertFits();
            }
        } catch (AssertionError e) {
            wrong.add(e.getMessage());
        }
        try {
            assertAccessible();
        } catch (AssertionError e) {
            wrong.add(e.getMessage());
        }
        Matcher raw = RAW.matcher(page.locator("body").innerText());
        while (raw.find()) {
            wrong.add(path + " says " + raw.group());
        }
    }
}
