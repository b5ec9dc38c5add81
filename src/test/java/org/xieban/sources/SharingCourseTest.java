package org.xieban.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.xieban.XiebanTest;
import org.xieban.casefile.CaseCalls;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.sources.DataResource.Sharing;
import org.xieban.timelimit.LateSteps;

/** A department asks to be granted what is shared on condition: every way that its request may go. */
@XiebanTest
class SharingCourseTest {

    private static final String ASKING = "handler.li";
    private static final String AUTHORITY = "data.qin";
    private static final String PROVIDER = "market.zhou";
    private static final String ITEM = "food-business-licence";

    @Autowired
    private MockMvc mvc;

    @Autowired
    private UserDetailsService people;

    @Autowired
    private Resources resources;

    @Autowired
    private Grants grants;

    @Autowired
    private SharingRequestRepository requests;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private Scores scores;

    @Autowired
    private LateSteps late;

    @Autowired
    private ManagementService management;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private JdbcClient jdbc;

    private final String code = TestResources.code();
    private DataResource resource;
    private CaseCalls calls;

    @BeforeEach
    void aResourceSharedOnCondition() {
        resource = TestResources.of(code, Sharing.CONDITIONAL);
        resources.publishMissing(ResourceTable.write(List.of(resource)));
        calls = new CaseCalls(mvc);
    }

    /** A step: who does it, and what he answers. */
    private record Step(String login, String step, String answers) {}

    private static Step step(String login, String step, String answers) {
        return new Step(login, step, answers);
    }

    private static final Step COMPLETE =
            step(AUTHORITY, SharingModel.CHECK_COMPLETENESS, "\"completenessOutcome\": \"COMPLETE\"");
    private static final Step REFUSED = step(PROVIDER, SharingModel.DECIDE_BY_PROVIDER, """
            "providerOutcome": "REFUSE", "refusalLaw": "《个人信息保护法》第十三条", "refusalReason": "超出使用目的" """);
    private static final Step DISPUTED = step(ASKING, SharingModel.CONSIDER_REFUSAL, """
            "refusalAnswer": "DISPUTE", "disputeReason": "法律规定由本部门核验" """);
    private static final Step NOT_AGREED = step(PROVIDER, SharingModel.NEGOTIATE, """
            "negotiationOutcome": "FAILED", "negotiationNote": "各执一词" """);

    static Stream<Arguments> ways() {
        return Stream.of(
                Arguments.of(
                        "granted",
                        List.of(COMPLETE, step(PROVIDER, SharingModel.DECIDE_BY_PROVIDER, """
                                "providerOutcome": "GRANT", "grantedFields": ["name"] """)),
                        CaseState.CLOSED,
                        SharingRequest.State.GRANTED),
                Arguments.of(
                        "not a matter of grants",
                        List.of(step(AUTHORITY, SharingModel.CHECK_COMPLETENESS, """
                                "completenessOutcome": "NOT_ACCEPTED", "declineReason": "本部门已有" """)),
                        CaseState.NOT_ACCEPTED,
                        SharingRequest.State.NOT_ACCEPTED),
                Arguments.of(
                        "supplemented, then granted",
                        List.of(
                                step(AUTHORITY, SharingModel.CHECK_COMPLETENESS, """
                                        "completenessOutcome": "INCOMPLETE", "missing": "写明环节" """),
                                step(ASKING, SharingModel.SUPPLEMENT_REQUEST, """
                                        "fields": ["name"], "why": "受理时核验经营者" """),
                                COMPLETE,
                                step(PROVIDER, SharingModel.DECIDE_BY_PROVIDER, """
                                        "providerOutcome": "GRANT", "grantedFields": ["name"] """)),
                        CaseState.CLOSED,
                        SharingRequest.State.GRANTED),
                Arguments.of(
                        "refused and accepted",
                        List.of(COMPLETE, REFUSED, step(ASKING, SharingModel.CONSIDER_REFUSAL, """
                                "refusalAnswer": "ACCEPT" """)),
                        CaseState.REFUSED,
                        SharingRequest.State.REFUSED),
                Arguments.of(
                        "refused, negotiated, agreed",
                        List.of(COMPLETE, REFUSED, DISPUTED, step(PROVIDER, SharingModel.NEGOTIATE, """
                                "negotiationOutcome": "AGREED", "negotiationNote": "限于名称和状态" """)),
                        CaseState.CLOSED,
                        SharingRequest.State.GRANTED),
                Arguments.of(
                        "refused, disputed, to be shared",
                        List.of(
                                COMPLETE,
                                REFUSED,
                                DISPUTED,
                                NOT_AGREED,
                                step(AUTHORITY, SharingModel.DECIDE_DISPUTE, """
                                "disputeOutcome": "GRANT", "disputeText": "没有法定理由，应当共享" """)),
                        CaseState.CLOSED,
                        SharingRequest.State.GRANTED),
                Arguments.of(
                        "refused, disputed, not to be shared",
                        List.of(
                                COMPLETE,
                                REFUSED,
                                DISPUTED,
                                NOT_AGREED,
                                step(AUTHORITY, SharingModel.DECIDE_DISPUTE, """
                                "disputeOutcome": "REFUSE", "disputeText": "理由成立" """)),
                        CaseState.REFUSED,
                        SharingRequest.State.REFUSED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void everyWayEndsAsTheStatuteSays(String way, List<Step> steps, CaseState end, SharingRequest.State outcome)
            throws Exception {
        String caseNo = begin();
        for (Step each : steps) {
            complete(caseNo, each).andExpect(status().isOk());
        }
        assertThat(cases.require(caseNo).state()).isEqualTo(end);
        SharingRequest request = requests.find(caseNo).orElseThrow();
        assertThat(request.state()).isEqualTo(outcome);
        GrantCheck.Verdict verdict =
                grants.check(resource, new GrantCheck.Question("spj", ITEM, Purpose.MATERIALS, Set.of()));
        if (steps.get(steps.size() - 1).answers().contains("grantedFields")) {
            assertThat(request.fields())
                    .as("no more than the provider agreed to")
                    .containsExactly("name");
        }
        if (outcome == SharingRequest.State.GRANTED) {
            assertThat(verdict).isInstanceOfSatisfying(GrantCheck.Allowed.class, allowed -> assertThat(allowed.fields())
                    .isEqualTo(request.fields()));
        } else {
            assertThat(verdict).isInstanceOf(GrantCheck.Refused.class);
        }
    }

    @Test
    void aRefusalNeedsALegalReasonAndTheProviderHasTenWorkingDays() throws Exception {
        String caseNo = begin();
        complete(caseNo, COMPLETE).andExpect(status().isOk());
        calls.get("supervisor.zheng", "/cases/{no}/clocks", caseNo)
                .andExpect(jsonPath("$[?(@.step == 'userTask_decideByProvider')].term.amount")
                        .value(10))
                .andExpect(jsonPath("$[?(@.kind == 'STATUTORY')].state").value("RUNNING"))
                .andExpect(jsonPath("$[?(@.kind == 'ACCEPTANCE')]").isEmpty());
        complete(caseNo, step(PROVIDER, SharingModel.DECIDE_BY_PROVIDER, """
                        "providerOutcome": "REFUSE", "refusalReason": "不便提供" """))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.errors[0].field").value("refusalLaw"));
        complete(caseNo, step(PROVIDER, SharingModel.DECIDE_BY_PROVIDER, """
                        "providerOutcome": "GRANT", "grantedFields": ["salary"] """))
                .andExpect(status().isUnprocessableEntity());
        complete(caseNo, REFUSED).andExpect(status().isOk());
        // whoever asked reads why in the form in which he answers
        String task = task(caseNo, SharingModel.CONSIDER_REFUSAL);
        calls.get(ASKING, "/tasks/{id}/form", task)
                .andExpect(jsonPath("$.data.refusalShown").value("《个人信息保护法》第十三条\n超出使用目的"));
    }

    @Test
    void whoeverAskedMayWithdraw() throws Exception {
        String caseNo = begin();
        calls.post(AUTHORITY, "/cases/" + caseNo + "/withdraw", "{\"reason\": \"不想审查\"}")
                .andExpect(status().isForbidden());
        calls.post(ASKING, "/cases/" + caseNo + "/withdraw", "{\"reason\": \"改由法人库查询\"}")
                .andExpect(status().isOk());
        assertThat(cases.require(caseNo).state()).isEqualTo(CaseState.WITHDRAWN);
        assertThat(requests.find(caseNo).orElseThrow().state()).isEqualTo(SharingRequest.State.WITHDRAWN);
    }

    @Test
    void whatIsWrongOrAskedForAlreadyIsRefused() throws Exception {
        String caseNo = begin();
        assertThat(ask(ASKING, ITEM, "name", "再申请一次", 409)).contains(caseNo);
        assertThat(ask(ASKING, "no-such-item", "name", "不存在的事项", 422)).contains("no-such-item");
        assertThat(ask(ASKING, "drug-retail-licence", "salary", "没有的信息项", 422)).contains("salary");
        assertThat(ask(ASKING, "drug-retail-licence", "name", "", 422)).contains("请写明为什么需要");
        ask("analyst.feng", ITEM, "name", "不办件的人", 403);
        // nobody applies for it at a window, and no list for citizens has it
        mvc.perform(get("/public/items/" + SharingModel.REQUEST_ITEM)).andExpect(status().isNotFound());
        calls.get("clerk.chen", "/items?size=200")
                .andExpect(jsonPath("$.items[?(@.itemCode == 'data-sharing-request')]")
                        .isEmpty());
    }

    @Test
    void theSupplyListBeginsARequestByOneClickAndShowsIt() throws Exception {
        String form = page(mvc.perform(get("/sources/new-request")
                        .param("resource", code)
                        .param("item", ITEM)
                        .with(user(people.loadUserByUsername(ASKING))))
                .andExpect(status().isOk())
                .andReturn());
        assertThat(form).contains("免予提交", "name=\"fields\"");
        String caseNo = begin();
        assertThat(page(mvc.perform(get("/sources/requests").with(user(people.loadUserByUsername(ASKING))))
                        .andExpect(status().isOk())
                        .andReturn()))
                .contains("/cases/" + caseNo, "办理中");
    }

    /** How often a notice of this kind reached somebody of this case. */
    private List<String> told(String textKey, String caseNo) {
        return jdbc.sql("select officer from notice where text_key = :key and href = :href order by officer")
                .param("key", textKey)
                .param("href", "/cases/" + caseNo)
                .query(String.class)
                .list();
    }

    private List<String> open(String caseNo) throws Exception {
        return CaseCalls.json(calls.get("supervisor.zheng", "/cases/{no}", caseNo))
                .get("openTasks")
                .findValuesAsText("step")
                .stream()
                .sorted()
                .toList();
    }

    private static Step pursued(String outcome) {
        return step(
                AUTHORITY,
                SharingModel.PURSUE_ANSWER,
                "\"pursuitOutcome\": \"" + outcome + "\", \"pursuitText\": \"请依法答复\""
                        + (outcome.equals("URGE") ? ", \"urgedDays\": 3" : ""));
    }

    private String overdue() throws Exception {
        String caseNo = begin();
        complete(caseNo, COMPLETE).andExpect(status().isOk());
        late.late(caseNo, SharingModel.DECIDE_BY_PROVIDER);
        return caseNo;
    }

    @Test
    void aProviderThatIsOverdueIsUrgedAndThatStandsInItsScore() throws Exception {
        Scores.Part before = punctual();
        String caseNo = overdue();
        assertThat(open(caseNo)).containsExactly(SharingModel.DECIDE_BY_PROVIDER, SharingModel.PURSUE_ANSWER);
        assertThat(told("sharing.overdue.told", caseNo)).contains(AUTHORITY);
        assertThat(requests.find(caseNo).orElseThrow().overdue()).isTrue();

        complete(caseNo, pursued("URGE")).andExpect(status().isOk());
        assertThat(open(caseNo)).containsExactly(SharingModel.DECIDE_BY_PROVIDER);
        assertThat(told("sharing.overdue.urgedTold", caseNo)).contains(PROVIDER);

        // the time it was given is over, too
        management.executeJob(management
                .createJobQuery()
                .processInstanceId(runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(caseNo)
                        .singleResult()
                        .getId())
                .timers()
                .singleResult()
                .getId());
        calls.get(AUTHORITY, "/tasks/{id}/form", task(caseNo, SharingModel.PURSUE_ANSWER))
                .andExpect(jsonPath("$.data.urgedShown", containsString("请依法答复")));

        // it may answer all the same, and then nobody need urge it
        complete(caseNo, step(PROVIDER, SharingModel.DECIDE_BY_PROVIDER, """
                        "providerOutcome": "GRANT", "grantedFields": ["name"] """)).andExpect(status().isOk());
        assertThat(cases.require(caseNo).state()).isEqualTo(CaseState.CLOSED);
        assertThat(punctual()).isEqualTo(new Scores.Part(before.good(), before.of() + 1));
        assertThat(calls.get("supervisor.zheng", "/cases/{no}/timeline", caseNo)
                        .andReturn()
                        .getResponse()
                        .getContentAsString(StandardCharsets.UTF_8))
                .contains("sharing.overdue", "sharing.urged");
        assertThat(page(mvc.perform(get("/sources/requests.csv").with(user(people.loadUserByUsername(ASKING))))
                        .andExpect(status().isOk())
                        .andReturn()))
                .contains("提供部门逾期", caseNo + ",");
    }

    private Scores.Part punctual() {
        return scores.all().stream()
                .filter(each -> each.department().equals("scjg"))
                .findFirst()
                .orElseThrow()
                .punctual();
    }

    @ParameterizedTest
    @CsvSource({"GRANT, CLOSED, GRANTED", "REFUSE, REFUSED, REFUSED"})
    void theDataAuthorityDecidesWhereAProviderDoesNot(String outcome, CaseState end, SharingRequest.State state)
            throws Exception {
        String caseNo = overdue();
        complete(caseNo, pursued(outcome)).andExpect(status().isOk());
        assertThat(open(caseNo)).as("nobody has anything left to do").isEmpty();
        assertThat(cases.require(caseNo).state()).isEqualTo(end);
        assertThat(requests.find(caseNo).orElseThrow().state()).isEqualTo(state);
    }

    @Test
    void whatIsNotNegotiatedInTimeIsDecided() throws Exception {
        String caseNo = begin();
        for (Step each : List.of(COMPLETE, REFUSED, DISPUTED)) {
            complete(caseNo, each).andExpect(status().isOk());
        }
        late.late(caseNo, SharingModel.NEGOTIATE);
        calls.get(AUTHORITY, "/tasks/{id}/form", task(caseNo, SharingModel.DECIDE_DISPUTE))
                .andExpect(jsonPath("$.data.negotiationShown").value("提供部门没有在期限内组织协商。"));
        assertThat(open(caseNo)).containsExactly(SharingModel.DECIDE_DISPUTE);
    }

    @Test
    void anAnswerThatIsLateIsLateAlsoWhereNobodyHasSeenItYet() throws Exception {
        String caseNo = begin();
        complete(caseNo, COMPLETE).andExpect(status().isOk());
        late.lateUnseen(caseNo, SharingModel.DECIDE_BY_PROVIDER);
        complete(caseNo, REFUSED).andExpect(status().isOk());
        assertThat(requests.find(caseNo).orElseThrow().overdue()).isTrue();
    }

    private String begin() throws Exception {
        String address = mvc.perform(request(ASKING, ITEM, "name", "受理时核验").param("fields", "status"))
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        return String.valueOf(address).substring("/cases/".length());
    }

    private String ask(String login, String item, String field, String why, int expected) throws Exception {
        return page(mvc.perform(request(login, item, field, why))
                .andExpect(status().is(expected))
                .andReturn());
    }

    private MockHttpServletRequestBuilder request(String login, String item, String field, String why) {
        return post("/sources/new-request")
                .param("resource", code)
                .param("item", item)
                .param("fields", field)
                .param("purpose", "MATERIALS")
                .param("until", "2031-12-31")
                .param("why", why)
                .with(user(people.loadUserByUsername(login)))
                .with(csrf());
    }

    private static String page(MvcResult result) throws Exception {
        return result.getResponse().getContentAsString(StandardCharsets.UTF_8);
    }

    private ResultActions complete(String caseNo, Step step) throws Exception {
        return calls.post(
                step.login(),
                "/tasks/" + task(caseNo, step.step()) + "/complete",
                "{\"variables\": {" + step.answers() + "}}");
    }

    private String task(String caseNo, String step) throws Exception {
        for (JsonNode open : CaseCalls.json(calls.get("supervisor.zheng", "/cases/{no}", caseNo))
                .get("openTasks")) {
            if (open.get("step").asText().equals(step)) {
                return open.get("taskId").asText();
            }
        }
        throw new AssertionError(step + " is not open in " + caseNo);
    }
}
