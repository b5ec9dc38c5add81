package org.xieban.casefile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.casefile.CaseCalls.CLERK;
import static org.xieban.casefile.CaseCalls.MATERIAL;
import static org.xieban.casefile.CaseCalls.PDF;

import java.util.Arrays;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.XiebanTest;

@XiebanTest
class MaterialsTest {

    @Autowired
    MockMvc mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Materials materials;

    CaseCalls calls;
    String caseNo;

    @BeforeEach
    void register() throws Exception {
        calls = new CaseCalls(mvc);
        caseNo = calls.registered("刘小芳");
    }

    @Test
    void aFileIsKeptWithItsFingerprints() throws Exception {
        calls.upload(CLERK, caseNo, MATERIAL, "申请书.pdf", "%PDF-abc".getBytes(UTF_8))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.version").value(1))
                .andExpect(jsonPath("$.type").value("PDF"))
                .andExpect(jsonPath("$.fileName").value("申请书.pdf"))
                .andExpect(jsonPath("$.size").value(8))
                .andExpect(jsonPath("$.sha256").value(Digests.sha256("%PDF-abc".getBytes(UTF_8))));

        assertThat(Digests.sm3("abc".getBytes(UTF_8)))
                .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    }

    @Test
    void aNewFileStandsBesideTheOldOneAndBothCanBeHad() throws Exception {
        byte[] second = Arrays.copyOf(PDF, PDF.length + 1);
        calls.upload(CLERK, caseNo, MATERIAL, "一.pdf", PDF);
        calls.upload(CLERK, caseNo, MATERIAL, "二.pdf", second)
                .andExpect(jsonPath("$.version").value(2));

        calls.get(CLERK, "/cases/{no}", caseNo)
                .andExpect(jsonPath("$.materials[0].versions[0].version").value(2))
                .andExpect(jsonPath("$.materials[0].versions[1].version").value(1));
        calls.get(CLERK, "/cases/{no}/materials/{code}", caseNo, MATERIAL)
                .andExpect(content().bytes(second));
        calls.get(CLERK, "/cases/{no}/materials/{code}?version=1", caseNo, MATERIAL)
                .andExpect(content().bytes(PDF))
                .andExpect(header().string("Content-Type", "application/pdf"))
                .andExpect(header().string("Content-Disposition", Matchers.startsWith("attachment")))
                .andExpect(header().string("X-Content-Type-Options", "nosniff"));
    }

    @Test
    void theSameFileSentAgainIsNoNewVersion() throws Exception {
        calls.upload(CLERK, caseNo, MATERIAL, "一.pdf", PDF);
        calls.upload(CLERK, caseNo, MATERIAL, "一.pdf", PDF)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.version").value(1));

        assertThat(acts("case.materialUploaded")).isEqualTo(1);
    }

    @Test
    void everyDownloadIsOnTheRecord() throws Exception {
        calls.upload(CLERK, caseNo, MATERIAL, "一.pdf", PDF);
        calls.get(CLERK, "/cases/{no}/materials/{code}", caseNo, MATERIAL);

        assertThat(acts("case.materialViewed")).isEqualTo(1);
    }

    @Test
    void aProgramUnderTheNameOfADocumentIsRefused() throws Exception {
        calls.upload(CLERK, caseNo, MATERIAL, "申请书.pdf", "MZ\0\0".getBytes(UTF_8))
                .andExpect(status().isUnsupportedMediaType())
                .andExpect(jsonPath("$.code").value("material.typeForbidden"))
                .andExpect(jsonPath("$.errors[0].field").value("file"));
        calls.upload(CLERK, caseNo, MATERIAL, "申请书.png", PDF)
                .andExpect(status().isUnsupportedMediaType())
                .andExpect(jsonPath("$.code").value("material.typeMismatch"))
                .andExpect(jsonPath("$.detail").value("文件名说是 PNG，内容却是 PDF，请核对后重新上传。"));

        assertThat(materials.missing(caseNo)).contains(MATERIAL);
    }

    @Test
    void whatIsTooLargeOrEmptyIsRefused() throws Exception {
        byte[] large = Arrays.copyOf(PDF, 20 * 1024 * 1024 + 1);
        calls.upload(CLERK, caseNo, MATERIAL, "大.pdf", large)
                .andExpect(status().isPayloadTooLarge())
                .andExpect(jsonPath("$.detail").value("文件太大，最大 20 MB。"));
        calls.upload(CLERK, caseNo, MATERIAL, "空.pdf", new byte[0])
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.code").value("material.empty"));
    }

    @Test
    void onlyWhatTheItemAsksForIsTaken() throws Exception {
        calls.upload(CLERK, caseNo, "love-letter", "一.pdf", PDF)
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.code").value("material.unknown"));
    }

    @Test
    void aNameOfAFileIsNeitherAPathNorAPage() throws Exception {
        calls.upload(CLERK, caseNo, MATERIAL, "..\\..\\C:\\<script>alert(1)</script>.pdf", PDF)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.fileName").value("script_.pdf"));
    }

    @Test
    void whatMayFollowIsMissingForTheDecisionNotForAcceptance() {
        assertThat(materials.missing(caseNo)).contains(MATERIAL, "safety-rules");
        assertThat(materials.missingForAcceptance(caseNo)).contains(MATERIAL).doesNotContain("safety-rules");
    }

    private long acts(String act) {
        return jdbc.sql("select count(*) from trace_entry where case_no = :caseNo and act = :act")
                .param("caseNo", caseNo)
                .param("act", act)
                .query(Long.class)
                .single();
    }
}
