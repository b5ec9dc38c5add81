package org.xieban.timelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.casefile.CaseCalls.CLERK;
import static org.xieban.casefile.CaseCalls.PASSWORD;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.context.support.WithUserDetails;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.XiebanTest;
import org.xieban.casefile.CaseCalls;
import org.xieban.casefile.CaseClocks;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.casefile.Lamp;
import org.xieban.catalogue.Term;
import org.xieban.engine.OpenTask;
import org.xieban.engine.Processes;
import org.xieban.engine.TaskChanged;
import org.xieban.engine.TaskOpened;
import org.xieban.engine.TestModels;
import org.xieban.engine.Variable;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Refusal;

/** The clocks of a case follow what happens to it, and are told as the API promises. */
@XiebanTest
@RecordApplicationEvents
class ClocksTest {

    @Autowired
    MockMvc mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clocks clocks;

    @Autowired
    CaseFiles cases;

    @Autowired
    CaseClocks standings;

    @Autowired
    Processes processes;

    @Autowired
    RepositoryService repository;

    @Autowired
    TaskService engineTasks;

    @Autowired
    HistoryService history;

    @Autowired
    ApplicationEvents events;

    @Autowired
    Clock clock;

    CaseCalls calls;
    String caseNo;

    @BeforeEach
    void aCase() throws Exception {
        calls = new CaseCalls(mvc);
        caseNo = calls.registered("钟表明");
    }

    private CaseClock only(ClockKind kind) {
        List<CaseClock> found = all(kind);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private List<CaseClock> all(ClockKind kind) {
        return clocks.ofCase(caseNo).stream()
                .filter(each -> each.kind() == kind)
                .toList();
    }

    private LocalDate inDays(int days) {
        return LocalDate.now(clock).plusDays(days);
    }

    @Test
    void theTermOfAcceptanceRunsFromReceipt() throws Exception {
        JsonNode told = CaseCalls.json(calls.get(CLERK, "/cases/{caseNo}/clocks", caseNo)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$[?(@.kind == 'ACCEPTANCE')]", hasSize(1)))
                .andExpect(jsonPath("$[?(@.kind == 'STATUTORY')]", hasSize(0))));
        ObjectNode acceptance = (ObjectNode) told.get(0);

        assertThat(acceptance.get("term").get("amount").asInt()).isEqualTo(5);
        assertThat(acceptance.get("term").get("unit").asText()).isEqualTo("WORKING_DAY");
        assertThat(acceptance.get("term").get("startEvent").asText()).isEqualTo("RECEIPT");
        assertThat(acceptance.get("term").get("legalBasis").asText()).contains("第三十二条");
        assertThat(acceptance.get("lamp").asText()).isEqualTo("GREEN");
        assertThat(acceptance.get("state").asText()).isEqualTo("RUNNING");
        assertThat(acceptance.get("step").isNull()).isTrue();
        assertThat(acceptance.get("dueAt").asText()).endsWith("T23:59:59+08:00");
        calls.get(CLERK, "/clocks/{id}/explanation", acceptance.get("id").asText())
                .andExpect(status().isOk())
                .andExpect(jsonPath("$[0].reason").value("FIRST_DAY"))
                .andExpect(jsonPath("$[?(@.counted == 1)]", hasSize(5)));
        calls.get(CLERK, "/cases/{caseNo}", caseNo)
                .andExpect(jsonPath("$.lamp").value("GREEN"))
                .andExpect(jsonPath("$.dueAt").value(endsWith("T23:59:59+08:00")));
    }

    @Test
    void whoMayNotSeeTheCaseSeesNoneOfItsClocks() throws Exception {
        long id = only(ClockKind.ACCEPTANCE).id();
        calls.get("env.zhao", "/cases/{caseNo}/clocks", caseNo).andExpect(status().isNotFound());
        calls.get("env.zhao", "/clocks/{id}/explanation", id)
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.code").value("clock.unknown"));
        calls.get("sysadmin.yu", "/cases/{caseNo}/clocks", caseNo).andExpect(status().isNotFound());
        calls.get("supervisor.zheng", "/cases/{caseNo}/clocks", caseNo).andExpect(status().isOk());
        calls.get(CLERK, "/clocks/{id}/explanation", "no-number").andExpect(status().isNotFound());
        mvc.perform(get("/api/v1/cases/{caseNo}/clocks", caseNo)).andExpect(status().isUnauthorized());
    }

    @Test
    @WithUserDetails("handler.li")
    void acceptanceStartsTheTermsOfLawAndPromiseFromTheDayItTakesEffect() {
        Instant received = cases.require(caseNo).registeredAt();

        cases.accept(caseNo, received);

        assertThat(only(ClockKind.ACCEPTANCE).state()).isEqualTo(CaseClock.State.MET);
        assertThat(only(ClockKind.STATUTORY).startedAt()).isEqualTo(received);
        assertThat(only(ClockKind.STATUTORY).term().amount()).isEqualTo(20);
        assertThat(only(ClockKind.PROMISED).term().amount()).isEqualTo(7);
        assertThat(standings.of(List.of(caseNo)).get(caseNo).dueAt())
                .isEqualTo(only(ClockKind.PROMISED).dueAt());

        cases.review(caseNo);
        cases.decide(caseNo, true, "准予");

        assertThat(clocks.ofCase(caseNo))
                .filteredOn(each -> each.kind() != ClockKind.STEP)
                .hasSize(3)
                .allMatch(each -> each.state() == CaseClock.State.MET);
        cases.close(caseNo, CaseState.CLOSED, null);
        assertThat(clocks.ofCase(caseNo)).allMatch(each -> each.endedAt() != null);
    }

    @Test
    void theCaseIsNoSoonerOverdueThanItsClock() {
        jdbc.sql("update clock set due_at = :due, yellow_at = :due where case_no = :caseNo and kind = 'ACCEPTANCE'")
                .param("due", OfficialTime.of(clock.instant().minusMillis(100)))
                .param("caseNo", caseNo)
                .update();

        Lamp ofCase = Objects.requireNonNull(standings.of(List.of(caseNo)).get(caseNo))
                .lamp();

        // the last second of a term belongs to it
        assertThat(ofCase).isEqualTo(only(ClockKind.ACCEPTANCE).lamp()).isEqualTo(Lamp.YELLOW);
    }

    @Test
    @WithUserDetails("handler.li")
    void supplementingBeginsTheTermOfAcceptanceAnew() {
        Instant received = only(ClockKind.ACCEPTANCE).startedAt();

        cases.supplement(caseNo);

        assertThat(only(ClockKind.ACCEPTANCE).state()).isEqualTo(CaseClock.State.MET);
        assertThat(standings.of(List.of(caseNo)).get(caseNo)).isEqualTo(new CaseClocks.Standing(Lamp.PAUSED, null));

        cases.supplemented(caseNo);

        assertThat(all(ClockKind.ACCEPTANCE))
                .extracting(CaseClock::state)
                .containsExactly(CaseClock.State.MET, CaseClock.State.RUNNING);
        assertThat(all(ClockKind.ACCEPTANCE).get(1).startedAt()).isAfter(received);
    }

    @Test
    @WithUserDetails("handler.li")
    void aSpecialProcedureStopsTheTermsOfTheDecisionUntilItEnds() throws Exception {
        cases.accept(caseNo, cases.require(caseNo).registeredAt());
        Instant due = only(ClockKind.STATUTORY).dueAt();

        Pause pause =
                clocks.pause(caseNo, PauseType.EXPERT_REVIEW, "《行政许可法》第四十五条", inDays(10), "须专家评审", "approver.wang");

        CaseClock paused = only(ClockKind.STATUTORY);
        assertThat(paused.state()).isEqualTo(CaseClock.State.PAUSED);
        assertThat(paused.lamp()).isEqualTo(Lamp.PAUSED);
        assertThat(paused.dueAt()).isAfter(due);
        assertThat(paused.expected()).isTrue();
        assertThat(only(ClockKind.ACCEPTANCE).pauses()).isEmpty();
        assertThat(standings.of(List.of(caseNo)).get(caseNo)).isEqualTo(new CaseClocks.Standing(Lamp.PAUSED, null));
        mvc.perform(get("/api/v1/clocks/{id}/explanation", paused.id()).with(httpBasic(CLERK, PASSWORD)))
                .andExpect(jsonPath("$[?(@.reason == 'PAUSED')].source")
                        .value(org.hamcrest.Matchers.hasItem("《行政许可法》第四十五条")))
                .andExpect(jsonPath("$[?(@.counted == 1)]", hasSize(20)));
        calls.get(CLERK, "/cases/{caseNo}/clocks", caseNo)
                .andExpect(jsonPath("$[?(@.kind == 'STATUTORY')].pauses[0].id").value(Long.toString(pause.id())))
                .andExpect(
                        jsonPath("$[?(@.kind == 'STATUTORY')].pauses[0].type").value("EXPERT_REVIEW"))
                .andExpect(jsonPath("$[?(@.kind == 'STATUTORY')].pauses[0].approver")
                        .value("approver.wang"))
                .andExpect(jsonPath("$[?(@.kind == 'STATUTORY')].pauses[0].until")
                        .value(inDays(10).toString()))
                .andExpect(jsonPath("$[?(@.kind == 'STATUTORY')].pauses[0].endedAt")
                        .value(org.hamcrest.Matchers.hasItem(nullValue())));

        clocks.resume(caseNo, PauseType.EXPERT_REVIEW);

        // it lasted no opening of the offices
        assertThat(only(ClockKind.STATUTORY).dueAt()).isEqualTo(due);
        assertThat(only(ClockKind.STATUTORY).state()).isEqualTo(CaseClock.State.RUNNING);
        assertThat(only(ClockKind.STATUTORY).pauses().get(0).endedAt()).isNotNull();
    }

    @Test
    @WithUserDetails("handler.li")
    void aPauseThatEndsBeforeItBeginsIsRefused() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() ->
                        clocks.pause(caseNo, PauseType.HEARING, "《行政许可法》第四十五条", inDays(-1), "听证", "approver.wang"))
                .matches(refusal -> refusal.code().equals("clock.pauseEndsBefore"));
    }

    @Test
    @WithUserDetails("handler.li")
    void theTermIsExtendedOnce() throws Exception {
        cases.accept(caseNo, cases.require(caseNo).registeredAt());
        CaseClock before = only(ClockKind.STATUTORY);

        clocks.extend(caseNo, 10, Term.Unit.WORKING_DAY, "案情复杂", "approver.wang");

        assertThat(Duration.between(before.dueAt(), only(ClockKind.STATUTORY).dueAt()))
                .isGreaterThanOrEqualTo(Duration.ofDays(14));
        calls.get(CLERK, "/cases/{caseNo}/clocks", caseNo)
                .andExpect(jsonPath("$[?(@.kind == 'STATUTORY')].extensions[0].amount")
                        .value(10))
                .andExpect(jsonPath("$[?(@.kind == 'STATUTORY')].extensions[0].state")
                        .value("APPROVED"));
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> clocks.extend(caseNo, 5, Term.Unit.WORKING_DAY, "再延", "approver.wang"))
                .matches(refusal -> refusal.code().equals("clock.extended"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, WORKING_DAY, approver.wang, amount, clock.extensionAmount",
        "-5, WORKING_DAY, approver.wang, amount, clock.extensionAmount",
        "5, HOUR, approver.wang, unit, clock.extensionUnit",
        "5, WORKING_DAY, clerk.chen, approver, clock.extensionApprover",
        "5, WORKING_DAY, nobody, approver, clock.extensionApprover"
    })
    @WithUserDetails("handler.li")
    void anExtensionThatCannotBeIsRefusedAtItsFieldAndChangesNothing(
            int amount, Term.Unit unit, String approver, String field, String code) {
        cases.accept(caseNo, cases.require(caseNo).registeredAt());
        List<CaseClock> before = clocks.ofCase(caseNo);

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> clocks.extend(caseNo, amount, unit, "案情复杂", approver))
                .satisfies(refusal -> assertThat(refusal.errors())
                        .extracting(Refusal.FieldError::field, Refusal.FieldError::code)
                        .containsExactly(tuple(field, code)));

        assertThat(clocks.ofCase(caseNo)).isEqualTo(before);
    }

    @Test
    void aStepHasAClockAndItsTaskIsDueWithIt() {
        TestModels.deploy(repository);
        processes.start(
                TestModels.PROCESS,
                caseNo,
                List.of(Variable.text("leadDepartment").is("spj")));

        CaseClock step = step(TestModels.FIRST);
        Task task = engineTasks
                .createTaskQuery()
                .processInstanceBusinessKey(caseNo)
                .taskDefinitionKey(TestModels.FIRST)
                .singleResult();
        assertThat(step.step()).isEqualTo(TestModels.FIRST);
        assertThat(step.term().amount()).isEqualTo(2);
        assertThat(task.getDueDate().toInstant()).isEqualTo(step.dueAt());
        assertThat(events.stream(TaskOpened.class)
                        .map(TaskOpened::task)
                        .filter(opened -> opened.id().equals(task.getId()))
                        .map(OpenTask::dueAt))
                .containsExactly(step.dueAt());
        assertThat(events.stream(TaskChanged.class)
                        .filter(changed -> changed.task().id().equals(task.getId())))
                .as("known at once")
                .isEmpty();
        assertThat(history.createHistoricTaskInstanceQuery()
                        .taskId(task.getId())
                        .singleResult()
                        .getDueDate())
                .isEqualTo(task.getDueDate());

        engineTasks.complete(task.getId(), Map.of("remark", "好", "outcome", "yes"));

        assertThat(step(TestModels.FIRST).state()).isEqualTo(CaseClock.State.MET);
        assertThat(step(TestModels.SECOND).state()).isEqualTo(CaseClock.State.RUNNING);
    }

    private CaseClock step(String step) {
        return all(ClockKind.STEP).stream()
                .filter(each -> step.equals(each.step()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @WithUserDetails("handler.li")
    void theTabShowsEachClockWithItsDays() throws Exception {
        mvc.perform(get("/timelimit/cases/{caseNo}", caseNo))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("受理时限")))
                .andExpect(content().string(containsString("《行政许可法》第三十二条")))
                .andExpect(content().string(containsString("起算当日")));
        mvc.perform(get("/timelimit/cases/{caseNo}", caseNo).header("HX-Request", "true"))
                .andExpect(status().isOk())
                .andExpect(content().string(org.hamcrest.Matchers.not(containsString("<html"))));
    }

    @Test
    @WithUserDetails("handler.li")
    void aTermSaysWhereItComesFromAndWhatItDisplaced() throws Exception {
        ObjectNode application = CaseCalls.application("环评明");
        application.put("itemCode", "eia-form");
        ((ObjectNode) application.get("form")).remove("scale");
        String assessed = CaseCalls.json(calls.register(CLERK, application).andExpect(status().isCreated()))
                .get("caseNo")
                .asText();
        calls.get(CLERK, "/cases/{caseNo}/clocks", assessed)
                .andExpect(jsonPath("$[?(@.kind == 'ACCEPTANCE')].term.source").value("LAW"))
                .andExpect(jsonPath("$[?(@.kind == 'STATUTORY')].term.source").value("LAW"))
                .andExpect(
                        jsonPath("$[?(@.kind == 'STATUTORY')].term.startEvent").value("RECEIPT"))
                .andExpect(jsonPath("$[?(@.kind == 'STATUTORY')].term.displaced")
                        .value(hasItem(containsString("《行政许可法》第四十二条"))));
        cases.accept(caseNo, cases.require(caseNo).registeredAt());
        calls.get(CLERK, "/cases/{caseNo}/clocks", caseNo)
                .andExpect(jsonPath("$[?(@.kind == 'PROMISED')].term.source").value("ITEM"))
                .andExpect(jsonPath("$[?(@.kind == 'STEP')].term.source").value("MODEL"));
        long statutory = clocks.ofCase(assessed).stream()
                .filter(each -> each.kind() == ClockKind.STATUTORY)
                .findFirst()
                .orElseThrow()
                .id();
        calls.get(CLERK, "/clocks/{id}/explanation", statutory)
                .andExpect(jsonPath("$[0].note").value(containsString("《中华人民共和国环境影响评价法》第二十二条第三款")))
                .andExpect(jsonPath("$[0].note").value(containsString("取代 《行政许可法》第四十二条")));
    }
}
