package org.xieban.emergency.directive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.xieban.inspection.InspectionSteps.step;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.casefile.InternalCases;
import org.xieban.emergency.ReportedEvents;
import org.xieban.emergency.call.Call;
import org.xieban.emergency.call.Calls;
import org.xieban.emergency.duty.Rung;
import org.xieban.inspection.InspectionSteps;
import org.xieban.inspection.InspectionSteps.Step;
import org.xieban.trace.OfficialTime;

/** A directive from its being sent to its end: every way that it may go. */
@XiebanTest
class DirectiveCourseTest {

    private static final String COMMANDER = "emergency.wu";
    private static final String ON_DUTY = "fire.sun";
    private static final String NEXT = "inspector.ma";
    private static final String LEADER = "leader.fang";
    private static final Duration WITHIN = Duration.ofMinutes(7);

    private static final Step DONE = step(ON_DUTY, DirectiveModel.CARRY_OUT, "\"resultText\": \"已转移 32 人\"");

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Directives directives;

    @Autowired
    private Calls calls;

    @Autowired
    private InternalCases internalCases;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private ManagementService management;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Clock clock;

    private ReportedEvents events;
    private InspectionSteps steps;
    private String event = "";

    @BeforeEach
    void anEventAndARoster() {
        events = new ReportedEvents(internalCases, jdbc, transaction, clock);
        steps = new InspectionSteps(mvc);
        event = events.verified("沙河洪水");
        noRoster();
        Instant now = OfficialTime.now(clock);
        shift(now.minusSeconds(3600), ON_DUTY);
        shift(now.plusSeconds(3600), NEXT);
    }

    @AfterEach
    void noRoster() {
        jdbc.sql("delete from duty_shift where department = 'xfjy'").update();
    }

    private void shift(Instant from, String officer) {
        jdbc.sql("""
                insert into duty_shift (department, starts_at, ends_at, officer, leader, phone, changed_by, changed_at)
                values ('xfjy', :from, :until, :officer, :leader, '0', 'test', :from)""")
                .param("from", OfficialTime.of(from))
                .param("until", OfficialTime.of(from.plusSeconds(7200)))
                .param("officer", officer)
                .param("leader", LEADER)
                .update();
    }

    private static Order order(String department) {
        return new Order(department, "转移沙河沿岸低洼地区人员", WITHIN, Duration.ofHours(2), "防汛预案 4.2");
    }

    private String given(String department) {
        return directives
                .give(event, List.of(order(department)), UUID.randomUUID().toString())
                .get(0);
    }

    private Directive directive(String number) {
        return directives.find(number).orElseThrow();
    }

    /** The minutes of whoever is called are over. */
    private void notAcknowledged(String number) {
        Call call = calls.of(number).stream().filter(Call::open).findFirst().orElseThrow();
        Job due = management
                .createJobQuery()
                .processInstanceId(runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(number)
                        .singleResult()
                        .getId())
                .timers()
                .singleResult();
        assertThat(Duration.between(call.until(), due.getDuedate().toInstant()).abs())
                .isLessThan(Duration.ofSeconds(1));
        management.executeJob(due.getId());
    }

    @Test
    void whoeverIsOnDutyAcknowledgesInTimeAndItIsDone() throws Exception {
        String number = given("xfjy");
        Directive sent = directive(number);
        assertThat(sent.state()).isEqualTo(Directive.State.SENT);
        assertThat(sent.calling())
                .isNotNull()
                .extracting(Directive.Calling::officer)
                .isEqualTo(ON_DUTY);
        assertThat(Duration.between(sent.givenAt(), sent.acknowledgeBy())).isEqualTo(WITHIN);
        JsonNode clock = steps.clocks(number).get(0);
        assertThat(clock.get("term").get("unit").asText()).isEqualTo("MINUTE");
        assertThat(clock.get("term").get("amount").asInt()).isEqualTo(7);

        steps.ok(number, step(ON_DUTY, DirectiveModel.ACKNOWLEDGE, ""));
        Directive going = directive(number);
        assertThat(going.state()).isEqualTo(Directive.State.IN_PROGRESS);
        assertThat(going.acknowledged())
                .isNotNull()
                .extracting(Directive.Acknowledged::by, Directive.Acknowledged::how, Directive.Acknowledged::late)
                .containsExactly(ON_DUTY, Directive.How.OFFICER, false);
        assertThat(calls.of(number)).extracting(Call::state).containsExactly(Call.State.CONFIRMED);
        assertThat(cases.require(number).state()).isEqualTo(CaseState.IN_REVIEW);
        assertThat(cases.require(number).parent()).isEqualTo(event);

        steps.ok(number, DONE);
        assertThat(directive(number).state()).isEqualTo(Directive.State.COMPLETED);
        assertThat(directive(number).end())
                .asInstanceOf(InstanceOfAssertFactories.type(Directive.End.class))
                .extracting(Directive.End::text)
                .isEqualTo("已转移 32 人");
        assertThat(cases.require(number).state()).isEqualTo(CaseState.CLOSED);
        assertThat(directives.open(event)).isZero();
    }

    @Test
    void nobodyAcknowledgesSoThatItGoesUpTheLadderToTheTelephoneAndBegunAnew() throws Exception {
        String number = given("xfjy");
        notAcknowledged(number);
        notAcknowledged(number);
        notAcknowledged(number);
        assertThat(calls.of(number))
                .extracting(Call::officer, Call::rung, Call::state)
                .containsExactly(
                        tuple(ON_DUTY, Rung.Kind.ON_DUTY, Call.State.PASSED),
                        tuple(NEXT, Rung.Kind.NEXT, Call.State.PASSED),
                        tuple(LEADER, Rung.Kind.LEADER, Call.State.PASSED),
                        tuple(null, null, Call.State.OPEN));
        steps.ok(
                number,
                step(
                        COMMANDER,
                        DirectiveModel.TELEPHONE,
                        "\"telephoneOutcome\": \"UNREACHED\", \"unreachedText\": \"无人接听\""));
        assertThat(directive(number).calling())
                .isNotNull()
                .extracting(Directive.Calling::officer)
                .isEqualTo(ON_DUTY);
        notAcknowledged(number);
        notAcknowledged(number);
        notAcknowledged(number);
        steps.ok(
                number,
                step(
                        COMMANDER,
                        DirectiveModel.TELEPHONE,
                        "\"telephoneOutcome\": \"REACHED\", \"calledName\": \"值班室\""));
        assertThat(directive(number).acknowledged())
                .isNotNull()
                .extracting(Directive.Acknowledged::how, Directive.Acknowledged::late)
                .containsExactly(Directive.How.TELEPHONE, true);
        assertThat(directive(number).passedOn()).isEqualTo(6);
        steps.ok(number, DONE);
    }
}
