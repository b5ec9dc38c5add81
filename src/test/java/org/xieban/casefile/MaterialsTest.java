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

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.XiebanTest;
import org.xieban.trace.Fingerprint;

@XiebanTest
class MaterialsTest {

    @Autowired
    MockMvc mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Materials materials;

    @LocalServerPort
    int port;

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
                .andExpect(jsonPath("$.sha256").value(Fingerprint.sha256("%PDF-abc".getBytes(UTF_8))));

        assertThat(Fingerprint.sm3("abc".getBytes(UTF_8)))
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

    @Test
    void twoHundredMegabytesAreReadToTheirEndAndRefusedWithTheLimit() throws Exception {
        byte[] head = ("--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n"
                        + "Content-Type: application/pdf\r\n\r\n%PDF-")
                .getBytes(UTF_8);
        byte[] tail = "\r\n--cut--\r\n".getBytes(UTF_8);
        long filler = 200L * 1024 * 1024;
        String account = Base64.getEncoder().encodeToString((CLERK + ":" + CaseCalls.PASSWORD).getBytes(UTF_8));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/api/v1/cases/" + caseNo + "/materials/" + MATERIAL))
                .header("Authorization", "Basic " + account)
                .header("Content-Type", "multipart/form-data; boundary=cut")
                .PUT(HttpRequest.BodyPublishers.fromPublisher(
                        HttpRequest.BodyPublishers.ofInputStream(
                                () -> new SequenceInputStream(Collections.enumeration(List.of(
                                        new ByteArrayInputStream(head),
                                        new Zeros(filler),
                                        new ByteArrayInputStream(tail))))),
                        head.length + filler + tail.length))
                .build();

        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString(UTF_8));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("\"code\":\"upload.tooLarge\"", "20 MB");
        assertThat(materials.missing(caseNo)).contains(MATERIAL);
    }

    /** So many bytes of nothing. */
    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long left) {
            this.left = left;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(length, left);
            left -= count;
            return count;
        }
    }

    private long acts(String act) {
        return jdbc.sql("select count(*) from trace_entry where case_no = :caseNo and act = :act")
                .param("caseNo", caseNo)
                .param("act", act)
                .query(Long.class)
                .single();
    }
}
