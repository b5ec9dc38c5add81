package org.xieban.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xieban.XiebanTest;
import org.xieban.calendar.Calendars;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.catalogue.ShippedItems;
import org.xieban.catalogue.Term;
import org.xieban.demonstration.CityOfTests;
import org.xieban.document.DocumentKind;
import org.xieban.document.Documents;
import org.xieban.document.OfficialDocument;
import org.xieban.engine.Processes;
import org.xieban.timelimit.CaseClock;
import org.xieban.timelimit.ClockKind;
import org.xieban.timelimit.Clocks;
import org.xieban.timelimit.Sweep;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Refusal;

/**
 * Every path of the model, walked on the real engine by the people of the demonstration. When all tests have run, every
 * element and every flow of the model must have been passed.
 */
@XiebanTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ApprovalPathsTest {

    private static final String ORDINARY = "food-business-licence";
    private static final String ON_THE_SPOT = "individual-business-change";

    @Autowired
    private Office office;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private Requests requests;

    @Autowired
    private Documents documents;

    @Autowired
    private Clocks clocks;

    @Autowired
    private Sweep sweep;

    @Autowired
    private Calendars calendars;

    @Autowired
    private Clock clock;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private TakenFlows flows;

    @Autowired
    private Processes processes;

    @Autowired
    private CityOfTests city;

    @Autowired
    private JdbcClient jdbc;

    private final Set<String> walked = ConcurrentHashMap.newKeySet();

    private String register(String item) {
        return watched(office.register(item));
    }

    private String watched(String caseNo) {
        walked.add(caseNo);
        return caseNo;
    }

    // ---- receipt and acceptance

    @Test
    void registrationIssuesAReceiptAndStartsTheTermOfAcceptance() {
        String caseNo = register(ORDINARY);

        assertThat(office.open(caseNo)).containsExactly(ApprovalModel.REVIEW_MATERIALS);
        assertThat(kinds(caseNo)).containsExactly(DocumentKind.RECEIPT);
        LocalDate received = LocalDate.ofInstant(office.file(caseNo).registeredAt(), OfficialTime.ZONE);
        LocalDate due = calendars.current().plusWorkingDays(received, 5);
        assertThat(clock(caseNo, ClockKind.ACCEPTANCE).dueAt())
                .isEqualTo(due.atTime(LocalTime.of(23, 59, 59))
                        .atZone(OfficialTime.ZONE)
                        .toInstant());
    }

    /** What departments know is asked of them before anybody looks at materials. */
    @Test
    void departmentsAreAskedBeforeTheApplicant() throws Exception {
        city.open();
        try {
            String caseNo = watched(office.registerWithoutMaterials("housing-eligibility", 0));
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> office.open(caseNo).equals(List.of(ApprovalModel.REVIEW_MATERIALS)));
            assertThat(office.passed(caseNo)).contains("callActivity_queryData");
        } finally {
            city.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMPLETE", "CORRECTED"})
    void completeOrCorrectedOnTheSpotIsAccepted(String outcome) {
        String caseNo = register(ORDINARY);
        office.completes(
                caseNo,
                ApprovalModel.REVIEW_MATERIALS,
                outcome.equals("COMPLETE")
                        ? Map.of("reviewOutcome", outcome)
                        : Map.of("reviewOutcome", outcome, "corrections", "更正了电话号码"));

        assertThat(office.file(caseNo).acceptedAt()).isNotNull();
        assertThat(kinds(caseNo)).containsExactly(DocumentKind.RECEIPT, DocumentKind.ACCEPTANCE);
        assertThat(office.open(caseNo)).containsExactly(ApprovalModel.GIVE_ADVICE);
    }

    @Test
    void withoutItsMaterialsNothingIsAccepted() {
        String caseNo = watched(office.registerWithoutMaterials(ORDINARY, 0));

        Refusal refusal = catchThrowableOfType(
                Refusal.class,
                () -> office.completes(caseNo, ApprovalModel.REVIEW_MATERIALS, Map.of("reviewOutcome", "COMPLETE")));

        assertThat(refusal.code()).isEqualTo("materials.missing");
        assertThat(refusal.errors())
                .extracting(Refusal.FieldError::field)
                .as("what may follow does not stop the acceptance")
                .containsExactly("materials.application-form", "materials.business-licence", "materials.floor-plan");
        assertThat(office.open(caseNo)).containsExactly(ApprovalModel.REVIEW_MATERIALS);
    }

    @Test
    void whatNeedsNoLicenceIsNotAcceptedAndToldAtOnce() {
        String caseNo = register(ORDINARY);
        office.completes(
                caseNo,
                ApprovalModel.REVIEW_MATERIALS,
                Map.of("reviewOutcome", "NOT_REQUIRED", "refusalReason", "仅销售预包装食品，备案即可"));

        assertThat(office.state(caseNo)).isEqualTo(CaseState.NOT_ACCEPTED);
        assertThat(kinds(caseNo)).endsWith(DocumentKind.NOT_REQUIRED);
        assertThat(office.isRunning(caseNo)).isFalse();
    }

    @Test
    void whatIsNotOursIsNotAcceptedAndToldWhereToGo() {
        String caseNo = register(ORDINARY);
        Map<String, String> answers =
                Map.of("reviewOutcome", "NOT_OURS", "refusalReason", "属于省级权限", "competentAuthority", "省市场监督管理局");
        office.completes(caseNo, ApprovalModel.REVIEW_MATERIALS, answers);

        assertThat(office.state(caseNo)).isEqualTo(CaseState.NOT_ACCEPTED);
        assertThat(kinds(caseNo)).endsWith(DocumentKind.NOT_OURS);
    }

    @Test
    void whatIsNotSaidWithinFiveWorkingDaysIsAcceptedFromTheDayOfReceipt() {
        String caseNo = register(ORDINARY);
        office.waitsForTheEndOfAcceptance(caseNo);

        assertThat(office.file(caseNo).acceptedAt())
                .isEqualTo(office.file(caseNo).registeredAt());
        assertThat(office.passed(caseNo)).contains("serviceTask_deemAccepted");
        assertThat(clock(caseNo, ClockKind.STATUTORY).startedAt())
                .as("the term of the decision begins retroactively")
                .isEqualTo(office.file(caseNo).registeredAt());
        assertThat(clock(caseNo, ClockKind.ACCEPTANCE).state()).isEqualTo(CaseClock.State.MISSED);
        assertThat(office.open(caseNo)).containsExactly(ApprovalModel.GIVE_ADVICE);
        assertThat(kinds(caseNo)).containsExactly(DocumentKind.RECEIPT, DocumentKind.ACCEPTANCE);
        assertThat(text(caseNo, DocumentKind.ACCEPTANCE)).contains("即为受理").doesNotContain("决定予以受理");
    }

    @Test
    void theModelHearsFromTheClockThatItsTermIsOverWhateverMovedIt() {
        String caseNo = register(ORDINARY);
        jdbc.sql("""
                update clock set due_at = :due, yellow_at = :due, next_change_at = :due
                 where case_no = :caseNo and kind = 'ACCEPTANCE'""")
                .param("due", clock.instant().minusSeconds(5).atOffset(ZoneOffset.UTC))
                .param("caseNo", caseNo)
                .update();
        sweep.sweep();

        assertThat(office.passed(caseNo)).contains("serviceTask_deemAccepted");
        assertThat(office.state(caseNo)).isEqualTo(CaseState.IN_REVIEW);
    }

    // ---- told once

    private static Map<String, Object> supplement(String... materialsAndRequirements) {
        List<Map<String, String>> points = new java.util.ArrayList<>();
        for (int i = 0; i < materialsAndRequirements.length; i += 2) {
            points.add(Map.of("material", materialsAndRequirements[i], "requirement", materialsAndRequirements[i + 1]));
        }
        return Map.of("reviewOutcome", "SUPPLEMENT", "points", points, "supplementDays", 10);
    }

    @Test
    void theApplicantIsToldOnceAndTheTermOfAcceptanceBeginsAnewWithWhatHeSupplements() {
        String caseNo = register(ORDINARY);
        office.completes(caseNo, ApprovalModel.REVIEW_MATERIALS, supplement("平面图", "缺比例尺"));
        assertThat(office.state(caseNo)).isEqualTo(CaseState.SUPPLEMENTING);
        assertThat(kinds(caseNo)).endsWith(DocumentKind.SUPPLEMENT);

        office.completes(caseNo, ApprovalModel.RECEIVE_SUPPLEMENT, Map.of("supplementComplete", true));

        assertThat(office.state(caseNo)).isEqualTo(CaseState.REGISTERED);
        assertThat(office.open(caseNo)).containsExactly(ApprovalModel.REVIEW_MATERIALS);
        assertThat(clock(caseNo, ClockKind.ACCEPTANCE).startedAt())
                .isAfter(office.file(caseNo).registeredAt());
        office.ordinaryUntil(caseNo, ApprovalModel.GIVE_ADVICE);
        assertThat(office.state(caseNo)).isEqualTo(CaseState.IN_REVIEW);
    }

    @Test
    void whatTheLawCountsFromTheReceiptBeginsAnewWithASupplement() {
        String caseNo = register("eia-form");
        assertThat(clock(caseNo, ClockKind.STATUTORY).startedAt())
                .isEqualTo(office.file(caseNo).registeredAt());
        office.completes(caseNo, ApprovalModel.REVIEW_MATERIALS, supplement("报告表", "缺监测数据"));
        assertThat(running(caseNo)).as("what is not complete has not come in").isEmpty();

        office.completes(caseNo, ApprovalModel.RECEIVE_SUPPLEMENT, Map.of("supplementComplete", true));

        CaseClock acceptance = clock(caseNo, ClockKind.ACCEPTANCE);
        assertThat(acceptance.startedAt()).isAfter(office.file(caseNo).registeredAt());
        assertThat(LocalDate.ofInstant(acceptance.dueAt(), OfficialTime.ZONE))
                .isEqualTo(calendars
                        .current()
                        .plusWorkingDays(LocalDate.ofInstant(acceptance.startedAt(), OfficialTime.ZONE), 5));
        Instant statutory = clock(caseNo, ClockKind.STATUTORY).startedAt();
        assertThat(statutory).isEqualTo(acceptance.startedAt());
        office.ordinaryUntil(caseNo, ApprovalModel.EXAMINE);
        assertThat(clock(caseNo, ClockKind.STATUTORY).startedAt())
                .as("the acceptance does not begin it again")
                .isEqualTo(statutory);
    }

    private List<ClockKind> running(String caseNo) {
        return clocks.ofCase(caseNo).stream()
                .filter(each -> each.endedAt() == null && each.kind() != ClockKind.STEP)
                .map(CaseClock::kind)
                .toList();
    }

    @Test
    void silenceAfterASupplementAcceptsFromTheDayOfTheSupplement() {
        String caseNo = register(ORDINARY);
        office.completes(caseNo, ApprovalModel.REVIEW_MATERIALS, supplement("平面图", "缺比例尺"));
        office.completes(caseNo, ApprovalModel.RECEIVE_SUPPLEMENT, Map.of("supplementComplete", true));
        Instant supplemented = Instant.now(clock);
        office.waitsForTheEndOfAcceptance(caseNo);

        assertThat(office.file(caseNo).acceptedAt())
                .isAfter(office.file(caseNo).registeredAt())
                .isBeforeOrEqualTo(supplemented);
    }

    @Test
    void theApplicantSupplementsByHimself() {
        String caseNo = register(ORDINARY);
        office.completes(caseNo, ApprovalModel.REVIEW_MATERIALS, supplement("平面图", "缺比例尺"));

        office.does(Office.CLERK, () -> cases.handInSupplements(caseNo));

        assertThat(office.open(caseNo)).containsExactly(ApprovalModel.REVIEW_MATERIALS);
        assertThat(office.passed(caseNo)).contains("event_materialsSupplemented");
    }

    @Test
    void whatCameInWrongMayBeAskedAgainButNothingNew() {
        String caseNo = register(ORDINARY);
        office.completes(caseNo, ApprovalModel.REVIEW_MATERIALS, supplement("平面图", "缺比例尺", "制度清单", "缺签字"));
        office.completes(caseNo, ApprovalModel.RECEIVE_SUPPLEMENT, Map.of("supplementComplete", true));

        Refusal refusal = catchThrowableOfType(
                Refusal.class,
                () -> office.completes(
                        caseNo, ApprovalModel.REVIEW_MATERIALS, supplement("平面图", "缺比例尺", "营业执照", "缺复印件")));
        assertThat(refusal.code()).isEqualTo("approval.toldOnce");
        assertThat(refusal.errors()).extracting(Refusal.FieldError::field).containsExactly("points[1].requirement");
        assertThat(office.open(caseNo)).containsExactly(ApprovalModel.REVIEW_MATERIALS);

        office.completes(caseNo, ApprovalModel.REVIEW_MATERIALS, supplement(" 平面图", "缺 比例尺"));
        assertThat(office.state(caseNo)).isEqualTo(CaseState.SUPPLEMENTING);
    }

    @Test
    void aNoticeWithoutPointsIsNone() {
        String caseNo = register(ORDINARY);
        Map<String, Object> nothing = Map.of("reviewOutcome", "SUPPLEMENT", "points", List.of(), "supplementDays", 10);
        assertThatThrownBy(() -> office.completes(caseNo, ApprovalModel.REVIEW_MATERIALS, nothing))
                .isInstanceOf(Refusal.class);
        assertThat(office.open(caseNo)).containsExactly(ApprovalModel.REVIEW_MATERIALS);
    }

    @Test
    void whatIsNotSupplementedInTimeIsClosedAsSuch() {
        String caseNo = register(ORDINARY);
        office.completes(caseNo, ApprovalModel.REVIEW_MATERIALS, supplement("平面图", "缺比例尺"));
        office.waitsForTheTimer(caseNo);

        assertThat(office.state(caseNo)).isEqualTo(CaseState.CLOSED);
        assertThat(office.file(caseNo).stateReason()).isEqualTo("补正不来办结");
        assertThat(office.file(caseNo).decision()).isNull();
        assertThat(kinds(caseNo)).endsWith(DocumentKind.NOT_SUPPLEMENTED);
        assertThat(office.isRunning(caseNo)).isFalse();
    }

    // ---- decided on the spot

    @Test
    void whatCanBeDecidedOnTheSpotIs() {
        String caseNo = register(ON_THE_SPOT);
        office.ordinaryUntil(caseNo, ApprovalModel.DECIDE_ON_THE_SPOT);
        office.completes(caseNo, ApprovalModel.DECIDE_ON_THE_SPOT, Map.of("decisionOutcome", "GRANTED"));

        assertThat(office.state(caseNo)).isEqualTo(CaseState.DECIDED);
        assertThat(kinds(caseNo)).endsWith(DocumentKind.DECISION_GRANTED);
        assertThat(office.open(caseNo)).containsExactly(ApprovalModel.SERVE);
        office.ordinaryToTheEnd(caseNo);
        assertThat(office.state(caseNo)).isEqualTo(CaseState.CLOSED);
    }

    @Test
    void whatCannotBeDecidedOnTheSpotGoesTheOrdinaryWay() {
        String caseNo = register(ON_THE_SPOT);
        office.ordinaryUntil(caseNo, ApprovalModel.DECIDE_ON_THE_SPOT);
        office.completes(
                caseNo,
                ApprovalModel.DECIDE_ON_THE_SPOT,
                Map.of("decisionOutcome", "EXAMINE", "decisionReason", "经营场所有争议"));

        assertThat(office.open(caseNo)).containsExactly(ApprovalModel.EXAMINE);
        office.ordinaryToTheEnd(caseNo);
        assertThat(office.state(caseNo)).isEqualTo(CaseState.CLOSED);
    }

    // ---- advice, examination, special procedure

    @Test
    void everyDepartmentThatTheTableNamesIsAskedAtOnce() {
        String caseNo = register("private-training-school-licence");
        office.ordinaryUntil(caseNo, ApprovalModel.GIVE_ADVICE);

        assertThat(office.open(caseNo)).containsExactly(ApprovalModel.GIVE_ADVICE, ApprovalModel.GIVE_ADVICE);
        office.ordinaryUntil(caseNo, ApprovalModel.EXAMINE);
        assertThat(office.open(caseNo)).containsExactly(ApprovalModel.EXAMINE);
    }

    @Test
    void aSpecialProcedureStopsTheClocksAndLeadsBackToTheExamination() {
        String caseNo = register("eia-form");
        office.ordinaryUntil(caseNo, ApprovalModel.EXAMINE);
        office.completes(caseNo, ApprovalModel.EXAMINE, specialProcedure("EXPERT_REVIEW"));

        assertThat(clock(caseNo, ClockKind.STATUTORY).state()).isEqualTo(CaseClock.State.PAUSED);
        assertThat(kinds(caseNo)).endsWith(DocumentKind.SPECIAL_PROCEDURE);

        office.completes(caseNo, ApprovalModel.CONCLUDE_SPECIAL_PROCEDURE, Map.of("specialResult", "评审通过"));

        assertThat(clock(caseNo, ClockKind.STATUTORY).state()).isEqualTo(CaseClock.State.RUNNING);
        assertThat(office.open(caseNo)).containsExactly(ApprovalModel.EXAMINE);
    }

    @Test
    void aSpecialProcedureThatTheItemDoesNotKnowIsRefused() {
        String caseNo = register(ORDINARY);
        office.ordinaryUntil(caseNo, ApprovalModel.EXAMINE);

        Refusal refusal = catchThrowableOfType(
                Refusal.class, () -> office.completes(caseNo, ApprovalModel.EXAMINE, specialProcedure("HEARING")));

        assertThat(refusal.errors()).extracting(Refusal.FieldError::field).containsExactly("specialProcedure");
        assertThat(office.open(caseNo)).containsExactly(ApprovalModel.EXAMINE);
    }

    private static Map<String, Object> specialProcedure(String type) {
        return Map.of(
                "examinationOutcome", "SPECIAL_PROCEDURE",
                "examinationOpinion", "需要先行评审",
                "specialProcedure", type,
                "specialBasis", "《中华人民共和国行政许可法》第四十五条",
                "specialUntil", "2099-12-31",
                "specialReason", "技术问题复杂");
    }

    // ---- decision

    @Test
    void whatIsImportantGoesToTheSectionHeadAndThenToTheLeader() {
        String caseNo = register("eia-form");
        office.ordinaryUntil(caseNo, ApprovalModel.DECIDE);
        assertThat(groups(caseNo, ApprovalModel.DECIDE)).containsExactly("spj.section-head");
        office.completes(caseNo, ApprovalModel.DECIDE, OrdinaryAnswers.to(ApprovalModel.DECIDE));
        assertThat(groups(caseNo, ApprovalModel.DECIDE)).containsExactly("spj.leader");
        office.completes(caseNo, ApprovalModel.DECIDE, OrdinaryAnswers.to(ApprovalModel.DECIDE));
        assertThat(office.state(caseNo)).isEqualTo(CaseState.DECIDED);
    }

    @Test
    void whatIsMajorIsDecidedTogether() {
        String caseNo = watched(office.register("construction-permit", 1));
        office.ordinaryUntil(caseNo, ApprovalModel.DECIDE_COLLECTIVELY);
        office.completes(
                caseNo, ApprovalModel.DECIDE_COLLECTIVELY, OrdinaryAnswers.to(ApprovalModel.DECIDE_COLLECTIVELY));
        assertThat(office.state(caseNo)).isEqualTo(CaseState.DECIDED);
    }

    @Test
    void theChiefRepresentativeSendsBackAndTheCaseIsExaminedAgain() {
        String caseNo = register(ORDINARY);
        office.ordinaryUntil(caseNo, ApprovalModel.DECIDE);
        office.completes(
                caseNo, ApprovalModel.DECIDE, Map.of("decisionOutcome", "RETURNED", "decisionReason", "补充核查情况"));

        assertThat(office.open(caseNo)).containsExactly(ApprovalModel.EXAMINE);
        office.ordinaryToTheEnd(caseNo);
        assertThat(office.state(caseNo)).isEqualTo(CaseState.CLOSED);
    }

    @Test
    void whoeverIsFirstInTheChainStopsItBySendingBack() {
        String caseNo = watched(office.register("construction-permit", 1));
        office.ordinaryUntil(caseNo, ApprovalModel.DECIDE);
        office.completes(
                caseNo, ApprovalModel.DECIDE, Map.of("decisionOutcome", "RETURNED", "decisionReason", "补充核查情况"));
        assertThat(office.open(caseNo)).containsExactly(ApprovalModel.EXAMINE);
    }

    @Test
    void nobodyDecidesWhatHeExamined() {
        String caseNo = register(ORDINARY);
        office.ordinaryUntil(caseNo, ApprovalModel.EXAMINE);
        office.completes(Office.HEAD, caseNo, ApprovalModel.EXAMINE, OrdinaryAnswers.to(ApprovalModel.EXAMINE));

        assertThatThrownBy(() -> office.claims(Office.HEAD, caseNo, ApprovalModel.DECIDE))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("approval.examinedByDecider"));
        assertThatThrownBy(
                        () -> office.completes(caseNo, ApprovalModel.DECIDE, OrdinaryAnswers.to(ApprovalModel.DECIDE)))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> office.claimsInTasklist(Office.HEAD, caseNo, ApprovalModel.DECIDE))
                .as("a bad request in Tasklist, too")
                .isInstanceOf(BadUserRequestException.class);
        assertThat(office.open(caseNo)).containsExactly(ApprovalModel.DECIDE);
    }

    @Test
    void whereTheItemSaysSoWhoExaminedMayDecide() {
        String caseNo = register("unemployment-registration");
        office.ordinaryUntil(caseNo, ApprovalModel.DECIDE_ON_THE_SPOT);
        office.completes(
                caseNo,
                ApprovalModel.DECIDE_ON_THE_SPOT,
                Map.of("decisionOutcome", "EXAMINE", "decisionReason", "材料有疑点"));
        office.completes(Office.HEAD, caseNo, ApprovalModel.EXAMINE, OrdinaryAnswers.to(ApprovalModel.EXAMINE));

        office.completes(Office.HEAD, caseNo, ApprovalModel.DECIDE, OrdinaryAnswers.to(ApprovalModel.DECIDE));

        assertThat(office.state(caseNo)).isEqualTo(CaseState.DECIDED);
    }

    @Test
    void aRefusalIsServedAndArchivedLikeAGrant() {
        String caseNo = register(ORDINARY);
        office.ordinaryUntil(caseNo, ApprovalModel.DECIDE);
        office.completes(
                caseNo, ApprovalModel.DECIDE, Map.of("decisionOutcome", "REFUSED", "decisionReason", "场所不符合第三十三条"));
        assertThat(office.file(caseNo).decision().granted()).isFalse();

        office.ordinaryToTheEnd(caseNo);

        assertThat(office.state(caseNo)).isEqualTo(CaseState.REFUSED);
        assertThat(kinds(caseNo)).contains(DocumentKind.DECISION_REFUSED, DocumentKind.DELIVERY_PROOF);
    }

    // ---- document, service, archive

    @Test
    void aDocumentThatIsNotRightIsDraftedAgain() {
        String caseNo = register(ORDINARY);
        office.ordinaryUntil(caseNo, "userTask_checkDocument");
        office.completes(
                caseNo, "userTask_checkDocument", Map.of("documentOutcome", "REVISE", "documentComment", "错别字"));
        assertThat(office.open(caseNo)).containsExactly(ApprovalModel.DRAFT_DOCUMENT);
        assertThat(kinds(caseNo)).doesNotContain(DocumentKind.DECISION_GRANTED);
    }

    @Test
    void decidedIsNotServedAndServedIsNotArchived() {
        String caseNo = register(ORDINARY);
        office.ordinaryUntil(caseNo, ApprovalModel.SERVE);
        assertThat(office.state(caseNo)).isEqualTo(CaseState.DECIDED);
        office.completes(caseNo, ApprovalModel.SERVE, OrdinaryAnswers.to(ApprovalModel.SERVE));
        assertThat(office.state(caseNo)).isEqualTo(CaseState.DECIDED);
        assertThat(kinds(caseNo)).endsWith(DocumentKind.DELIVERY_PROOF);
        office.ordinaryToTheEnd(caseNo);
        assertThat(office.state(caseNo)).isEqualTo(CaseState.CLOSED);
    }

    private static Map<String, Object> served(Map<String, ?> more) {
        Map<String, Object> answers = new LinkedHashMap<>(Map.of(
                "recipient",
                "张三",
                "recipientIs",
                "SELF",
                "deliveredAt",
                "2026-01-05T10:00+08:00",
                "servedBeforeDecision",
                true,
                "deliveryProof",
                "凭证第 1 号"));
        answers.putAll(more);
        return answers;
    }

    static Stream<Map<String, ?>> waysOfService() {
        return Stream.of(
                Map.of("deliveryMethod", "WINDOW"),
                Map.of("deliveryMethod", "POST", "deliveryProof", "EMS 1234567890"),
                Map.of("deliveryMethod", "ELECTRONIC", "electronicConsent", true),
                Map.of("deliveryMethod", "LEFT", "recipientIs", "FAMILY", "witness", "居委会李某"),
                Map.of("deliveryMethod", "ANNOUNCEMENT", "announcedOn", "2025-12-06"));
    }

    @ParameterizedTest
    @MethodSource("waysOfService")
    void howToWhomAndWhenItWasServedIsProvenAndThenArchived(Map<String, ?> way) {
        String caseNo = register(ON_THE_SPOT);
        office.ordinaryUntil(caseNo, ApprovalModel.SERVE);

        office.completes(caseNo, ApprovalModel.SERVE, served(way));

        assertThat(kinds(caseNo)).endsWith(DocumentKind.DELIVERY_PROOF);
        String proof = text(caseNo, DocumentKind.DELIVERY_PROOF);
        assertThat(proof).contains("张三", "2026年1月5日 10:00");
        if (way.containsKey("witness")) {
            assertThat(proof).contains("留置送达", "同住的成年家属", "居委会李某");
        }
        if (way.containsKey("announcedOn")) {
            assertThat(proof).contains("公告送达", "2025年12月6日");
        }
        office.ordinaryToTheEnd(caseNo);
        assertThat(office.state(caseNo)).isEqualTo(CaseState.CLOSED);
    }

    static Stream<Arguments> impossibleService() {
        return Stream.of(
                arguments(
                        Map.of("deliveryMethod", "WINDOW", "deliveredAt", "2099-01-01T10:00+08:00"),
                        "deliveredAt",
                        "approval.servedAhead"),
                arguments(
                        Map.of("deliveryMethod", "ANNOUNCEMENT", "announcedOn", "2025-12-07"),
                        "deliveredAt",
                        "approval.announcementLasts"),
                arguments(Map.of("deliveryMethod", "ANNOUNCEMENT"), "announcedOn", "form.required"),
                arguments(
                        Map.of("deliveryMethod", "WINDOW", "servedBeforeDecision", false),
                        "servedBeforeDecision",
                        "form.mustBeChecked"),
                arguments(Map.of("deliveryMethod", "LEFT"), "witness", "form.required"),
                arguments(Map.of("deliveryMethod", "ELECTRONIC"), "electronicConsent", "form.mustBeChecked"));
    }

    @ParameterizedTest
    @MethodSource("impossibleService")
    void whatCannotHaveBeenServedSoIsRefusedAtItsField(Map<String, ?> way, String field, String code) {
        String caseNo = register(ON_THE_SPOT);
        office.ordinaryUntil(caseNo, ApprovalModel.SERVE);

        Refusal refusal =
                catchThrowableOfType(Refusal.class, () -> office.completes(caseNo, ApprovalModel.SERVE, served(way)));

        assertThat(refusal.errors())
                .extracting(Refusal.FieldError::field, Refusal.FieldError::code)
                .containsExactly(tuple(field, code));
        assertThat(office.open(caseNo)).containsExactly(ApprovalModel.SERVE);
    }

    // ---- at any time

    @ParameterizedTest
    @ValueSource(
            strings = {
                ApprovalModel.REVIEW_MATERIALS,
                ApprovalModel.GIVE_ADVICE,
                ApprovalModel.EXAMINE,
                ApprovalModel.DECIDE
            })
    void theApplicantWithdrawsUntilTheDecisionAndTheHeadConfirmsIt(String step) {
        String caseNo = register("private-training-school-licence");
        office.ordinaryUntil(caseNo, step);
        List<String> open = office.open(caseNo);

        withdraws(caseNo);
        assertThat(office.open(caseNo))
                .as("it goes on until the head has confirmed")
                .containsAll(open);
        office.completes(caseNo, RequestKind.WITHDRAWAL.step(), OrdinaryAnswers.to(RequestKind.WITHDRAWAL.step()));

        assertThat(office.state(caseNo)).isEqualTo(CaseState.WITHDRAWN);
        assertThat(office.file(caseNo).stateReason()).isEqualTo("不开店了");
        assertThat(kinds(caseNo)).endsWith(DocumentKind.WITHDRAWAL);
        assertThat(office.as(Office.HANDLER, () -> requests.ofCase(caseNo)))
                .extracting(CaseRequest::requestedBy, CaseRequest::approver)
                .containsExactly(tuple(Office.CLERK, Office.HEAD));
        assertThat(office.isRunning(caseNo)).isFalse();
    }

    @Test
    void theApplicantWithdrawsInsteadOfSupplementing() {
        String caseNo = register(ORDINARY);
        office.completes(caseNo, ApprovalModel.REVIEW_MATERIALS, supplement("平面图", "缺比例尺"));

        withdraws(caseNo);
        office.completes(caseNo, RequestKind.WITHDRAWAL.step(), OrdinaryAnswers.to(RequestKind.WITHDRAWAL.step()));

        assertThat(office.state(caseNo)).isEqualTo(CaseState.WITHDRAWN);
        assertThat(office.isRunning(caseNo)).isFalse();
    }

    @Test
    void whoMayNotWithdrawIsToldWhyAndHisCaseGoesOn() {
        String caseNo = register(ORDINARY);
        office.ordinaryUntil(caseNo, ApprovalModel.EXAMINE);
        withdraws(caseNo);

        assertThatThrownBy(() -> withdraws(caseNo))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("approval.alreadyRequested"));
        office.completes(
                caseNo,
                RequestKind.WITHDRAWAL.step(),
                Map.of("withdrawalOutcome", "REFUSED", "withdrawalOpinionRefused", "涉及公共利益"));

        assertThat(kinds(caseNo)).endsWith(DocumentKind.WITHDRAWAL_REFUSED);
        assertThat(office.open(caseNo)).containsExactly(ApprovalModel.EXAMINE);
        withdraws(caseNo);
        assertThat(office.open(caseNo)).contains(RequestKind.WITHDRAWAL.step());
    }

    @Test
    void whatIsDecidedIsNotWithdrawn() {
        String caseNo = register(ORDINARY);
        office.ordinaryUntil(caseNo, ApprovalModel.DECIDE);
        withdraws(caseNo);
        office.completes(caseNo, ApprovalModel.DECIDE, OrdinaryAnswers.to(ApprovalModel.DECIDE));

        assertThatThrownBy(() -> withdraws(caseNo))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("case.stateForbids"));
        assertThatThrownBy(() -> office.completes(
                        caseNo, RequestKind.WITHDRAWAL.step(), OrdinaryAnswers.to(RequestKind.WITHDRAWAL.step())))
                .as("nor confirmed when it was asked for before")
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("approval.notPossibleNow"));
        office.ordinaryToTheEnd(caseNo, Map.of(RequestKind.WITHDRAWAL.step(), refused(RequestKind.WITHDRAWAL)));
        assertThat(office.state(caseNo)).isEqualTo(CaseState.CLOSED);
    }

    private void withdraws(String caseNo) {
        office.does(Office.CLERK, () -> cases.withdraw(caseNo, "不开店了"));
    }

    private static Map<String, String> refused(RequestKind kind) {
        return Map.of(kind.answer() + "Outcome", "REFUSED", kind.answer() + "OpinionRefused", "理由不充分");
    }

    private void asks(String caseNo, RequestKind kind) {
        if (kind == RequestKind.WITHDRAWAL) {
            withdraws(caseNo);
            return;
        }
        office.does(
                Office.HANDLER,
                () -> requests.ask(new CaseRequest.Asking(
                        caseNo,
                        kind,
                        "案情复杂",
                        "《中华人民共和国行政许可法》第四十二条",
                        kind == RequestKind.EXTENSION ? 10 : null,
                        kind == RequestKind.EXTENSION ? Term.Unit.WORKING_DAY : null,
                        kind == RequestKind.STAY ? LocalDate.of(2099, 12, 31) : null)));
    }

    @ParameterizedTest
    @EnumSource(value = RequestKind.class, mode = EnumSource.Mode.EXCLUDE, names = "RESUME")
    void whatTheHeadDoesNotApproveChangesNothing(RequestKind kind) {
        String caseNo = register(ORDINARY);
        office.ordinaryUntil(caseNo, ApprovalModel.EXAMINE);
        asks(caseNo, kind);
        assertThat(office.open(caseNo)).containsExactlyInAnyOrder(ApprovalModel.EXAMINE, kind.step());

        office.completes(
                caseNo,
                kind.step(),
                Map.of(kind.answer() + "Outcome", "REFUSED", kind.answer() + "OpinionRefused", "理由不充分"));

        assertThat(office.open(caseNo)).containsExactly(ApprovalModel.EXAMINE);
        assertThat(office.state(caseNo)).isEqualTo(CaseState.IN_REVIEW);
        office.ordinaryToTheEnd(caseNo);
        assertThat(office.state(caseNo)).isEqualTo(CaseState.CLOSED);
    }

    @Test
    void aReturnEndsTheCaseWithReasonApproverAndNotice() {
        String caseNo = register(ORDINARY);
        asks(caseNo, RequestKind.RETURN);
        office.completes(caseNo, RequestKind.RETURN.step(), OrdinaryAnswers.to(RequestKind.RETURN.step()));

        assertThat(office.state(caseNo)).isEqualTo(CaseState.RETURNED);
        assertThat(office.file(caseNo).stateReason()).isEqualTo("案情复杂");
        assertThat(kinds(caseNo)).endsWith(DocumentKind.RETURN);
        assertThat(office.as(Office.HANDLER, () -> requests.ofCase(caseNo)))
                .extracting(CaseRequest::approver)
                .containsExactly(Office.HEAD);
        assertThat(office.isRunning(caseNo)).isFalse();
    }

    @Test
    void aTerminationEndsTheCaseWithReasonApproverAndNotice() {
        String caseNo = register(ORDINARY);
        office.ordinaryUntil(caseNo, ApprovalModel.GIVE_ADVICE);
        asks(caseNo, RequestKind.TERMINATION);
        office.completes(caseNo, RequestKind.TERMINATION.step(), OrdinaryAnswers.to(RequestKind.TERMINATION.step()));

        assertThat(office.state(caseNo)).isEqualTo(CaseState.TERMINATED);
        assertThat(kinds(caseNo)).endsWith(DocumentKind.TERMINATION);
        assertThat(office.isRunning(caseNo)).isFalse();
    }

    @Test
    void aStayedCaseWaitsWhereItIsUntilItIsResumed() {
        String caseNo = register(ORDINARY);
        office.ordinaryUntil(caseNo, ApprovalModel.EXAMINE);
        asks(caseNo, RequestKind.STAY);
        office.completes(caseNo, RequestKind.STAY.step(), OrdinaryAnswers.to(RequestKind.STAY.step()));

        assertThat(office.state(caseNo)).isEqualTo(CaseState.SUSPENDED);
        assertThat(clock(caseNo, ClockKind.STATUTORY).state()).isEqualTo(CaseClock.State.PAUSED);
        assertThatThrownBy(() ->
                        office.completes(caseNo, ApprovalModel.EXAMINE, OrdinaryAnswers.to(ApprovalModel.EXAMINE)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("approval.stayed"));

        office.completes(caseNo, ApprovalModel.RESUME, OrdinaryAnswers.to(ApprovalModel.RESUME));
        office.completes(caseNo, RequestKind.RESUME.step(), refused(RequestKind.RESUME));
        assertThat(office.state(caseNo)).as("not before the head agrees").isEqualTo(CaseState.SUSPENDED);
        office.completes(caseNo, ApprovalModel.RESUME, OrdinaryAnswers.to(ApprovalModel.RESUME));
        office.completes(caseNo, RequestKind.RESUME.step(), OrdinaryAnswers.to(RequestKind.RESUME.step()));

        assertThat(office.state(caseNo)).isEqualTo(CaseState.IN_REVIEW);
        assertThat(clock(caseNo, ClockKind.STATUTORY).state()).isEqualTo(CaseClock.State.RUNNING);
        assertThat(kinds(caseNo)).endsWith(DocumentKind.STAY, DocumentKind.RESUME);
        office.ordinaryToTheEnd(caseNo);
    }

    @Test
    void theTermIsExtendedOnceByTheHead() {
        String caseNo = register(ORDINARY);
        office.ordinaryUntil(caseNo, ApprovalModel.EXAMINE);
        Instant due = clock(caseNo, ClockKind.STATUTORY).dueAt();
        asks(caseNo, RequestKind.EXTENSION);
        office.completes(caseNo, RequestKind.EXTENSION.step(), OrdinaryAnswers.to(RequestKind.EXTENSION.step()));

        assertThat(clock(caseNo, ClockKind.STATUTORY).dueAt()).isAfter(due);
        assertThat(kinds(caseNo)).endsWith(DocumentKind.EXTENSION);
        assertThatThrownBy(() -> asks(caseNo, RequestKind.EXTENSION))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("approval.extendedOnce"));
        office.ordinaryToTheEnd(caseNo);
    }

    @Test
    void whatIsStillAskedForWhenTheCaseEndsLapses() {
        String caseNo = register(ORDINARY);
        office.ordinaryUntil(caseNo, ApprovalModel.EXAMINE);
        asks(caseNo, RequestKind.EXTENSION);
        withdraws(caseNo);
        office.completes(caseNo, RequestKind.WITHDRAWAL.step(), OrdinaryAnswers.to(RequestKind.WITHDRAWAL.step()));
        assertThat(office.as(Office.HANDLER, () -> requests.ofCase(caseNo)))
                .extracting(CaseRequest::state)
                .containsExactly(CaseRequest.State.LAPSED, CaseRequest.State.APPROVED);
    }

    @Test
    void nobodyApprovesWhatHeAskedForHimself() {
        String caseNo = register(ORDINARY);
        office.does(
                Office.HEAD,
                () -> requests.ask(new CaseRequest.Asking(caseNo, RequestKind.RETURN, "重复申请", null, null, null, null)));
        assertThatThrownBy(() -> office.completes(
                        caseNo, RequestKind.RETURN.step(), OrdinaryAnswers.to(RequestKind.RETURN.step())))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("approval.ownRequest"));
    }

    // ---- every item, every element

    Collection<String> items() {
        return ShippedItems.codes();
    }

    @ParameterizedTest
    @MethodSource("items")
    void thePeopleOfTheDemonstrationBringEveryItemToItsEnd(String item) {
        String caseNo = register(item);
        office.ordinaryToTheEnd(caseNo);
        assertThat(office.state(caseNo)).isEqualTo(CaseState.CLOSED);
        assertThat(kinds(caseNo)).contains(DocumentKind.DECISION_GRANTED, DocumentKind.DELIVERY_PROOF);
    }

    /** The engine's history knows elements only; of the flows between them it is told which were taken. */
    @Test
    @Order(Integer.MAX_VALUE)
    void theWayThatIsDrawnIsTheWayThatWasTaken() {
        assertThat(walked).isNotEmpty();
        for (String caseNo : walked) {
            assertThat(processes.diagram(caseNo).flows())
                    .as(caseNo + " "
                            + processes.diagram(caseNo).passed().stream()
                                    .map(Processes.Passed::activityId)
                                    .toList())
                    .isEqualTo(new TreeMap<>(flows.of(office.instance(caseNo))));
        }
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void everyElementAndEveryFlowHasBeenPassed() {
        BpmnModelInstance model = repository.getBpmnModelInstance(repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(ApprovalModel.PROCESS)
                .latestVersion()
                .singleResult()
                .getId());
        Set<String> elements = new TreeSet<>();
        model.getModelElementsByType(FlowNode.class).forEach(node -> elements.add(node.getId()));
        model.getModelElementsByType(SequenceFlow.class).forEach(flow -> elements.add(flow.getId()));
        Set<String> passed = new TreeSet<>(flows.taken());
        walked.forEach(caseNo -> passed.addAll(office.passed(caseNo)));
        Set<String> missed = new TreeSet<>(elements);
        missed.removeAll(passed);
        System.out.printf(
                "administrativeApproval: %d of %d elements and flows passed%s%n",
                elements.size() - missed.size(), elements.size(), missed.isEmpty() ? "" : ", not " + missed);
        assertThat(missed).isEmpty();
    }

    private CaseClock clock(String caseNo, ClockKind kind) {
        return office.clock(caseNo, kind);
    }

    /** What the latest document of that kind says. */
    private String text(String caseNo, DocumentKind kind) {
        return jdbc.sql(
                        "select content from document where case_no = :caseNo and kind = :kind order by id desc limit 1")
                .param("caseNo", caseNo)
                .param("kind", kind.name())
                .query(String.class)
                .single();
    }

    private List<DocumentKind> kinds(String caseNo) {
        return documents.ofCase(caseNo).stream().map(OfficialDocument::kind).toList();
    }

    private Set<String> groups(String caseNo, String step) {
        return office.groups(office.task(caseNo, step));
    }
}
