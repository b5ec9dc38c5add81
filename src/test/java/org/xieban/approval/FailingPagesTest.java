package org.xieban.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.xieban.CrossSite.csrf;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.casefile.Applicant;
import org.xieban.casefile.CaseFiles;
import org.xieban.demonstration.CityOfTests;
import org.xieban.licence.Licence;
import org.xieban.licence.Licences;

/**
 * Pages of data, requests for data, corrections, licences and the library that fail, on what was typed and on what was
 * broken in the database, name nobody: neither in what they answer nor in the log.
 */
@XiebanTest
@ExtendWith(OutputCaptureExtension.class)
class FailingPagesTest {

    /** Nobody's number, as it would be typed where it does not belong. */
    private static final String PLANTED = "110105194912310062";

    @Autowired
    private Office office;

    @Autowired
    private KnownApplicant applicant;

    @Autowired
    private CityOfTests city;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private Licences licences;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private UserDetailsService people;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    private final Set<Integer> statuses = new TreeSet<>();

    /** What is said where a request fails, or what the server says of it where it fails altogether. */
    private String answer(String login, MockHttpServletRequestBuilder request) {
        try {
            MockHttpServletResponse answer = mvc.perform(
                            request.with(user(people.loadUserByUsername(login))).with(csrf()))
                    .andReturn()
                    .getResponse();
            statuses.add(answer.getStatus());
            return answer.getStatus() < 400 ? "" : answer.getContentAsString(StandardCharsets.UTF_8);
        } catch (Exception e) {
            StringWriter written = new StringWriter();
            e.printStackTrace(new PrintWriter(written));
            return written.toString();
        }
    }

    @Test
    void whatIsTypedWhereItDoesNotBelongIsInNoLog(CapturedOutput output) {
        String caseNo = office.register("food-business-licence");
        String ofCase = "/sources/cases/" + caseNo;
        for (MockHttpServletRequestBuilder request : List.of(
                get("/sources/requests").param("after", PLANTED),
                get("/sources/new-request").param("resource", PLANTED).param("item", PLANTED),
                post("/sources/new-request")
                        .param("resource", "population")
                        .param("item", "food-business-licence")
                        .param("purpose", PLANTED)
                        .param("until", PLANTED),
                post("/sources/cases/" + PLANTED + "/facts/1/correction"),
                post(ofCase + "/facts/" + PLANTED + "/correction"),
                post(ofCase + "/facts/x" + PLANTED + "/correction"),
                post(ofCase + "/corrections/" + PLANTED).param("awaited", "true"),
                post(ofCase + "/corrections/" + PLANTED).param("awaited", PLANTED),
                post(ofCase + "/query").param("resource", PLANTED).param("purpose", "MATERIALS"),
                get("/licences/" + PLANTED),
                post("/licences/" + PLANTED + "/change").param("operation", PLANTED),
                post("/licences/" + PLANTED + "/copy").param("use", PLANTED),
                post("/licences/cases/" + caseNo + "/consent").param("how", PLANTED),
                get("/licences/cases/" + PLANTED),
                get("/public/licence.json").param("number", PLANTED).param("code", PLANTED),
                get("/api/v1/licences/" + PLANTED))) {
            // whoever typed it may be told what is unknown
            assertThat(answer(Office.CLERK, request)).isNotNull();
        }
        assertThat(statuses).doesNotContain(200, 500);
        assertThat(output.getAll()).doesNotContain(PLANTED);
    }

    /** A case of which a department knows otherwise than was claimed. */
    private String knownOtherwise() throws Exception {
        city.open();
        try {
            String caseNo = applicant.applies("棠溪县出山镇一号");
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> office.open(caseNo).equals(List.of(ApprovalModel.REVIEW_MATERIALS)));
            return caseNo;
        } finally {
            city.close();
        }
    }

    @Test
    void whatIsBrokenInTheDatabaseIsNotSaidByWhatFailsOverIt(CapturedOutput output) throws Exception {
        Applicant holder = Office.somebody("顾炎武");
        String issuing = office.registerWithoutMaterials("individual-business-change", 0, holder);
        office.uploadEverything(issuing);
        office.ordinaryUntil(issuing, ApprovalModel.SERVE);
        Licence licence = licences.issue(issuing).orElseThrow();
        String known = knownOtherwise();
        String correction = cases.children(known).get(0);
        String task = office.task(correction, "userTask_verifyData");
        transaction.executeWithoutResult(status -> {
            status.setRollbackOnly();
            jdbc.sql("set constraints all immediate").update();
            jdbc.sql("alter table licence disable trigger all").update();
            jdbc.sql("update licence set signed = ? where number = ?")
                    .params(PLANTED, licence.number())
                    .update();
            for (String table : List.of("data_fact", "case_fact")) {
                jdbc.sql("update " + table + " set content = to_jsonb(cast(? as text)) where case_no in (?, ?)")
                        .params(PLANTED, known, correction)
                        .update();
            }
            for (MockHttpServletRequestBuilder request : List.of(
                    get("/sources/cases/" + known),
                    get("/cases/" + correction),
                    post("/sources/cases/" + known + "/query")
                            .param("resource", "real-estate")
                            .param("purpose", "MATERIALS"),
                    post("/licences/" + licence.number() + "/copy").param("use", "核验"),
                    get("/api/v1/licences/" + licence.number() + "/file"),
                    get("/public/licence.json")
                            .param("number", licence.number())
                            .param("code", licence.checkCode()))) {
                assertThat(answer(Office.HANDLER, request)).doesNotContain(PLANTED);
            }
            assertThat(answer("land.tang", get("/api/v1/tasks/" + task + "/form")))
                    .doesNotContain(PLANTED);
        });
        assertThat(statuses).as("something has failed").contains(500);
        assertThat(output.getAll()).doesNotContain(PLANTED);
    }
}
