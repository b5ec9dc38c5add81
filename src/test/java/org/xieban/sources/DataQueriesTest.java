package org.xieban.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.casefile.CaseCalls;
import org.xieban.sources.DataResource.Sharing;
import org.xieban.sources.connect.Binding;
import org.xieban.sources.connect.FaultyServer;
import org.xieban.sources.connect.Source;
import org.xieban.sources.connect.SourceFailure;

/** Asking a real socket, under grants, on record. */
@XiebanTest
@ExtendWith(OutputCaptureExtension.class)
class DataQueriesTest {

    private static final String COMPANY = "91411900MA45CXY19U";

    @Autowired
    private MockMvc mvc;

    @Autowired
    private DataQueries queries;

    @Autowired
    private Resources resources;

    @Autowired
    private Grants grants;

    @Autowired
    private SourceSetUp setUp;

    @Autowired
    private Facts facts;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private UserDetailsService people;

    private final String code = TestResources.code();
    private final String plantedPhone = "139-" + code;
    private final String plantedSalary = "salary-" + code;
    private final String good = "{\"name\": \"柏城早餐店 %s\", \"status\": \"存续\", \"phone\": \"%s\", \"salary\": \"%s\"}"
            .formatted(code, plantedPhone, plantedSalary);
    private FaultyServer server;
    private String caseNo;

    @BeforeEach
    void aResourceAndACase() throws Exception {
        server = new FaultyServer();
        resources.publishMissing(ResourceTable.write(List.of(TestResources.of(code, Sharing.CONDITIONAL))));
        setUp.keep(new Source(
                code,
                "测试源",
                Source.Kind.HTTP,
                true,
                1,
                new Source.Limits(1_000, 10_000, 1, 10, 4, 1),
                Map.of("baseUrl", "http://127.0.0.1:" + server.port())));
        setUp.keep(new Binding(
                code,
                code,
                Map.of("path", "/companies/{creditCode}"),
                Map.of(),
                Map.of("name", "/name", "status", "/status", "phone", "/phone")));
        caseNo = new CaseCalls(mvc).registered("王强");
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private void granted(String... fields) {
        grants.grantAsDecided(new Grants.Granting(
                code,
                "spj",
                CaseCalls.ITEM,
                Set.of(fields),
                Purpose.MATERIALS,
                LocalDate.of(2020, 1, 1),
                LocalDate.of(2099, 1, 1),
                "测试"));
    }

    private MockHttpServletRequestBuilder asking(String login, String body) {
        return post("/api/v1/resources/" + code + "/query")
                .with(httpBasic(login, CaseCalls.PASSWORD))
                .contentType(MediaType.APPLICATION_JSON)
                .content(body);
    }

    private String question(String purpose) {
        return "{\"purpose\": \"%s\", \"caseNo\": \"%s\", \"keys\": {\"creditCode\": \"%s\"}}"
                .formatted(purpose, caseNo, COMPANY);
    }

    private JsonNode answer(MockHttpServletRequestBuilder request, int expected) throws Exception {
        String body = mvc.perform(request)
                .andExpect(status().is(expected))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        return new ObjectMapper().readTree(body);
    }

    private Map<String, Object> lastCall() {
        return jdbc.sql("select * from data_call where resource = :code order by id desc limit 1")
                .param("code", code)
                .query()
                .singleRow();
    }

    private DataQueries.Question ofTheProcess(String key) {
        return new DataQueries.Question(
                code, Purpose.MATERIALS, "spj", caseNo, "step", Map.of("creditCode", COMPANY), Set.of(), key);
    }

    @Test
    void onlyWhatIsGrantedIsKeptAndNothingElseIsWrittenAnywhere(CapturedOutput output) throws Exception {
        granted("name", "status");
        server.thenSay("200 OK", "", good);
        JsonNode answer = answer(asking("handler.li", question("MATERIALS")), 200);
        assertThat(answer.path("values").toString()).isEqualTo("{\"name\":\"柏城早餐店 " + code + "\",\"status\":\"存续\"}");
        assertThat(answer.path("trust").asText()).isEqualTo("A");
        DataFact fact = facts.ofCase(caseNo).get(0);
        assertThat(fact.values()).containsOnlyKeys("name", "status");
        assertThat(lastCall())
                .containsEntry("state", "ANSWERED")
                .containsEntry("officer", "handler.li")
                .containsEntry("case_no", caseNo)
                .containsEntry("attempts", 1)
                .extractingByKey("answer_sha256")
                .isNotNull();
        for (String planted : List.of(plantedPhone, plantedSalary)) {
            assertThat(output.getAll()).doesNotContain(planted);
            assertThat(tablesWith(planted)).as(planted).isEmpty();
        }
        // what was granted is in our tables alone, and in what the provider is shown of the difference
        assertThat(tablesWith("柏城早餐店 " + code)).containsExactly("case_fact", "data_difference", "data_fact");
    }

    /** Names of all tables of the database in some row of which a text stands. */
    private List<String> tablesWith(String text) {
        return jdbc.sql("""
                        select table_name from information_schema.tables
                         where table_schema = 'public' and table_type = 'BASE TABLE' order by table_name""").query(String.class).list().stream()
                .filter(table -> jdbc.sql("select exists (select from " + table + " t where t::text like :text)")
                        .param("text", "%" + text + "%")
                        .query(Boolean.class)
                        .single())
                .toList();
    }

    @Test
    void whatIsNotGrantedIsRefusedByNameAndThatIsOnRecordAndNobodyIsAsked() throws Exception {
        assertThat(answer(asking("handler.li", question("MATERIALS")), 422)
                        .path("code")
                        .asText())
                .isEqualTo("grant.none");
        assertThat(lastCall()).containsEntry("state", "REFUSED").containsEntry("reason", "grant.none");
        granted("name");
        assertThat(answer(asking("handler.li", question("EXAMINATION")), 422)
                        .path("code")
                        .asText())
                .isEqualTo("grant.purpose");
        assertThat(answer(asking("handler.li", question("MATERIALS").replace("}}", "}, \"fields\": [\"phone\"]}")), 422)
                        .path("code")
                        .asText())
                .isEqualTo("grant.field");
        // the applicant of the case is a person, whose number is no credit code
        assertThat(answer(asking("handler.li", question("MATERIALS").replace(COMPANY, "' or 1=1")), 422)
                        .path("code")
                        .asText())
                .isEqualTo("query.keys");
        assertThat(lastCall()).containsEntry("reason", "query.keys");
        assertThat(server.requests()).isEmpty();
        assertThat(answer(asking("env.zhao", question("MATERIALS")), 404)
                        .path("code")
                        .asText())
                .isEqualTo("case.unknown");
        assertThat(answer(asking("sysadmin.yu", question("MATERIALS")), 403)
                        .path("status")
                        .asInt())
                .isEqualTo(403);
        assertThat(answer(
                                post("/api/v1/resources/nothing/query")
                                        .with(httpBasic("handler.li", CaseCalls.PASSWORD))
                                        .contentType(MediaType.APPLICATION_JSON)
                                        .content(question("MATERIALS")),
                                404)
                        .path("code")
                        .asText())
                .isEqualTo("resource.unknown");
    }

    @Test
    void aFailedCallLeavesItsRecordThoughItsTransactionIsUndone() {
        granted("name");
        server.thenSay("500 Oops", "", "{}");
        try {
            transaction.executeWithoutResult(status -> queries.ask(ofTheProcess("job-" + code)));
        } catch (SourceFailure failure) {
            assertThat(failure.kind()).isEqualTo(SourceFailure.Kind.FAULTY);
        }
        assertThat(lastCall())
                .containsEntry("state", "FAILED")
                .containsEntry("reason", "source.faulty")
                .containsEntry("step", "step")
                .containsEntry("tries", 1);
    }

    @Test
    void theSameKeyReachesTheProviderUnchangedAndIsAnsweredOnce() {
        granted("name");
        server.thenSay("500 Oops", "", "{}").thenSay("200 OK", "", good);
        DataQueries.Question question = ofTheProcess("job-" + code);
        try {
            queries.ask(question);
        } catch (SourceFailure failure) {
            assertThat(failure.attempts()).isEqualTo(1);
        }
        DataQueries.Outcome first = queries.ask(question);
        DataQueries.Outcome again = queries.ask(question);
        assertThat(again).isEqualTo(first);
        assertThat(server.header("Idempotency-Key")).containsExactly("job-" + code, "job-" + code);
        assertThat(lastCall()).containsEntry("tries", 2).containsEntry("attempts", 2);
        assertThat(facts.ofCase(caseNo)).hasSize(1);
    }

    /** As when the product is killed between the provider's answer and our commit: begun, never ended. */
    @Test
    void aCallThatWasBrokenOffIsMadeAgainWithItsKey() {
        granted("name");
        server.thenSay("200 OK", "", good);
        DataQueries.Question question = ofTheProcess("job-" + code);
        queries.ask(question);
        jdbc.sql("delete from data_difference where fact in (select id from data_fact where case_no = :caseNo)")
                .param("caseNo", caseNo)
                .update();
        jdbc.sql("delete from data_fact where case_no = :caseNo")
                .param("caseNo", caseNo)
                .update();
        jdbc.sql("update data_call set state = 'STARTED', ended_at = null where resource = :code")
                .param("code", code)
                .update();
        assertThat(queries.ask(question).found()).isTrue();
        assertThat(server.header("Idempotency-Key")).containsExactly("job-" + code, "job-" + code);
        assertThat(facts.ofCase(caseNo)).hasSize(1);
    }

    @Test
    void anAnswerThatIsNotAsTheCatalogueSaysIsNotBelieved(CapturedOutput output) throws Exception {
        granted("name");
        server.thenSay("200 OK", "", "{\"name\": \"x\", \"phone\": \"" + plantedPhone + "\"}");
        assertThat(answer(asking("handler.li", question("MATERIALS")), 503)
                        .path("code")
                        .asText())
                .isEqualTo("source.malformed");
        assertThat(lastCall()).containsEntry("state", "FAILED").containsEntry("reason", "source.malformed");
        assertThat(facts.ofCase(caseNo)).isEmpty();
        assertThat(output.getAll()).doesNotContain(plantedPhone);
    }

    @Test
    void whomTheSourceDoesNotKnowIsAnAnswer() throws Exception {
        granted("name");
        server.thenSay("404 Not Found", "", "");
        assertThat(answer(asking("handler.li", question("MATERIALS")), 200)
                        .path("found")
                        .asBoolean())
                .isFalse();
        assertThat(lastCall()).containsEntry("state", "UNKNOWN");
        assertThat(facts.ofCase(caseNo)).isEmpty();
    }

    @Test
    void aKeyOfACallerIsTheSameCallAndNoOther() throws Exception {
        granted("name");
        server.thenSay("200 OK", "", good);
        JsonNode first = answer(asking("handler.li", question("MATERIALS")).header("Idempotency-Key", code), 200);
        assertThat(answer(asking("handler.li", question("MATERIALS")).header("Idempotency-Key", code), 200))
                .isEqualTo(first);
        assertThat(server.requests()).hasSize(1);
        assertThat(answer(
                                asking("handler.li", question("MATERIALS").replace("}}", "}, \"fields\": [\"name\"]}"))
                                        .header("Idempotency-Key", code),
                                409)
                        .path("code")
                        .asText())
                .isEqualTo("query.reused");
    }

    @Test
    void valuesAreMaskedByTheirClassAndShownWholeOnlyOnRecord() throws Exception {
        granted("name", "phone");
        server.thenSay("200 OK", "", good);
        JsonNode clerk = answer(asking("clerk.chen", question("MATERIALS")), 200);
        assertThat(clerk.path("values").path("name").asText()).isEqualTo("柏城早餐店 " + code);
        assertThat(clerk.path("values").path("phone").asText()).contains("***").doesNotContain(plantedPhone);
        JsonNode handler = answer(asking("handler.li", question("MATERIALS")), 200);
        assertThat(handler.path("values").path("phone").asText()).isEqualTo(plantedPhone);
        assertThat(page("clerk.chen", get("/sources/cases/" + caseNo)))
                .contains("柏城早餐店", "不一致")
                .doesNotContain(plantedPhone);
        assertThat(page("handler.li", get("/sources/cases/" + caseNo))).contains(plantedPhone);
        long fact = facts.ofCase(caseNo).get(0).id();
        mvc.perform(post("/sources/cases/" + caseNo + "/facts/" + fact + "/reveal")
                        .param("reason", "核对")
                        .with(csrf())
                        .with(as("clerk.chen")))
                .andExpect(status().isForbidden());
    }

    @Test
    void allUsesOfOnePersonsDataAreFoundByHisNumberWhichStandsNowhere() throws Exception {
        granted("name");
        server.thenSay("200 OK", "", good);
        answer(asking("handler.li", question("MATERIALS")), 200);
        String uses = page(
                "supervisor.zheng",
                post("/sources/calls")
                        .param("number", COMPANY.toLowerCase(Locale.ROOT))
                        .with(csrf()));
        assertThat(uses).contains("测试资源 " + code, caseNo).doesNotContain(COMPANY);
        mvc.perform(post("/sources/calls").param("number", COMPANY).with(csrf()).with(as("analyst.feng")))
                .andExpect(status().isForbidden());
    }

    @Test
    void aPersonAsksOnThePageOfTheCase() throws Exception {
        granted("name");
        server.thenSay("503 Down", "", "{}");
        mvc.perform(post("/sources/cases/" + caseNo + "/query")
                        .param("resource", code)
                        .param("purpose", "MATERIALS")
                        .with(csrf())
                        .with(as("handler.li")))
                .andExpect(redirectedUrl("/cases/" + caseNo + "?tab=data"));
        // the number of the applicant is no credit code
        assertThat(lastCall()).containsEntry("reason", "query.keys");
        assertThat(page("handler.li", get("/sources/cases/" + caseNo))).contains("格式不对", "测试资源 " + code);
    }

    private RequestPostProcessor as(String login) {
        return SecurityMockMvcRequestPostProcessors.user(people.loadUserByUsername(login));
    }

    private String page(String login, MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.with(as(login)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }
}
