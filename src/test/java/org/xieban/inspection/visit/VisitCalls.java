package org.xieban.inspection.visit;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;
import org.xieban.casefile.CaseCalls;
import org.xieban.inspection.InspectionPlan;
import org.xieban.inspection.Plans;
import org.xieban.inspection.TestCodes;
import org.xieban.inspection.Visits;
import org.xieban.inspection.register.CreditClass;
import org.xieban.inspection.register.InspectionObject;
import org.xieban.inspection.register.ObjectRegister;
import org.xieban.trace.OfficialTime;

/** Visits as tests make them: planned below a plan that was proposed, begun by the product, made by calls of phones. */
final class VisitCalls {

    static final String LEAD = "market.zhou";

    /** A picture of one point. */
    static final byte[] PNG = java.util.Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private final MockMvc mvc;
    private final UserDetailsService people;
    private final ObjectRegister objects;
    private final Plans plans;
    private final Visits visits;
    private final VisitStarts starts;
    private final Clock clock;

    VisitCalls(
            MockMvc mvc,
            UserDetailsService people,
            ObjectRegister objects,
            Plans plans,
            Visits visits,
            VisitStarts starts,
            Clock clock) {
        this.mvc = mvc;
        this.people = people;
        this.objects = objects;
        this.plans = plans;
        this.visits = visits;
        this.starts = starts;
        this.clock = clock;
    }

    void signIn(String login) {
        UserDetails officer = people.loadUserByUsername(login);
        SecurityContextHolder.getContext()
                .setAuthentication(
                        UsernamePasswordAuthenticationToken.authenticated(officer, null, officer.getAuthorities()));
    }

    /** The case of a plan that was proposed. */
    String plan(String title) {
        signIn(LEAD);
        LocalDate today = OfficialTime.today(clock);
        try {
            return plans.propose(new InspectionPlan.Terms(
                    InspectionPlan.Kind.AD_HOC,
                    title,
                    List.of("SCJG-001"),
                    List.of("H62"),
                    List.of(),
                    List.of(),
                    Map.of(CreditClass.D, 10_000),
                    2,
                    today,
                    LocalDate.of(today.getYear(), 12, 31),
                    "联合抽查"));
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    /** What a department does at any object. */
    record Team(String department, List<String> inspectors, List<String> items) {}

    /** A visit of a new object that is planned and begun. */
    long begun(String plan, Team... teams) {
        String code = TestCodes.next();
        objects.keep(List.of(new InspectionObject(
                code, "文昌路烩面馆", "H62", "411902", "文昌路 9 号", CreditClass.D, List.of(), null, true, 0)));
        LocalDate today = OfficialTime.today(clock);
        visits.plan(
                plan,
                today,
                LocalDate.of(today.getYear(), 12, 31),
                java.util.Arrays.stream(teams)
                        .map(team -> new Visits.Going(code, team.department(), team.inspectors(), team.items()))
                        .toList());
        signIn(LEAD);
        try {
            starts.request(plan);
        } finally {
            SecurityContextHolder.clearContext();
        }
        starts.goOn();
        return visits.of(plan).stream()
                .filter(visit -> visit.creditCode().equals(code))
                .findFirst()
                .orElseThrow()
                .id();
    }

    ResultActions arrive(String login, long visit, String code) throws Exception {
        return send(login, visit, "arrivals", UUID.randomUUID(), "{\"how\": \"TYPED\", \"code\": \"" + code + "\"}");
    }

    ResultActions send(String login, long visit, String what, UUID id, String body) throws Exception {
        return mvc.perform(put("/api/v1/visits/{visit}/{what}/{id}", visit, what, id)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .with(httpBasic(login, CaseCalls.PASSWORD)));
    }

    /** Of an item whose points all comply. */
    static String result(String item, ResultKind kind, int points, String finding) {
        return "{\"item\": \"%s\", \"kind\": \"%s\", \"finding\": \"%s\", \"points\": [%s]}"
                .formatted(item, kind, finding, String.join(",", java.util.Collections.nCopies(points, "\"PASS\"")));
    }

    ResultActions photograph(String login, long visit, UUID id, String item, byte[] content) throws Exception {
        return mvc.perform(multipart(HttpMethod.PUT, "/api/v1/visits/{visit}/photographs/{id}", visit, id)
                .file(new MockMultipartFile("file", "IMG_1.png", "image/png", content))
                .param("item", item)
                .param("caption", "后厨")
                .param("madeAt", "2026-11-22T03:00:00Z")
                .with(httpBasic(login, CaseCalls.PASSWORD)));
    }

    ResultActions sign(String login, long visit, boolean image, String... parameters) throws Exception {
        MockMultipartHttpServletRequestBuilder request =
                multipart(HttpMethod.PUT, "/api/v1/visits/{visit}/signatures/{id}", visit, UUID.randomUUID());
        if (image) {
            request.file(new MockMultipartFile("file", "signature.png", "image/png", PNG));
        }
        for (int i = 0; i < parameters.length; i += 2) {
            request.param(parameters[i], parameters[i + 1]);
        }
        return mvc.perform(request.with(httpBasic(login, CaseCalls.PASSWORD)));
    }

    void signed(long visit, String... logins) throws Exception {
        for (String login : logins) {
            sign(login, visit, true, "party", "INSPECTOR", "outcome", "SIGNED", "login", login)
                    .andExpect(status().isNoContent());
        }
        sign(logins[0], visit, true, "party", "OBJECT", "outcome", "SIGNED", "name", "店长")
                .andExpect(status().isNoContent());
    }

    ResultActions submit(String login, long visit) throws Exception {
        return mvc.perform(post("/api/v1/visits/{visit}/submission", visit)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{}")
                .with(httpBasic(login, CaseCalls.PASSWORD)));
    }

    ResultActions complete(String login, String caseNo, String step, String answers) throws Exception {
        CaseCalls calls = new CaseCalls(mvc);
        for (JsonNode open : CaseCalls.json(calls.get("supervisor.zheng", "/cases/{no}", caseNo))
                .get("openTasks")) {
            if (open.get("step").asText().equals(step)) {
                return calls.post(
                        login,
                        "/tasks/" + open.get("taskId").asText() + "/complete",
                        "{\"variables\": {" + answers + "}}");
            }
        }
        throw new AssertionError(step + " is not open in " + caseNo);
    }
}
