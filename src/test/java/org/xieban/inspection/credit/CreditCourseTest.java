package org.xieban.inspection.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;
import static org.xieban.inspection.InspectionSteps.step;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.approval.TakenFlows;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.casefile.InternalCases;
import org.xieban.document.DocumentKind;
import org.xieban.document.Documents;
import org.xieban.engine.Decisions;
import org.xieban.inspection.InspectionSteps;
import org.xieban.inspection.InspectionSteps.Step;
import org.xieban.inspection.TestCodes;
import org.xieban.inspection.credit.CreditChange.Event;
import org.xieban.inspection.register.CreditClass;
import org.xieban.inspection.register.InspectionObject;
import org.xieban.inspection.register.ObjectRegister;

/** The class of an object, as what happens changes it, and what the object says to that. */
@XiebanTest
class CreditCourseTest {

    private static final String TAKER = "market.zhou";
    private static final String HEAD = "leader.gao";

    @Autowired
    private MockMvc mvc;

    @Autowired
    private UserDetailsService people;

    @Autowired
    private ObjectRegister objects;

    @Autowired
    private CreditClasses classes;

    @Autowired
    private Decisions decisions;

    @Autowired
    private InternalCases internalCases;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private Documents documents;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private TakenFlows flows;

    @Autowired
    private JdbcClient jdbc;

    private final String code = TestCodes.next();
    private InspectionSteps steps;

    @BeforeEach
    void anObjectOfClassB() {
        steps = new InspectionSteps(mvc);
        InspectionSteps.object(objects, code, "信用对象" + code);
    }

    @ParameterizedTest
    @CsvSource({
        "CRIME, A, D",
        "PENALTY_HEAVY, B, D",
        "PENALTY, A, C",
        "PENALTY, C, D",
        "PENALTY_LIGHT, A, B",
        "PENALTY_LIGHT, C,",
        "RECTIFICATION_MISSED, A, B",
        "RECTIFICATION_MISSED, B, C",
        "RECTIFICATION_MISSED, C, D",
        "REPAIR, D, C",
        "REPAIR, C, B",
        "REPAIR, B,"
    })
    void theTableSaysWhatBecomesOfAClass(Event event, String now, String then) {
        assertThat(decisions.rows(CreditClasses.TABLE, Map.of("creditEvent", event.name(), "currentClass", now)))
                .extracting(said -> said.get("creditClass"))
                .isEqualTo(then == null ? List.of() : List.of(then));
    }

    private String happened(Event event) {
        return transaction.execute(status -> {
            String caseNo = internalCases
                    .registerOwn("penalty-case", "scjg", "信用" + code, Map.of(), null)
                    .number();
            classes.happened(code, event, caseNo);
            return caseNo;
        });
    }

    private CreditClass now() {
        return objects.require(code).creditClass();
    }

    private String take(String login, CreditRequests.Kind kind, int expected) throws Exception {
        var answer = mvc.perform(post("/inspection/credit/{code}", code)
                        .param("kind", kind.name())
                        .param("reason", "处罚所依据的事实有误")
                        .with(user(people.loadUserByUsername(login)))
                        .with(csrf()))
                .andExpect(status().is(expected))
                .andReturn()
                .getResponse();
        return expected == 302
                ? String.valueOf(answer.getRedirectedUrl()).substring("/cases/".length())
                : answer.getContentAsString(StandardCharsets.UTF_8);
    }

    private static final Step EXAMINED = step(TAKER, CreditModel.EXAMINE, "\"examinationText\": \"已核对处罚决定书\"");

    private static Step decided(String outcome) {
        return step(HEAD, CreditModel.DECIDE, """
                "creditOutcome": "%s", "creditText": "经核查" """.formatted(outcome));
    }

    @Test
    void aClassBecomesWorseByWhatHappenedAndBetterByAppealOrRepair() throws Exception {
        assertThat(take(TAKER, CreditRequests.Kind.APPEAL, 422)).contains("最近没有下调类别的变更");
        assertThat(take(TAKER, CreditRequests.Kind.REPAIR, 422)).contains("不需要修复");
        String penalty = happened(Event.PENALTY);
        assertThat(now()).isEqualTo(CreditClass.C);
        assertThat(documents.ofCase(penalty)).singleElement().satisfies(each -> assertThat(each.kind())
                .isEqualTo(DocumentKind.CREDIT_NOTICE));

        String appeal = take(TAKER, CreditRequests.Kind.APPEAL, 302);
        assertThat(take(TAKER, CreditRequests.Kind.APPEAL, 409)).contains(appeal);
        steps.ok(appeal, EXAMINED, decided("REFUSED"));
        assertThat(now()).isEqualTo(CreditClass.C);
        assertThat(cases.require(appeal).state()).isEqualTo(CaseState.REFUSED);
        steps.ok(take(TAKER, CreditRequests.Kind.APPEAL, 302), EXAMINED, decided("GRANTED"));
        assertThat(now()).isEqualTo(CreditClass.B);

        happened(Event.PENALTY_HEAVY);
        assertThat(now()).isEqualTo(CreditClass.D);
        assertThat(take(TAKER, CreditRequests.Kind.REPAIR, 422)).contains("满 90 日");
        jdbc.sql("update credit_change set at = at - interval '91 days' where credit_code = :code")
                .param("code", code)
                .update();
        String own = take(HEAD, CreditRequests.Kind.REPAIR, 302);
        steps.ok(own, EXAMINED);
        steps.complete(own, decided("GRANTED"))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.code").value("credit.ownRequest"));
        jdbc.sql("update credit_request set requested_by = 'clerk.chen' where case_no = :case")
                .param("case", own)
                .update();
        steps.ok(own, decided("GRANTED"));
        assertThat(now()).isEqualTo(CreditClass.C);
        assertThat(classes.history(code))
                .extracting(CreditChange::event)
                .containsExactly(Event.REPAIR, Event.PENALTY_HEAVY, Event.APPEAL, Event.PENALTY);
        mvc.perform(get("/inspection/credit/{code}", code).with(user(people.loadUserByUsername(TAKER))))
                .andExpect(status().isOk())
                .andExpect(result -> assertThat(result.getResponse().getContentAsString(StandardCharsets.UTF_8))
                        .contains("异议成立", "信用修复", "受到较重的行政处罚"));

        assertThat(flows.missed("inspection/credit-request")).isEmpty();
    }

    private void revoked(String penaltyCase) {
        transaction.executeWithoutResult(status -> classes.revoked(code, penaltyCase, "处罚被撤销", penaltyCase));
    }

    @Test
    void whatRestsOnAPenaltyThatIsRevokedFallsAndAllTheRestStays() throws Exception {
        String heavy = happened(Event.PENALTY_HEAVY);
        String ordinary = happened(Event.PENALTY);
        assertThat(now()).as("it was at the worst already").isEqualTo(CreditClass.D);
        revoked(heavy);
        assertThat(now()).as("the other penalty stands").isEqualTo(CreditClass.C);
        revoked(heavy);
        assertThat(now()).isEqualTo(CreditClass.C);
        assertThat(take(TAKER, CreditRequests.Kind.REPAIR, 422))
                .as("the other penalty was just decided")
                .contains("满 90 日");
        revoked(ordinary);
        assertThat(now()).isEqualTo(CreditClass.B);
        assertThat(classes.history(code))
                .extracting(CreditChange::event, CreditChange::worse)
                .containsExactly(
                        tuple(Event.REVOCATION, false),
                        tuple(Event.REVOCATION, false),
                        tuple(Event.PENALTY_HEAVY, false));

        String late = happened(Event.PENALTY);
        InspectionObject object = objects.require(code);
        objects.save(object.of(CreditClass.D), object.version());
        revoked(late);
        assertThat(now()).as("set in the register meanwhile").isEqualTo(CreditClass.D);
    }
}
