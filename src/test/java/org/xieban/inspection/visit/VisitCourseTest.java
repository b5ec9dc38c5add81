package org.xieban.inspection.visit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.xieban.XiebanTest;
import org.xieban.approval.TakenFlows;
import org.xieban.casefile.CaseCalls;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.document.DocumentKind;
import org.xieban.document.Documents;
import org.xieban.document.OfficialDocument;
import org.xieban.engine.OpenTask;
import org.xieban.engine.Tasks;
import org.xieban.inspection.PlannedVisit;
import org.xieban.inspection.Plans;
import org.xieban.inspection.Visits;
import org.xieban.inspection.register.ObjectRegister;
import org.xieban.timelimit.Sweep;

/** A visit from its dispatch to its record: every way that it may go, and what is refused on the way. */
@XiebanTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class VisitCourseTest {

    private static final VisitCalls.Team MARKET =
            new VisitCalls.Team("scjg", List.of("market.zhou", "inspector.han"), List.of("SCJG-001"));
    private static final VisitCalls.Team FIRE =
            new VisitCalls.Team("xfjy", List.of("inspector.ma", "inspector.bai"), List.of("XFJY-001"));
    private static final VisitCalls.Team SMOKE =
            new VisitCalls.Team("sthj", List.of("inspector.jin", "inspector.yuan"), List.of("STHJ-002"));

    private static final String NOTIFIED =
            "\"visitedOn\": \"2026-12-01\", \"noticeMethod\": \"IN_PERSON\", \"prepareText\": \"营业执照\"";
    private static final String CONCLUDED = "\"rollUpOutcome\": \"CONCLUDED\", \"summaryText\": \"总体符合\"";

    @Autowired
    private MockMvc mvc;

    @Autowired
    private TakenFlows flows;

    @Autowired
    private UserDetailsService people;

    @Autowired
    private ObjectRegister objects;

    @Autowired
    private Plans plans;

    @Autowired
    private Visits visits;

    @Autowired
    private VisitStarts starts;

    @Autowired
    private VisitOpening opening;

    @Autowired
    private VisitRepository rows;

    @Autowired
    private VisitResults results;

    @Autowired
    private SiteRecords records;

    @Autowired
    private Doors doors;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private Documents documents;

    @Autowired
    private Tasks tasks;

    @Autowired
    private Sweep sweep;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    @Autowired
    private ConfigurableApplicationContext product;

    private final List<VisitConcluded> told = new ArrayList<>();

    private final ApplicationListener<PayloadApplicationEvent<?>> listening = event -> {
        if (event.getPayload() instanceof VisitConcluded concluded) {
            told.add(concluded);
        }
    };

    private VisitCalls calls;

    @BeforeEach
    void listen() {
        product.addApplicationListener(listening);
        calls = new VisitCalls(mvc, people, objects, plans, visits, starts, clock);
    }

    @AfterEach
    void hearNoMore() {
        product.removeApplicationListener(listening);
        SecurityContextHolder.clearContext();
    }

    private Visit visit(long id) {
        return rows.find(id).orElseThrow();
    }

    private String door(long id) {
        return doors.of(visit(id).object().creditCode());
    }

    private void inspected(long id, VisitCalls.Team team, ResultKind kind, String finding) throws Exception {
        int points = visit(id)
                .part(team.department())
                .orElseThrow()
                .items()
                .get(0)
                .points()
                .size();
        for (String login : team.inspectors()) {
            calls.arrive(login, id, door(id).toLowerCase(java.util.Locale.ROOT)).andExpect(status().isNoContent());
        }
        finds(team.inspectors().get(0), id, team.items().get(0), kind, kind.inspected() ? points : 0, finding)
                .andExpect(status().isNoContent());
        calls.signed(id, team.inspectors().toArray(String[]::new));
    }

    private ResultActions finds(String login, long id, String item, ResultKind kind, int points, String text)
            throws Exception {
        return calls.send(login, id, "results", UUID.randomUUID(), VisitCalls.result(item, kind, points, text));
    }

    private List<DocumentKind> kinds(String caseNo) {
        return documents.ofCase(caseNo).stream().map(OfficialDocument::kind).toList();
    }

    @Test
    void aVisitThatCannotBeginTakesNoOtherDownAndEachBeginsOnce() {
        String plan = calls.plan("三户一批");
        long first = calls.planned(plan, MARKET, FIRE);
        long dissolved = calls.planned(plan, new VisitCalls.Team("gone", MARKET.inspectors(), MARKET.items()));
        long last = calls.planned(plan, FIRE);
        List<PlannedVisit> planned = visits.planned(plan, 0, 10);
        calls.begin(plan);

        VisitStarts.Batch batch = starts.last(plan).orElseThrow();
        assertThat(batch.begun()).isEqualTo(2);
        assertThat(batch.failed()).isEqualTo(1);
        assertThat(List.of(first, dissolved, last))
                .extracting(id -> visits.find(id).orElseThrow().state())
                .containsExactly(
                        PlannedVisit.State.UNDER_WAY, PlannedVisit.State.PLANNED, PlannedVisit.State.UNDER_WAY);
        assertThat(tasks.ofCase(visit(first).caseNo()))
                .extracting(OpenTask::assignee)
                .containsExactly("market.zhou");
        assertThat(tasks.ofCase(visit(last).caseNo()))
                .extracting(OpenTask::assignee)
                .containsExactly("inspector.ma");
        assertThat(cases.children(plan)).hasSize(2);

        // as after a crash: what was looked up has begun meanwhile
        opening.begin(
                planned.stream().filter(each -> each.id() != dissolved).toList(),
                opening.common(batch.id(), plan, planned));
        assertThat(cases.children(plan)).hasSize(2);
        assertThat(starts.last(plan).orElseThrow().begun()).isEqualTo(2);
    }

    @Test
    void oneVisitForAllDepartmentsIsNotifiedInspectedSentBackAndRolledUp() throws Exception {
        String plan = calls.plan("一次检查");
        long id = calls.begun(plan, MARKET, FIRE);
        String caseNo = visit(id).caseNo();
        assertThat(cases.require(caseNo).parent()).isEqualTo(plan);
        assertThat(cases.require(caseNo).leadDepartment()).isEqualTo("scjg");
        calls.complete("market.zhou", caseNo, VisitModel.NOTIFY, NOTIFIED).andExpect(status().isOk());
        assertThat(kinds(caseNo)).containsExactly(DocumentKind.INSPECTION_NOTICE);
        // each department has its own step, given to the first of its team, with a clock of its own
        assertThat(tasks.ofCase(caseNo))
                .extracting(task -> task.step() + " " + task.assignee())
                .containsExactlyInAnyOrder(VisitModel.INSPECT + " market.zhou", VisitModel.INSPECT + " inspector.ma");

        onlyTheLaggardIsLate(caseNo, "xfjy");
        inspected(id, MARKET, ResultKind.NO_PROBLEM, "");
        // the second of the team hands in what was given to the first
        calls.submit("inspector.han", id).andExpect(status().isNoContent());
        calls.submit("inspector.han", id).andExpect(status().isNoContent());
        assertThat(tasks.ofCase(caseNo)).hasSize(1);
        inspected(id, FIRE, ResultKind.CORRECTION_ORDERED, "疏散通道堆放杂物，已责令当场清理");
        calls.submit("inspector.ma", id).andExpect(status().isNoContent());

        calls.complete(
                        "market.zhou",
                        caseNo,
                        VisitModel.ROLL_UP,
                        "\"rollUpOutcome\": \"RETURNED\","
                                + " \"returnedDepartments\": [\"xfjy\"], \"returnedText\": \"补拍照片\"")
                .andExpect(status().isOk());
        assertThat(tasks.ofCase(caseNo)).extracting("assignee").containsExactly("inspector.ma");
        calls.photograph("inspector.bai", id, UUID.randomUUID(), "XFJY-001", VisitCalls.PNG)
                .andExpect(status().isNoContent());
        calls.photograph("inspector.han", id, UUID.randomUUID(), "SCJG-001", VisitCalls.PNG)
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("visit.submitted"));
        calls.submit("inspector.bai", id).andExpect(status().isNoContent());
        calls.complete("market.zhou", caseNo, VisitModel.ROLL_UP, CONCLUDED).andExpect(status().isOk());

        assertThat(cases.require(caseNo).state()).isEqualTo(CaseState.CLOSED);
        assertThat(kinds(caseNo)).endsWith(DocumentKind.INSPECTION_RECORD);
        OfficialDocument record = documents.ofCase(caseNo).get(1);
        assertThat(documents.content(record)).contains("疏散通道堆放杂物", "韩雪", "总体符合", "发现问题已责令改正", "店长");
        assertThat(told)
                .containsExactly(new VisitConcluded(
                        id,
                        caseNo,
                        List.of(
                                new ItemResult("SCJG-001", "scjg", ResultKind.NO_PROBLEM, ""),
                                new ItemResult(
                                        "XFJY-001", "xfjy", ResultKind.CORRECTION_ORDERED, "疏散通道堆放杂物，已责令当场清理"))));
        VisitOutcome outcome = results.of(id);
        assertThat(outcome.concludedAt()).isNotNull();
        assertThat(outcome.results()).isEqualTo(told.get(0).results());
        assertThat(objects.require(outcome.creditCode()).lastInspected()).isNotNull();
        assertThat(visit(id).planned().state()).isEqualTo(PlannedVisit.State.DONE);
        mvc.perform(get("/inspection/cases/{no}", caseNo).with(user(people.loadUserByUsername("market.zhou"))))
                .andExpect(status().isOk());
    }

    /** As if the term of one department had begun sixty days earlier. */
    private void onlyTheLaggardIsLate(String caseNo, String laggard) {
        jdbc.sql("""
                        update clock set started_at = started_at - interval '60 days', due_at = due_at - interval '60 days',
                               yellow_at = yellow_at - interval '60 days',
                               next_change_at = next_change_at - interval '60 days'
                         where case_no = :no and department = :laggard and kind = 'STEP' and ended_at is null""").param("no", caseNo).param("laggard", laggard).update();
        sweep.sweep();
        Map<String, String> lamps = new TreeMap<>();
        jdbc.sql("select department, lamp from clock where case_no = :no and kind = 'STEP' and ended_at is null")
                .param("no", caseNo)
                .query(row -> {
                    lamps.put(row.getString("department"), row.getString("lamp"));
                });
        assertThat(lamps).containsExactly(Map.entry("scjg", "GREEN"), Map.entry(laggard, "RED"));
    }

    @Test
    void anUnannouncedItemIsInspectedWithoutNoticeAndARefusalToSignIsRecorded() throws Exception {
        long id = calls.begun(calls.plan("不告知"), SMOKE);
        String caseNo = visit(id).caseNo();
        assertThat(tasks.ofCase(caseNo)).extracting("step").containsExactly(VisitModel.INSPECT);
        calls.complete("inspector.jin", caseNo, VisitModel.INSPECT, "\"partConfirmed\": true")
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.code").value("visit.incomplete"))
                .andExpect(jsonPath("$.errors.length()").value(4));
        calls.arrive("inspector.jin", id, "AAAAAAAA")
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.code").value("visit.doorUnknown"));
        calls.send("inspector.jin", id, "arrivals", UUID.randomUUID(), "{\"how\": \"NO_CODE\"}")
                .andExpect(jsonPath("$.code").value("visit.noReason"));
        calls.send("inspector.jin", id, "arrivals", UUID.randomUUID(), "{\"how\": \"NO_CODE\", \"reason\": \"门口没有张贴\"}")
                .andExpect(status().isNoContent());
        calls.arrive("inspector.yuan", id, door(id)).andExpect(status().isNoContent());
        finds("inspector.jin", id, "STHJ-002", ResultKind.UNREACHABLE, 0, "")
                .andExpect(jsonPath("$.code").value("visit.noFinding"));
        finds("inspector.jin", id, "STHJ-002", ResultKind.OBSTRUCTED, 0, "拒绝开门").andExpect(status().isNoContent());
        for (String login : SMOKE.inspectors()) {
            calls.sign(login, id, true, "party", "INSPECTOR", "outcome", "SIGNED")
                    .andExpect(status().isNoContent());
        }
        calls.submit("inspector.jin", id)
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.errors[0].code").value("visit.missing.object"));
        calls.sign("inspector.jin", id, false, "party", "OBJECT", "outcome", "REFUSED")
                .andExpect(jsonPath("$.code").value("visit.noWitness"));
        calls.sign("inspector.yuan", id, false, "party", "OBJECT", "outcome", "REFUSED", "video", "执法记录仪 3 号 0042")
                .andExpect(status().isNoContent());
        calls.sign("inspector.jin", id, false, "party", "OBJECT", "outcome", "REFUSED", "witness", "社区网格员")
                .andExpect(status().isNoContent());
        // nobody but who was sent hands it in
        calls.submit("market.zhou", id).andExpect(status().isNotFound());
        calls.submit("inspector.yuan", id).andExpect(status().isNoContent());
        calls.complete("inspector.shi", caseNo, VisitModel.ROLL_UP, CONCLUDED).andExpect(status().isConflict());
        calls.complete("inspector.jin", caseNo, VisitModel.ROLL_UP, CONCLUDED).andExpect(status().isOk());
        assertThat(documents.content(documents.ofCase(caseNo).get(0))).contains("拒绝签字", "社区网格员");
    }

    @Test
    void everyEntryIsTakenOnceAndWhatIsChangedAfterASignatureIsSignedAnew() throws Exception {
        long id = calls.begun(calls.plan("只收一次"), SMOKE);
        UUID photograph = UUID.randomUUID();
        for (int i = 0; i < 3; i++) {
            calls.photograph("inspector.jin", id, photograph, "STHJ-002", VisitCalls.PNG)
                    .andExpect(status().isNoContent());
        }
        byte[] other = java.util.Arrays.copyOf(VisitCalls.PNG, VisitCalls.PNG.length + 1);
        calls.photograph("inspector.jin", id, photograph, "STHJ-002", other)
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("visit.entryReused"));
        assertThat(records.of(id).photographs()).hasSize(1);
        calls.photograph("inspector.jin", id, UUID.randomUUID(), "SCJG-001", VisitCalls.PNG)
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.code").value("visit.itemNotInspected"));
        calls.photograph("inspector.jin", id, UUID.randomUUID(), "STHJ-002", CaseCalls.PDF)
                .andExpect(status().isUnsupportedMediaType());
        calls.photograph("inspector.jin", id, UUID.randomUUID(), "STHJ-002", new byte[60 * 1024 * 1024])
                .andExpect(status().isPayloadTooLarge())
                .andExpect(jsonPath("$.code").value("upload.tooLarge"));
        calls.photograph("inspector.ma", id, UUID.randomUUID(), "STHJ-002", VisitCalls.PNG)
                .andExpect(status().isNotFound());

        calls.sign("inspector.jin", id, true, "party", "INSPECTOR", "outcome", "SIGNED")
                .andExpect(jsonPath("$.code").value("visit.nothingToSign"));
        inspected(id, SMOKE, ResultKind.NO_PROBLEM, "");
        calls.send(
                        "inspector.jin",
                        id,
                        "results",
                        UUID.randomUUID(),
                        "{\"item\": \"STHJ-002\", \"kind\": \"NO_PROBLEM\", \"points\": [\"PASS\", \"FAIL\"]}")
                .andExpect(jsonPath("$.code").value("visit.notClean"));
        finds("inspector.jin", id, "STHJ-002", ResultKind.NO_PROBLEM, 1, "")
                .andExpect(jsonPath("$.code").value("visit.points"));
        finds("inspector.jin", id, "XFJY-001", ResultKind.NO_PROBLEM, 4, "")
                .andExpect(jsonPath("$.code").value("visit.itemNotInspected"));
        finds("inspector.yuan", id, "STHJ-002", ResultKind.PROBLEM_TO_BE_HANDLED, 2, "清洗记录缺页")
                .andExpect(status().isNoContent());
        calls.submit("inspector.jin", id)
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.errors.length()").value(2));
        calls.signed(id, "inspector.jin", "inspector.yuan");
        calls.submit("inspector.jin", id).andExpect(status().isNoContent());
        assertThat(results.of(id).results()).extracting("kind").containsExactly(ResultKind.PROBLEM_TO_BE_HANDLED);
    }

    @Test
    void anotherInspectorGoesOnlyWithAReasonAndWithoutARelationToTheObject() throws Exception {
        long id = calls.begun(calls.plan("换人"), MARKET, SMOKE);
        String caseNo = visit(id).caseNo();
        replace(id, "market.zhou", "inspector.han", "inspector.luo", "")
                .andExpect(flash().attribute("problem", "problem.visit.noReason"));
        replace(id, "market.zhou", "inspector.han", "inspector.ma", "生病")
                .andExpect(flash().attribute("problem", "problem.visit.substitute.other"));
        // cai is not available for this object: his register says so
        var luo = product.getBean(org.xieban.inspection.register.InspectorRegister.class);
        var before = luo.require("inspector.luo");
        try {
            luo.keep(List.of(new org.xieban.inspection.register.Inspector(
                    before.login(),
                    before.name(),
                    before.department(),
                    before.certificate(),
                    before.validUntil(),
                    before.trades(),
                    true,
                    List.of(new org.xieban.inspection.register.Inspector.Recusal(
                            visit(id).object().creditCode(), "配偶任职")),
                    before.version())));
            replace(id, "market.zhou", "inspector.han", "inspector.luo", "生病")
                    .andExpect(flash().attribute("problem", "problem.visit.substitute.recused"));
        } finally {
            luo.keep(List.of(before));
        }
        replace(id, "env.zhao", "inspector.han", "inspector.luo", "生病").andExpect(status().isForbidden());
        replace(id, "market.zhou", "market.zhou", "inspector.luo", "生病")
                .andExpect(redirectedUrl("/cases/" + caseNo + "?tab=visit"))
                .andExpect(flash().attribute("message", "inspection.visit.inspectorChanged"));
        assertThat(visit(id).part("scjg").orElseThrow().inspectors()).containsExactly("inspector.luo", "inspector.han");
        assertThat(tasks.ofCase(caseNo)).extracting("assignee").contains("inspector.luo");
        calls.arrive("market.zhou", id, door(id)).andExpect(status().isNotFound());
        calls.arrive("inspector.luo", id, door(id)).andExpect(status().isNoContent());
        replace(id, "market.zhou", "inspector.luo", "inspector.cai", "改期").andExpect(status().isConflict());
        // somebody has been there
        new CaseCalls(mvc)
                .post("market.zhou", "/cases/" + caseNo + "/withdraw", "{\"reason\": \"停业\"}")
                .andExpect(status().isConflict());
    }

    private org.springframework.test.web.servlet.ResultActions replace(
            long id, String login, String leftOut, String sent, String reason) throws Exception {
        return mvc.perform(post("/inspection/visits/{id}/inspectors", id)
                .param("leftOut", leftOut)
                .param("sent", sent)
                .param("reason", reason)
                .with(user(people.loadUserByUsername(login)))
                .with(csrf()));
    }

    @Test
    void aVisitThatIsCancelledBeforeAnybodyWasThereCountsToNoCap() throws Exception {
        String plan = calls.plan("取消");
        long id = calls.begun(plan, MARKET);
        String caseNo = visit(id).caseNo();
        String code = visit(id).object().creditCode();
        int left = visits.left(code, visit(id).planned().year());
        new CaseCalls(mvc)
                .post("market.zhou", "/cases/" + caseNo + "/withdraw", "{\"reason\": \"停业\"}")
                .andExpect(status().isOk());
        assertThat(cases.require(caseNo).state()).isEqualTo(CaseState.WITHDRAWN);
        assertThat(visits.left(code, visit(id).planned().year())).isEqualTo(left + 1);
        assertThat(starts.last(plan).orElseThrow().begun()).isEqualTo(1);
        // nothing waits any more
        calls.signIn(VisitCalls.LEAD);
        assertThat(starts.mayRequest(plan)).isTrue();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> starts.request(plan))
                .hasMessageContaining("visit.nonePlanned");
        calls.signIn("env.zhao");
        assertThat(starts.mayRequest(plan)).isFalse();
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void everyPathOfTheModelIsTaken() {
        assertThat(flows.missed("inspection/joint-inspection")).isEmpty();
    }
}
