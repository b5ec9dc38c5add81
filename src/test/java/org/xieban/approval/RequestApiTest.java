package org.xieban.approval;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.security.test.context.support.WithUserDetails;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.xieban.XiebanTest;

/** What leaves the ordinary way of a case is asked for by those who handle it, with a reason, within the law. */
@XiebanTest
class RequestApiTest {

    private static final RequestPostProcessor HANDLER = httpBasic("handler.li", "xieban-demo");

    @Autowired
    private MockMvc http;

    @Autowired
    private Office office;

    private String inExamination() {
        String caseNo = office.register("food-business-licence");
        office.ordinaryUntil(caseNo, ApprovalModel.EXAMINE);
        return caseNo;
    }

    private ResultActions extend(String caseNo, RequestPostProcessor who, String body) throws Exception {
        return http.perform(post("/api/v1/cases/{caseNo}/extensions", caseNo)
                .with(who)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body));
    }

    @Test
    void anExtensionIsRequestedOnceAndDecidedInTheProcess() throws Exception {
        String caseNo = inExamination();
        String body = "{\"amount\": 10, \"unit\": \"WORKING_DAY\", \"reason\": \"案情复杂\"}";
        extend(caseNo, HANDLER, body)
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.state").value("REQUESTED"));
        extend(caseNo, HANDLER, body)
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("approval.extendedOnce"));

        office.completes(caseNo, RequestKind.EXTENSION.step(), OrdinaryAnswers.to(RequestKind.EXTENSION.step()));

        http.perform(get("/api/v1/cases/{caseNo}/requests", caseNo).with(HANDLER))
                .andExpect(jsonPath("$[*].state", contains("APPROVED")))
                .andExpect(jsonPath("$[0].approver").value(Office.HEAD));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"amount\": 11, \"unit\": \"WORKING_DAY\", \"reason\": \"x\"} | 422 | approval.extensionTooLong",
                "{\"amount\": 0, \"unit\": \"WORKING_DAY\", \"reason\": \"x\"}  | 422 | approval.extensionTooLong",
                "{\"amount\": 5, \"unit\": \"HOUR\", \"reason\": \"x\"}         | 422 | approval.extensionTooLong",
                "{\"reason\": \"x\"}                                            | 422 | approval.extensionTooLong",
                "{\"amount\": 5, \"unit\": \"WORKING_DAY\", \"reason\": \" \"}  | 422 | approval.reasonMissing",
                "{\"amount\": 5, \"unit\": \"WORKING_DAY\"}                     | 422 | approval.reasonMissing",
            })
    void moreThanTheLawAllowsOrNoReasonIsRefused(String body, int status, String code) throws Exception {
        extend(inExamination(), HANDLER, body)
                .andExpect(status().is(status))
                .andExpect(jsonPath("$.code").value(code));
    }

    @Test
    void beforeItsAcceptanceNoTermIsExtended() throws Exception {
        extend(
                        office.register("food-business-licence"),
                        httpBasic("clerk.chen", "xieban-demo"),
                        "{\"amount\": 5, \"unit\": \"WORKING_DAY\", \"reason\": \"x\"}")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("approval.notPossibleNow"));
    }

    @Test
    void aStaySaysUntilWhen() throws Exception {
        http.perform(post("/api/v1/cases/{caseNo}/requests", inExamination())
                        .with(HANDLER)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"kind\": \"STAY\", \"reason\": \"申请人死亡\"}"))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.errors[*].field").value(contains("legalBasis", "until")));
    }

    @ParameterizedTest
    @EnumSource(
            value = RequestKind.class,
            names = {"WITHDRAWAL", "RESUME"})
    @WithUserDetails("handler.li")
    void whatTheApplicantOrAStepAsksForIsNotAskedForHere(RequestKind kind) throws Exception {
        String caseNo = inExamination();
        http.perform(post("/api/v1/cases/{caseNo}/requests", caseNo)
                        .with(HANDLER)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"kind\": \"" + kind + "\", \"reason\": \"x\"}"))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.errors[0].field").value("kind"));
        http.perform(get("/approval/cases/{caseNo}/request", caseNo).param("kind", kind.name()))
                .andExpect(status().isOk())
                .andExpect(content().string(not(containsString("name=\"reason\""))));
    }

    @Test
    void whatIsTooLongOrLiesInThePastIsToldAtItsField() throws Exception {
        String reason = "长".repeat(1001);
        String basis = "法".repeat(201);
        http.perform(post("/api/v1/cases/{caseNo}/requests", inExamination())
                        .with(HANDLER)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"kind\": \"STAY\", \"reason\": \"" + reason + "\", \"legalBasis\": \"" + basis
                                + "\", \"until\": \"2020-01-01\"}"))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.errors[*].field").value(contains("reason", "legalBasis", "until")));
    }

    @Test
    void aDepartmentAskedForAdviceAsksForNothing() throws Exception {
        extend(
                        inExamination(),
                        httpBasic("market.zhou", "xieban-demo"),
                        "{\"amount\": 5, \"unit\": \"WORKING_DAY\", \"reason\": \"x\"}")
                .andExpect(status().isForbidden());
    }

    @Test
    void aCaseThatOneMayNotSeeIsNotThere() throws Exception {
        extend(
                        inExamination(),
                        httpBasic("env.zhao", "xieban-demo"),
                        "{\"amount\": 5, \"unit\": \"WORKING_DAY\", \"reason\": \"x\"}")
                .andExpect(status().isNotFound());
    }

    @ParameterizedTest
    @EnumSource(
            value = RequestKind.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"WITHDRAWAL", "RESUME"})
    @WithUserDetails("handler.li")
    void thePageAsksForEachInItsOwnWords(RequestKind kind) throws Exception {
        String caseNo = inExamination();
        http.perform(get("/approval/cases/{caseNo}/request", caseNo).param("kind", kind.name()))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("name=\"reason\"")))
                .andExpect(content().string(containsString(caseNo)));
        http.perform(post("/approval/cases/{caseNo}/request", caseNo)
                        .with(csrf())
                        .param("kind", kind.name())
                        .param("reason", "案情复杂")
                        .param("legalBasis", "《中华人民共和国行政许可法》")
                        .param("amount", "10")
                        .param("until", "2099-12-31"))
                .andExpect(redirectedUrl("/cases/" + caseNo));
        http.perform(get("/approval/cases/{caseNo}", caseNo))
                .andExpect(content().string(containsString("案情复杂")))
                .andExpect(content().string(containsString("待审批")))
                .andExpect(content().string(not(containsString("kind=" + kind.name()))));
    }

    @Test
    @WithUserDetails("handler.li")
    void whatIsWrongIsToldBesideItsField() throws Exception {
        String caseNo = inExamination();
        http.perform(post("/approval/cases/{caseNo}/request", caseNo)
                        .with(csrf())
                        .param("kind", "EXTENSION")
                        .param("reason", "<b>案情复杂</b>")
                        .param("amount", "99"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("最多延长 10 个工作日")))
                .andExpect(content().string(containsString("&lt;b&gt;案情复杂")));
        http.perform(post("/approval/cases/{caseNo}/request", caseNo)
                        .with(csrf())
                        .param("kind", "STAY")
                        .param("reason", "x")
                        .param("until", "明天"))
                .andExpect(content().string(containsString("请填写有效的日期")));
    }
}
