package org.xieban.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;
import static org.xieban.casefile.CaseCalls.CLERK;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.test.context.support.WithUserDetails;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.casefile.CaseCalls;
import org.xieban.casefile.CaseFiles;
import org.xieban.directory.Department;
import org.xieban.directory.Departments;

/** Official documents are issued under their numbers, kept, and shown to those who may see them. */
@XiebanTest
class DocumentsTest {

    private static final Pattern POSITION = Pattern.compile("〕([0-9]+)号");

    @Autowired
    MockMvc mvc;

    @Autowired
    Documents documents;

    @Autowired
    DocumentTemplates templates;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    Departments departments;

    @Autowired
    CaseFiles cases;

    @Autowired
    JdbcClient jdbc;

    CaseCalls calls;
    String caseNo;

    @BeforeEach
    void aCase() throws Exception {
        calls = new CaseCalls(mvc);
        caseNo = calls.registered("文小书");
    }

    private static int position(OfficialDocument document) {
        Matcher position = POSITION.matcher(document.number());
        assertThat(position.find()).as(document.number()).isTrue();
        return Integer.parseInt(position.group(1));
    }

    private OfficialDocument supplement() {
        return documents.issue(
                caseNo, DocumentKind.SUPPLEMENT, Map.of("points", "租赁合同\n平面图 <b>", "until", "2026-12-08"));
    }

    @Test
    void numbersHaveNeitherGapsNorDoublesWhenManyIssueAtOnceAndSomeFail() throws Exception {
        int before = position(documents.issue(caseNo, DocumentKind.RESUME, Map.of("reason", "一")));
        ExecutorService offices = Executors.newFixedThreadPool(6);
        List<Integer> positions = new ArrayList<>();
        try {
            List<Callable<Integer>> work = IntStream.range(0, 36)
                    .<Callable<Integer>>mapToObj(n -> () -> transactions.execute(transaction -> {
                        int position =
                                position(documents.issue(caseNo, DocumentKind.RESUME, Map.of("reason", "第" + n)));
                        if (n % 3 == 0) {
                            transaction.setRollbackOnly();
                            return 0;
                        }
                        return position;
                    }))
                    .toList();
            for (Future<Integer> done : offices.invokeAll(work)) {
                positions.add(done.get());
            }
        } finally {
            offices.shutdownNow();
        }
        assertThat(positions.stream().filter(position -> position > 0))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(before + 1, before + 24).boxed().toList());
    }

    @Test
    void aNumberBeginsWithTheShortNameOfTheOrganUnlessAnotherHasTheSame() {
        Department organ =
                departments.find(cases.require(caseNo).leadDepartment()).orElseThrow();
        assertThat(supplement().number()).startsWith(organ.shortName()).doesNotStartWith(organ.name());
        transactions.executeWithoutResult(transaction -> {
            jdbc.sql(
                            "update department set short_name = :name where code = (select min(code) from department where code <> :code)")
                    .param("name", organ.shortName())
                    .param("code", organ.code())
                    .update();
            assertThat(supplement().number()).startsWith(organ.name());
            transaction.setRollbackOnly();
        });
    }

    @Test
    void whatWasIssuedIsNeverChanged() {
        OfficialDocument document = supplement();
        assertThatExceptionOfType(org.springframework.dao.DataAccessException.class)
                .isThrownBy(() -> jdbc.sql("update document set content = 'x' where id = :id")
                        .param("id", document.id())
                        .update());
    }

    @Test
    void whatIsIssuedAnewKeepsItsNumberAndEveryEdition() throws Exception {
        OfficialDocument first = documents.issue(caseNo, DocumentKind.RESUME, Map.of("reason", "原因消除"));
        OfficialDocument second = documents.reissue(caseNo, DocumentKind.RESUME, Map.of("reason", "审计完毕"));

        assertThat(second.number()).isEqualTo(first.number());
        assertThat(second.edition()).isEqualTo(2);
        assertThat(documents.reissue(caseNo, DocumentKind.RESUME, Map.of("reason", "审计完毕")))
                .as("nothing more to say")
                .isEqualTo(second);
        assertThat(documents.ofCase(caseNo)).contains(second).doesNotContain(first);
        assertThat(documents.content(second)).contains("审计完毕").doesNotContain("原因消除");
        assertThat(documents.content(documents.edition(first.id(), 1).orElseThrow()))
                .contains("原因消除");
        assertThat(documents.edition(first.id(), 3)).isEmpty();
        assertThatExceptionOfType(org.springframework.dao.DataAccessException.class)
                .isThrownBy(() -> jdbc.sql("delete from document_edition where document = :id")
                        .param("id", first.id())
                        .update());
        calls.get(CLERK, "/cases/{caseNo}/documents", caseNo)
                .andExpect(jsonPath("$[?(@.kind == 'RESUME')].edition").value(2));
        for (String edition : List.of("", "?edition=1")) {
            calls.get(CLERK, "/cases/{caseNo}/documents/{id}" + edition, caseNo, first.id())
                    .andExpect(status().isOk())
                    .andExpect(header().string("Content-Type", "application/pdf"));
        }
        calls.get(CLERK, "/cases/{caseNo}/documents/{id}?edition=9", caseNo, first.id())
                .andExpect(status().isNotFound());
    }

    @Test
    @WithUserDetails("clerk.chen")
    void earlierEditionsAreOneStepAway() throws Exception {
        long id = documents
                .issue(caseNo, DocumentKind.RESUME, Map.of("reason", "原因消除"))
                .id();
        documents.reissue(caseNo, DocumentKind.RESUME, Map.of("reason", "审计完毕"));

        mvc.perform(get("/document/cases/{caseNo}", caseNo))
                .andExpect(content().string(containsString("第 2 版")))
                .andExpect(content().string(containsString("/document/" + id + "?edition=1")));
        mvc.perform(get("/document/{id}", id).param("edition", "1"))
                .andExpect(content().string(containsString("原因消除")));
        mvc.perform(get("/document/{id}", id)).andExpect(content().string(containsString("审计完毕")));
    }

    @Test
    void aFieldThatTheKindDoesNotHaveIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> documents.issue(caseNo, DocumentKind.RECEIPT, Map.of("reason", "一")));
    }

    @Test
    void theApiListsDocumentsAndGivesThemAsPdfWithTheirCharactersEmbedded() throws Exception {
        OfficialDocument document = supplement();

        calls.get(CLERK, "/cases/{caseNo}/documents", caseNo)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$[?(@.kind == 'SUPPLEMENT')]", hasSize(1)))
                .andExpect(jsonPath("$[?(@.kind == 'SUPPLEMENT')].number").value(document.number()))
                .andExpect(jsonPath("$[?(@.kind == 'SUPPLEMENT')].kindName").value("补正材料一次性告知书"));
        byte[] file = calls.get(CLERK, "/cases/{caseNo}/documents/{id}", caseNo, document.id())
                .andExpect(status().isOk())
                .andExpect(content().contentType("application/pdf"))
                .andExpect(header().string("Content-Disposition", containsString(".pdf")))
                .andReturn()
                .getResponse()
                .getContentAsByteArray();

        try (PDDocument pdf = Loader.loadPDF(file)) {
            assertThat(new PDFTextStripper().getText(pdf).replaceAll("\\s", ""))
                    .contains("补正材料一次性告知书", "文小书：", caseNo, document.number(), "平面图<b>", "2026年12月8日", "行政许可法");
            var resources = pdf.getPage(0).getResources();
            assertThat(resources.getFontNames()).isNotEmpty();
            for (COSName name : resources.getFontNames()) {
                assertThat(resources.getFont(name).isEmbedded()).isTrue();
                assertThat(resources.getFont(name).getName()).contains("NotoSerifSC");
            }
        }
        assertThat(file.length).isLessThan(300_000);
        assertThat(acts("document.downloaded", document)).isEqualTo(1);
        assertThat(acts("document.issued", document)).isEqualTo(1);
    }

    private long acts(String act, OfficialDocument document) {
        return jdbc.sql("select count(*) from trace_entry where act = :act and subject_id = :number")
                .param("act", act)
                .param("number", document.number())
                .query(Long.class)
                .single();
    }

    @Test
    void whoMayNotSeeTheCaseSeesNoneOfItsDocuments() throws Exception {
        OfficialDocument document = supplement();
        String other = calls.registered("文小字");

        calls.get("env.zhao", "/cases/{caseNo}/documents", caseNo).andExpect(status().isNotFound());
        calls.get("env.zhao", "/cases/{caseNo}/documents/{id}", caseNo, document.id())
                .andExpect(status().isNotFound());
        calls.get("sysadmin.yu", "/cases/{caseNo}/documents/{id}", caseNo, document.id())
                .andExpect(status().isNotFound());
        calls.get(CLERK, "/cases/{caseNo}/documents/{id}", other, document.id()).andExpect(status().isNotFound());
        calls.get(CLERK, "/cases/{caseNo}/documents/{id}", caseNo, "x").andExpect(status().isNotFound());
    }

    @Test
    @WithUserDetails("handler.li")
    void theTabListsDocumentsAndThePageShowsOneToPrint() throws Exception {
        OfficialDocument document = supplement();

        mvc.perform(get("/document/cases/{caseNo}", caseNo).header("HX-Request", "true"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString(document.number())));
        mvc.perform(get("/document/{id}", document.id()))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("平面图 &#60;b&#62;")));
        mvc.perform(get("/document/{id}/pdf", document.id())).andExpect(status().isOk());
        assertThat(acts("document.viewed", document)).isEqualTo(1);
        mvc.perform(get("/document/templates")).andExpect(status().isForbidden());
    }

    @Test
    @WithUserDetails("sysadmin.yu")
    void anAdministratorEditsTheTextOfAKindForDocumentsToCome() throws Exception {
        DocumentTemplates.Version before = templates.current(DocumentKind.WITHDRAWAL);
        String text = before.content() + "<p>西平新样式</p>";

        mvc.perform(get("/document/templates"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("撤回申请确认书")));
        mvc.perform(post("/document/templates/WITHDRAWAL")
                        .with(csrf())
                        .param("basedOn", String.valueOf(before.version()))
                        .param("content", "<p>{{secret}}</p>"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("没有这个字段")));
        mvc.perform(post("/document/templates/WITHDRAWAL")
                        .with(csrf())
                        .param("basedOn", String.valueOf(before.version()))
                        .param("content", text)
                        .param("preview", "true"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("[申请人]")));
        assertThat(templates.current(DocumentKind.WITHDRAWAL)).isEqualTo(before);
        mvc.perform(post("/document/templates/WITHDRAWAL")
                        .with(csrf())
                        .param("basedOn", String.valueOf(before.version()))
                        .param("content", text)
                        .param("note", "换样式"))
                .andExpect(redirectedUrl("/document/templates"));
        mvc.perform(get("/document/templates/WITHDRAWAL"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("{{applicant}}")))
                .andExpect(content().string(containsString("换样式")));

        OfficialDocument document = documents.issue(caseNo, DocumentKind.WITHDRAWAL, Map.of("reason", "另行申请"));

        assertThat(documents.content(document)).contains("西平新样式", "另行申请");
        mvc.perform(post("/document/templates/WITHDRAWAL")
                        .with(csrf())
                        .param("basedOn", String.valueOf(before.version()))
                        .param("content", text))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("别人刚刚启用了新的版本")));
        assertThat(templates.current(DocumentKind.WITHDRAWAL).version()).isEqualTo(before.version() + 1);
    }
}
