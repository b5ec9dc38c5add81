package org.xieban.inspection.penalty;

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
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.XiebanTest;
import org.xieban.approval.TakenFlows;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.catalogue.PublishedItems;
import org.xieban.document.DocumentKind;
import org.xieban.document.Documents;
import org.xieban.inspection.InspectionSteps;
import org.xieban.inspection.InspectionSteps.Step;
import org.xieban.inspection.TestCodes;
import org.xieban.inspection.penalty.PenaltyCase.Stage;
import org.xieban.inspection.register.CreditClass;
import org.xieban.inspection.register.ObjectRegister;
import org.xieban.trace.OfficialTime;

/** A penalty case from its filing to its archive: every way that it may go, and what the law forbids on the way. */
@XiebanTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PenaltyCourseTest {

    private static final String HEAD = "leader.gao";
    private static final String OFFICER = "inspector.luo";
    private static final String OTHER = "inspector.cai";
    private static final String LAWYER = "market.zhou";

    @Autowired
    private ApplicationContext context;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private UserDetailsService people;

    @Autowired
    private ObjectRegister objects;

    @Autowired
    private Penalties penalties;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private Documents documents;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private TakenFlows flows;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private final String code = TestCodes.next();
    private InspectionSteps steps;
    private LocalDate today;
    private int begun;

    @BeforeEach
    void aPartyInTheRegister() {
        steps = new InspectionSteps(mvc);
        today = OfficialTime.today(clock);
        InspectionSteps.object(objects, code, "处罚对象" + code);
    }

    // ---- the steps

    private static final Step FILED = step(HEAD, PenaltyModel.DECIDE_FILING, "\"filingOutcome\": \"FILED\"");
    private static final Step ASSIGNED =
            step(HEAD, PenaltyModel.ASSIGN_OFFICERS, "\"officers\": [\"inspector.luo\", \"inspector.cai\"]");
    private static final Step NOT_FILED =
            step(HEAD, PenaltyModel.DECIDE_FILING, "\"filingOutcome\": \"DECLINED\", \"declineReason\": \"不属于本机关管辖\"");

    private static Step found(String kinds, String fine, String more) {
        return step(OFFICER, PenaltyModel.INVESTIGATE, """
                "investigationOutcome": "PENALTY", "certificatesShown": true, "facts": "超范围经营凉菜",
                "evidenceList": "现场笔录、照片", "legalGrounds": "《食品安全法》第一百二十二条",
                "proposedKinds": [%s], "proposedFine": %s, "discretion": "初次违法，从轻" %s""".formatted(kinds, fine, more));
    }

    private static final Step FINED = found("\"FINE\"", "5000", "");
    private static final Step WARNED = found("\"WARNING\"", "0", "");
    private static final Step HEAVY =
            found("\"FINE\", \"LICENCE\"", "5000.50", ", \"reviewGrounds\": [\"COMPLEX\"], \"grave\": true");
    private static final Step CRIME = step(OFFICER, PenaltyModel.INVESTIGATE, """
            "investigationOutcome": "CRIME", "facts": "销售有毒有害食品", "evidenceList": "检验报告",
            "crime": "销售有毒、有害食品罪" """);
    private static final Step HANDED_OVER = step(HEAD, PenaltyModel.DECIDE_TRANSFER, """
            "transferOutcome": "APPROVED", "transferText": "同意移送" """);

    private Step served() {
        return step(OFFICER, PenaltyModel.SERVE_NOTICE, """
                "noticeMethod": "DIRECT", "noticeServedOn": "%s", "noticeProof": "当场签收" """.formatted(today));
    }

    private static final Step NOTHING_SAID =
            step(OFFICER, PenaltyModel.REGISTER_STATEMENT, "\"statementOutcome\": \"NONE\", \"waived\": true");

    private Step said(String outcome, String more) {
        return step(OFFICER, PenaltyModel.REGISTER_STATEMENT, """
                "statementOutcome": "%s", "statedOn": "%s", "statementText": "情节轻微，请求从轻" %s""".formatted(outcome, today, more));
    }

    private static Step reviewed(String outcome) {
        return step(OFFICER, PenaltyModel.REVIEW_STATEMENT, """
                "statementReview": "%s", "statementReviewText": "证据不足以支持" """.formatted(outcome));
    }

    private static Step legal(String outcome) {
        return step(LAWYER, PenaltyModel.REVIEW_LEGALITY, """
                "legalPoints": ["FACTS", "LAW", "PROCEDURE"], "legalQualified": true, "legalOutcome": "%s",
                "legalText": "适用依据准确" """.formatted(outcome));
    }

    private static Step decided(String outcome, String kinds, String fine) {
        String what = outcome.equals("PENALTY")
                ? ", \"decidedKinds\": [%s], \"decidedFine\": %s, \"published\": true".formatted(kinds, fine)
                : "";
        return step(
                HEAD,
                PenaltyModel.DECIDE_PENALTY,
                "\"penaltyOutcome\": \"%s\", \"decisionText\": \"事实清楚，证据确凿\"%s".formatted(outcome, what));
    }

    private Step together(String outcome, String kinds, String fine) {
        Step alone = decided(outcome, kinds, fine);
        return step(HEAD, PenaltyModel.DECIDE_COLLECTIVELY, alone.answers() + """
                , "meetingOn": "%s", "meetingMembers": "高峰等五人", "meetingRecord": "一致同意" """.formatted(today));
    }

    private Step delivered() {
        return step(OFFICER, PenaltyModel.SERVE_DECISION, """
                "decisionMethod": "DIRECT", "decisionServedOn": "%s", "decisionProof": "当场签收" """.formatted(today));
    }

    private Step paid(String amount, String receipt) {
        return step(OFFICER, PenaltyModel.RECORD_EXECUTION, """
                "executionOutcome": "PAYMENT", "paidAmount": %s, "paidOn": "%s", "paymentReceipt": "%s" """.formatted(amount, today, receipt));
    }

    private static final Step ARCHIVED =
            step(OFFICER, PenaltyModel.ARCHIVE, "\"closingReport\": \"已全部履行\", \"volumeComplete\": true");

    private static String receipt() {
        return "缴" + UUID.randomUUID().toString().substring(0, 12);
    }

    // ---- filing

    private MockHttpServletRequestBuilder typed(String login, String violation) {
        return typed(login, violation, "ORDINARY");
    }

    private MockHttpServletRequestBuilder typed(String login, String violation, String procedure) {
        return post("/inspection/new-penalty")
                .param("procedure", procedure)
                .param("creditCode", code)
                .param("source", "DISCOVERED")
                .param("foundOn", today.toString())
                .param("violation", violation)
                .param("legalBasis", "《食品安全法》第三十五条")
                .param("evidence", "现场检查笔录")
                .with(user(people.loadUserByUsername(login)))
                .with(csrf());
    }

    private MockHttpServletRequestBuilder onTheSpot(String fine, String... officers) {
        return typed(OFFICER, "未公示许可证", "SHORT")
                .param("officers", officers)
                .param("fine", fine)
                .param("heard", "true");
    }

    private String begin() throws Exception {
        return begun(typed("inspector.han", "超范围经营 " + ++begun));
    }

    private String begun(MockHttpServletRequestBuilder request) throws Exception {
        String address = mvc.perform(request)
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        return String.valueOf(address).substring("/inspection/penalties/".length());
    }

    private String wrong(MockHttpServletRequestBuilder request, int expected) throws Exception {
        return page(mvc.perform(request).andExpect(status().is(expected)).andReturn());
    }

    private static String page(MvcResult result) throws Exception {
        return result.getResponse().getContentAsString(StandardCharsets.UTF_8);
    }

    private void refused(String caseNo, Step step, String code) throws Exception {
        steps.complete(caseNo, step)
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.code").value(code));
    }

    private String until(Step... more) throws Exception {
        String caseNo = begin();
        List<Step> all = new ArrayList<>(List.of(FILED, ASSIGNED));
        all.addAll(List.of(more));
        steps.ok(caseNo, all.toArray(Step[]::new));
        return caseNo;
    }

    private String fined() throws Exception {
        return until(FINED, served(), NOTHING_SAID, decided("PENALTY", "\"FINE\"", "5000"), delivered());
    }

    private PenaltyCase penalty(String caseNo) {
        return penalties.find(caseNo).orElseThrow();
    }

    private void later(String caseNo, String set) {
        jdbc.sql("update penalty_case set " + set + " where case_no = :case")
                .param("case", caseNo)
                .update();
    }

    // ---- the ways

    /** Nothing of the item stays: it is rolled back. */
    @Test
    @Order(1)
    @Transactional
    void aDepartmentWhoseLawGivesAnotherTermDecidesWithinThat() throws Exception {
        String own = PenaltyModel.ITEM + "-scjg";
        PublishedItems.publish(
                context,
                own,
                new ClassPathResource("catalogue/internal/penalty-case.yaml")
                        .getContentAsString(StandardCharsets.UTF_8)
                        .replace("code: penalty-case", "code: " + own)
                        .replace("amount: 90", "amount: 30"));
        String caseNo = until();
        assertThat(cases.require(caseNo).itemCode()).isEqualTo(own);
        assertThat(steps.clocks(caseNo)).anySatisfy(each -> {
            assertThat(each.get("kind").asText()).isEqualTo("STATUTORY");
            assertThat(each.get("term").get("amount").asInt()).isEqualTo(30);
            assertThat(each.get("state").asText()).isEqualTo("RUNNING");
        });
    }

    @Test
    @Order(1)
    void aFineIsDecidedServedPaidInPartsAndArchived() throws Exception {
        String caseNo = fined();
        assertThat(steps.clocks(caseNo)).anySatisfy(each -> {
            assertThat(each.get("kind").asText()).isEqualTo("STATUTORY");
            assertThat(each.get("term").get("amount").asInt()).isEqualTo(90);
            assertThat(each.get("term").get("unit").asText()).isEqualTo("CALENDAR_DAY");
            assertThat(each.get("state").asText()).isEqualTo("MET");
        });
        assertThat(penalty(caseNo).decision()).satisfies(decision -> {
            assertThat(decision.payUntil()).isEqualTo(today.plusDays(15));
            assertThat(decision.published()).isTrue();
        });
        String receipt = receipt();
        steps.ok(caseNo, paid("2000", receipt));
        steps.complete(caseNo, paid("2000", receipt))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("penalty.paidAlready"));
        refused(caseNo, paid("3000.01", receipt()), "penalty.overpaid");
        refused(caseNo, paid("0", receipt()), "penalty.nothingPaid");
        refused(
                caseNo,
                step(
                        OFFICER,
                        PenaltyModel.RECORD_EXECUTION,
                        "\"executionOutcome\": \"OVERDUE\", \"overdueNote\": \"没有缴\""),
                "penalty.paymentTermRuns");
        steps.ok(caseNo, paid("3000", receipt()), ARCHIVED);
        assertThat(cases.require(caseNo).state()).isEqualTo(CaseState.CLOSED);
        assertThat(penalty(caseNo).stage()).isEqualTo(Stage.CLOSED);
        assertThat(page(mvc.perform(
                                get("/inspection/penalties/{no}", caseNo).with(user(people.loadUserByUsername(HEAD))))
                        .andExpect(status().isOk())
                        .andReturn()))
                .contains("已结案", "2000.00", "3000.00");
        assertThat(documents.ofCase(caseNo))
                .extracting(each -> each.kind(), each -> each.organ())
                .containsExactly(
                        tuple(DocumentKind.PENALTY_NOTICE, "scjg"),
                        tuple(DocumentKind.PENALTY_DECISION, "scjg"),
                        tuple(DocumentKind.CREDIT_NOTICE, "scjg"));
        assertThat(objects.require(code).creditClass()).isEqualTo(CreditClass.C);
    }

    static Stream<Arguments> endings() {
        Step noPenalty = step(OFFICER, PenaltyModel.INVESTIGATE, """
                "investigationOutcome": "NO_PENALTY", "facts": "已经改正", "evidenceList": "照片",
                "noPenaltyReason": "违法行为轻微并及时改正" """);
        Step filedByPolice = step(OFFICER, PenaltyModel.REGISTER_RECEIPT, """
                "receiptOn": "TODAY", "receiptNumber": "公立字1号", "receiptOutcome": "FILED", "receiptText": "已立案" """);
        return Stream.of(
                Arguments.of("not filed", List.of(NOT_FILED), CaseState.NOT_ACCEPTED, Stage.NOT_FILED),
                Arguments.of(
                        "dropped",
                        List.of(FILED, ASSIGNED, noPenalty, decided("DROPPED", "", "")),
                        CaseState.TERMINATED,
                        Stage.DROPPED),
                Arguments.of(
                        "not punished",
                        List.of(
                                FILED,
                                ASSIGNED,
                                noPenalty,
                                decided("NO_PENALTY", "", ""),
                                step("", "delivered", ""),
                                ARCHIVED),
                        CaseState.CLOSED,
                        Stage.NOT_PUNISHED),
                Arguments.of(
                        "handed over",
                        List.of(
                                FILED,
                                ASSIGNED,
                                CRIME,
                                HANDED_OVER,
                                filedByPolice,
                                step(OFFICER, PenaltyModel.REGISTER_CRIMINAL_OUTCOME, """
                                "criminalOutcome": "ENDED", "criminalDocument": "刑初1号", "criminalText": "已判决" """)),
                        CaseState.TERMINATED,
                        Stage.TRANSFERRED));
    }

    @ParameterizedTest(name = "{0}")
    @Order(1)
    @MethodSource("endings")
    void everyEndIsThatOfTheLaw(String way, List<Step> taken, CaseState end, Stage stage) throws Exception {
        String caseNo = begin();
        for (Step each : taken) {
            steps.ok(
                    caseNo,
                    each.step().equals("delivered")
                            ? delivered()
                            : step(each.login(), each.step(), each.answers().replace("TODAY", today.toString())));
        }
        assertThat(cases.require(caseNo).state()).isEqualTo(end);
        assertThat(penalty(caseNo).stage()).isEqualTo(stage);
    }

    @Test
    @Order(1)
    void whatIsHeavyIsHeardReviewedAndDecidedTogether() throws Exception {
        String caseNo = until(HEAVY, served());
        assertThat(steps.shown(OFFICER, caseNo, PenaltyModel.REGISTER_STATEMENT)
                        .get("hearingRightShown")
                        .asText())
                .isEqualTo("可以要求听证");
        steps.ok(caseNo, said("HEARING", ""));
        LocalDate soon = today.plusDays(7);
        refused(caseNo, hearing(LAWYER, soon, LAWYER), "penalty.hearingTooSoon");
        steps.ok(caseNo, hearing(LAWYER, today.plusDays(30), LAWYER));
        Step held = step(LAWYER, PenaltyModel.HOLD_HEARING, """
                "hearingHeld": "HELD", "hearingRecord": "双方到场，逐项质证", "hearingOpinion": "建议维持" """);
        refused(caseNo, held, "penalty.hearingNotYet");
        later(caseNo, "hearing_on = current_date - 1");
        steps.ok(caseNo, held);
        assertThat(steps.shown(LAWYER, caseNo, PenaltyModel.REVIEW_LEGALITY)
                        .get("reviewReasonShown")
                        .asText())
                .contains("听证");
        steps.ok(caseNo, legal("PASSED"));
        refused(caseNo, together("PENALTY", "\"FINE\"", "5001"), "penalty.beyondNotice");
        refused(caseNo, together("PENALTY", "\"RESTRICTION\"", "0"), "penalty.beyondNotice");
        refused(caseNo, together("PENALTY", "\"FINE\"", "0"), "penalty.fineAndKinds");
        steps.ok(caseNo, together("PENALTY", "\"FINE\", \"LICENCE\"", "5000.50"), delivered());
        assertThat(documents.ofCase(caseNo))
                .extracting(each -> each.kind())
                .containsExactly(
                        DocumentKind.PENALTY_NOTICE,
                        DocumentKind.HEARING_NOTICE,
                        DocumentKind.PENALTY_DECISION,
                        DocumentKind.CREDIT_NOTICE);
        // he cannot pay at once, and then does not pay at all
        Step asked = step(OFFICER, PenaltyModel.RECORD_EXECUTION, """
                "executionOutcome": "DEFERRAL", "deferralKind": "INSTALMENTS", "deferralReason": "资金困难" """);
        steps.ok(caseNo, asked);
        refused(caseNo, deferred("APPROVED", today.plusDays(3)), "penalty.deferralEarlier");
        steps.ok(caseNo, deferred("APPROVED", today.plusDays(60)), asked, deferred("REFUSED", today.plusDays(90)));
        assertThat(penalty(caseNo).decision().payUntil()).isEqualTo(today.plusDays(60));
        later(caseNo, "pay_until = date '" + today.minusDays(1) + "'");
        refused(caseNo, overdue(""), "penalty.additionalBelow");
        refused(caseNo, overdue(", \"additionalFine\": 150.02"), "penalty.additionalAbove");
        steps.ok(caseNo, overdue(", \"additionalFine\": 150.01"));
        assertThat(penalty(caseNo).outstanding()).isEqualByComparingTo("5150.51");
        Step court = step(OFFICER, PenaltyModel.APPLY_TO_COURT, """
                "courtOutcome": "ENFORCED", "courtAppliedOn": "%s", "courtNumber": "执1号", "courtText": "划拨" """.formatted(today));
        refused(caseNo, court, "penalty.courtTooSoon");
        later(caseNo, "demanded_on = current_date - 20");
        steps.ok(caseNo, court, ARCHIVED);
        assertThat(penalty(caseNo).stage()).isEqualTo(Stage.CLOSED);
    }

    private static Step overdue(String more) {
        return step(
                OFFICER,
                PenaltyModel.RECORD_EXECUTION,
                "\"executionOutcome\": \"OVERDUE\", \"overdueNote\": \"没有缴\"" + more);
    }

    private Step late(String amount, String more) {
        Step paid = paid(amount, receipt());
        return step(paid.login(), paid.step(), paid.answers() + more);
    }

    @Test
    @Order(1)
    void whoPaysLatePaysMoreUnlessThereIsAReason() throws Exception {
        String caseNo = fined();
        assertThat(steps.shown(OFFICER, caseNo, PenaltyModel.RECORD_EXECUTION)
                        .get("additionalShown")
                        .asText())
                .contains("150", "5000");
        later(caseNo, "pay_until = date '" + today.minusDays(10) + "', served_on = date '" + today.minusDays(25) + "'");
        assertThat(page(mvc.perform(
                                get("/inspection/penalties/{no}", caseNo).with(user(people.loadUserByUsername(HEAD))))
                        .andReturn()))
                .contains("1500.00");
        refused(caseNo, late("5000", ""), "penalty.additionalBelow");
        refused(caseNo, late("5000", ", \"additionalFine\": 1000"), "penalty.additionalBelow");
        steps.ok(caseNo, late("5000", ", \"additionalFine\": 1000, \"additionalReason\": \"诉讼期间不予计算\""));
        assertThat(penalty(caseNo).outstanding()).isEqualByComparingTo("1000");
        refused(caseNo, late("1000.01", ""), "penalty.overpaid");
        steps.ok(caseNo, late("1000", ""), ARCHIVED);
        assertThat(penalty(caseNo).stage()).isEqualTo(Stage.CLOSED);
    }

    @Test
    @Order(1)
    void anIndividualIsPunishedAndNobodySeesWhoItIs() throws Exception {
        String name = "王小二";
        String number = "11010519491231002X";
        wrong(individual("ORDINARY", name, "110105194912310021"), 422);
        wrong(individual("ORDINARY", "12345", number), 422);
        assertThat(wrong(individual("SHORT", name, number).param("fine", "201"), 422))
                .contains("200");
        String caseNo = begun(individual("ORDINARY", name, number));
        wrong(individual("ORDINARY", name, number), 409);
        steps.ok(
                caseNo,
                FILED,
                ASSIGNED,
                FINED,
                served(),
                NOTHING_SAID,
                decided("PENALTY", "\"FINE\"", "5000"),
                delivered(),
                paid("5000", receipt()),
                ARCHIVED);
        assertThat(penalty(caseNo).stage()).isEqualTo(Stage.CLOSED);
        for (String address : List.of(
                "/inspection/penalties",
                "/inspection/penalties/" + caseNo,
                "/public/penalties/" + caseNo,
                "/cases/" + caseNo,
                "/cases?q=" + caseNo)) {
            assertThat(page(mvc.perform(get(address).with(user(people.loadUserByUsername(HEAD))))
                            .andExpect(status().isOk())
                            .andReturn()))
                    .contains(address.startsWith("/cases") ? caseNo : "王*二")
                    .doesNotContain(name, number);
        }
        for (String table : List.of(
                "select count(*) from act_hi_varinst where text_ like '%' || :said || '%'",
                "select count(*) from act_hi_detail where text_ like '%' || :said || '%'",
                "select count(*) from trace_entry where entry like '%' || :said || '%' and case_no = '" + caseNo + "'",
                "select count(*) from case_fact where content::text like '%' || :said || '%' and case_no = '" + caseNo
                        + "'")) {
            assertThat(jdbc.sql(table)
                            .param("said", number)
                            .query(Integer.class)
                            .single())
                    .as(table)
                    .isZero();
        }
    }

    private MockHttpServletRequestBuilder individual(String procedure, String name, String number) {
        MockHttpServletRequestBuilder typed = post("/inspection/new-penalty")
                .param("procedure", procedure)
                .param("individual", "true")
                .param("personName", name)
                .param("personNumber", number)
                .param("officers", "inspector.luo", "inspector.cai")
                .param("heard", "true")
                .param("source", "DISCOVERED")
                .param("foundOn", today.toString())
                .param("violation", "无证经营")
                .param("legalBasis", "《食品安全法》第三十五条")
                .param("evidence", "现场检查笔录");
        return typed.with(user(people.loadUserByUsername(procedure.equals("SHORT") ? OFFICER : "inspector.han")))
                .with(csrf());
    }

    private static Step hearing(String by, LocalDate day, String host) {
        return step(by, PenaltyModel.ARRANGE_HEARING, """
                "hearingHost": "%s", "hearingOn": "%s", "hearingPlace": "三楼会议室", "hearingPublic": true""".formatted(host, day));
    }

    private static Step deferred(String outcome, LocalDate until) {
        return step(
                HEAD,
                PenaltyModel.DECIDE_DEFERRAL,
                "\"deferralOutcome\": \"%s\"%s"
                        .formatted(outcome, outcome.equals("APPROVED") ? ", \"payUntilNew\": \"" + until + "\"" : ""));
    }

    @Test
    @Order(1)
    void whatIsSentBackIsToldAnew() throws Exception {
        String caseNo = until(FINED, served(), said("STATEMENT", ", \"waived\": true"), reviewed("CHANGED"));
        assertThat(steps.shown(OFFICER, caseNo, PenaltyModel.INVESTIGATE)
                        .get("reopenedShown")
                        .asText())
                .isEqualTo("证据不足以支持");
        assertThat(penalty(caseNo).notice()).isNull();
        Step complex = found("\"WARNING\"", "0", ", \"reviewGrounds\": [\"COMPLEX\"]");
        steps.ok(caseNo, complex, served(), said("STATEMENT", ", \"waived\": true"), reviewed("KEPT"));
        // whoever has investigated does not review
        steps.ok(caseNo, legal("RETURNED"), FINED, served(), NOTHING_SAID, decided("RETURNED", "", ""));
        steps.ok(caseNo, WARNED, served(), NOTHING_SAID, decided("PENALTY", "\"WARNING\"", "0"), delivered());
        // a warning is done when it is served
        steps.ok(caseNo, ARCHIVED);
        assertThat(documents.ofCase(caseNo).stream()
                        .filter(each -> each.kind() == DocumentKind.PENALTY_NOTICE)
                        .count())
                .isEqualTo(4);
    }

    @Test
    @Order(1)
    void nobodyIsPunishedBeforeHeHasHadHisTermNorHeardAfterIt() throws Exception {
        String caseNo = until(HEAVY, served());
        Step silent = step(OFFICER, PenaltyModel.REGISTER_STATEMENT, "\"statementOutcome\": \"NONE\"");
        refused(caseNo, silent, "penalty.hearingTermRuns");
        refused(caseNo, said("STATEMENT", ""), "penalty.hearingTermRuns");
        later(caseNo, "notice_until = current_date - 1, notice_served = current_date - 20");
        refused(caseNo, said("HEARING", ""), "penalty.hearingTermOver");
        steps.ok(caseNo, silent);

        String light = until(FINED, served());
        refused(light, said("HEARING", ""), "penalty.noHearing");

        // somebody moves a case past its notice in Cockpit
        String moved = until();
        String instance = runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(moved)
                .singleResult()
                .getId();
        runtime.createProcessInstanceModification(instance)
                .startBeforeActivity(PenaltyModel.DECIDE_PENALTY)
                .cancelAllForActivity(PenaltyModel.INVESTIGATE)
                .execute();
        refused(moved, decided("PENALTY", "\"FINE\"", "5000"), "penalty.noNotice");
    }

    @Test
    @Order(1)
    void aTeamIsTwoWithCertificatesWhoHaveNothingToDoWithTheParty() throws Exception {
        String caseNo = begin();
        steps.ok(caseNo, FILED);
        refused(caseNo, assigned("inspector.luo"), "team.tooFew");
        jdbc.sql(
                        "update inspector set recusals = jsonb_build_array(jsonb_build_object('creditCode', :code, 'relation', '配偶'))"
                                + " where login = 'inspector.cai'")
                .param("code", code)
                .update();
        refused(caseNo, assigned("inspector.luo", "inspector.cai"), "team.recused");
        jdbc.sql("update inspector set recusals = '[]' where login = 'inspector.cai'")
                .update();
        jdbc.sql("update inspector set valid_until = date '2020-01-01' where login = 'inspector.cai'")
                .update();
        refused(caseNo, assigned("inspector.luo", "inspector.cai"), "team.expired");
        jdbc.sql(
                        "update inspector set valid_until = date '2031-12-31', available = false where login = 'inspector.cai'")
                .update();
        refused(caseNo, assigned("inspector.luo", "inspector.cai"), "team.away");
        jdbc.sql("update inspector set available = true where login = 'inspector.cai'")
                .update();
        steps.ok(caseNo, assigned("inspector.luo", "inspector.cai"));
        refused(caseNo, step("inspector.han", FINED.step(), FINED.answers()), "penalty.notAssigned");

        // another takes his place, and the term is extended, once
        Step asked = request("OFFICERS");
        steps.ok(caseNo, asked);
        refused(
                caseNo,
                step(
                        HEAD,
                        PenaltyModel.DECIDE_REQUEST,
                        "\"requestOutcome\": \"APPROVED\", \"officers\": [\"inspector.luo\"]"),
                "team.tooFew");
        steps.ok(
                caseNo,
                step(
                        HEAD,
                        PenaltyModel.DECIDE_REQUEST,
                        "\"requestOutcome\": \"APPROVED\", \"officers\": [\"inspector.luo\", \"inspector.han\"]"),
                request("EXTENSION"),
                step(HEAD, PenaltyModel.DECIDE_REQUEST, "\"requestOutcome\": \"REFUSED\", \"requestText\": \"抓紧办理\""),
                request("EXTENSION"),
                step(HEAD, PenaltyModel.DECIDE_REQUEST, "\"requestOutcome\": \"APPROVED\""));
        assertThat(penalty(caseNo).officers()).containsExactly("inspector.han", "inspector.luo");
        assertThat(steps.clocks(caseNo))
                .anySatisfy(
                        each -> assertThat(each.get("extensions").toString()).contains("\"amount\":30"));
    }

    private static Step assigned(String... officers) {
        return step(HEAD, PenaltyModel.ASSIGN_OFFICERS, "\"officers\": [\"" + String.join("\", \"", officers) + "\"]");
    }

    private static Step request(String kind) {
        return step(OFFICER, PenaltyModel.INVESTIGATE, """
                "investigationOutcome": "REQUEST", "requestKind": "%s", "requestReason": "案情复杂" """.formatted(kind));
    }

    @Test
    @Order(1)
    void whatComesBackFromThePublicSecurityOrganGoesOn() throws Exception {
        String caseNo = until(CRIME, step(HEAD, PenaltyModel.DECIDE_TRANSFER, """
                "transferOutcome": "REFUSED", "transferText": "证据不足" """), CRIME, HANDED_OVER);
        assertThat(cases.require(caseNo).state()).isEqualTo(CaseState.SUSPENDED);
        assertThat(steps.clocks(caseNo)).anySatisfy(each -> {
            assertThat(each.get("kind").asText()).isEqualTo("STATUTORY");
            assertThat(each.get("state").asText()).isEqualTo("PAUSED");
        });
        steps.ok(caseNo, step(OFFICER, PenaltyModel.REGISTER_RECEIPT, """
                "receiptOn": "%s", "receiptNumber": "不立字1号", "receiptOutcome": "NOT_FILED", "receiptText": "数额不足" """.formatted(today)));
        assertThat(cases.require(caseNo).state()).isEqualTo(CaseState.IN_REVIEW);
        assertThat(steps.shown(OFFICER, caseNo, PenaltyModel.INVESTIGATE)
                        .get("reopenedShown")
                        .asText())
                .isEqualTo("数额不足");
        steps.ok(
                caseNo,
                CRIME,
                HANDED_OVER,
                step(OFFICER, PenaltyModel.REGISTER_RECEIPT, """
                        "receiptOn": "%s", "receiptNumber": "立字2号", "receiptOutcome": "FILED", "receiptText": "补充后立案" """.formatted(today)),
                step(OFFICER, PenaltyModel.REGISTER_CRIMINAL_OUTCOME, """
                        "criminalOutcome": "RETURNED", "criminalDocument": "检意1号", "criminalText": "不起诉，建议行政处罚" """),
                FINED,
                served());
        assertThat(penalty(caseNo).stage()).isEqualTo(Stage.NOTIFIED);
    }

    @Test
    @Order(1)
    void onTheSpotOnlyWhatIsSmallIsDecidedByTwo() throws Exception {
        assertThat(wrong(onTheSpot("3000.01", OFFICER, OTHER), 422)).contains("当场处罚只适用于警告");
        assertThat(wrong(onTheSpot("200", OFFICER), 422)).contains("不得少于两人");
        String caseNo = begun(onTheSpot("200", OFFICER, OTHER));
        assertThat(documents.ofCase(caseNo)).singleElement().satisfies(each -> assertThat(each.kind())
                .isEqualTo(DocumentKind.ON_THE_SPOT_DECISION));
        steps.ok(
                caseNo,
                step(HEAD, PenaltyModel.KEEP_ON_THE_SPOT, "\"keptText\": \"同意备案\""),
                paid("200", receipt()),
                ARCHIVED);
        assertThat(cases.require(caseNo).state()).isEqualTo(CaseState.CLOSED);
    }

    @Test
    @Order(1)
    void nothingIsFiledWithoutGroundsTwiceOrByWhoeverEnforcesNothing() throws Exception {
        assertThat(wrong(typed(OFFICER, ""), 422)).contains("没有根据的不能立案");
        wrong(typed("handler.li", "超范围经营"), 403);
        String caseNo = begun(typed(LAWYER, "无证经营"));
        assertThat(wrong(typed(OTHER, "无证 经营"), 409)).contains(caseNo, "不重复处理");
        // whoever asks for it does not approve it, but may want it no more, until it is filed
        steps.withdraw("clerk.chen", caseNo).andExpect(status().isNotFound());
        steps.withdraw(LAWYER, caseNo).andExpect(status().isOk());
        assertThat(penalty(caseNo).stage()).isEqualTo(Stage.WITHDRAWN);
        String again = begun(typed(LAWYER, "无证经营"));
        steps.ok(again, FILED);
        steps.withdraw(LAWYER, again).andExpect(status().isConflict());
        String own = begun(typed(HEAD, "超过许可期限经营"));
        refused(own, FILED, "penalty.ownFiling");
    }

    @Test
    @Order(2)
    void everyPathOfTheModelIsTaken() {
        assertThat(flows.missed("inspection/penalty-case")).isEmpty();
    }
}
