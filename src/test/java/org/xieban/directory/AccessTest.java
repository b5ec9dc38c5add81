package org.xieban.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.GET;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.http.server.PathContainer;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;
import org.xieban.XiebanTest;

/**
 * Every kind of address against every account. What Camunda serves is asked for over real HTTP: its servlets never pass
 * through Spring MVC, and a rule that only MVC knows would leave them open.
 */
@XiebanTest
class AccessTest {

    /** The accounts, as the tables below call them. */
    private static final Map<String, String> ACCOUNTS = new TreeMap<>(Map.ofEntries(
            Map.entry("clerk", "clerk.chen"),
            Map.entry("handler", "handler.li"),
            Map.entry("approver", "approver.wang"),
            Map.entry("environment", "env.zhao"),
            Map.entry("fire", "fire.sun"),
            Map.entry("inspector", "market.zhou"),
            Map.entry("commander", "emergency.wu"),
            Map.entry("supervisor", "supervisor.zheng"),
            Map.entry("analyst", "analyst.feng"),
            Map.entry("system", "sysadmin.yu"),
            Map.entry("security", "secadmin.he"),
            Map.entry("audit", "auditadmin.lv")));

    private static final Set<String> TASKS =
            Set.of("clerk", "handler", "approver", "environment", "fire", "inspector", "commander");

    /** What anybody may ask for, signed in or not. */
    private static final List<String> PUBLIC = List.of(
            "/sign-in",
            "/setup",
            "/error",
            "/public/",
            "/ledger/checkpoint",
            "/ledger/vkey",
            "/ledger/tile/",
            "/api/v1/draws/");

    @LocalServerPort
    int port;

    @Autowired
    MockMvc mvc;

    @Autowired
    UserDetailsService users;

    @Autowired
    ApplicationContext context;

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    @ParameterizedTest
    @CsvSource({
        "/engine-rest/engine, analyst system",
        "/engine-rest/task, analyst system",
        "/engine-rest/identity/groups?userId=clerk.chen, analyst system",
        "/camunda/app/cockpit/default/, supervisor analyst system",
        "/camunda/api/cockpit/plugin/base/default/process-definition/statistics-count, supervisor analyst system",
        "/camunda/app/tasklist/default/, TASKS",
        "/camunda/app/admin/default/, system security",
        "/camunda/app/welcome/default/, ALL",
        "/camunda/api/engine/engine/, ALL",
        "/actuator/metrics, system",
        "/actuator/prometheus, system",
        "/actuator/health, ALL",
        "/v3/api-docs, ALL",
        "/api/v1/demonstration/clock, system"
    })
    void withAPasswordForEachRequest(String path, String roles) throws Exception {
        assertThat(opened(path)).isEqualTo(expected(roles));
    }

    /** Every page that belongs to no single case, and who opens it. */
    private static final List<String> PAGES = List.of(
            "/start, ALL",
            "/account/password, ALL",
            "/account/post, ALL",
            "/search?q=x, ALL",
            "/calendar, ALL",
            "/swagger-ui/index.html, ALL",
            "/directory/officers, system security",
            "/directory/officers/clerk.chen, system security",
            "/directory/officers.csv, system security",
            "/directory/new-officer, system",
            "/directory/departments, system",
            "/directory/departments/spj, system",
            "/directory/new-department, system",
            "/directory/regions, system",
            "/directory/regions/411902, system",
            "/directory/new-region, system",
            "/ledger/record, audit",
            "/demonstration/city, system",
            "/demonstration/clock, system",
            "/, ALL",
            "/swagger-ui.html, ALL",
            "/notices, ALL",
            "/notices/unread, ALL",
            "/notices/0, ALL",
            "/tasks, WORK",
            "/tasks/phrases, WORK",
            "/tasks/phrases/own, WORK",
            "/tasks/next?done=unknown, WORK",
            "/tasks/filters, WORK",
            "/tasks/filters/0, WORK",
            "/tasks/bulk, WORK",
            "/tasks/exports/00000000-0000-0000-0000-000000000000, WORK",
            "/tasks/exports/00000000-0000-0000-0000-000000000000/file, WORK",
            "/cases, ALL",
            "/cases.csv, ALL",
            "/cases/new, clerk",
            "/cases/new/drug-retail-licence, clerk",
            "/catalogue/items, ALL",
            "/catalogue/items.csv, ALL",
            "/catalogue/new-item, system",
            "/catalogue/items/drug-retail-licence, ALL",
            "/catalogue/items/drug-retail-licence/edit, system",
            "/catalogue/items/drug-retail-licence/versions, ALL",
            "/catalogue/items/drug-retail-licence/versions/1, ALL",
            "/document/templates, system",
            "/worklist/reconciliation, system",
            "/document/templates/RECEIPT, system",
            "/inspection, WORK",
            "/inspection/plans, WORK",
            "/inspection/plans/unknown, WORK",
            "/inspection/plans/unknown/edit, WORK",
            "/inspection/plans/unknown/draws, WORK",
            "/inspection/new-plan, handler approver environment fire inspector commander",
            "/inspection/tasks, WORK",
            "/inspection/overview, WORK",
            "/inspection/overview.csv, WORK",
            "/inspection/publications/unknown/change, handler approver environment fire inspector commander",
            "/inspection/tasks/unknown, WORK",
            "/inspection/tasks/unknown/edit, WORK",
            "/inspection/new-task, handler approver environment fire inspector commander",
            "/inspection/penalties, WORK",
            "/emergency/warnings, WORK",
            "/emergency/warnings.csv, WORK",
            "/emergency/warnings/unknown, WORK",
            "/emergency/warnings/unknown/calls, WORK",
            "/emergency/warnings/unknown/edit, WORK",
            "/emergency/new-warning, approver commander",
            "/emergency/reports, WORK",
            "/emergency/reports.csv, WORK",
            "/emergency/reports/unknown, WORK",
            "/emergency/events/unknown/directives, WORK",
            "/emergency/events/unknown/instructions, WORK",
            "/emergency/directives/unknown, WORK",
            "/emergency/instructions/unknown/file, WORK",
            "/emergency/events, WORK",
            "/emergency/events.csv, WORK",
            "/emergency/events/new, commander",
            "/emergency/events/unknown, WORK",
            "/emergency/events/unknown/orders, WORK",
            "/emergency/events/unknown/reporting, WORK",
            "/emergency/events/unknown/reporting.csv, WORK",
            "/emergency/events/of-alarm/0, WORK",
            "/inspection/penalties/unknown, WORK",
            "/inspection/credit/unknown, WORK",
            "/inspection/new-penalty, environment fire inspector commander",
            "/inspection/visits, inspector",
            "/inspection/visits/offline.js, inspector",
            "/inspection/visits/0, inspector",
            "/inspection/visits/0/pictures/00000000-0000-0000-0000-000000000000, WORK",
            "/inspection/visits/of/unknown, WORK",
            "/inspection/publications/of/unknown, WORK",
            "/inspection/disclosures/of/unknown, WORK",
            "/inspection/disclosures/unknown/withdrawal, handler approver environment fire inspector commander",
            "/inspection/door/unknown, inspector",
            "/inspection/doors/unknown, inspector",
            "/inspection/registers, WORK",
            "/inspection/registers/objects, WORK",
            "/inspection/registers/objects/export.csv, WORK",
            "/inspection/registers/objects/import, inspector",
            "/inspection/registers/objects/new, inspector",
            "/inspection/registers/objects/entries/unknown, WORK",
            "/inspection/imports/0, WORK",
            "/inspection/imports/0/report.csv, WORK",
            "/monitoring, WORK",
            "/monitoring/panel, WORK",
            "/monitoring/state, WORK",
            "/monitoring/live, WORK",
            "/monitoring/map.json, WORK",
            "/monitoring/alarms, WORK",
            "/monitoring/alarms.csv, WORK",
            "/monitoring/alarms/0, WORK",
            "/monitoring/indicators, WORK",
            "/monitoring/indicators.csv, WORK",
            "/monitoring/indicators/unknown, WORK",
            "/monitoring/indicators/unknown/history, WORK",
            "/monitoring/register/new, handler environment fire inspector commander",
            "/monitoring/register/import, handler environment fire inspector commander",
            "/monitoring/register/entries/unknown, handler environment fire inspector commander",
            "/monitoring/readings/import, handler environment fire inspector commander",
            "/emergency/outreach, commander supervisor",
            "/emergency/outreach/receivers, commander",
            "/emergency/plans, WORK",
            "/emergency/plans/FLOOD/III, WORK",
            "/emergency/plans/FLOOD/III/plan.csv?no=1, WORK",
            "/emergency/plans/FLOOD/III/compare?before=1&after=1, WORK",
            "/emergency/plans/FLOOD/III/edit, commander",
            "/emergency/resources, WORK",
            "/emergency/resources.csv, WORK",
            "/emergency/resources/unknown, WORK",
            "/emergency/resources/unknown/edit, handler approver environment fire inspector commander",
            "/emergency/new-resource, handler approver environment fire inspector commander",
            "/emergency/resource-import, handler approver environment fire inspector commander",
            "/emergency/contacts, WORK",
            "/emergency/contacts.csv, handler approver environment fire inspector commander",
            "/emergency/contacts/unknown/edit, handler approver environment fire inspector commander",
            "/emergency/new-contact, handler approver environment fire inspector commander",
            "/emergency/contact-import, handler approver environment fire inspector commander",
            "/emergency/duty, WORK",
            "/emergency/duty/roster.csv, WORK",
            "/emergency/duty/new-shift, handler approver environment fire inspector commander",
            "/emergency/duty/import, handler approver environment fire inspector commander",
            "/emergency/duty/shifts/0, handler approver environment fire inspector commander",
            "/emergency/duty/roll-calls, WORK",
            "/emergency/duty/roll-calls/0, WORK",
            "/inspection/imports/0/course, WORK",
            "/licences, WORK",
            "/licences/licences.csv, WORK",
            "/licences/LC26-0101-0001-X, WORK",
            "/calendar/2026, ALL",
            "/calendar/2026/versions, ALL",
            "/calendar/hours/versions, ALL",
            "/calendar/2026/notice, system",
            "/calendar/import, system",
            "/calendar/hours, system",
            "/calendar/previews/00000000-0000-0000-0000-000000000000, system",
            "/calendar/previews/00000000-0000-0000-0000-000000000000/clocks.csv, system",
            "/supervision/overdue, WORK",
            "/supervision/overdue.csv, WORK",
            "/supervision/processes, approver environment supervisor analyst",
            "/supervision/processes/administrativeApproval/heat, approver environment supervisor analyst",
            "/supervision/processes/administrativeApproval/heat.csv, approver environment supervisor analyst",
            "/sources, ALL",
            "/sources/resources, ALL",
            "/sources/resources.csv, ALL",
            "/sources/resources/population, ALL",
            "/sources/resources/population/edit, analyst",
            "/sources/new-resource, COMPILE",
            "/sources/import, COMPILE",
            "/sources/grants, ALL",
            "/sources/new-grant, analyst",
            "/sources/connections, analyst system",
            "/sources/connections/unknown, analyst",
            "/sources/new-connection, analyst",
            "/sources/bindings/population, analyst",
            "/sources/calls, supervisor audit analyst",
            "/sources/supply, ALL",
            "/sources/requests, ALL",
            "/sources/requests.csv, ALL",
            "/sources/score, ALL",
            "/sources/score.csv, ALL",
            "/sources/new-request?resource=population&item=food-business-licence, TASKS",
            "/sources/supply.csv, ALL",
            "/ledger/record/0, audit",
            "/ledger/verification, audit",
            "/ledger/verification/log.zip, audit",
            "/ledger/record/export, audit");

    /** Controllers that exist for tests alone. */
    private static final List<String> OF_TESTS = List.of("/conventions/", "/forms-in-pages");

    static Stream<Arguments> pages() {
        return PAGES.stream().map(row -> Arguments.of((Object[]) row.split(", ")));
    }

    /** Below these, who may see the case opens the page: the tests of visibility walk them. */
    private static final Pattern OF_A_CASE = Pattern.compile(".*(\\{caseNo}|\\{taskId}|/document/\\{id).*");

    @Test
    void thereIsNoPageThatTheTableForgets() {
        List<URI> asked =
                PAGES.stream().map(row -> URI.create(row.split(", ")[0])).toList();
        List<String> forgotten = new ArrayList<>();
        context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(mapping -> {
                    if (!mapping.getMethodsCondition().getMethods().contains(RequestMethod.GET)) {
                        return;
                    }
                    for (PathPattern pattern :
                            mapping.getPathPatternsCondition().getPatterns()) {
                        String text = pattern.getPatternString();
                        boolean there = Stream.concat(PUBLIC.stream(), OF_TESTS.stream())
                                        .anyMatch(text::startsWith)
                                || text.startsWith("/api/")
                                || text.startsWith("/v3/api-docs")
                                || OF_A_CASE.matcher(text).matches()
                                || asked.stream()
                                        .anyMatch(page -> pattern.matches(PathContainer.parsePath(page.getPath())));
                        if (!there) {
                            forgotten.add(text);
                        }
                    }
                });
        assertThat(forgotten).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void withinASession(String path, String roles) throws Exception {
        Set<String> opened = new TreeSet<>();
        for (Map.Entry<String, String> account : ACCOUNTS.entrySet()) {
            MockHttpServletResponse answer = mvc.perform(MockMvcRequestBuilders.get(URI.create(path))
                            .with(SecurityMockMvcRequestPostProcessors.user(
                                    users.loadUserByUsername(account.getValue()))))
                    .andReturn()
                    .getResponse();
            assertThat(answer.getStatus()).as(account.getKey()).isIn(200, 204, 302, 403, 404);
            assertThat(answer.getRedirectedUrl()).as(account.getKey()).isNotEqualTo("/sign-in");
            // what is not there is not there for whoever may come in
            if (answer.getStatus() != 403) {
                opened.add(account.getKey());
            }
        }
        assertThat(opened).isEqualTo(expected(roles));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/engine-rest",
                "/engine-rest%2f/engine",
                "/engine-rest/engine",
                "/engine-rest/engine/default/user",
                "/engine-rest/nothing",
                "/engine-rest/../engine-rest/engine",
                "/engine-rest//engine",
                "//engine-rest/engine",
                "/engine-rest;x=1/engine",
                "/engine-rest/engine;x=1",
                "/%65ngine-rest/engine",
                "/x/../engine-rest/engine",
                "/x/%2e%2e/engine-rest/engine",
                "/camunda/api/engine/engine/",
                "/camunda/api/engine/engine/default/user",
                "/camunda/api//engine/engine/",
                "/camunda/app/cockpit/default/",
                "/camunda/lib/require.js",
                "/camunda",
                "/camunda/",
                "/actuator",
                "/actuator/env",
                "/v3/api-docs",
                "/v3/api-docs/swagger-config",
                "/swagger-ui.html",
                "/api/v1/items"
            })
    void theUnsignedGetNothing(String path) throws Exception {
        HttpResponse<String> answer = send("GET", path, null);
        assertThat(answer.statusCode()).as(answer.body()).isIn(302, 400, 401);
        if (answer.statusCode() == 302) {
            assertThat(answer.headers().firstValue("Location"))
                    .hasValueSatisfying(location ->
                            assertThat(URI.create(location).getPath()).isEqualTo("/sign-in"));
        }
    }

    @Test
    void theUnsignedReachNoControllerButThePublicOnes() throws Exception {
        List<String> open = new ArrayList<>();
        for (RequestMappingInfo mapping : context.getBean(
                        "requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()) {
            for (String pattern : mapping.getPatternValues()) {
                String path = pattern.replaceAll("\\{[^}]*}", "1").replace("**", "1");
                if (PUBLIC.stream().anyMatch(path::startsWith)) {
                    continue;
                }
                Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
                for (RequestMethod method : methods.isEmpty() ? Set.of(RequestMethod.GET) : methods) {
                    int status = send(method.name(), path, null).statusCode();
                    // 403: a form without our token
                    if (!Set.of(302, 401, 403).contains(status)) {
                        open.add(method + " " + path + " " + status);
                    }
                }
            }
        }
        assertThat(open).isEmpty();
    }

    @Test
    void whatTheUnsignedAreToldSaysWhatToDo() throws Exception {
        HttpResponse<String> machine = send("GET", "/engine-rest/engine", null);
        assertThat(machine.statusCode()).isEqualTo(401);
        assertThat(machine.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(machine.body()).contains("\"code\":\"signIn.required\"");
        assertThat(send("GET", "/actuator/health/readiness", null).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"clerk.chen", "sysadmin.yu", "secadmin.he"})
    void thereIsNoSecondSignIn(String login) throws Exception {
        assertThat(send("POST", "/camunda/api/admin/auth/user/default/login/cockpit", login)
                        .statusCode())
                .isEqualTo(403);
        assertThat(send("POST", "/camunda/api/admin/setup/default/user/create", login)
                        .statusCode())
                .isEqualTo(403);
        assertThat(send("GET", "/camunda/app/admin/default/setup/", login).statusCode())
                .isEqualTo(403);
    }

    @Test
    void pagesAllowNoScriptButOurFiles() throws Exception {
        HttpResponse<String> page = send("GET", "/sign-in", null);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'self'", "script-src 'self';", "frame-ancestors 'self'")
                .doesNotContain("unsafe-eval");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.headers().firstValue("X-Frame-Options")).hasValue("SAMEORIGIN");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
        assertThat(page.body()).doesNotContain("<script>", "onclick=");
    }

    @Test
    void cookiesStayWithUs() throws Exception {
        HttpResponse<String> page = send("GET", "/start", null);
        List<String> cookies = page.headers().allValues("Set-Cookie");
        assertThat(cookies)
                .anySatisfy(
                        cookie -> assertThat(cookie).startsWith("JSESSIONID=").contains("HttpOnly", "SameSite=Lax"));
        HttpResponse<String> form = send("GET", "/sign-in", null);
        assertThat(form.headers().allValues("Set-Cookie"))
                .anySatisfy(
                        cookie -> assertThat(cookie).startsWith("XIEBAN-CSRF=").contains("SameSite=Lax"))
                .noneSatisfy(cookie -> assertThat(cookie).startsWith("XSRF-TOKEN="));
    }

    private Set<String> opened(String path) throws Exception {
        Set<String> opened = new TreeSet<>();
        for (Map.Entry<String, String> account : ACCOUNTS.entrySet()) {
            int status = send(GET.name(), path, account.getValue()).statusCode();
            assertThat(status).as(account.getKey()).isIn(200, 403);
            if (status == 200) {
                opened.add(account.getKey());
            }
        }
        return opened;
    }

    private static Set<String> expected(String roles) {
        return switch (roles) {
            case "ALL" -> ACCOUNTS.keySet();
            case "WORK" ->
                Stream.concat(TASKS.stream(), Stream.of("supervisor")).collect(Collectors.toCollection(TreeSet::new));
            case "COMPILE" -> Set.of("handler", "approver", "environment", "fire", "inspector", "commander", "analyst");
            case "TASKS" -> new TreeSet<>(TASKS);
            default -> new TreeSet<>(Arrays.asList(roles.split(" ")));
        };
    }

    private HttpResponse<String> send(String method, String path, @Nullable String login)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Accept", "text/html,application/json;q=0.9,*/*;q=0.8")
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (login != null) {
            request.header(
                    "Authorization",
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString((login + ":xieban-demo").getBytes(StandardCharsets.UTF_8)));
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
