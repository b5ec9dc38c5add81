package org.xieban.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.xieban.XiebanTest;
import org.xieban.approval.TakenFlows;
import org.xieban.casefile.CaseCalls;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.inspection.InspectionSteps.Step;
import org.xieban.inspection.register.CreditClass;
import org.xieban.inspection.register.Inspector;
import org.xieban.inspection.register.InspectorRegister;
import org.xieban.inspection.register.ObjectRegister;
import org.xieban.ledger.Sequencing;
import org.xieban.ledger.log.Checkpoint;
import org.xieban.ledger.log.LogHash;
import org.xieban.ledger.log.MerkleTree;
import org.xieban.signing.SignedNote;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Refusal;

/** A plan from its proposal to its visits: every way that it may go, and what is refused on the way. */
@XiebanTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PlanCourseTest {

    private static final String LEAD = "market.zhou";
    private static final String JOINING = "fire.sun";
    private static final String LEADER = "leader.gao";

    @Autowired
    private MockMvc mvc;

    @Autowired
    private TakenFlows flows;

    @Autowired
    private UserDetailsService people;

    @Autowired
    private ObjectRegister objects;

    @Autowired
    private InspectorRegister inspectors;

    @Autowired
    private Plans plans;

    @Autowired
    private Draws draws;

    @Autowired
    private Visits visits;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    @Autowired
    private ApplicationContext product;

    @TempDir
    private Path folder;

    /** No other test's objects bear it. */
    private final String mark = "T" + UUID.randomUUID().toString().substring(0, 8);

    private InspectionSteps steps;

    private CaseCalls calls;

    @BeforeEach
    void signedIn() {
        steps = new InspectionSteps(mvc);
        calls = steps.calls();
    }

    private List<String> objects(int number, String trade, CreditClass creditClass) {
        return InspectionSteps.objects(objects, mark, number, trade, creditClass);
    }

    private MockHttpServletRequestBuilder proposal(String address, String trade, String... items) {
        LocalDate today = OfficialTime.today(clock);
        return post(address)
                .param("kind", "AD_HOC")
                .param("title", "联合抽查 " + mark)
                .param("items", items)
                .param("trades", trade)
                .param("riskMarks", mark)
                .param("shareA", "0")
                .param("shareB", "50")
                .param("shareC", "0")
                .param("shareD", "100")
                .param("inspectorsEach", "2")
                .param("begins", today.toString())
                .param("ends", LocalDate.of(today.getYear(), 12, 31).toString())
                .param("why", "年度联合抽查安排")
                .with(user(people.loadUserByUsername(LEAD)))
                .with(csrf());
    }

    private String propose(String trade, String... items) throws Exception {
        String address = mvc.perform(proposal("/inspection/new-plan", trade, items))
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        return String.valueOf(address).substring("/inspection/plans/".length());
    }

    private static final Step AGREED = new Step(JOINING, PlanModel.AGREE, "\"planAgreement\": \"AGREE\"");
    private static final Step APPROVED = new Step(LEADER, PlanModel.DECIDE, "\"planOutcome\": \"APPROVED\"");
    private static final Step FROZEN = new Step(LEAD, PlanModel.ANNOUNCE, "\"poolsChecked\": true");
    private static final Step BEGUN = new Step(LEAD, PlanModel.BEGIN, "\"drawConfirmed\": true");
    private static final Step RETURNED =
            new Step(LEADER, PlanModel.DECIDE, "\"planOutcome\": \"RETURNED\", \"returnText\": \"缩小范围\"");

    private ResultActions complete(String caseNo, Step step) throws Exception {
        return steps.complete(caseNo, step);
    }

    private void ok(String caseNo, Step... several) throws Exception {
        steps.ok(caseNo, several);
    }

    private String task(String caseNo, String step) throws Exception {
        return steps.task(caseNo, step);
    }

    private PlanDraw draw(String caseNo) {
        return draws.of(caseNo).get(0);
    }

    /** The log and the draw go on by themselves every second; here at once. */
    private PlanDraw until(String caseNo, DrawState state) {
        Sequencing.now(product);
        draws.goOn();
        Sequencing.now(product);
        assertThat(draw(caseNo).state()).isEqualTo(state);
        return draw(caseNo);
    }

    private String approved(String trade, String... items) throws Exception {
        String caseNo = propose(trade, items);
        if (plans.require(caseNo).joining().contains("xfjy")) {
            ok(caseNo, AGREED);
        }
        ok(caseNo, APPROVED);
        return caseNo;
    }

    private PlanDraw drawn(String caseNo) throws Exception {
        ok(caseNo, FROZEN);
        until(caseNo, DrawState.ANNOUNCED);
        ok(caseNo, BEGUN);
        return until(caseNo, DrawState.DRAWN);
    }

    @Test
    void whatIsDrawnOfAJointPlanIsPublicAndRepeatedByAnybody() throws Exception {
        List<String> codes = objects(9, "H62", CreditClass.B);
        String caseNo = approved("H62", "SCJG-001", "XFJY-001");
        ok(caseNo, FROZEN);
        // before it is announced, nobody can ask for it
        mvc.perform(get("/api/v1/draws/{id}", caseNo + "-1")).andExpect(status().isNotFound());
        PlanDraw announced = until(caseNo, DrawState.ANNOUNCED);
        mvc.perform(get("/api/v1/draws/{id}", announced.id()))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.seed").doesNotExist())
                .andExpect(jsonPath("$.commitment").value(announced.commitment()));
        mvc.perform(get("/public/draws/{id}", announced.id())).andExpect(status().isOk());
        // what is public is neither returned nor withdrawn
        calls.get(LEAD, "/tasks/{id}/returnTargets", task(caseNo, PlanModel.BEGIN))
                .andExpect(jsonPath("$").isEmpty());
        calls.post(LEAD, "/cases/" + caseNo + "/withdraw", "{\"reason\": \"改期\"}")
                .andExpect(status().isConflict());
        ok(caseNo, BEGUN);
        PlanDraw draw = until(caseNo, DrawState.DRAWN);
        assertThat(draw.visits()).isEqualTo(5);
        assertThat(cases.require(caseNo).state()).isEqualTo(CaseState.CLOSED);
        assertThat(plans.require(caseNo).state()).isEqualTo(InspectionPlan.State.DRAWN);

        String record = text(get("/api/v1/draws/{id}", draw.id()));
        assertThat(codes).noneMatch(record::contains);
        assertThat(record).doesNotContain("inspector.", "market.zhou");
        Path file = Files.writeString(folder.resolve("draw.json"), record);
        Path keys = Files.writeString(folder.resolve("keys"), text(get("/ledger/vkey")));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        assertThat(VerifyDraw.run(
                        List.of(file.toString(), keys.toString()), new PrintStream(said, true, StandardCharsets.UTF_8)))
                .as(said.toString(StandardCharsets.UTF_8))
                .isZero();

        // the commitment stood in the log under an earlier checkpoint than the one that was mixed in
        JsonNode proof = new ObjectMapper().readTree(text(get("/public/draws/{id}/announcement.json", draw.id())));
        assertThat(proof.get("entry").asText()).contains(draw.fingerprint(), draw.commitment());
        Checkpoint latest = checkpoint(proof.get("checkpoint").asText());
        List<byte[]> path = new ArrayList<>();
        proof.get("proof").forEach(step -> path.add(Base64.getDecoder().decode(step.asText())));
        byte[] leaf = Base64.getDecoder().decode(proof.get("leaf").asText());
        assertThat(MerkleTree.provesInclusion(
                        LogHash.SHA_256,
                        LogHash.SHA_256.leaf(leaf),
                        proof.get("index").asLong(),
                        latest.size(),
                        latest.root(),
                        path))
                .isTrue();
        assertThat(checkpoint(String.valueOf(draw.checkpoint())).size())
                .isGreaterThan(proof.get("index").asLong() + 1);

        List<PlannedVisit> planned = visits.of(caseNo);
        assertThat(planned).hasSize(5).allSatisfy(visit -> {
            assertThat(codes).contains(visit.creditCode());
            assertThat(visit.teams()).containsOnlyKeys("scjg", "xfjy");
            assertThat(visit.teams().values()).allSatisfy(team -> assertThat(team.inspectors())
                    .doesNotHaveDuplicates()
                    .hasSize(2));
            assertThat(visit.teams().get("scjg").items()).containsExactly("SCJG-001");
        });
        assertThat(text(get("/inspection/plans/{no}", caseNo).with(user(people.loadUserByUsername(LEAD)))))
                .contains("抽查对象" + mark, "检查任务");
        assertThat(text(get("/inspection/plans/{no}", caseNo).with(user(people.loadUserByUsername("env.zhao")))))
                .as("who is visited is not told to those who have nothing to do with it")
                .doesNotContain("抽查对象" + mark);
        assertThatThrownBy(() -> draws.begin(caseNo)).isInstanceOf(Refusal.class);
    }

    private static Checkpoint checkpoint(String note) {
        return Checkpoint.parse(SignedNote.parse(note).text());
    }

    private String text(MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request)
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    static Stream<Arguments> endsWithoutADraw() {
        return Stream.of(
                Arguments.of(
                        List.of(
                                AGREED,
                                new Step(
                                        LEADER,
                                        PlanModel.DECIDE,
                                        "\"planOutcome\": \"REJECTED\", \"rejectText\": \"与年度安排重复\"")),
                        CaseState.REFUSED,
                        InspectionPlan.State.REJECTED),
                Arguments.of(List.of(AGREED, RETURNED), CaseState.WITHDRAWN, InspectionPlan.State.WITHDRAWN),
                Arguments.of(
                        List.of(new Step(JOINING, PlanModel.AGREE, """
                                "planAgreement": "DISAGREE", "disagreementText": "人手不足" """)),
                        CaseState.WITHDRAWN,
                        InspectionPlan.State.WITHDRAWN));
    }

    @ParameterizedTest
    @MethodSource
    void endsWithoutADraw(List<Step> steps, CaseState end, InspectionPlan.State state) throws Exception {
        String caseNo = propose("H62", "SCJG-001", "XFJY-001");
        ok(caseNo, steps.toArray(Step[]::new));
        if (end == CaseState.WITHDRAWN) {
            calls.post(LEAD, "/cases/" + caseNo + "/withdraw", "{\"reason\": \"改期\"}")
                    .andExpect(status().isOk());
        }
        assertThat(cases.require(caseNo).state()).isEqualTo(end);
        assertThat(plans.require(caseNo).state()).isEqualTo(state);
    }

    @Test
    void aPlanThatCameBackIsChangedAgreedToAndApprovedAgain() throws Exception {
        String caseNo = propose("H62", "SCJG-001", "XFJY-001");
        ok(caseNo, AGREED, RETURNED);
        assertThat(CaseCalls.json(calls.get(LEAD, "/tasks/{id}/form", task(caseNo, PlanModel.REVISE)))
                        .get("data")
                        .get("returnedShown")
                        .asText())
                .isEqualTo("缩小范围");
        mvc.perform(proposal("/inspection/plans/" + caseNo + "/edit", "H62", "SCJG-001", "XFJY-001")
                        .param("regions", "411902"))
                .andExpect(status().is3xxRedirection());
        ok(caseNo, new Step(LEAD, PlanModel.REVISE, "\"revisionNote\": \"只查柏城区\""), AGREED, APPROVED);
        assertThat(plans.require(caseNo).terms().regions()).containsExactly("411902");
        mvc.perform(proposal("/inspection/plans/" + caseNo + "/edit", "H62", "SCJG-001", "XFJY-001"))
                .andExpect(status().isConflict());
        // nothing bears the mark: the pool is empty, and nothing is kept of the draw
        complete(caseNo, FROZEN)
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.code").value("draw.impossible.POOL_EMPTY"));
        assertThat(draws.of(caseNo)).isEmpty();
    }

    @Test
    void poolsThatWereChangedAfterTheCommitmentAreFoundAndNothingIsDrawn() throws Exception {
        objects(4, "H62", CreditClass.D);
        String caseNo = approved("H62", "SCJG-001");
        ok(caseNo, FROZEN);
        PlanDraw announced = until(caseNo, DrawState.ANNOUNCED);
        jdbc.sql("update draw_object set visits_left = visits_left + 1 where draw = :id and pseudonym = ("
                        + "select min(pseudonym) from draw_object where draw = :id)")
                .param("id", announced.id())
                .update();
        ok(caseNo, BEGUN);
        until(caseNo, DrawState.VOID);
        assertThat(visits.of(caseNo)).isEmpty();
        assertThat(text(get("/public/draws/{id}", announced.id()))).contains("作废");
        // it is frozen and announced anew
        PlanDraw again = drawn(caseNo);
        assertThat(again.id()).isNotEqualTo(announced.id());
        assertThat(again.visits()).isEqualTo(4);
    }

    @Test
    void noObjectIsVisitedMoreOftenThanItsClassAllowsWhateverThePlan() throws Exception {
        // two visits a year of class B, as the installation says
        List<String> codes = objects(2, "H62", CreditClass.B);
        jdbc.sql("insert into visit (credit_code, year, begins, ends, state, planned_at)"
                        + " select :code, :year, make_date(:year, 1, 1), make_date(:year, 1, 2), 'DONE', now()"
                        + " from generate_series(1, 2)")
                .param("code", codes.get(0))
                .param("year", OfficialTime.today(clock).getYear())
                .update();
        assertThat(visits.left(codes.get(0), OfficialTime.today(clock).getYear()))
                .isZero();
        assertThat(visits.left(codes.get(1), OfficialTime.today(clock).getYear()))
                .isEqualTo(2);
        PlanDraw draw = drawn(approved("H62", "SCJG-001"));
        assertThat(visits.of(draw.plan())).extracting(PlannedVisit::creditCode).containsExactly(codes.get(1));
    }

    @Test
    void plansThatDrawTheSameObjectGoThereTogether() throws Exception {
        List<String> codes = objects(1, "H62", CreditClass.D);
        String market = drawn(approved("H62", "SCJG-001")).plan();
        long visit = visits.of(market).get(0).id();
        String both = drawn(approved("H62", "SCJG-002", "XFJY-001")).plan();
        List<PlannedVisit> planned = visits.of(both);
        assertThat(planned).extracting(PlannedVisit::id).containsExactly(visit);
        PlannedVisit one = planned.get(0);
        assertThat(one.creditCode()).isEqualTo(codes.get(0));
        assertThat(one.teams()).containsOnlyKeys("scjg", "xfjy");
        assertThat(one.teams().get("scjg").items()).containsExactly("SCJG-001", "SCJG-002");
        assertThat(one.teams().get("scjg").task()).isEqualTo(market);
        visits.begin(List.of(new Visits.Beginning(visit, both, "scjg")));
        assertThatThrownBy(() -> visits.begin(List.of(new Visits.Beginning(visit, both, "scjg"))))
                .isInstanceOf(Refusal.class);
        // an item that is inspected once a year is not drawn there again, however often others may be
        complete(approved("H62", "SCJG-002"), FROZEN)
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.code").value("draw.impossible.POOL_EMPTY"));
    }

    @Test
    void whoeverMustRecuseHimselfOrHasAnExpiredCertificateDoesNotCount() throws Exception {
        List<String> codes = objects(1, "E50", CreditClass.D);
        String caseNo = approved("E50", "SCJG-002");
        Inspector han = inspectors.require("inspector.han");
        Inspector cai = inspectors.require("inspector.cai");
        try {
            inspectors.keep(List.of(with(han, han.validUntil(), codes.get(0))));
            assertThat(notFrozen(caseNo)).contains("抽查对象" + mark, "不足");
            inspectors.keep(List.of(han, with(cai, OfficialTime.today(clock).minusDays(1), null)));
            assertThat(notFrozen(caseNo)).contains("不足");
        } finally {
            inspectors.keep(List.of(han, cai));
        }
        ok(caseNo, FROZEN);
        // another plan that might draw the same object waits; one cannot be begun twice or before it is announced
        String other = approved("E50", "SCJG-002");
        draws.goOn();
        assertThat(notFrozen(other)).contains("正在进行");
        // before the announcement stands in the log, nobody can begin
        complete(caseNo, BEGUN)
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("draw.notAnnounced"));
        Sequencing.now(product);
        ok(caseNo, BEGUN);
        assertThatThrownBy(() -> draws.begin(caseNo)).isInstanceOf(Refusal.class);
        until(caseNo, DrawState.DRAWN);
    }

    /** Why the pools were not frozen, which is asked for again; nothing of them is kept. */
    private String notFrozen(String caseNo) throws Exception {
        ok(caseNo, FROZEN);
        assertThat(draw(caseNo).state()).isEqualTo(DrawState.FREEZING);
        draws.goOn();
        assertThat(draw(caseNo).state()).isEqualTo(DrawState.FAILED);
        assertThat(jdbc.sql("select count(*) from draw_object where draw = :id")
                        .param("id", draw(caseNo).id())
                        .query(Integer.class)
                        .single())
                .isZero();
        mvc.perform(get("/public/draws/{id}", draw(caseNo).id())).andExpect(status().isNotFound());
        return CaseCalls.json(calls.get(LEAD, "/tasks/{id}/form", task(caseNo, PlanModel.ANNOUNCE)))
                .get("data")
                .get("notFrozenShown")
                .asText();
    }

    @Test
    void aDrawIsCalledOffByTwoWithAReasonThatIsPublicAndAnotherIsPrepared() throws Exception {
        objects(2, "H62", CreditClass.D);
        String caseNo = approved("H62", "SCJG-001");
        ok(caseNo, FROZEN);
        mvc.perform(callOff(caseNo, "冻结以前")).andExpect(status().isForbidden());
        PlanDraw announced = until(caseNo, DrawState.ANNOUNCED);
        mvc.perform(callOff(caseNo, "见 13911112222")).andExpect(status().isUnprocessableEntity());
        mvc.perform(callOff(caseNo, "名录漏了新登记的企业")).andExpect(status().is3xxRedirection());
        mvc.perform(callOff(caseNo, "再来一次")).andExpect(status().isConflict());
        Step refused = new Step(LEADER, PlanModel.DECIDE_CALL_OFF, "\"callOffOutcome\": \"REJECTED\"");
        ok(caseNo, refused);
        assertThat(draw(caseNo).state()).isEqualTo(DrawState.ANNOUNCED);
        task(caseNo, PlanModel.BEGIN);
        mvc.perform(callOff(caseNo, "名录漏了新登记的企业")).andExpect(status().is3xxRedirection());
        ok(caseNo, new Step(LEADER, PlanModel.DECIDE_CALL_OFF, "\"callOffOutcome\": \"APPROVED\""));
        assertThat(text(get("/public/draws/{id}", announced.id()))).contains("已撤销", "名录漏了新登记的企业");
        assertThat(draws.of(caseNo)).singleElement().extracting(PlanDraw::state).isEqualTo(DrawState.CALLED_OFF);
        PlanDraw again = drawn(caseNo);
        assertThat(again.id()).isNotEqualTo(announced.id());
        assertThat(again.visits()).isEqualTo(2);
    }

    private MockHttpServletRequestBuilder callOff(String caseNo, String reason) {
        return post("/inspection/plans/{no}/call-off", caseNo)
                .param("reason", reason)
                .with(user(people.loadUserByUsername(LEAD)))
                .with(csrf());
    }

    private static Inspector with(Inspector inspector, LocalDate until, String recusal) {
        return new Inspector(
                inspector.login(),
                inspector.name(),
                inspector.department(),
                inspector.certificate(),
                until,
                inspector.trades(),
                true,
                recusal == null ? List.of() : List.of(new Inspector.Recusal(recusal, "曾任职")),
                inspector.version());
    }

    @Test
    void aPlanThatCannotBeCarriedThroughIsRefusedBesideWhatWasTyped() throws Exception {
        assertThat(refused("H62", "shareD", "100.5", "SCJG-001")).contains("抽查比例是 0 至 100 的百分比");
        assertThat(refused("H62", "inspectorsEach", "1", "SCJG-001")).contains("2 至 5 名");
        assertThat(refused("H62", "ends", "2020-01-01", "SCJG-001")).contains("检查时间从今天以后");
        assertThat(refused("H99", "why", "理由", "SCJG-001")).contains("没有代码为“H99”");
        assertThat(refused("H62", "why", "理由", "XFJY-001")).contains("至少有一项是主办部门自己的");
        assertThat(refused("E50", "why", "理由", "SCJG-002", "XFJY-001")).contains("消防救援支队在“建筑装饰");
        assertThat(refused("H62", "why", "理由", "NO-SUCH")).contains("都在清单之内");
    }

    private String refused(String trade, String field, String value, String... items) throws Exception {
        return wrong(proposal("/inspection/new-plan", trade, items).with(request -> {
            request.setParameter(field, value);
            return request;
        }));
    }

    private String wrong(MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request)
                .andExpect(status().isUnprocessableEntity())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void everyPathOfTheModelIsTaken() {
        assertThat(flows.missed("inspection/inspection-plan")).isEmpty();
    }
}
