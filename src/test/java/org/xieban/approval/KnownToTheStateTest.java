package org.xieban.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.xieban.XiebanTest;
import org.xieban.casefile.CaseFiles;
import org.xieban.casefile.CaseState;
import org.xieban.casefile.Materials;
import org.xieban.demonstration.CityOfTests;
import org.xieban.timelimit.LateSteps;
import org.xieban.web.Refusal;

/** An application whose materials departments know already: filed with none; what they know otherwise is looked after. */
@XiebanTest
@ExtendWith(OutputCaptureExtension.class)
class KnownToTheStateTest {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final List<Map<String, String>> POINTS =
            List.of(Map.of("material", "住所证明", "requirement", "与登记的住所一致"));

    @Autowired
    private Office office;

    @Autowired
    private KnownApplicant applicant;

    @Autowired
    private CityOfTests city;

    @Autowired
    private LateSteps late;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private Materials materials;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private UserDetailsService people;

    @BeforeEach
    void openTheCity() throws Exception {
        city.open();
    }

    @AfterEach
    void closeTheCity() {
        city.close();
    }

    private void awaitStep(String caseNo, String... steps) {
        await().atMost(SOON).until(() -> office.open(caseNo).equals(List.of(steps)));
    }

    @Test
    void aCaseWhoseFiveMaterialsAreKnownIsFiledWithNone(CapturedOutput output) {
        String caseNo = applicant.applies(KnownApplicant.PLACE);
        awaitStep(caseNo, ApprovalModel.REVIEW_MATERIALS);
        assertThat(materials.missing(caseNo)).isEmpty();
        assertThat(materials.ofCase(caseNo)).hasSize(5).allSatisfy(material -> assertThat(material.coverage())
                .isNotNull());
        office.ordinaryToTheEnd(caseNo);
        // what the departments said is in no table of the engine and in no log
        for (String planted : List.of("户籍地址", "柏城街道文昌社区 8 号楼", "0002211", "1998-03-01")) {
            assertThat(output.getAll()).doesNotContain(planted);
            assertThat(tablesOfTheEngineWith(planted)).as(planted).isEmpty();
        }
    }

    private List<String> tablesOfTheEngineWith(String text) {
        return jdbc.sql("""
                        select table_name from information_schema.tables
                         where table_schema = 'public' and table_name like 'act\\_%' order by table_name""").query(String.class).list().stream()
                .filter(table -> jdbc.sql("select exists (select from " + table + " t where t::text like :text)")
                        .param("text", "%" + text + "%")
                        .query(Boolean.class)
                        .single())
                .toList();
    }

    @Test
    void whatADepartmentKnowsOtherwiseIsAskedForAndNobodyWaitsForeverForAProvider() throws Exception {
        String caseNo = applicant.applies("棠溪县出山镇一号");
        awaitStep(caseNo, ApprovalModel.REVIEW_MATERIALS);
        assertThat(materials.missing(caseNo)).containsExactly("housing");
        assertThat(dataTab(caseNo)).contains(KnownApplicant.PLACE, "申请填写：棠溪县出山镇一号", "1 处与申请不一致");

        String correction = cases.children(caseNo).get(0);
        change(caseNo, correction, true);
        late.late(correction, "userTask_verifyData");
        assertThat(office.open(correction)).containsExactly("userTask_pursueVerification", "userTask_verifyData");
        office.completes(
                correction, "userTask_pursueVerification", Map.of("pursuitOutcome", "END", "pursuitText", "督促无果"));
        assertThat(office.state(correction)).isEqualTo(CaseState.TERMINATED);
        assertThat(office.open(correction)).isEmpty();
        assertThat(dataTab(caseNo)).contains("提供部门逾期未核实", "提出数据异议").doesNotContain("等待核实结果");
        // it waits no longer
        office.completes(
                caseNo, ApprovalModel.REVIEW_MATERIALS, Map.of("reviewOutcome", "SUPPLEMENT", "points", POINTS));
    }

    @Test
    void aDifferenceIsLookedAfterByTheProviderAndTheCaseWaitsOrGoesOn(CapturedOutput output) throws Exception {
        String elsewhere = "棠溪县出山镇迎宾路一号";
        String caseNo = applicant.applies(elsewhere);
        awaitStep(caseNo, ApprovalModel.REVIEW_MATERIALS);
        String correction = cases.children(caseNo).get(0);
        assertThat(cases.children(caseNo)).hasSize(1);
        assertThat(office.open(correction)).containsExactly("userTask_verifyData");
        assertThat(dataTab(caseNo)).contains("数据异议核实中", correction, "提供部门最迟于", "等待核实结果");

        change(caseNo, correction, true);
        assertThat(catchThrowableOfType(
                                Refusal.class,
                                () -> office.completes(
                                        caseNo, ApprovalModel.REVIEW_MATERIALS, Map.of("reviewOutcome", "COMPLETE")))
                        .code())
                .isEqualTo("correction.waits");
        change(caseNo, correction, false);

        register(elsewhere);
        try {
            office.completes(
                    correction,
                    "userTask_verifyData",
                    Map.of("correctionOutcome", "CORRECTED", "correctionNote", "登记有误"));
            await().atMost(SOON).until(() -> office.state(correction) == CaseState.CLOSED);
        } finally {
            register(KnownApplicant.PLACE);
        }
        // asked again by itself: now it is as was claimed, and stands in for the material
        assertThat(materials.missing(caseNo)).isEmpty();
        assertThat(dataTab(caseNo)).contains("提供部门已更正").doesNotContain("处与申请不一致");
        office.ordinaryToTheEnd(caseNo);
        for (String planted : List.of(elsewhere, KnownApplicant.PLACE, KnownApplicant.NUMBER)) {
            assertThat(output.getAll()).doesNotContain(planted);
            assertThat(tablesOfTheEngineWith(planted)).as(planted).isEmpty();
        }
    }

    private String dataTab(String caseNo) throws Exception {
        return mvc.perform(get("/sources/cases/" + caseNo).with(as(Office.HANDLER)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private void change(String caseNo, String correction, boolean awaited) throws Exception {
        mvc.perform(post("/sources/cases/" + caseNo + "/corrections/" + correction)
                        .param("awaited", String.valueOf(awaited))
                        .with(csrf())
                        .with(as(Office.HANDLER)))
                .andExpect(redirectedUrl("/cases/" + caseNo + "?tab=data"));
    }

    /** What the register of real property says of where the person lives. */
    private void register(String place) {
        jdbc.sql("update city_real_estate.register set location = :place where subject = :person")
                .param("place", place)
                .param("person", KnownApplicant.NUMBER)
                .update();
    }

    private RequestPostProcessor as(String login) {
        return SecurityMockMvcRequestPostProcessors.user(people.loadUserByUsername(login));
    }
}
