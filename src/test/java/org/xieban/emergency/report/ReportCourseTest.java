package org.xieban.emergency.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;
import static org.xieban.inspection.InspectionSteps.step;

import java.io.File;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.demonstration.DemonstrationClock;
import org.xieban.emergency.ReportedEvents;
import org.xieban.emergency.SignedIn;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.EventChanges;
import org.xieban.emergency.event.EventGraded;
import org.xieban.emergency.event.EventRefuted;
import org.xieban.emergency.event.EventVerified;
import org.xieban.emergency.event.Grade;
import org.xieban.emergency.event.Harm;
import org.xieban.emergency.event.ResponseEnded;
import org.xieban.emergency.event.ResponseLevelChanged;
import org.xieban.emergency.event.ResponseStarted;
import org.xieban.emergency.outreach.OutreachAcknowledged;
import org.xieban.emergency.outreach.Purpose;
import org.xieban.emergency.report.Report.Kind;
import org.xieban.emergency.report.Report.Reason;
import org.xieban.emergency.report.Report.Standing;
import org.xieban.emergency.report.Report.State;
import org.xieban.emergency.response.EventDesk;
import org.xieban.engine.Processes;
import org.xieban.inspection.InspectionSteps;
import org.xieban.inspection.InspectionSteps.Step;
import org.xieban.trace.OfficialTime;

/** Situation reports from their call to their receipt: every way they may go, late ones, and what is refused on the way. */
@XiebanTest
class ReportCourseTest {

    private static final String COMMANDER = "emergency.wu";
    private static final String LEADER = "leader.jiang";

    private static final Step DRAFTED =
            step(COMMANDER, ReportModel.DRAFT, "\"reportText\": \"水位上涨，已转移 12 人。\\n后续情况续报。\"");
    private static final Step SIGNED = step(LEADER, ReportModel.SIGN, "\"signOutcome\": \"SIGNED\"");

    /** Flows that the reports of these tests have taken, and elements that they have passed. */
    private static final Set<String> TAKEN = new TreeSet<>();

    @Autowired
    private ReportedEvents events;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private UserDetailsService people;

    @Autowired
    private SituationReports reports;

    @Autowired
    private ReportCalls calls;

    @Autowired
    private EventChanges changes;

    @Autowired
    private EventDesk desk;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private Processes processes;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private ManagementService jobs;

    @Autowired
    private ApplicationEventPublisher publisher;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private InspectionSteps steps;
    private String event = "";

    @BeforeEach
    void eventsAndOfficers() {
        steps = new InspectionSteps(mvc);
    }

    @AfterEach
    void whichWaysTheyWent() {
        for (Report each : reports.of(event)) {
            Processes.CaseDiagram diagram = processes.diagram(each.caseNo());
            if (diagram != null) {
                TAKEN.addAll(diagram.flows().keySet());
                TAKEN.addAll(diagram.finished());
            }
        }
    }

    @AfterAll
    static void everyFlowOfTheModelWasTaken() {
        assertThat(TAKEN)
                .containsAll(Bpmn.readModelFromFile(new File("processes/emergency/situation-report.bpmn"))
                        .getModelElementsByType(SequenceFlow.class)
                        .stream()
                        // the engine keeps no flow to an event that was waited for, but the event
                        .map(flow -> flow.getSource() instanceof EventBasedGateway
                                ? flow.getTarget().getId()
                                : flow.getId())
                        .collect(Collectors.toSet()));
    }

    private void happens(Object what) {
        transaction.executeWithoutResult(status -> publisher.publishEvent(what));
    }

    /** A verified event; the number of its first report. */
    private String verified(String title) {
        event = events.verified(title);
        happens(new EventVerified(event));
        return last().caseNo();
    }

    private Report last() {
        List<Report> all = reports.of(event);
        return all.get(all.size() - 1);
    }

    private Report report(String caseNo) {
        return reports.of(event).stream()
                .filter(each -> each.caseNo().equals(caseNo))
                .findFirst()
                .orElseThrow();
    }

    private void responds(Grade level) {
        jdbc.sql("update emergency_event set state = 'RESPONDING', level = :level, responding_since = :now"
                        + " where case_no = :no")
                .param("level", level.name())
                .param("now", OfficialTime.of(clock.instant()))
                .param("no", event)
                .update();
    }

    private Step telephoned(Instant at) {
        return step(COMMANDER, ReportModel.TELEPHONE, """
                "phonedTo": "市政府总值班室 王值班", "phonedAt": "%s", "phonedText": "已报告水情，要求一小时后续报"
                """.formatted(OfficialTime.of(at)));
    }

    private void sent(String caseNo) throws Exception {
        if (report(caseNo).state() == State.TELEPHONE) {
            steps.ok(caseNo, telephoned(clock.instant()));
        }
        if (report(caseNo).state() == State.DRAFTING) {
            steps.ok(caseNo, DRAFTED);
        }
        steps.ok(caseNo, SIGNED);
        assertThat(report(caseNo).state()).isEqualTo(State.SENT);
    }

    private void passes(Duration time) {
        ((DemonstrationClock) clock).advance(time);
    }

    /** A timer of a report is due, and fires. */
    private void fires(String caseNo, String timer) {
        Job due = jobs.createJobQuery().activityId(timer).timers().list().stream()
                .filter(job -> caseNo.equals(runtime.createProcessInstanceQuery()
                        .processInstanceId(job.getProcessInstanceId())
                        .singleResult()
                        .getBusinessKey()))
                .findFirst()
                .orElse(null);
        if (due != null) {
            try {
                jobs.executeJob(due.getId());
            } catch (OptimisticLockingException | NullPointerException e) {
                // the engine's own executor was quicker
            }
            await().until(() -> jobs.createJobQuery().jobId(due.getId()).count() == 0);
        }
    }

    private String page(String login, String address) throws Exception {
        return mvc.perform(get(address).with(user(people.loadUserByUsername(login))))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private ResultActions order(String login, String kind, String text) throws Exception {
        return mvc.perform(post("/emergency/reports")
                .param("event", event)
                .param("kind", kind)
                .param("text", text)
                .with(user(people.loadUserByUsername(login)))
                .with(csrf()));
    }

    private ResultActions correct(String login, String caseNo, String text) throws Exception {
        return mvc.perform(post("/emergency/reports/{no}/correct", caseNo)
                .param("text", text)
                .with(user(people.loadUserByUsername(login)))
                .with(csrf()));
    }

    private void acknowledged(String caseNo, int still) {
        jdbc.sql("""
                update outreach_delivery set state = 'ACKNOWLEDGED', acknowledged_at = now(), next_at = null
                 where id in (select d.id from outreach_delivery d join outreach_message m on m.id = d.message
                               where m.case_no = :no and d.acknowledged_at is null order by d.id limit 1)""").param("no", caseNo).update();
        happens(new OutreachAcknowledged(Purpose.real(Purpose.Kind.REPORT, caseNo), "值班室"));
        assertThat(jdbc.sql("""
                        select count(*) from outreach_delivery d join outreach_message m on m.id = d.message
                         where m.case_no = :no and d.acknowledged_at is null""").param("no", caseNo).query(Integer.class).single())
                .isEqualTo(still);
    }

    @Test
    void theFirstIsTelephonedAndWrittenAndSignedByAnotherAndNothingOfItIsEverRewritten() throws Exception {
        String caseNo = verified("大沙河洪水");
        Report called = report(caseNo);
        assertThat(called.kind()).isEqualTo(Kind.FIRST);
        assertThat(cases.require(caseNo).parent()).isEqualTo(event);
        assertThat(reports.due(event)).contains(called.call().at().plus(Duration.ofMinutes(30)));
        assertThat(called.due().written()).isEqualTo(called.call().at().plus(Duration.ofMinutes(60)));

        assertThat(Duration.between(
                                OffsetDateTime.parse(steps.view(caseNo)
                                                .get("openTasks")
                                                .get(0)
                                                .get("dueAt")
                                                .asText())
                                        .toInstant(),
                                called.due().telephone())
                        .abs())
                .as("the work list says the same")
                .isLessThan(Duration.ofSeconds(5));

        steps.complete(caseNo, telephoned(clock.instant().plusSeconds(120)))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.code").value("report.phonedLater"));
        steps.complete(caseNo, telephoned(called.call().at().minusSeconds(3600)))
                .andExpect(jsonPath("$.code").value("report.phonedBefore"));
        steps.ok(caseNo, telephoned(clock.instant()));
        assertThat(report(caseNo).telephoned(clock.instant())).isEqualTo(Standing.IN_TIME);
        assertThat(reports.due(event)).contains(called.due().written());

        assertThat(steps.shown(COMMANDER, caseNo, ReportModel.DRAFT)
                        .get("reportText")
                        .asText())
                .contains("洪涝", "指令：没有下达", "后续情况续报");
        steps.complete(caseNo, step(COMMANDER, ReportModel.DRAFT, "\"reportText\": \" \""))
                .andExpect(status().isUnprocessableEntity());
        steps.ok(caseNo, DRAFTED);
        steps.ok(caseNo, step(LEADER, ReportModel.SIGN, "\"signOutcome\": \"RETURNED\", \"returnText\": \"写明转移到哪里\""));
        assertThat(steps.shown(COMMANDER, caseNo, ReportModel.DRAFT)
                        .get("reportText")
                        .asText())
                .as("what was written is not lost")
                .contains("已转移 12 人");
        steps.ok(caseNo, DRAFTED);
        jdbc.sql("update situation_report set drafted_by = :by where case_no = :no")
                .param("by", LEADER)
                .param("no", caseNo)
                .update();
        steps.complete(caseNo, SIGNED).andExpect(jsonPath("$.code").value("report.own"));
        jdbc.sql("update situation_report set drafted_by = :by where case_no = :no")
                .param("by", COMMANDER)
                .param("no", caseNo)
                .update();
        steps.ok(caseNo, SIGNED);

        Report done = report(caseNo);
        assertThat(done.state()).isEqualTo(State.SENT);
        assertThat(done.written(clock.instant())).isEqualTo(Standing.IN_TIME);
        assertThat(done.writing().documentNumber()).contains("信息");
        assertThat(done.writing().signedBy()).isEqualTo(LEADER);
        assertThat(reports.complete(event)).isFalse();
        for (String rewriting : List.of(
                "delete from situation_report where case_no = :no",
                "update situation_report set body = 'x' where case_no = :no",
                "update situation_report set phoned_at = called_at where case_no = :no")) {
            assertThatThrownBy(() -> jdbc.sql(rewriting).param("no", caseNo).update())
                    .isInstanceOf(DataAccessException.class);
        }

        acknowledged(caseNo, 1);
        assertThat(report(caseNo).receipt()).as("one has still to say so").isNull();
        acknowledged(caseNo, 0);
        assertThat(report(caseNo).receipt()).isNotNull();
        assertThat(cases.require(caseNo).state()).isEqualTo(CaseState.CLOSED);
        assertThat(page(LEADER, "/emergency/reports/" + caseNo))
                .contains("王值班", "已转移 12 人", "西平市人民政府总值班室", done.writing().documentNumber());
        mvc.perform(get("/emergency/reports/{no}", caseNo).with(user(people.loadUserByUsername("env.zhao"))))
                .andExpect(status().isNotFound());
        assertThat(page("env.zhao", "/emergency/reports?q=" + caseNo)).doesNotContain(event);
    }

    @Test
    void whatIsLateAndWhatIsMissingIsProvenByTheRecord() throws Exception {
        String caseNo = verified("五沟营内涝");
        passes(Duration.ofMinutes(31));
        fires(caseNo, "event_telephoneLate");
        assertThat(report(caseNo).telephoned(clock.instant())).isEqualTo(Standing.MISSING);
        String missing = "/emergency/reports?which=MISSING&event=" + event;
        assertThat(page(COMMANDER, missing)).contains(caseNo, "逾期未报");
        steps.ok(caseNo, telephoned(clock.instant()));
        assertThat(report(caseNo).telephoned(clock.instant())).isEqualTo(Standing.LATE);
        assertThat(page(COMMANDER, missing)).doesNotContain(caseNo);

        passes(Duration.ofMinutes(30));
        fires(caseNo, "event_writtenLate");
        assertThat(report(caseNo).written(clock.instant())).isEqualTo(Standing.MISSING);
        sent(caseNo);
        Report late = report(caseNo);
        assertThat(late.written(clock.instant())).isEqualTo(Standing.LATE);
        assertThat(late.writtenLate(clock.instant())).isGreaterThan(Duration.ofSeconds(59));
        assertThat(page(COMMANDER, missing)).doesNotContain(caseNo);
        assertThat(page(COMMANDER, "/emergency/reports?which=LATE&event=" + event))
                .contains(caseNo);
        assertThat(page("supervisor.zheng", "/emergency/reports.csv?event=" + event))
                .contains("五沟营内涝", "吴刚", "姜涛", late.writing().documentNumber());
        assertThat(page("supervisor.zheng", "/ledger/cases/" + caseNo)).contains("电话报告逾时", "书面报告逾时");

        // nobody acknowledges: somebody telephones
        fires(caseNo, "event_noReceipt");
        steps.ok(caseNo, step(COMMANDER, ReportModel.CONFIRM_RECEIPT, "\"receiptName\": \"总值班室 王值班\""));
        assertThat(report(caseNo).receipt().from()).contains("王值班");
        assertThat(cases.require(caseNo).state()).isEqualTo(CaseState.CLOSED);
    }

    @Test
    void whatHappensWhileOneIsDraftedBecomesPartOfItAndWhatTheLeaderHasIsNotChanged() throws Exception {
        String first = verified("沙河险情");
        happens(new EventGraded(event, null, Grade.III));
        steps.ok(first, telephoned(clock.instant()));
        Instant before = report(first).due().written();
        responds(Grade.I);
        happens(new ResponseStarted(event, Grade.I));
        assertThat(reports.of(event)).hasSize(1);
        assertThat(report(first).due().written())
                .as("a change has its own term")
                .isBefore(before);
        assertThat(steps.shown(COMMANDER, first, ReportModel.DRAFT)
                        .get("causeText")
                        .asText())
                .contains("事件核实", "较大", "一级响应");
        passes(Duration.ofMinutes(31));
        fires(first, "event_movedDue");
        assertThat(report(first).written(clock.instant())).isEqualTo(Standing.MISSING);
        assertThat(page("supervisor.zheng", "/ledger/cases/" + first)).contains("书面报告逾时");

        steps.ok(first, DRAFTED);
        responds(Grade.II);
        happens(new ResponseLevelChanged(event, Grade.I, Grade.II));
        Report further = last();
        assertThat(further.kind()).isEqualTo(Kind.FURTHER);
        assertThat(further.no()).isEqualTo(1);
        assertThat(further.call().reason()).isEqualTo(Reason.LEVEL);
        steps.ok(further.caseNo(), DRAFTED);
        steps.complete(further.caseNo(), SIGNED)
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("report.earlierOpen"));
        sent(first);
        sent(further.caseNo());

        // and then from time to time
        Instant next = report(further.caseNo()).sentAt().plus(Duration.ofHours(2));
        assertThat(reports.due(event)).contains(next.plus(Duration.ofMinutes(30)));
        transaction.executeWithoutResult(status -> calls.callPeriodic(event));
        assertThat(reports.of(event)).hasSize(2);
        passes(Duration.ofMinutes(121));
        transaction.executeWithoutResult(status -> calls.callPeriodic(event));
        transaction.executeWithoutResult(status -> calls.callPeriodic(event));
        assertThat(reports.of(event)).hasSize(3);
        assertThat(last().call().reason()).isEqualTo(Reason.PERIOD);
    }

    @Test
    void somebodyOrdersAFurtherOneAndCorrectsOneAndTheFinalOneComesOnceAndLast() throws Exception {
        event = events.in(Event.State.REPORTED, "燃气泄漏", false);
        order(COMMANDER, "FURTHER", "现场情况").andExpect(flash().attribute("problem", "problem.report.notYet"));
        happens(new EventVerified(event));
        String first = last().caseNo();
        correct(COMMANDER, first, "人数").andExpect(flash().attribute("problem", "problem.report.notSent"));
        sent(first);
        order("env.zhao", "FURTHER", "现场情况").andExpect(status().isForbidden());
        order(COMMANDER, "FURTHER", " ").andExpect(flash().attribute("problem", "problem.report.text"));
        order(LEADER, "FURTHER", "现场处置进展").andExpect(flash().attribute("message", "emergency.report.ordered"));
        Report ordered = last();
        assertThat(ordered.call().reason()).isEqualTo(Reason.ORDER);
        order(COMMANDER, "FURTHER", "还有伤员情况");
        assertThat(last().caseNo()).as("taken up by the one that is drafted").isEqualTo(ordered.caseNo());
        sent(ordered.caseNo());

        correct(COMMANDER, first, "转移的是 21 人").andExpect(status().is3xxRedirection());
        Report correction = last();
        assertThat(correction.corrects()).isEqualTo(first);
        assertThat(correction.no()).isEqualTo(2);
        assertThat(steps.shown(COMMANDER, correction.caseNo(), ReportModel.DRAFT)
                        .get("reportText")
                        .asText())
                .contains("更正首报", "转移的是 21 人");
        sent(correction.caseNo());
        assertThat(page(COMMANDER, "/emergency/reports/" + first)).contains("续报 2");

        responds(Grade.III);
        order(COMMANDER, "FINAL", "").andExpect(flash().attribute("problem", "problem.report.responding"));
        events.becomes(event, Event.State.ENDED);
        happens(new ResponseEnded(event));
        happens(new ResponseEnded(event));
        Report end = last();
        assertThat(end.kind()).isEqualTo(Kind.FINAL);
        assertThat(reports.of(event)).hasSize(4);
        order(COMMANDER, "FINAL", "").andExpect(flash().attribute("problem", "problem.report.finalAlready"));
        order(COMMANDER, "FURTHER", "还有").andExpect(flash().attribute("problem", "problem.report.finalAlready"));
        assertThat(reports.complete(event)).isFalse();
        sent(end.caseNo());
        assertThat(reports.complete(event)).isTrue();
        assertThat(reports.due(event)).isEmpty();

        // what comes to light later corrects the final report
        happens(new EventGraded(event, null, Grade.III));
        assertThat(last().corrects()).isEqualTo(end.caseNo());
        assertThat(reports.complete(event)).isFalse();
        events.becomes(event, Event.State.CLOSED);
        steps.complete(last().caseNo(), DRAFTED).andExpect(jsonPath("$.code").value("report.closed"));
        order(COMMANDER, "FURTHER", "还有").andExpect(flash().attribute("problem", "problem.report.closed"));
        correct(COMMANDER, first, "还有").andExpect(flash().attribute("problem", "problem.report.closed"));
    }

    @Test
    void ofADrillNothingGoesOutAndAllIsMarked() throws Exception {
        event = events.drill("防汛演练");
        happens(new EventVerified(event));
        String caseNo = last().caseNo();
        sent(caseNo);
        assertThat(jdbc.sql("""
                        select distinct d.state from outreach_delivery d join outreach_message m on m.id = d.message
                         where m.case_no = :no""").param("no", caseNo).query(String.class).list()).containsExactly("DRILL");
        assertThat(report(caseNo).writing().documentNumber()).contains("演练");
        assertThat(cases.require(caseNo).state()).isEqualTo(CaseState.CLOSED);
        assertThat(page(COMMANDER, "/emergency/reports/" + caseNo)).contains("【演练】");
        assertThat(page(COMMANDER, "/emergency/reports?drill=false&event=" + event))
                .doesNotContain(caseNo);
    }

    @Test
    void whereNobodyIsRegisteredToReceiveItSomebodyBringsItAndAsks() throws Exception {
        String caseNo = verified("供水中断");
        sent(caseNo);
        String instance = runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(caseNo)
                .singleResult()
                .getId();
        runtime.createProcessInstanceModification(instance)
                .startBeforeActivity("gateway_receipt")
                .setVariable("receipt", ReportSending.Receiving.BY_HAND.name())
                .cancelAllForActivity("gateway_awaitReceipt")
                .execute();
        steps.ok(caseNo, step(COMMANDER, ReportModel.CONFIRM_RECEIPT, "\"receiptName\": \"总值班室\""));
        assertThat(cases.require(caseNo).state()).isEqualTo(CaseState.CLOSED);
    }

    private void known(Harm harm) {
        transaction.executeWithoutResult(status -> changes.harm(event, harm, "医院报告"));
    }

    private static Harm harm(int dead, int evacuated) {
        return new Harm(dead, 0, 0, 0, evacuated, BigDecimal.ZERO, BigDecimal.ZERO, false);
    }

    private void afterwards(int dead) {
        new SignedIn(people).does(COMMANDER, () -> desk.harm(event, version(), harm(dead, 8), "医院报告"));
    }

    private int version() {
        return jdbc.sql("select version from emergency_event where case_no = :no")
                .param("no", event)
                .query(Integer.class)
                .single();
    }

    @Test
    void casualtiesThatChangeAreReportedAtOnceEvenAfterAllIsDoneForAsLongAsTheRuleSays() throws Exception {
        String first = verified("厂房火灾");
        Instant today = clock.instant().minus(Duration.ofDays(7));
        jdbc.sql("update emergency_event set kind = 'FIRE', occurred_at = :at where case_no = :no")
                .param("at", OfficialTime.of(today))
                .param("no", event)
                .update();
        sent(first);
        known(harm(0, 8));
        assertThat(reports.of(event)).as("nobody was hurt").hasSize(1);
        known(harm(1, 8));
        Report further = last();
        assertThat(further.call().reason()).isEqualTo(Reason.HARM);
        assertThat(further.call().text()).isEqualTo("死亡 0 人→1 人");
        assertThat(further.due().written()).isEqualTo(further.call().at().plus(Duration.ofMinutes(60)));
        assertThat(further.due().basis()).contains("第十三条", "7 日");
        known(harm(2, 8));
        assertThat(reports.of(event)).hasSize(2);
        assertThat(steps.shown(COMMANDER, further.caseNo(), ReportModel.DRAFT)
                        .get("dead")
                        .asInt())
                .isEqualTo(2);
        sent(further.caseNo());
        transaction.executeWithoutResult(status -> reports.callFinal(event));
        sent(last().caseNo());
        String end = last().caseNo();

        events.becomes(event, Event.State.CLOSED);
        afterwards(3);
        Report supplement = last();
        assertThat(supplement.corrects()).isEqualTo(end);
        assertThat(page(COMMANDER, "/emergency/events/" + event)).contains("补报", "name=\"dead\"");
        sent(supplement.caseNo());
        assertThat(last().drafted().figures().dead()).isEqualTo(3);
        assertThat(page("supervisor.zheng", "/ledger/cases/" + event)).contains("死亡 3 人");

        passes(Duration.between(clock.instant(), OfficialTime.endOf(OfficialTime.dayOf(clock.instant())))
                .plusSeconds(1));
        assertThatThrownBy(() -> afterwards(4)).hasMessage("event.harmOver");
        assertThat(page(COMMANDER, "/emergency/events/" + event)).doesNotContain("name=\"dead\"");
        assertThat(reports.of(event)).hasSize(4);
    }

    @Test
    void whatIsReportedOtherwiseThanItIsKnownNeedsAReasonAndTheRecordShowsWhatWasConcealedAndForHowLong()
            throws Exception {
        String first = verified("桥梁垮塌");
        String record = "/emergency/events/" + event + "/reporting";
        assertThat(page("supervisor.zheng", record)).doesNotContain("掌握未报");
        assertThat(page("supervisor.zheng", "/emergency/reports")).doesNotContain(record);
        passes(Duration.ofMinutes(61));
        assertThat(page("supervisor.zheng", record)).contains("掌握未报", "逾期未报");
        assertThat(page("supervisor.zheng", "/emergency/reports")).contains(record);

        known(harm(3, 0));
        steps.ok(first, telephoned(clock.instant()));
        steps.complete(first, step(COMMANDER, ReportModel.DRAFT, """
                "reportText": "桥面垮塌，正在搜救。后续情况续报。", "dead": 1"""))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.code").value("report.differs"));
        steps.ok(first, step(COMMANDER, ReportModel.DRAFT, """
                "reportText": "桥面垮塌，正在搜救。后续情况续报。", "dead": 1, "differenceText": "两人身份待确认" """));
        assertThat(steps.shown(LEADER, first, ReportModel.SIGN)
                        .get("differenceShown")
                        .asText())
                .isEqualTo("两人身份待确认");
        steps.ok(first, SIGNED);
        assertThat(report(first).drafted().differs()).isTrue();
        assertThat(page("supervisor.zheng", record))
                .contains("上报迟", "与掌握的不一致", "报出：死亡 1 人", "死亡 3 人", "两人身份待确认")
                .doesNotContain("掌握未报");
        assertThat(page("supervisor.zheng", record + ".csv")).contains("与掌握的不一致", "两人身份待确认", "已上报");
        assertThat(page("supervisor.zheng", "/emergency/reports?which=DIFFERENT&event=" + event))
                .contains(first);
        assertThat(page("supervisor.zheng", "/ledger/cases/" + first)).contains("报出的数字", "当时掌握的数字");
        mvc.perform(get(record).with(user(people.loadUserByUsername("env.zhao"))))
                .andExpect(status().isNotFound());
    }

    @Test
    void aFinalReportThatIsNotSentYetWaitsForTheEndOfAResponseThatIsStartedAfterAll() throws Exception {
        sent(verified("化工厂泄漏"));
        transaction.executeWithoutResult(status -> reports.callFinal(event));
        Report end = last();
        assertThat(end.call().reason()).isEqualTo(Reason.DECLINED);
        responds(Grade.IV);
        happens(new ResponseStarted(event, Grade.IV));
        assertThat(report(end.caseNo()).state()).isEqualTo(State.NOT_NEEDED);
        assertThat(page(LEADER, "/ledger/cases/" + end.caseNo())).contains("响应结束后再报终报");
        sent(last().caseNo());
        events.becomes(event, Event.State.ENDED);
        happens(new ResponseEnded(event));
        assertThat(last().kind()).isEqualTo(Kind.FINAL);
        assertThat(last().call().reason()).isEqualTo(Reason.ENDED);
    }

    @Test
    void whatTurnsOutToBeNoneIsReportedNoMore() {
        String caseNo = verified("误报");
        happens(new EventRefuted(event));
        assertThat(report(caseNo).state()).isEqualTo(State.NOT_NEEDED);
        assertThat(cases.require(caseNo).state()).isEqualTo(CaseState.TERMINATED);
        assertThat(reports.due(event)).isEmpty();
        assertThat(reports.complete(event)).isFalse();
    }
}
