package org.xieban.inspection.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.approval.TakenFlows;
import org.xieban.casefile.CaseCalls;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.inspection.ConcludedVisits;
import org.xieban.inspection.InspectionSteps;
import org.xieban.inspection.InspectionSteps.Step;
import org.xieban.inspection.register.CreditClass;
import org.xieban.inspection.register.ObjectRegister;
import org.xieban.inspection.visit.ItemResult;
import org.xieban.inspection.visit.ResultKind;
import org.xieban.inspection.visit.VisitConcluded;
import org.xieban.ledger.Sequencing;
import org.xieban.timelimit.Sweep;
import org.xieban.trace.Fingerprint;
import org.xieban.trace.OfficialTime;
import org.xieban.web.Refusal;

/** Results are published without anybody's name, and what was published is changed by a new version only. */
@XiebanTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PublicationTest {

    private static final String FINDING = "负责人王小明，电话 13911112222，身份证 11010519491231002X";

    private static final String LEAD = "market.zhou";
    private static final Step APPROVED =
            new Step("leader.gao", PublicationModel.DECIDE, "\"changeOutcome\": \"APPROVED\"");

    @Autowired
    private MockMvc mvc;

    @Autowired
    private TakenFlows flows;

    @Autowired
    private UserDetailsService people;

    @Autowired
    private Publications publications;

    @Autowired
    private ObjectRegister objects;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private Sweep sweep;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private ApplicationContext product;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private Clock clock;

    private final String mark = "公示" + UUID.randomUUID().toString().substring(0, 8);

    private InspectionSteps steps;

    @BeforeEach
    void signedIn() {
        steps = new InspectionSteps(mvc);
    }

    /** A visit that its lead has rolled up, with things in it that are nobody's to know. */
    private String concluded() throws Exception {
        String code =
                InspectionSteps.objects(objects, mark, 1, "H62", CreditClass.B).get(0);
        String caseNo = steps.calls().registered("王小明");
        new ConcludedVisits(jdbc)
                .add(
                        code,
                        caseNo,
                        OfficialTime.today(clock),
                        "法定代表人王小明 13911112222",
                        new ItemResult("SCJG-001", "scjg", ResultKind.NO_PROBLEM, FINDING),
                        new ItemResult("XFJY-001", "xfjy", ResultKind.CORRECTION_ORDERED, FINDING));
        return caseNo;
    }

    private void publish(String caseNo) {
        transaction.executeWithoutResult(status -> publications.publish(caseNo));
    }

    private String text(MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request)
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private ResultActions change(String caseNo, String login, String how, String result, String reason)
            throws Exception {
        return mvc.perform(post("/inspection/publications/{no}/change", caseNo)
                .param("how", how)
                .param("result.SCJG-001", result)
                .param("result.XFJY-001", "CORRECTION_ORDERED")
                .param("reason", reason)
                .with(user(people.loadUserByUsername(login)))
                .with(csrf()));
    }

    private String changed(String caseNo, String how, String result) throws Exception {
        String address = String.valueOf(change(caseNo, LEAD, how, result, "复核以后更正")
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl());
        return address.substring(address.lastIndexOf('/') + 1);
    }

    @Test
    void everybodyFindsWhatWasFoundButNobodysName() throws Exception {
        String caseNo = concluded();
        mvc.perform(get("/public/inspections/{no}", caseNo)).andExpect(status().isNotFound());
        publish(caseNo);
        assertThatThrownBy(() -> publish(caseNo)).isInstanceOf(Refusal.class);
        String page = text(get("/public/inspections/{no}", caseNo));
        assertThat(page).contains("抽查对象" + mark, "发现问题已责令改正", "西平市消防救援支队");
        String found = text(get("/public/inspections").param("q", "抽查对象" + mark));
        String file = text(get("/public/inspections.csv").param("q", "抽查对象" + mark));
        String said = text(get("/public/inspections/{no}/1.json", caseNo));
        for (String shown : List.of(page, found, file, said)) {
            assertThat(shown)
                    .contains("抽查对象" + mark)
                    .doesNotContain("王小明", "13911112222", "11010519491231002X", "inspector.", "韩雪", "罗永", "马腾");
        }
        assertThat(file.lines().filter(line -> line.contains(mark))).hasSize(2);
        // it is found by everything that is asked for, and by nothing else
        String today = OfficialTime.today(clock).toString();
        assertThat(text(get("/public/inspections")
                        .param("q", "抽查对象" + mark)
                        .param("item", "XFJY-001")
                        .param("department", "xfjy")
                        .param("result", "CORRECTION_ORDERED")
                        .param("from", today)
                        .param("until", today)))
                .contains("抽查对象" + mark);
        for (String[] other : List.of(
                new String[] {"item", "STHJ-001"},
                new String[] {"department", "sthj"},
                new String[] {"result", "OBSTRUCTED"},
                new String[] {"until", "2020-01-01"})) {
            assertThat(text(get("/public/inspections").param("q", "抽查对象" + mark).param(other[0], other[1])))
                    .contains("没有符合条件的检查结果");
        }
        // the hash of what was published stands in the public log
        Sequencing.now(product);
        assertThat(text(get("/public/inspections/{no}/1/proof.json", caseNo))).contains(Fingerprint.sha256(said));
    }

    @Test
    void theLeadHasTwentyWorkingDaysToPublishFromTheDayThatTheResultsAreThere() throws Exception {
        String visit = concluded();
        transaction.executeWithoutResult(status -> events.publishEvent(new VisitConcluded(
                jdbc.sql("select id from visit where case_no = :no")
                        .param("no", visit)
                        .query(Long.class)
                        .single(),
                visit,
                List.of())));
        String caseNo = jdbc.sql("select number from case_file where parent = :no")
                .param("no", visit)
                .query(String.class)
                .single();
        Step publish = new Step(LEAD, PublishingModel.PUBLISH, "\"publicationChecked\": true");
        assertThat(CaseCalls.json(steps.calls().get(LEAD, "/tasks/{id}/form", steps.task(caseNo, publish.step())))
                        .get("data")
                        .get("publicationShown")
                        .asText())
                .contains("发现问题已责令改正")
                .doesNotContain("王小明", "13911112222");
        assertThat(CaseCalls.json(steps.calls().get(LEAD, "/cases/{no}/clocks", caseNo)))
                .anySatisfy(clock -> {
                    assertThat(clock.get("kind").asText()).isEqualTo("STEP");
                    assertThat(clock.get("term").toString()).contains("20", "WORKING_DAY");
                });
        mvc.perform(get("/public/inspections/{no}", visit)).andExpect(status().isNotFound());
        assertThat(text(get("/inspection/publications/of/{no}", caseNo).with(user(people.loadUserByUsername(LEAD)))))
                .contains("还没有公示")
                .doesNotContain("/public/inspections/" + visit);

        // nobody does it in time: as if it had begun sixty days earlier
        jdbc.sql("""
                        update clock set started_at = started_at - interval '60 days', due_at = due_at - interval '60 days',
                               yellow_at = yellow_at - interval '60 days',
                               next_change_at = next_change_at - interval '60 days'
                         where case_no = :no and ended_at is null""").param("no", caseNo).update();
        sweep.sweep();
        assertThat(CaseCalls.json(steps.calls().get(LEAD, "/cases/{no}/clocks", caseNo)))
                .anySatisfy(clock -> {
                    assertThat(clock.get("kind").asText()).isEqualTo("STEP");
                    assertThat(clock.get("lamp").asText()).isEqualTo("RED");
                });
        assertThat(text(get("/supervision/overdue")
                        .param("lamp", "RED")
                        .param("q", caseNo)
                        .with(user(people.loadUserByUsername("supervisor.zheng")))))
                .contains(caseNo);
        assertThat(text(get("/cases/{no}", caseNo).with(user(people.loadUserByUsername("supervisor.zheng")))))
                .contains("公示");
        steps.ok(caseNo, publish);
        assertThat(cases.require(caseNo).state()).isEqualTo(CaseState.CLOSED);
        assertThat(text(get("/public/inspections/{no}", visit))).contains("抽查对象" + mark);
        assertThat(text(get("/inspection/publications/of/{no}", caseNo).with(user(people.loadUserByUsername(LEAD)))))
                .contains("/public/inspections/" + visit);
    }

    @Test
    void aCorrectionIsANewVersionWithReasonAndApproverAndTheOldOneStays() throws Exception {
        String caseNo = concluded();
        publish(caseNo);
        String first = text(get("/public/inspections/{no}/1.json", caseNo));
        change(caseNo, "fire.sun", "CORRECT", "UNREACHABLE", "更正").andExpect(status().isForbidden());
        change(caseNo, LEAD, "CORRECT", "NO_PROBLEM", "没有改动").andExpect(status().isUnprocessableEntity());
        change(caseNo, LEAD, "CORRECT", "UNREACHABLE", "致电 13911112222 核实").andExpect(status().isUnprocessableEntity());
        change(caseNo, LEAD, "WITHDRAW", "NO_PROBLEM", "").andExpect(status().isUnprocessableEntity());
        String change = changed(caseNo, "CORRECT", "UNREACHABLE");
        change(caseNo, LEAD, "WITHDRAW", "NO_PROBLEM", "再改").andExpect(status().isConflict());
        assertThat(text(get("/public/inspections/{no}", caseNo))).doesNotContain("无法联系");
        steps.ok(change, APPROVED);
        assertThat(cases.require(change).state()).isEqualTo(CaseState.CLOSED);
        assertThat(text(get("/public/inspections/{no}", caseNo))).contains("无法联系", "复核以后更正", "第 1 版");
        assertThat(text(get("/public/inspections/{no}/1.json", caseNo))).isEqualTo(first);
        assertThat(text(get("/public/inspections").param("q", "抽查对象" + mark).param("result", "NO_PROBLEM")))
                .contains("没有符合条件的检查结果");
        assertThatThrownBy(() -> jdbc.sql("delete from inspection_publication where case_no = :no")
                        .param("no", caseNo)
                        .update())
                .hasMessageContaining("what was published stays");
        assertThatThrownBy(() -> jdbc.sql("update inspection_publication set content = '{}' where case_no = :no")
                        .param("no", caseNo)
                        .update())
                .hasMessageContaining("what was published stays");
    }

    @Test
    void whatIsWithdrawnSaysSoAndWhyAndChangesThatAreNotApprovedChangeNothing() throws Exception {
        String caseNo = concluded();
        publish(caseNo);
        String refused = changed(caseNo, "WITHDRAW", "NO_PROBLEM");
        steps.ok(
                refused,
                new Step(
                        "leader.gao",
                        PublicationModel.DECIDE,
                        "\"changeOutcome\": \"REJECTED\", \"rejectText\": \"结果无误\""));
        assertThat(cases.require(refused).state()).isEqualTo(CaseState.REFUSED);
        String back = changed(caseNo, "WITHDRAW", "NO_PROBLEM");
        steps.calls()
                .post(LEAD, "/cases/" + back + "/withdraw", "{\"reason\": \"不撤了\"}")
                .andExpect(status().isOk());
        assertThat(cases.require(back).state()).isEqualTo(CaseState.WITHDRAWN);
        assertThat(publications.versions(caseNo)).hasSize(1);

        String change = changed(caseNo, "WITHDRAW", "NO_PROBLEM");
        jdbc.sql("update inspection_publication_change set proposed_by = 'leader.gao' where case_no = :no")
                .param("no", change)
                .update();
        steps.complete(change, APPROVED).andExpect(jsonPath("$.code").value("plan.ownPlan"));
        jdbc.sql("update inspection_publication_change set proposed_by = 'market.zhou' where case_no = :no")
                .param("no", change)
                .update();
        steps.ok(change, APPROVED);
        assertThat(text(get("/public/inspections/{no}", caseNo)))
                .contains("已撤下", "复核以后更正")
                .doesNotContain("发现问题已责令改正");
        mvc.perform(get("/public/inspections/{no}/1.json", caseNo)).andExpect(status().isNotFound());
        Sequencing.now(product);
        assertThat(text(get("/public/inspections/{no}/1/proof.json", caseNo))).contains("sha256");
        change(caseNo, LEAD, "CORRECT", "UNREACHABLE", "再改").andExpect(status().isConflict());
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void everyPathOfTheModelsIsTaken() {
        assertThat(flows.missed("inspection/publication-change")).isEmpty();
        assertThat(flows.missed("inspection/results-publication")).isEmpty();
    }
}
