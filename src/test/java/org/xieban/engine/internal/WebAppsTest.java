package org.xieban.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.BrowserTest;
import org.xieban.HttpCalls;
import org.xieban.engine.Processes;
import org.xieban.engine.TestModels;
import org.xieban.engine.Variable;

/** Cockpit, Tasklist and Admin are one click away, under the same sign-in, for those whose work needs them. */
class WebAppsTest extends BrowserTest {

    private static final Pattern NONCE_OF_POLICY = Pattern.compile("'nonce-([^']+)'");
    private static final Pattern RAW_KEY = Pattern.compile("\\b[A-Z]+(_[A-Z]+)+\\b");
    private static final Pattern SCRIPT = Pattern.compile("<script[^>]*>");

    @LocalServerPort
    private int port;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private UserDetailsService officers;

    @Autowired
    private Processes processes;

    @Autowired
    private TaskService tasks;

    @Autowired
    private RepositoryService repository;

    @ParameterizedTest
    @CsvSource({
        "clerk.chen,        '',      tasklist, ''",
        "handler.li,        '',      tasklist, ''",
        "approver.wang,     '',      tasklist, ''",
        "env.zhao,          '',      tasklist, ''",
        "fire.sun,          '',      tasklist, ''",
        "market.zhou,       '',      tasklist, ''",
        "emergency.wu,      '',      tasklist, ''",
        "supervisor.zheng,  cockpit, '',       ''",
        "analyst.feng,      cockpit, '',       ''",
        "sysadmin.yu,       cockpit, '',       admin",
        "secadmin.he,       '',      '',       admin",
        "auditadmin.lv,     '',      '',       ''",
    })
    void eachOfTheTwelveOpensWhatHisWorkNeedsAndNothingElse(String login, String cockpit, String tasklist, String admin)
            throws Exception {
        String start = mvc.perform(get("/start").with(user(officers.loadUserByUsername(login))))
                .andReturn()
                .getResponse()
                .getContentAsString();
        HttpCalls calls = new HttpCalls(port);
        for (String app : List.of("cockpit", "tasklist", "admin")) {
            boolean his = List.of(cockpit, tasklist, admin).contains(app);
            String address = "/camunda/app/" + app + "/default/";
            assertThat(start.contains("href=\"" + address + "\""))
                    .as("%s in the side bar of %s", app, login)
                    .isEqualTo(his);
            assertThat(calls.get(login, address)).as("%s of %s", app, login).isEqualTo(his ? 200 : 403);
        }
    }

    @ParameterizedTest
    @CsvSource({"supervisor.zheng, cockpit, 郑", "handler.li, tasklist, 李", "secadmin.he, admin, 何"})
    void eachIsOpenedUnderTheSignInOfTheProductAndShowsWhoIsThere(String login, String app, String name) {
        signIn(login);
        page.navigate("/camunda/app/" + app + "/default/");
        page.waitForSelector(".navbar, [cam-widget-header]");
        page.waitForSelector("text=/" + name + "/");
        assertThat(page.url()).doesNotContain("#/login");
    }

    @Test
    void aStepIsTakenAndDoneInTasklist() {
        TestModels.deploy(repository);
        String caseNo = "T-" + UUID.randomUUID().toString().substring(0, 12).toUpperCase(Locale.ROOT);
        processes.start(
                TestModels.PROCESS,
                caseNo,
                List.of(Variable.text("leadDepartment").is("spj")));
        String task = tasks.createTaskQuery()
                .processInstanceBusinessKey(caseNo)
                .singleResult()
                .getId();
        signIn("handler.li");
        // where Tasklist's own texts take their time, it shows those that were laid there for it
        page.route(Pattern.compile("/locales/.*\\?bust="), waiting -> {});
        page.navigate("/camunda/app/tasklist/default/");
        page.waitForSelector("text=待领任务");
        page.waitForSelector("text=创建时间");
        assertThat(rawKeys(page)).isEmpty();
        page.navigate("/camunda/app/tasklist/default/#/?task=" + task);
        page.waitForSelector("h2:has-text('初审')");
        page.click("[cam-tasklist-task-meta] .claim, .task-card .claim, button:has-text('签收')");
        page.getByLabel("意见").fill("好");
        page.getByLabel("同意", new Page.GetByLabelOptions().setExact(true)).check();
        page.click("button:has-text('办结')");
        page.waitForCondition(() -> tasks.createTaskQuery().taskId(task).count() == 0);
    }

    @Test
    void theySpeakChineseWhateverTheBrowserIsSetToAndEnglishToWhoeverChoseIt() {
        signIn("sysadmin.yu");
        Map.of("cockpit", "运行中的流程实例", "admin", "用户列表", "welcome", "编辑个人信息").forEach((app, said) -> {
            page.navigate("/camunda/app/" + app + "/default/");
            page.waitForSelector("text=" + said);
            assertThat(rawKeys(page)).as(app).isEmpty();
            takeScreenshot(app);
        });
        page.navigate("/start?lang=en");
        page.navigate("/camunda/app/welcome/default/");
        page.waitForSelector("text=Edit profile");
        // Welcome asks for rules of passwords, and there are none: passwords are the product's
        page.waitForLoadState(LoadState.NETWORKIDLE);
        forgetReported();
    }

    /** Keys that stand on the page instead of their texts. */
    private static List<String> rawKeys(Page shown) {
        Object said = shown.evaluate("() => document.body.innerText"
                + " + [...document.querySelectorAll('[placeholder]')].map(field => ` ${field.placeholder}`)");
        return RAW_KEY.matcher(said.toString())
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void signingOutOfTheProductIsSigningOutOfTheWebApps() {
        signIn("supervisor.zheng");
        page.navigate("/camunda/app/cockpit/default/");
        page.waitForSelector(".navbar, [cam-widget-header]");
        page.navigate("/start");
        page.evaluate("document.querySelector('form[action*=\"sign-out\"]').submit()");
        page.waitForURL("**/sign-in*");
        page.navigate("/camunda/app/cockpit/default/");
        assertThat(page.url()).contains("/sign-in");
    }

    @Test
    void theForeignSignInFormIsNeverShown() {
        signIn("supervisor.zheng");
        page.navigate("/camunda/app/cockpit/default/#/login");
        page.waitForURL(url -> !url.contains("#/login"));
        page.waitForSelector(".navbar, [cam-widget-header]");
        assertThat(page.locator("input[type=password]").count()).isZero();
    }

    @Test
    void twoHundredPagesAtOnceAllBearTheNonceOfTheirPolicy() {
        String credentials =
                Base64.getEncoder().encodeToString("sysadmin.yu:xieban-demo".getBytes(StandardCharsets.UTF_8));
        HttpClient client = HttpClient.newHttpClient();
        List<CompletableFuture<HttpResponse<String>>> loads = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String app = List.of("cockpit", "admin", "welcome").get(i % 3);
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + port + "/camunda/app/" + app + "/default/"))
                    .header("Authorization", "Basic " + credentials)
                    .build();
            loads.add(client.sendAsync(request, BodyHandlers.ofString()));
            // what browsers load for the pages that they have already
            for (String part : List.of("lib/runtime.js", "app/cockpit/styles/styles.css", "api/engine/engine/")) {
                client.sendAsync(
                        HttpRequest.newBuilder(request, (name, value) -> true)
                                .uri(URI.create("http://localhost:" + port + "/camunda/" + part))
                                .build(),
                        BodyHandlers.discarding());
            }
        }
        for (CompletableFuture<HttpResponse<String>> load : loads) {
            HttpResponse<String> response = load.join();
            assertThat(response.statusCode()).isEqualTo(200);
            Matcher policy = NONCE_OF_POLICY.matcher(
                    response.headers().firstValue("Content-Security-Policy").orElseThrow());
            assertThat(policy.find()).isTrue();
            assertThat(SCRIPT.matcher(response.body()).results().map(MatchResult::group))
                    .as("the scripts of a page, which the browser runs with the nonce of its policy alone")
                    .isNotEmpty()
                    .allSatisfy(script -> assertThat(script).contains("nonce=\"" + policy.group(1) + "\""));
        }
    }

    @Test
    void pagesOpenedSideBySideAllShowSomething() {
        signIn("sysadmin.yu");
        page.evaluate("() => { for (let i = 0; i < 12; i++) window.open('/camunda/app/'"
                + " + (i % 2 ? 'cockpit' : 'admin') + '/default/', '_blank'); }");
        page.waitForCondition(() -> page.context().pages().size() == 13);
        for (Page opened : page.context().pages()) {
            if (opened != page) {
                // a dozen web apps at once on two cores take their time; a blank page stays blank
                opened.waitForSelector(
                        ".navbar, [cam-widget-header]", new Page.WaitForSelectorOptions().setTimeout(60_000));
            }
        }
    }
}
