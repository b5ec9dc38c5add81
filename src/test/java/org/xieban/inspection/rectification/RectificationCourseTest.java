package org.xieban.inspection.rectification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.inspection.InspectionSteps.step;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
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
import org.xieban.inspection.ConcludedVisits;
import org.xieban.inspection.InspectionSteps;
import org.xieban.inspection.InspectionSteps.Step;
import org.xieban.inspection.TestCodes;
import org.xieban.inspection.penalty.Penalties;
import org.xieban.inspection.penalty.PenaltyCase;
import org.xieban.inspection.register.ObjectRegister;
import org.xieban.inspection.visit.ItemResult;
import org.xieban.inspection.visit.ResultKind;
import org.xieban.inspection.visit.VisitConcluded;
import org.xieban.trace.OfficialTime;

/** What was found at a visit is put right, or not: every way that it may go. */
@XiebanTest
class RectificationCourseTest {

    private static final String OFFICER = "inspector.luo";
    private static final String TEAM = "[\"inspector.luo\", \"inspector.cai\"]";

    @Autowired
    private MockMvc mvc;

    @Autowired
    private ObjectRegister objects;

    @Autowired
    private UserDetailsService people;

    @Autowired
    private InternalCases internalCases;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private Documents documents;

    @Autowired
    private Penalties penalties;

    @Autowired
    private RectificationRepository rectifications;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private ManagementService management;

    @Autowired
    private TakenFlows flows;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private final String code = TestCodes.next();
    private InspectionSteps steps;
    private LocalDate today;
    private String visitCase = "";

    @BeforeEach
    void anObject() {
        steps = new InspectionSteps(mvc);
        today = OfficialTime.today(clock);
        InspectionSteps.object(objects, code, "整改对象" + code);
    }

    /** A visit at the object is rolled up with these results. */
    private void concluded(ItemResult... results) {
        transaction.executeWithoutResult(status -> {
            visitCase = internalCases
                    .registerOwn("inspection-plan", "scjg", "检查" + code, Map.of(), null)
                    .number();
            long visit = new ConcludedVisits(jdbc).add(code, visitCase, today, "", results);
            events.publishEvent(new VisitConcluded(visit, visitCase, List.of(results)));
        });
    }

    private static ItemResult result(String department, ResultKind kind) {
        return new ItemResult(department.toUpperCase(Locale.ROOT) + "-001", department, kind, "冷藏设备温度超标");
    }

    private String begun(ResultKind kind) {
        concluded(result("scjg", kind));
        return rectifications.ofVisit(visitCase).get(0).caseNo();
    }

    private Step ordered(LocalDate until) {
        return step(OFFICER, RectificationModel.ORDER, """
                "officers": %s, "requirements": "更换温控器", "rectificationBasis": "《食品安全法》第三十三条",
                "rectifyBy": "%s" """.formatted(TEAM, until));
    }

    private Step reported() {
        return step(OFFICER, RectificationModel.REGISTER_REPORT, """
                "reportedOn": "%s", "reportText": "已更换" """.formatted(today));
    }

    private Step seen(String outcome, String more) {
        return step(OFFICER, RectificationModel.REINSPECT, """
                "reinspectors": %s, "reinspectedOn": "%s", "reinspectionOutcome": "%s",
                "reinspectionText": "现场查看" %s""".formatted(TEAM, today, outcome, more));
    }

    private Step missedOnce() {
        return seen("NOT_DONE", ", \"lastTerm\": \"" + today.plusDays(5) + "\"");
    }

    private static Step escalated(String outcome, String more) {
        return step("leader.gao", RectificationModel.ESCALATE, """
                "escalationOutcome": "%s", "escalationText": "警示后仍不改正" %s""".formatted(outcome, more));
    }

    private void refused(String caseNo, Step step, String code) throws Exception {
        steps.complete(caseNo, step)
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.code").value(code));
    }

    private Rectification.State state(String caseNo) {
        return rectifications.lock(caseNo).orElseThrow().state();
    }

    private void termOver(String caseNo) {
        management.executeJob(management
                .createJobQuery()
                .processInstanceId(runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(caseNo)
                        .singleResult()
                        .getId())
                .timers()
                .singleResult()
                .getId());
    }

    @Test
    void everyDepartmentPutsItsOwnRightAndEveryPathOfTheModelIsTaken() throws Exception {
        concluded(
                result("scjg", ResultKind.CORRECTION_ORDERED),
                result("xfjy", ResultKind.CORRECTION_ORDERED),
                result("sthj", ResultKind.NO_PROBLEM),
                result("yjgl", ResultKind.OBSTRUCTED));
        assertThat(rectifications.ofVisit(visitCase))
                .extracting(Rectification::department)
                .containsExactly("scjg", "xfjy");
        assertThat(cases.children(visitCase))
                .as("two rectifications, a penalty case, and the publication of the results")
                .hasSize(4);
        assertThat(cases.children(visitCase).stream()
                        .flatMap(each -> penalties.find(each).stream())
                        .toList())
                .singleElement()
                .satisfies(penalty -> {
                    assertThat(penalty.department()).isEqualTo("yjgl");
                    assertThat(penalty.filing().source()).isEqualTo(PenaltyCase.Source.VISIT);
                });

        String caseNo = rectifications.ofVisit(visitCase).get(0).caseNo();
        theLeadSeesWhatOthersMakeOfIt();
        refused(caseNo, ordered(today), "rectification.termPast");
        refused(
                caseNo,
                step(
                        "inspector.han",
                        RectificationModel.ORDER,
                        ordered(today.plusDays(9)).answers()),
                "rectification.notThere");
        refused(
                caseNo,
                step(
                        OFFICER,
                        RectificationModel.ORDER,
                        ordered(today.plusDays(9)).answers().replace(", \"inspector.cai\"", "")),
                "team.tooFew");
        steps.ok(caseNo, ordered(today.plusDays(9)), reported(), seen("DONE", ""));
        assertThat(state(caseNo)).isEqualTo(Rectification.State.DONE);
        assertThat(cases.require(caseNo).state()).isEqualTo(CaseState.CLOSED);
        assertThat(cases.require(caseNo).parent()).isEqualTo(visitCase);

        // not put right, warned, missed once more without a word, punished
        String missed = begun(ResultKind.CORRECTION_ORDERED);
        steps.ok(missed, ordered(today.plusDays(9)), reported());
        refused(missed, seen("NOT_DONE", ", \"lastTerm\": \"" + today + "\""), "rectification.termPast");
        steps.ok(missed, missedOnce());
        termOver(missed);
        assertThat(steps.shown(OFFICER, missed, RectificationModel.REINSPECT)
                        .get("reportShown")
                        .asText())
                .contains("没有收到");
        steps.ok(missed, seen("NOT_DONE", ""), escalated("PENALTY", ", \"legalBasis\": \"《食品安全法》第一百二十六条\""));
        assertThat(state(missed)).isEqualTo(Rectification.State.PENALTY);
        assertThat(documents.ofCase(missed))
                .extracting(each -> each.kind())
                .containsExactly(
                        DocumentKind.RECTIFICATION_ORDER, DocumentKind.RECTIFY_WARNING, DocumentKind.CREDIT_NOTICE);
        assertThat(penalties.find(cases.children(missed).get(0)).orElseThrow())
                .satisfies(
                        penalty -> assertThat(penalty.filing().source()).isEqualTo(PenaltyCase.Source.RECTIFICATION));

        String worse = begun(ResultKind.PROBLEM_TO_BE_HANDLED);
        steps.ok(
                worse,
                followedUp("RECTIFY", ""),
                ordered(today.plusDays(9)),
                reported(),
                missedOnce(),
                reported(),
                seen("NOT_DONE", ""),
                escalated("STRICTER", ", \"stricterMeasure\": \"提请政府责令停产\""));
        assertThat(state(worse)).isEqualTo(Rectification.State.STRICTER);

        String punished = begun(ResultKind.PROBLEM_TO_BE_HANDLED);
        steps.ok(punished, followedUp("PENALTY", ", \"legalBasis\": \"《食品安全法》第一百二十六条\""));
        assertThat(penalties.find(cases.children(punished).get(0))).isPresent();
        String nothing = begun(ResultKind.PROBLEM_TO_BE_HANDLED);
        steps.ok(nothing, followedUp("NONE", ""));
        assertThat(state(nothing)).isEqualTo(Rectification.State.ENDED);

        assertThat(flows.missed("inspection/rectification")).isEmpty();
    }

    private void theLeadSeesWhatOthersMakeOfIt() throws Exception {
        String page = mvc.perform(
                        get("/inspection/cases/{no}", visitCase).with(user(people.loadUserByUsername("market.zhou"))))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        List<Rectification> both = rectifications.ofVisit(visitCase);
        assertThat(page)
                .contains("后续处理", "整改中", "行政处罚", "待审批立案", "应急")
                .contains("href=\"/cases/" + both.get(0).caseNo())
                .contains(both.get(1).caseNo())
                .doesNotContain("href=\"/cases/" + both.get(1).caseNo());
    }

    private static Step followedUp(String outcome, String more) {
        return step(OFFICER, RectificationModel.DECIDE_FOLLOW_UP, """
                "followUpOutcome": "%s", "followUpText": "经研究" %s""".formatted(outcome, more));
    }
}
