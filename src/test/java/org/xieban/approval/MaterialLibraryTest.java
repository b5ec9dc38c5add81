package org.xieban.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.xieban.XiebanTest;
import org.xieban.casefile.Applicant;
import org.xieban.casefile.CaseCalls;
import org.xieban.casefile.CaseMaterial;
import org.xieban.casefile.Materials;
import org.xieban.document.PdfWriter;
import org.xieban.trace.OfficialTime;

/** What an applicant handed in once and agreed to have kept is not asked of him again. */
@XiebanTest
class MaterialLibraryTest {

    private static final String FIRST = "food-business-licence";
    private static final String NEXT = "public-place-hygiene-licence";
    private static final String MATERIAL = "business-licence";

    /** Says how things are at one time: nobody can say how long. */
    private static final String UNDATED = "floor-plan";

    @Autowired
    private Office office;

    @Autowired
    private Materials materials;

    @Autowired
    private PdfWriter pdf;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private UserDetailsService people;

    @Autowired
    private JdbcClient jdbc;

    private MockHttpServletResponse answer(String login, MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.with(user(people.loadUserByUsername(login))).with(csrf()))
                .andReturn()
                .getResponse();
    }

    private void says(String how, String caseNo) throws Exception {
        assertThat(answer(
                                Office.CLERK,
                                post("/licences/cases/" + caseNo + "/consent").param("how", how))
                        .getRedirectedUrl())
                .isEqualTo("/cases/" + caseNo + "?tab=materials");
    }

    private String shown(String caseNo) throws Exception {
        return answer(Office.CLERK, get("/licences/cases/" + caseNo)).getContentAsString(StandardCharsets.UTF_8);
    }

    /** A case of the first item with everything handed in; the material is sent in by whom the test says. */
    private String first(Applicant applicant, String by) {
        String caseNo = office.registerWithoutMaterials(FIRST, 0, applicant);
        byte[] file = pdf.write("营业执照", "<p>营业执照副本</p>", "");
        office.as(by, () -> materials.upload(caseNo, MATERIAL, "营业执照.pdf", file));
        office.uploadEverything(caseNo);
        return caseNo;
    }

    private void accept(String caseNo) {
        office.completes(caseNo, ApprovalModel.REVIEW_MATERIALS, OrdinaryAnswers.to(ApprovalModel.REVIEW_MATERIALS));
    }

    private String next(Applicant applicant) {
        return office.registerWithoutMaterials(NEXT, 0, applicant);
    }

    private CaseMaterial.Coverage coverage(String caseNo) {
        return material(caseNo, MATERIAL).coverage();
    }

    private CaseMaterial material(String caseNo, String code) {
        return materials.ofCase(caseNo).stream()
                .filter(each -> each.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatWasCheckedOnceStandsInForTheMaterialOfTheNextCase() throws Exception {
        Applicant applicant = Office.somebody("顾炎武");
        String caseNo = first(applicant, Office.CLERK);
        says("IN_PERSON", caseNo);
        // not checked yet
        assertThat(coverage(next(applicant))).isNull();
        accept(caseNo);
        String later = next(applicant);
        assertThat(coverage(later).sourceName()).isEqualTo("材料库“营业执照”（办件 " + caseNo + " 提交，可信等级 B）");
        assertThat(materials.missing(later)).doesNotContain(MATERIAL);
        assertThat(OfficialTime.dayOf(coverage(later).validUntil()))
                .isEqualTo(jdbc.sql("select valid_until from library_material where case_no = ? and material = ?")
                        .params(caseNo, MATERIAL)
                        .query(LocalDate.class)
                        .single());
        assertThat(shown(later)).contains("办件 " + caseNo + " 提交", "B 级：窗口核对过原件", "当面同意");
        MockHttpServletResponse copy =
                answer(Office.HANDLER, get("/licences/cases/" + later + "/materials/" + MATERIAL));
        try (PDDocument read = Loader.loadPDF(copy.getContentAsByteArray())) {
            assertThat(new PDFTextStripper().getText(read).replaceAll("\\s", ""))
                    .contains("营业执照副本", "仅用于公共场所卫生许可", later, "可信等级B");
        }
        assertThat(jdbc.sql("select count(*) from trace_entry where case_no = :case and act = 'library.viewed'")
                        .param("case", later)
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    @Test
    void withoutConsentNothingIsKept() throws Exception {
        Applicant applicant = Office.somebody("顾炎武");
        String caseNo = first(applicant, Office.CLERK);
        accept(caseNo);
        String later = next(applicant);
        assertThat(coverage(later)).isNull();
        assertThat(shown(later)).contains("没有同意留存材料");
        // who agrees afterwards has what was checked before kept, too
        says("IN_WRITING", caseNo);
        assertThat(coverage(next(applicant))).isNotNull();
    }

    @Test
    void whoWithdrawsHisConsentIsAskedAgain() throws Exception {
        Applicant applicant = Office.somebody("顾炎武");
        String caseNo = first(applicant, Office.CLERK);
        says("ONLINE", caseNo);
        accept(caseNo);
        String meanwhile = next(applicant);
        says("WITHDRAWN", meanwhile);
        assertThat(coverage(next(applicant))).isNull();
        // what was taken while he agreed stays
        assertThat(coverage(meanwhile)).isNotNull();
        assertThat(answer(Office.HANDLER, get("/licences/cases/" + meanwhile + "/materials/" + MATERIAL))
                        .getStatus())
                .isEqualTo(200);
        // agreeing anew does not bring back what was given up
        says("IN_PERSON", meanwhile);
        assertThat(coverage(next(applicant))).isNull();
    }

    @Test
    void whatWasOnlySentInIsTakenWhenSomebodyHasSeenTheOriginal() throws Exception {
        Applicant applicant = Office.somebody("顾炎武");
        String caseNo = first(applicant, Office.HANDLER);
        says("ONLINE", caseNo);
        accept(caseNo);
        String later = next(applicant);
        assertThat(coverage(later)).isNull();
        assertThat(shown(later)).contains("可信等级 C", "取用代替材料");
        answer(Office.CLERK, post("/licences/cases/" + later + "/take").param("material", MATERIAL));
        assertThat(coverage(later).sourceName()).contains("可信等级 C");
    }

    @Test
    void whatNobodyCanSayTheValidityOfIsKeptShownWithItsAgeAndTakenByHandAlone() throws Exception {
        Applicant applicant = Office.somebody("顾炎武");
        String caseNo = first(applicant, Office.CLERK);
        says("IN_PERSON", caseNo);
        accept(caseNo);
        List<String> handedIn = materials.ofCase(caseNo).stream()
                .filter(each -> each.latest() != null)
                .map(CaseMaterial::code)
                .toList();
        assertThat(jdbc.sql("select material from library_material where case_no = ?")
                        .param(caseNo)
                        .query(String.class)
                        .list())
                .as("everything that was checked")
                .containsExactlyInAnyOrderElementsOf(handedIn);
        String later = office.registerWithoutMaterials(FIRST, 0, applicant);
        assertThat(coverage(later)).as("a year old at most").isNotNull();
        assertThat(material(later, UNDATED).coverage()).isNull();
        // midnight may have come between
        assertThat(shown(later)).contains("有效期不明").containsPattern("至今 [01] 天");
        answer(Office.CLERK, post("/licences/cases/" + later + "/take"));
        assertThat(material(later, UNDATED).coverage()).as("nobody chose it").isNull();
        answer(Office.CLERK, post("/licences/cases/" + later + "/take").param("material", UNDATED));
        assertThat(material(later, UNDATED).coverage().sourceName()).contains(caseNo);
        assertThat(shown(later)).contains("有效期不明");
    }

    @Test
    void consentComesWithTheApplicationAndIsWithdrawnTheSameWay() throws Exception {
        CaseCalls calls = new CaseCalls(mvc);
        Applicant applicant = Office.somebody("顾炎武");
        String caseNo = applies(calls, applicant, "IN_WRITING");
        assertThat(shown(caseNo)).contains("申请人已同意留存材料", "书面同意");
        office.uploadEverything(caseNo);
        accept(caseNo);
        assertThat(coverage(applies(calls, applicant, null)))
                .as("what was said before holds")
                .isNotNull();
        String last = applies(calls, applicant, "WITHDRAWN");
        assertThat(coverage(last)).isNull();
        assertThat(shown(last)).contains("没有同意留存材料");
        calls.register(Office.CLERK, application(applicant).put("consent", "SOMEHOW"))
                .andExpect(status().isBadRequest());
    }

    private static ObjectNode application(Applicant applicant) {
        ObjectNode application = CaseCalls.application(applicant.name());
        application.withObject("/applicant").put("idNumber", applicant.idNumber());
        return application;
    }

    private static String applies(CaseCalls calls, Applicant applicant, @Nullable String consent) throws Exception {
        return CaseCalls.json(
                        calls.register(Office.CLERK, application(applicant).put("consent", consent)))
                .get("caseNo")
                .asText();
    }

    @Test
    void whatIsTooOldOrAnothersIsNotTaken() throws Exception {
        Applicant applicant = Office.somebody("顾炎武");
        String caseNo = first(applicant, Office.CLERK);
        says("IN_PERSON", caseNo);
        accept(caseNo);
        assertThat(coverage(next(Office.somebody("黄宗羲")))).isNull();
        jdbc.sql("update library_material set valid_until = '2020-01-01' where case_no = ?")
                .param(caseNo)
                .update();
        assertThat(coverage(next(applicant))).isNull();
    }

    @Test
    void whoDoesNotSeeTheWholeCaseSeesNothingOfIt() throws Exception {
        String caseNo = next(Office.somebody("顾炎武"));
        for (MockHttpServletRequestBuilder request : new MockHttpServletRequestBuilder[] {
            get("/licences/cases/" + caseNo), get("/licences/cases/" + caseNo + "/materials/" + MATERIAL),
        }) {
            assertThat(answer("fire.sun", request).getStatus()).isEqualTo(404);
        }
        for (String call : new String[] {"take", "consent"}) {
            MockHttpServletRequestBuilder request = post("/licences/cases/" + caseNo + "/" + call);
            assertThat(answer("fire.sun", request.param("how", "IN_PERSON")).getStatus())
                    .isEqualTo(404);
        }
        assertThat(answer("supervisor.zheng", post("/licences/cases/" + caseNo + "/take"))
                        .getStatus())
                .isEqualTo(403);
        assertThat(answer(Office.CLERK, get("/cases/" + caseNo + "/materials"))
                        .getContentAsString(StandardCharsets.UTF_8))
                .contains("hx-get=\"/licences/cases/" + caseNo + "\"");
    }
}
