package org.xieban.emergency.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.inspection.InspectionSteps.step;

import java.io.File;
import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.XiebanTest;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.document.DocumentKind;
import org.xieban.document.Documents;
import org.xieban.document.OfficialDocument;
import org.xieban.emergency.alert.ToldContacts;
import org.xieban.emergency.directive.Directive;
import org.xieban.emergency.directive.Directives;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.EventHistory;
import org.xieban.emergency.event.Events;
import org.xieban.emergency.event.Grade;
import org.xieban.emergency.event.Harm;
import org.xieban.emergency.event.TestEvents;
import org.xieban.emergency.report.Report;
import org.xieban.emergency.report.SituationReports;
import org.xieban.emergency.report.TestReports;
import org.xieban.engine.OpenTask;
import org.xieban.engine.Processes;
import org.xieban.engine.Tasks;
import org.xieban.inspection.InspectionSteps;
import org.xieban.inspection.InspectionSteps.Step;
import org.xieban.web.Refusal;

/**
 * An event from its report to its archive, every way that it may go, by the people of the demonstration. When all tests
 * have run, every element and every flow of the model must have been passed.
 */
@XiebanTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ResponseCourseTest {

    private static final String COMMANDER = "emergency.wu";
    private static final String OFFICE = "leader.jiang";
    private static final String MAYOR = "mayor.shao";

    private static final Step REAL =
            step(COMMANDER, ResponseModel.VERIFY, "\"verification\": \"REAL\", \"verifyText\": \"现场确认渗水\"");
    private static final Step AGREED =
            step(OFFICE, ResponseModel.ADVISE, "\"advice\": \"AGREED\", \"adviceText\": \"同意\"");
    private static final Step REVIEWED = step(OFFICE, ResponseModel.REVIEW, """
            "cause": "上游持续强降雨", "course": "首报及时，指令按时办结", "lessons": "堤防巡查要加密",
            "improvements": "预案增加夜间巡查", "rating": "GOOD" """);
    private static final Step ARCHIVED = step(COMMANDER, ResponseModel.ARCHIVE, "\"archiveText\": \"案卷 1 卷\"");

    @Autowired
    private MockMvc mvc;

    @Autowired
    private TestEvents testEvents;

    @Autowired
    private Events events;

    @Autowired
    private EventHistory history;

    @Autowired
    private ResponseProposals proposals;

    @Autowired
    private EventReviews reviews;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private Documents documents;

    @Autowired
    private Processes processes;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private ManagementService management;

    @Autowired
    private EventDesk desk;

    @Autowired
    private Directives directives;

    @Autowired
    private ToldContacts contacts;

    @Autowired
    private TestReports reports;

    @Autowired
    private Tasks tasks;

    @Autowired
    private SituationReports situation;

    @Autowired
    private UserDetailsService people;

    @Autowired
    private JdbcClient jdbc;

    private final List<String> walked = new ArrayList<>();
    private InspectionSteps steps;

    @BeforeEach
    void officers() {
        steps = new InspectionSteps(mvc);
    }

    private String reported(boolean drill) {
        String caseNo = testEvents.reported(drill);
        walked.add(caseNo);
        return caseNo;
    }

    private void signIn(String login) {
        UserDetails officer = people.loadUserByUsername(login);
        SecurityContextHolder.getContext()
                .setAuthentication(
                        UsernamePasswordAuthenticationToken.authenticated(officer, null, officer.getAuthorities()));
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    private Event event(String caseNo) {
        return events.find(caseNo).orElseThrow();
    }

    private static Step graded(String answers) {
        return step(COMMANDER, ResponseModel.GRADE, "\"grading\": \"GRADE\", \"gradingBasis\": \"现场报告\", " + answers);
    }

    private static Step wanted(String level) {
        return step(COMMANDER, ResponseModel.PROPOSE, """
                "responseProposal": "START", "proposedLevel": "%s", "expectedHours": 24,
                "responseMeasures": "转移低洼地区群众，加固堤防", "proposalReason": "水位仍在上涨" """.formatted(level));
    }

    private static final Step NONE =
            step(COMMANDER, ResponseModel.PROPOSE, "\"responseProposal\": \"NONE\", \"noneReason\": \"村里已处置\"");

    private static Step decided(String login) {
        return step(login, ResponseModel.DECIDE, "\"responseOutcome\": \"APPROVED\", \"responseText\": \"同意\"");
    }

    private static Step assessed(String level) {
        return step(COMMANDER, ResponseModel.ASSESS, """
                "assessment": "CHANGE", "newLevel": "%s", "newHours": 12, "newMeasures": "增调抢险队伍",
                "changeReason": "水位超保证" """.formatted(level));
    }

    private static final Step TO_END =
            step(COMMANDER, ResponseModel.ASSESS, "\"assessment\": \"END\", \"endReason\": \"水位退到警戒以下\"");

    private static Step ended(String login, boolean approved) {
        return step(
                login,
                ResponseModel.DECIDE_END,
                approved ? "\"endOutcome\": \"APPROVED\"" : "\"endOutcome\": \"REJECTED\", \"endRejectText\": \"再观察\"");
    }

    private static Step damage(String answers) {
        return step(COMMANDER, ResponseModel.DAMAGE, "\"damageText\": \"逐村核对\"" + answers);
    }

    private List<String> told(String caseNo) {
        return contacts.of(caseNo).stream()
                .map(each -> each.alert().occasion() + " " + each.alert().contact())
                .toList();
    }

    @Test
    @Order(1)
    void aResponseIsStartedRaisedAndEndedByWhomTheTableNamesAndReviewedAndArchived() throws Exception {
        String caseNo = reported(false);
        assertThat(event(caseNo).state()).isEqualTo(Event.State.REPORTED);
        steps.ok(caseNo, REAL);
        steps.complete(caseNo, graded("\"dead\": 0"))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.code").value("event.noFacts"));
        steps.complete(caseNo, graded("\"injured\": 1, \"seriouslyInjured\": 2"))
                .andExpect(jsonPath("$.code").value("event.harmImpossible"));
        steps.ok(caseNo, graded("\"dead\": 3, \"injured\": 12, \"seriouslyInjured\": 4"));
        assertThat(event(caseNo).grade()).isEqualTo(Grade.III);

        // sent back by the office, and then by whoever decides
        steps.ok(
                caseNo,
                wanted("III"),
                step(OFFICE, ResponseModel.ADVISE, "\"advice\": \"RETURNED\", \"adviceReturnText\": \"补充转移人数\""));
        assertThat(steps.shown(COMMANDER, caseNo, ResponseModel.PROPOSE)
                        .get("returnedText")
                        .asText())
                .isEqualTo("补充转移人数");
        steps.ok(
                caseNo,
                wanted("II"),
                AGREED,
                step(
                        MAYOR,
                        ResponseModel.DECIDE,
                        "\"responseOutcome\": \"RETURNED\", \"responseReturnText\": \"三级即可\""),
                wanted("III"),
                AGREED);
        assertThat(event(caseNo).state()).isEqualTo(Event.State.VERIFIED);
        steps.complete(caseNo, decided(MAYOR)).andExpect(status().is4xxClientError());
        // the plan's orders wait for the decision, and may be made otherwise until then
        List<DraftOrder> planned = proposals.pending(caseNo).orElseThrow().orders();
        assertThat(planned).extracting(DraftOrder::department).contains("slj", "xfjy");
        assertThat(directives.of(caseNo)).isEmpty();
        List<DraftOrder> edited = new ArrayList<>(planned.subList(0, 2));
        edited.add(new DraftOrder("gaj", "封闭左堤道路", 10, 60, null));
        signIn(COMMANDER);
        int seen = event(caseNo).version();
        desk.orders(caseNo, seen, edited);
        assertThatThrownBy(() -> desk.orders(caseNo, seen, planned)).hasMessage("event.changed");
        int now = event(caseNo).version();
        assertThat(catchThrowableOfType(
                                Refusal.class,
                                () -> desk.orders(caseNo, now, List.of(new DraftOrder("nobody", "", 0, 60, null))))
                        .errors())
                .extracting(Refusal.FieldError::field)
                .containsExactly("orders[0].department", "orders[0].text", "orders[0].acknowledge");
        signOut();
        assertThat(steps.shown(OFFICE, caseNo, ResponseModel.DECIDE)
                        .get("ordersText")
                        .asText())
                .contains("封闭左堤道路");
        steps.ok(caseNo, decided(OFFICE));
        assertThat(directives.of(caseNo)).hasSize(3);
        assertThat(event(caseNo).state()).isEqualTo(Event.State.RESPONDING);
        assertThat(event(caseNo).level()).isEqualTo(Grade.III);
        assertThat(told(caseNo))
                .as("the contacts of the plan, and of departments where nobody is on duty")
                .contains("RESPONSE_STARTED slj-duty", "RESPONSE_STARTED swz", "RESPONSE_STARTED gaj-duty");
        assertThat(cases.require(caseNo).state()).isEqualTo(CaseState.DECIDED);
        OfficialDocument notice = documents.ofCase(caseNo).get(0);
        assertThat(notice.kind()).isEqualTo(DocumentKind.RESPONSE_START);
        assertThat(documents.content(notice)).contains("三级响应", "转移低洼地区群众", "预计期限", "五沟营镇洪河左堤");

        // kept, not raised, raised, lowered
        steps.complete(caseNo, assessed("III")).andExpect(jsonPath("$.code").value("response.sameLevel"));
        Step change = step(MAYOR, ResponseModel.DECIDE_CHANGE, "\"changeOutcome\": \"APPROVED\"");
        steps.ok(
                caseNo,
                step(COMMANDER, ResponseModel.ASSESS, "\"assessment\": \"KEEP\", \"keepText\": \"水位平稳\""),
                assessed("II"),
                step(
                        MAYOR,
                        ResponseModel.DECIDE_CHANGE,
                        "\"changeOutcome\": \"REJECTED\", \"changeRejectText\": \"再看\""),
                assessed("II"),
                change);
        assertThat(event(caseNo).level()).isEqualTo(Grade.II);
        // what the graver plan has more goes out, what is under way goes on, and nothing twice
        List<Directive> given = directives.of(caseNo);
        assertThat(given.size()).isGreaterThan(3);
        assertThat(given.stream().map(each -> each.department() + each.text()).distinct())
                .hasSameSizeAs(given);
        // the graver of before and after says who decides, and whoever decided ends it
        steps.ok(caseNo, assessed("IV"), change);
        assertThat(event(caseNo).level()).isEqualTo(Grade.IV);
        steps.ok(caseNo, TO_END);
        steps.complete(caseNo, ended(OFFICE, true)).andExpect(status().is4xxClientError());
        steps.ok(caseNo, ended(MAYOR, false), TO_END, ended(MAYOR, true));
        assertThat(event(caseNo).state()).isEqualTo(Event.State.ENDED);
        assertThat(documents.ofCase(caseNo).stream().map(OfficialDocument::kind))
                .containsExactly(
                        DocumentKind.RESPONSE_START,
                        DocumentKind.RESPONSE_LEVEL,
                        DocumentKind.RESPONSE_LEVEL,
                        DocumentKind.RESPONSE_END);

        assertThat(told(caseNo))
                .as("each once of each decision, and of the end whoever was told before")
                .contains("LEVEL_CHANGED army", "RESPONSE_ENDED army", "RESPONSE_ENDED slj-duty")
                .filteredOn(each -> each.equals("LEVEL_CHANGED swz"))
                .as("raised and lowered")
                .hasSize(2);

        // what is found in the end grades it otherwise, and what is left empty stays as it is known by then
        signIn(COMMANDER);
        desk.harm(
                caseNo,
                event(caseNo).version(),
                new Harm(11, 0, 4, 12, 0, BigDecimal.ZERO, BigDecimal.ZERO, false),
                "医院报告");
        signOut();
        steps.ok(caseNo, damage(""), REVIEWED);
        assertThat(event(caseNo).harm().dead()).isEqualTo(11);
        steps.complete(caseNo, ARCHIVED)
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("event.regradingOpen"));
        steps.ok(caseNo, step(COMMANDER, ResponseModel.REGRADE, """
                        "gradingBasis": "逐村核对", "gradeOverride": "III", "overrideReason": "两人死于其他原因" """));
        steps.complete(caseNo, ARCHIVED)
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("event.directivesOpen"));
        signIn(COMMANDER);
        given.forEach(each -> directives.withdraw(each.number(), "汛情已过"));
        signOut();
        steps.complete(caseNo, ARCHIVED)
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("event.finalMissing"));
        reports.sendAll(steps, caseNo);
        steps.ok(caseNo, ARCHIVED);
        Event closed = event(caseNo);
        assertThat(closed.state()).isEqualTo(Event.State.CLOSED);
        assertThat(cases.require(caseNo).state()).isEqualTo(CaseState.CLOSED);
        assertThat(history.gradings(caseNo))
                .extracting(EventHistory.Grading::byTable, EventHistory.Grading::grade)
                .containsExactly(tuple(Grade.III, Grade.III), tuple(Grade.II, Grade.III));
        assertThat(history.harm(caseNo))
                .extracting(known -> known.harm().dead())
                .containsExactly(0, 3, 11);
        assertThat(history.changes(caseNo)).hasSize(closed.version() + 1);
        assertThat(reviews.of(caseNo).orElseThrow().lessons()).isEqualTo("堤防巡查要加密");
        for (String table : List.of("emergency_event_harm", "emergency_event_change", "emergency_event_grading")) {
            assertThatThrownBy(() -> jdbc.sql("delete from " + table + " where case_no = :no")
                            .param("no", caseNo)
                            .update())
                    .isInstanceOf(DataAccessException.class);
        }
    }

    @Test
    @Order(2)
    void aFalseReportIsKeptAsOne() throws Exception {
        String caseNo = reported(false);
        steps.ok(
                caseNo,
                step(COMMANDER, ResponseModel.VERIFY, "\"verification\": \"FALSE\", \"refuteText\": \"现场无险情\""));
        assertThat(event(caseNo).state()).isEqualTo(Event.State.REFUTED);
        assertThat(cases.require(caseNo).state()).isEqualTo(CaseState.TERMINATED);
        assertThat(history.reports(caseNo)).hasSize(1);
        steps.withdraw(COMMANDER, caseNo).andExpect(status().isConflict());
    }

    @Test
    @Order(3)
    void whatNeedsNoResponseIsClosedWithoutOneAndMayNotBeWithdrawn() throws Exception {
        String caseNo = reported(false);
        steps.withdraw(COMMANDER, caseNo)
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("event.notWithdrawn"));
        steps.ok(
                caseNo,
                REAL,
                step(COMMANDER, ResponseModel.GRADE, "\"grading\": \"LATER\", \"laterReason\": \"伤亡不明\""),
                NONE);
        assertThat(event(caseNo).state()).isEqualTo(Event.State.VERIFIED);
        assertThat(situation.of(caseNo))
                .extracting(Report::kind, each -> each.call().reason())
                .contains(tuple(Report.Kind.FINAL, Report.Reason.DECLINED));
        // thought over again, and declined again
        signIn(COMMANDER);
        assertThatThrownBy(() -> desk.reconsider(caseNo, event(caseNo).version(), " "))
                .hasMessage("event.reason");
        desk.reconsider(caseNo, event(caseNo).version(), "又有来电");
        signOut();
        steps.ok(caseNo, NONE);
        reports.sendAll(steps, caseNo);
        assertThat(event(caseNo).state()).isEqualTo(Event.State.CLOSED);
        assertThat(event(caseNo).grade()).isNull();
        assertThat(cases.require(caseNo).state()).isEqualTo(CaseState.CLOSED);
        assertThat(situation.of(caseNo))
                .filteredOn(each -> each.kind() == Report.Kind.FINAL)
                .hasSize(1);

        // where those above know already how it ended nothing is waited for
        String known = reported(false);
        steps.ok(known, REAL, graded("\"evacuated\": 2"));
        situation.callFinal(known);
        reports.sendAll(steps, known);
        steps.ok(known, NONE);
        assertThat(event(known).state()).isEqualTo(Event.State.CLOSED);
    }

    @Test
    @Order(4)
    void aDrillGoesTheSameWayAndIsMarkedAndIsRemindedOfItsExpectedTerm() throws Exception {
        String caseNo = reported(true);
        assertThat(cases.require(caseNo).title()).contains("【演练】");
        assertThat(steps.shown(COMMANDER, caseNo, ResponseModel.VERIFY)
                        .get("drillText")
                        .asText())
                .contains("演练");
        steps.ok(caseNo, REAL, graded("\"evacuated\": 40"), wanted("IV"), AGREED);
        assertThat(event(caseNo).grade()).isEqualTo(Grade.IV);
        steps.ok(caseNo, decided(OFFICE));
        OfficialDocument notice = documents.ofCase(caseNo).get(0);
        assertThat(notice.number()).contains("演练");
        assertThat(documents.content(notice)).contains("【演练】", "只用于演练");
        Job over = management
                .createJobQuery()
                .processInstanceId(runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(caseNo)
                        .singleResult()
                        .getId())
                .timers()
                .singleResult();
        assertThat(over.getDuedate().toInstant())
                .isCloseTo(proposals.all(caseNo).get(0).until(notice.issuedAt()), within(2, ChronoUnit.SECONDS));
        management.executeJob(over.getId());
        assertThat(history.changes(caseNo)
                        .get(history.changes(caseNo).size() - 1)
                        .act())
                .isEqualTo("response.termOver");
        assertThat(steps.task(caseNo, ResponseModel.ASSESS)).isNotEmpty();
    }

    @Test
    @Order(5)
    void anotherReportOfTheSameEventIsMergedAndNothingOfItIsLost() throws Exception {
        String caseNo = reported(false);
        String into = testEvents.reported(false);
        String drill = testEvents.reported(true);
        signIn(COMMANDER);
        assertThatThrownBy(() -> desk.merge(caseNo, 0, drill, "同一处")).hasMessage("event.mergeInto");
        assertThatThrownBy(() -> desk.merge(caseNo, 0, caseNo, "同一处")).hasMessage("event.mergeInto");
        signIn("fire.sun");
        assertThatThrownBy(() -> desk.merge(caseNo, 0, into, "同一处")).hasMessage("event.unknown");
        signIn(OFFICE);
        assertThatThrownBy(() -> desk.merge(caseNo, 0, into, "同一处")).hasMessage("access.denied");
        signIn(COMMANDER);
        desk.merge(caseNo, 0, into, "同一处堤段");
        // whoever saw it before is told who was faster
        Refusal late = catchThrowableOfType(Refusal.class, () -> desk.merge(caseNo, 0, into, "同一处"));
        assertThat(late.code()).isEqualTo("event.changed");
        assertThat(late.arguments().get(0)).isEqualTo("吴刚");
        assertThat(event(caseNo).state()).isEqualTo(Event.State.REFUTED);
        assertThat(cases.require(caseNo).state()).isEqualTo(CaseState.TERMINATED);
        assertThat(history.belongsTo(caseNo)).contains(into);
        assertThat(history.reports(into)).hasSize(2);
        assertThat(history.changes(into))
                .last()
                .extracting(EventHistory.Change::act)
                .isEqualTo("event.joined");
    }

    @Test
    @Order(6)
    void ofTwoAtOnceOneWinsAndTheOtherIsToldWhoWasFasterWithWhat() throws Exception {
        String caseNo = reported(false);
        String task = steps.task(caseNo, ResponseModel.VERIFY);
        String body = "{\"variables\": {" + REAL.answers() + "}}";
        List<Integer> told = Stream.of(1, 2)
                .map(n -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return steps.calls()
                                .post(COMMANDER, "/tasks/" + task + "/complete", body)
                                .andReturn()
                                .getResponse()
                                .getStatus();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        assertThat(told).containsExactlyInAnyOrder(200, 409);
        assertThat(history.changes(caseNo)).extracting(EventHistory.Change::act).containsOnlyOnce("event.verified");
        steps.calls()
                .post(OFFICE, "/tasks/" + task + "/complete", body)
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("task.doneBy"))
                .andExpect(jsonPath("$.detail").value(containsString("吴刚")))
                .andExpect(jsonPath("$.detail").value(containsString("核实报告")));
    }

    @Test
    @Order(7)
    void whatWouldGradeItOtherwiseIsPutBeforeTheDutyRoomOnceAtATime() throws Exception {
        String caseNo = reported(false);
        steps.ok(caseNo, REAL, graded("\"dead\": 1"), NONE);
        assertThat(open(caseNo)).isEmpty();
        signIn(COMMANDER);
        Harm two = new Harm(2, 0, 0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO, false);
        Harm four = new Harm(4, 0, 0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO, false);
        Harm five = new Harm(5, 0, 0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO, false);
        desk.harm(caseNo, event(caseNo).version(), two, "医院报告");
        assertThat(open(caseNo)).doesNotContain(ResponseModel.REGRADE);
        int seen = event(caseNo).version();
        desk.harm(caseNo, seen, four, "医院报告");
        assertThatThrownBy(() -> desk.harm(caseNo, seen, five, "医院报告")).hasMessage("event.changed");
        desk.harm(caseNo, event(caseNo).version(), five, "医院报告");
        assertThat(open(caseNo)).containsOnlyOnce(ResponseModel.REGRADE);
        signOut();
        steps.ok(caseNo, step(COMMANDER, ResponseModel.REGRADE, "\"gradingBasis\": \"医院报告\""));
        assertThat(event(caseNo).grade()).isEqualTo(Grade.III);
        assertThat(open(caseNo)).as("what is graver is thought over again").contains(ResponseModel.PROPOSE);
    }

    private List<String> open(String caseNo) {
        return tasks.ofCase(caseNo).stream().map(OpenTask::step).toList();
    }

    @Test
    @Order(100)
    void allOfTheModelWasPassed() {
        SecurityContextHolder.clearContext();
        BpmnModelInstance model = Bpmn.readModelFromFile(new File("processes/emergency/emergency-response.bpmn"));
        Set<String> missed = new TreeSet<>();
        model.getModelElementsByType(FlowNode.class).forEach(each -> missed.add(each.getId()));
        // the engine keeps no flow to an event that was waited for, but the event
        model.getModelElementsByType(SequenceFlow.class).stream()
                .filter(each -> !(each.getSource() instanceof EventBasedGateway))
                .forEach(each -> missed.add(each.getId()));
        for (String caseNo : walked) {
            Processes.CaseDiagram diagram = processes.diagram(caseNo);
            diagram.passed().forEach(each -> missed.remove(each.activityId()));
            missed.removeAll(diagram.flows().keySet());
        }
        assertThat(missed).isEmpty();
    }
}
