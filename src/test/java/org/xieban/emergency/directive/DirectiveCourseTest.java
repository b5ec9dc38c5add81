package org.xieban.emergency.directive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.inspection.InspectionSteps.step;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.emergency.call.Call;
import org.xieban.emergency.duty.Rung;
import org.xieban.emergency.event.Event;
import org.xieban.emergency.event.EventClosed;
import org.xieban.emergency.outreach.OutreachAcknowledged;
import org.xieban.emergency.outreach.Purpose;
import org.xieban.web.Refusal;

/** A directive from its being sent to its end: every way that it may go. */
class DirectiveCourseTest extends DirectiveTests {

    @Autowired
    private CaseFiles cases;

    @Autowired
    private ProgressStore progress;

    @Autowired
    private ApplicationEventPublisher publisher;

    private static final String REFUSED = "\"supportOutcome\": \"REFUSED\", \"refuseText\": \"没有多余的舟艇\"";

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

        steps.ok(number, ACKNOWLEDGED);
        Directive going = directive(number);
        assertThat(going.state()).isEqualTo(Directive.State.IN_PROGRESS);
        assertThat(going.acknowledged())
                .isNotNull()
                .extracting(Directive.Acknowledged::by, Directive.Acknowledged::how, Directive.Acknowledged::late)
                .containsExactly(ON_DUTY, Directive.How.OFFICER, false);
        assertThat(calls.of(number)).extracting(Call::state).containsExactly(Call.State.CONFIRMED);
        assertThat(cases.require(number).state()).isEqualTo(CaseState.IN_REVIEW);
        assertThat(cases.require(number).parent()).isEqualTo(event);
        for (JsonNode each : steps.clocks(number)) {
            if (each.path("step").asText().equals(DirectiveModel.CARRY_OUT)) {
                assertThat(each.get("term").get("amount").asInt()).isBetween(118, 120);
            }
        }

        steps.ok(number, DONE);
        assertThat(directive(number).state()).isEqualTo(Directive.State.COMPLETED);
        assertThat(Objects.requireNonNull(directive(number).end()).text()).isEqualTo("已转移 32 人");
        assertThat(cases.require(number).state()).isEqualTo(CaseState.CLOSED);
        assertThat(directives.open(event)).isZero();
        assertThatThrownBy(() -> directives.withdraw(number, "重复"))
                .isInstanceOfSatisfying(
                        Refusal.class, refused -> assertThat(refused.code()).isEqualTo("directive.completed"));
    }

    @Test
    void nobodyAcknowledgesSoThatItGoesUpTheLadderToTheTelephoneAndAnew() throws Exception {
        String number = given("xfjy");
        for (int rung = 0; rung < 3; rung++) {
            notAcknowledged(number);
        }
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
        for (int rung = 0; rung < 3; rung++) {
            notAcknowledged(number);
        }
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

    @Test
    void whoeverIsLateIsTakenAndEndsTheCalls() throws Exception {
        String number = given("xfjy");
        notAcknowledged(number);
        sends(ON_DUTY, at(number) + "/acknowledge", "directive.acknowledgedLate");
        assertThat(calls.of(number)).extracting(Call::state).containsExactly(Call.State.LATE, Call.State.SUPERSEDED);
        assertThat(Objects.requireNonNull(directive(number).acknowledged()).late())
                .isTrue();
        assertThat(page(COMMANDER, at(number))).contains("逾时签收", "孙磊");
        sends(NEXT, at(number) + "/acknowledge", "problem.directive.acknowledged");
        steps.ok(number, DONE);

        // by the task of whoever is called, with one tap
        String other = given("xfjy");
        sends(ON_DUTY, at(other) + "/acknowledge", "directive.acknowledged");
        assertThat(calls.of(other)).extracting(Call::state).containsExactly(Call.State.CONFIRMED);
    }

    @Test
    void supportIsRefusedOrGrantedAsFurtherDirectivesOrLapses() throws Exception {
        String number = given("xfjy");
        sends(ON_DUTY, at(number) + "/support", "problem.directive.notAcknowledged", "text", "请求冲锋舟 2 艘");
        steps.ok(number, ACKNOWLEDGED);
        sends(ON_DUTY, at(number) + "/reports", "directive.reported", "text", "已转移 20 人");
        sends(ON_DUTY, at(number) + "/reports", "problem.directive.emptyReport", "text", " ");
        sends(ON_DUTY, at(number) + "/support", "directive.supportRequested", "text", "请求冲锋舟 2 艘");
        sends(ON_DUTY, at(number) + "/support", "problem.directive.supportPending", "text", "请求冲锋舟 3 艘");
        assertThat(steps.shown(COMMANDER, number, DirectiveModel.DECIDE_SUPPORT)
                        .get("supportText")
                        .asText())
                .isEqualTo("请求冲锋舟 2 艘");
        steps.ok(number, step(COMMANDER, DirectiveModel.DECIDE_SUPPORT, REFUSED));
        sends(ON_DUTY, at(number) + "/support", "directive.supportRequested", "text", "请求冲锋舟 1 艘");
        steps.ok(number, step(COMMANDER, DirectiveModel.DECIDE_SUPPORT, """
                "supportOutcome": "GRANTED", "supportDepartments": ["gaj"], "supportOrder": "调冲锋舟 1 艘到五沟营",
                "supportAcknowledgeMinutes": 5, "supportCompleteMinutes": 60"""));
        assertThat(progress.requests(number))
                .extracting(SupportRequest::state)
                .containsExactly(SupportRequest.State.GRANTED, SupportRequest.State.REFUSED);
        String granted = progress.requests(number).get(0).granted().get(0);
        assertThat(directive(granted).department()).isEqualTo("gaj");
        assertThat(directive(granted).text()).isEqualTo("调冲锋舟 1 艘到五沟营");
        assertThat(page(ON_DUTY, at(number))).contains("没有多余的舟艇", granted, "已转移 20 人");

        sends(ON_DUTY, at(number) + "/support", "directive.supportRequested", "text", "请求发电机");
        steps.ok(number, DONE);
        assertThat(progress.requests(number).get(0).state()).isEqualTo(SupportRequest.State.LAPSED);
        assertThat(cases.require(number).state()).isEqualTo(CaseState.CLOSED);
    }

    @Test
    void itIsWithdrawnInEveryStateAndWhatWasReportedStays() throws Exception {
        String called = given("xfjy");
        String nobodyThere = given("mzj");
        assertThat(calls.of(nobodyThere)).singleElement().matches(Call::byHand);
        String going = given("xfjy");
        steps.ok(going, ACKNOWLEDGED);
        sends(ON_DUTY, at(going) + "/reports", "directive.reported", "text", "已转移 20 人");
        sends(ON_DUTY, at(going) + "/support", "directive.supportRequested", "text", "请求冲锋舟");
        sends(COMMANDER, at(going) + "/withdraw", "problem.directive.noReason", "reason", " ");
        for (String number : List.of(called, nobodyThere, going)) {
            sends(COMMANDER, at(number) + "/withdraw", "directive.withdrawn", "reason", "水位回落");
            assertThat(directive(number).state()).isEqualTo(Directive.State.WITHDRAWN);
            assertThat(cases.require(number).state()).isEqualTo(CaseState.WITHDRAWN);
            assertThat(steps.view(number).get("openTasks")).isEmpty();
            assertThat(calls.of(number)).noneMatch(Call::open);
        }
        assertThat(progress.reports(going))
                .extracting(ProgressStore.Report::text)
                .containsExactly("已转移 20 人");
        assertThat(progress.requests(going))
                .extracting(SupportRequest::state)
                .containsExactly(SupportRequest.State.LAPSED);
        sends(ON_DUTY, at(called) + "/acknowledge", "problem.directive.withdrawn");
        sends(ON_DUTY, at(going) + "/reports", "problem.directive.withdrawn", "text", "已转移 30 人");

        // as every case is
        String asACase = given("xfjy");
        steps.withdraw(ON_DUTY, asACase).andExpect(status().isForbidden());
        steps.withdraw(COMMANDER, asACase).andExpect(status().isOk());
        assertThat(directive(asACase).state()).isEqualTo(Directive.State.WITHDRAWN);

        String left = given("xfjy");
        events.becomes(event, Event.State.CLOSED);
        transaction.executeWithoutResult(done -> publisher.publishEvent(new EventClosed(event)));
        assertThat(directive(left).state()).isEqualTo(Directive.State.WITHDRAWN);
    }

    @Test
    void ofTwoWhoWithdrawItAtOnceOneWinsAndTheOtherIsToldWho() {
        String number = given("xfjy");
        CompletableFuture<Void> other = Objects.requireNonNull(transaction.execute(first -> {
            directives.withdraw(number, "水位回落");
            CompletableFuture<Void> second = CompletableFuture.runAsync(() -> directives.withdraw(number, "改派公安局"));
            awaitLock();
            assertThat(second).isNotDone();
            return second;
        }));
        assertThatThrownBy(other::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(Refusal.class, refused -> {
                    assertThat(refused.code()).isEqualTo("directive.withdrawn");
                    assertThat(refused.arguments()).hasSize(2);
                });
        assertThat(Objects.requireNonNull(directive(number).end()).text()).isEqualTo("水位回落");
    }

    /** Until somebody waits for what this transaction holds. */
    private void awaitLock() {
        await().until(() ->
                CompletableFuture.supplyAsync(() -> jdbc.sql("select count(*) from pg_locks where not granted")
                                        .query(Long.class)
                                        .single())
                                .join()
                        > 0);
    }

    @Test
    void theSystemOfADepartmentIsToldUnderOneKeyAndAcknowledgesButNotInADrill() {
        jdbc.sql("""
                insert into outreach_receiver (code, name, url, secret, enabled, changed_at)
                values ('xfjy', '消防指挥系统', 'http://127.0.0.1:1/x', 'test', true, now())""").update();
        try {
            String number = given("xfjy");
            String key = "select key || ' ' || drill from outreach_message where case_no = :no";
            assertThat(jdbc.sql(key).param("no", number).query(String.class).list())
                    .containsExactly("directive-" + number + " false");
            transaction.executeWithoutResult(told -> publisher.publishEvent(
                    new OutreachAcknowledged(Purpose.real(Purpose.Kind.DIRECTIVE, number), "xfjy")));
            assertThat(directive(number).acknowledged())
                    .isNotNull()
                    .extracting(Directive.Acknowledged::how, Directive.Acknowledged::by)
                    .containsExactly(Directive.How.OUTSIDE, "xfjy");
            directives.withdraw(number, "水位回落");
            assertThat(jdbc.sql(key).param("no", number).query(String.class).list())
                    .contains("directive-withdrawn-" + number + " false");

            event = events.drill("防汛演练");
            String exercised = given("xfjy");
            assertThat(directive(exercised).drill()).isTrue();
            assertThat(cases.require(exercised).title()).contains("【演练】");
            assertThat(jdbc.sql("select d.state from outreach_delivery d join outreach_message m on m.id = d.message"
                                    + " where m.case_no = :no")
                            .param("no", exercised)
                            .query(String.class)
                            .list())
                    .containsExactly("DRILL");
        } finally {
            jdbc.sql("delete from outreach_delivery where name = 'xfjy'").update();
            jdbc.sql("delete from outreach_message where kind = 'DIRECTIVE' and case_no is not null")
                    .update();
            jdbc.sql("delete from outreach_receiver where code = 'xfjy'").update();
        }
    }
}
