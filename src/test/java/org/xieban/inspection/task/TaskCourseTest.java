package org.xieban.inspection.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.xieban.XiebanTest;
import org.xieban.approval.TakenFlows;
import org.xieban.casefile.CaseCalls;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.inspection.InspectionSteps;
import org.xieban.inspection.InspectionSteps.Step;
import org.xieban.inspection.PlannedVisit;
import org.xieban.inspection.Visits;
import org.xieban.inspection.register.CreditClass;
import org.xieban.inspection.register.ObjectRegister;
import org.xieban.trace.OfficialTime;

/** A task beside the plans from its proposal to its visits: every way that it may go, and what is refused on the way. */
@XiebanTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TaskCourseTest {

    private static final String LEAD = "market.zhou";
    private static final String JOINING = "fire.sun";
    private static final String LEADER = "leader.gao";

    private static final Step AGREED = new Step(JOINING, TaskModel.AGREE, "\"taskAgreement\": \"AGREE\"");
    private static final Step APPROVED = new Step(LEADER, TaskModel.DECIDE, "\"taskOutcome\": \"APPROVED\"");
    private static final Step RETURNED =
            new Step(LEADER, TaskModel.DECIDE, "\"taskOutcome\": \"RETURNED\", \"returnText\": \"写明时间\"");

    @Autowired
    private MockMvc mvc;

    @Autowired
    private TakenFlows flows;

    @Autowired
    private UserDetailsService people;

    @Autowired
    private ObjectRegister objects;

    @Autowired
    private InspectionTasks tasks;

    @Autowired
    private TaskRepository rows;

    @Autowired
    private Visits visits;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private final String mark = "T" + UUID.randomUUID().toString().substring(0, 8);

    private InspectionSteps steps;

    @BeforeEach
    void signedIn() {
        steps = new InspectionSteps(mvc);
    }

    private List<String> objects(int number, CreditClass creditClass) {
        return InspectionSteps.objects(objects, mark, number, "H62", creditClass);
    }

    private MockHttpServletRequestBuilder proposal(String address, String kind, List<String> codes, String... items) {
        LocalDate today = OfficialTime.today(clock);
        return post(address)
                .param("kind", kind)
                .param("title", "核查 " + mark)
                .param("items", items)
                .param("objects", String.join("\n", codes))
                .param("source", "12315 平台")
                .param("sourceNo", "12315-0007")
                .param("alleged", "油烟直排，联系 13977778888，证号 110105197811230040")
                .param("informant", "袁小舟")
                .param("phone", "13977778888")
                .param("inspectorsEach", "2")
                .param("begins", today.toString())
                .param("ends", LocalDate.of(today.getYear(), 12, 31).toString())
                .param("why", "核查举报")
                .with(user(people.loadUserByUsername(LEAD)))
                .with(csrf());
    }

    private String proposed(MockHttpServletRequestBuilder proposal) throws Exception {
        String address = mvc.perform(proposal)
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        return String.valueOf(address).substring("/inspection/tasks/".length());
    }

    private String propose(String kind, List<String> codes, String... items) throws Exception {
        return proposed(proposal("/inspection/new-task", kind, codes, items));
    }

    private String wrong(MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request)
                .andExpect(status().isUnprocessableEntity())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private void visited(String code, int times) {
        jdbc.sql("insert into visit (credit_code, year, begins, ends, state, planned_at)"
                        + " select :code, :year, make_date(:year, 1, 1), make_date(:year, 1, 2), 'DONE', now()"
                        + " from generate_series(1, :times)")
                .param("code", code)
                .param("year", OfficialTime.today(clock).getYear())
                .param("times", times)
                .update();
    }

    @Test
    void aComplaintIsApprovedBeforeTheVisitAndWhoReportedIsKeptCoveredOnly() throws Exception {
        List<String> codes = objects(2, CreditClass.B);
        String caseNo = propose("COMPLAINT", codes, "SCJG-001", "XFJY-001");
        assertThat(visits.of(caseNo)).isEmpty();
        steps.ok(caseNo, AGREED, APPROVED);
        assertThat(cases.require(caseNo).state()).isEqualTo(CaseState.CLOSED);
        List<PlannedVisit> planned = visits.of(caseNo);
        assertThat(planned).extracting(PlannedVisit::creditCode).containsExactlyInAnyOrderElementsOf(codes);
        assertThat(planned).allSatisfy(visit -> {
            assertThat(visit.teams()).containsOnlyKeys("scjg", "xfjy");
            assertThat(visit.teams().values()).allSatisfy(team -> assertThat(team.inspectors())
                    .doesNotHaveDuplicates()
                    .hasSize(2));
        });
        for (String table : List.of("inspection_task", "case_fact", "trace_entry", "case_file")) {
            assertThat(jdbc.sql("select count(*) from " + table + " t where t::text ~ :planted")
                            .param("planted", "袁小舟|13977778888|110105197811230040")
                            .query(Integer.class)
                            .single())
                    .as(table)
                    .isZero();
        }
        assertThat(jdbc.sql("select count(*) from act_hi_varinst where text_ ~ '油烟直排|袁\\*|12315-0007'")
                        .query(Integer.class)
                        .single())
                .as("variables")
                .isZero();
        assertThat(page(caseNo, LEAD)).contains("袁*舟", "139****8888", "1101**********0040", "抽查对象" + mark);
        mvc.perform(get("/inspection/tasks/{no}", caseNo).with(user(people.loadUserByUsername("env.zhao"))))
                .andExpect(status().isNotFound());
        assertThat(mvc.perform(get("/inspection/tasks").with(user(people.loadUserByUsername("env.zhao"))))
                        .andReturn()
                        .getResponse()
                        .getContentAsString(StandardCharsets.UTF_8))
                .doesNotContain(mark);
    }

    private String page(String caseNo, String login) throws Exception {
        return mvc.perform(get("/inspection/tasks/{no}", caseNo).with(user(people.loadUserByUsername(login))))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    static Stream<Arguments> endsWithoutAVisit() {
        return Stream.of(
                Arguments.of(
                        List.of(
                                AGREED,
                                new Step(
                                        LEADER,
                                        TaskModel.DECIDE,
                                        "\"taskOutcome\": \"REJECTED\", \"rejectText\": \"线索不实\"")),
                        CaseState.REFUSED,
                        InspectionTask.State.REJECTED),
                Arguments.of(List.of(AGREED, RETURNED), CaseState.WITHDRAWN, InspectionTask.State.WITHDRAWN),
                Arguments.of(
                        List.of(new Step(JOINING, TaskModel.AGREE, """
                                "taskAgreement": "DISAGREE", "disagreementText": "人手不足" """)),
                        CaseState.WITHDRAWN,
                        InspectionTask.State.WITHDRAWN));
    }

    @ParameterizedTest
    @MethodSource
    void endsWithoutAVisit(List<Step> taken, CaseState end, InspectionTask.State state) throws Exception {
        String caseNo = propose("TRANSFERRED", objects(1, CreditClass.B), "SCJG-001", "XFJY-001");
        steps.ok(caseNo, taken.toArray(Step[]::new));
        if (end == CaseState.WITHDRAWN) {
            steps.calls()
                    .post(LEAD, "/cases/" + caseNo + "/withdraw", "{\"reason\": \"已并案\"}")
                    .andExpect(status().isOk());
        }
        assertThat(cases.require(caseNo).state()).isEqualTo(end);
        assertThat(rows.find(caseNo).orElseThrow().state()).isEqualTo(state);
        assertThat(visits.of(caseNo)).isEmpty();
    }

    @Test
    void oneThatCameBackIsChangedAndApprovedByTheLeadAlone() throws Exception {
        List<String> codes = objects(2, CreditClass.B);
        String caseNo = propose("CAMPAIGN", codes, "SCJG-001");
        steps.ok(caseNo, RETURNED);
        String address = "/inspection/tasks/" + caseNo + "/edit";
        mvc.perform(proposal(address, "CAMPAIGN", codes.subList(0, 1), "SCJG-002")
                        .param("named", "inspector.luo", "inspector.cai"))
                .andExpect(status().is3xxRedirection());
        steps.ok(caseNo, new Step(LEAD, TaskModel.REVISE, "\"revisionNote\": \"只查一户\""));
        // nobody approves his own
        jdbc.sql("update inspection_task set proposed_by = :leader where case_no = :no")
                .param("leader", LEADER)
                .param("no", caseNo)
                .update();
        steps.complete(caseNo, APPROVED).andExpect(jsonPath("$.code").value("plan.ownPlan"));
        jdbc.sql("update inspection_task set proposed_by = :lead where case_no = :no")
                .param("lead", LEAD)
                .param("no", caseNo)
                .update();
        steps.ok(caseNo, APPROVED);
        assertThat(visits.of(caseNo)).singleElement().satisfies(visit -> {
            assertThat(visit.creditCode()).isEqualTo(codes.get(0));
            assertThat(visit.teams().get("scjg").inspectors())
                    .containsExactlyInAnyOrder("inspector.luo", "inspector.cai");
            assertThat(visit.teams().get("scjg").items()).containsExactly("SCJG-002");
        });
        mvc.perform(proposal(address, "CAMPAIGN", codes, "SCJG-001")).andExpect(status().isConflict());
        steps.calls()
                .post(LEAD, "/cases/" + caseNo + "/withdraw", "{\"reason\": \"改期\"}")
                .andExpect(status().isConflict());
    }

    @Test
    void objectsThatAFilterChoosesAreThoseThatAreApproved() throws Exception {
        List<String> codes = objects(2, CreditClass.B);
        String caseNo = proposed(proposal("/inspection/new-task", "CAMPAIGN", List.of(), "SCJG-001")
                .param("q", "抽查对象" + mark));
        objects(1, CreditClass.B);
        assertThat(rows.find(caseNo).orElseThrow().terms().objects()).containsExactlyInAnyOrderElementsOf(codes);
        // nothing is planned twice for one object
        steps.ok(caseNo, APPROVED);
        String again = propose("COMPLAINT", codes.subList(0, 1), "SCJG-001", "XFJY-001");
        steps.ok(again, AGREED, APPROVED);
        assertThat(visits.of(again)).singleElement().satisfies(visit -> {
            assertThat(visits.of(caseNo)).extracting(PlannedVisit::id).contains(visit.id());
            assertThat(visit.teams()).containsOnlyKeys("scjg", "xfjy");
            assertThat(visit.teams().get("scjg").task()).isEqualTo(caseNo);
        });
    }

    @Test
    void theYearlyCapHoldsForEveryKindAndAComplaintExceedsItWithAReasonThatIsRecorded() throws Exception {
        List<String> codes = objects(1, CreditClass.A);
        String waiting = propose("CAMPAIGN", codes, "SCJG-001");
        visited(codes.get(0), 1);
        // it had been within the cap when it was proposed
        steps.complete(waiting, APPROVED)
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.code").value("task.capForbids"));
        assertThat(visits.of(waiting)).isEmpty();
        assertThat(wrong(proposal("/inspection/new-task", "COMPLAINT", codes, "SCJG-001")))
                .contains("写明超过上限的理由", "抽查对象" + mark)
                .doesNotContain("袁小舟", "13977778888");
        assertThat(wrong(proposal("/inspection/new-task", "TRANSFERRED", codes, "SCJG-001")
                        .param("beyondCap", "上级交办")))
                .contains("这类检查不得超过");
        String caseNo = proposed(
                proposal("/inspection/new-task", "COMPLAINT", codes, "SCJG-001").param("beyondCap", "连续三次举报食品变质"));
        steps.ok(caseNo, APPROVED);
        assertThat(visits.of(caseNo)).hasSize(1);
        assertThat(CaseCalls.json(steps.calls().get(LEAD, "/cases/{no}/timeline", caseNo))
                        .toString())
                .contains("inspectionTask.capExceeded", "连续三次举报食品变质", "inspectionTask.inspectorsDrawn");
    }

    @Test
    void whatCannotBeVisitedIsRefusedBesideWhatWasTyped() throws Exception {
        List<String> codes = objects(1, CreditClass.B);
        String address = "/inspection/new-task";
        assertThat(wrong(proposal(address, "COMPLAINT", codes, "XFJY-001"))).contains("至少有一项是主办部门自己的");
        assertThat(wrong(proposal(address, "COMPLAINT", codes, "NO-SUCH"))).contains("都在清单之内");
        assertThat(wrong(proposal(address, "COMPLAINT", List.of("91411900MA8XXXXXXX"), "SCJG-001")))
                .contains("名录里没有");
        assertThat(wrong(proposal(address, "COMPLAINT", List.of(), "SCJG-001"))).contains("没有检查对象");
        assertThat(wrong(proposal(address, "COMPLAINT", codes, "SCJG-003"))).contains("所选事项都不适用于");
        assertThat(wrong(proposal(address, "COMPLAINT", codes, "SCJG-001").param("named", "inspector.han")))
                .contains("没有 2 名可以去");
        assertThat(wrong(proposal(address, "COMPLAINT", codes, "SCJG-001").with(request -> {
                    request.setParameter("alleged", " ");
                    return request;
                })))
                .contains("写明反映的问题");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void everyPathOfTheModelIsTaken() {
        assertThat(flows.missed("inspection/inspection-task")).isEmpty();
    }
}
