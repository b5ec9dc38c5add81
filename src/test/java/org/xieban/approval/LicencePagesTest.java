package org.xieban.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;
import static org.xieban.CrossSite.csrf;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.xieban.Strangers;
import org.xieban.XiebanTest;
import org.xieban.directory.Role;
import org.xieban.licence.Licence;
import org.xieban.licence.Licences;

/** Licences in the hands of officers. */
@XiebanTest
class LicencePagesTest {

    private static Licence licence;

    @Autowired
    private Office office;

    @Autowired
    private Licences licences;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private UserDetailsService people;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Strangers strangers;

    @BeforeEach
    void issueOne() {
        if (licence == null) {
            String caseNo = office.register("individual-business-change");
            office.ordinaryUntil(caseNo, ApprovalModel.SERVE);
            licence = licences.issue(caseNo).orElseThrow();
        }
    }

    private MockHttpServletResponse answer(String login, MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.with(user(people.loadUserByUsername(login))).with(csrf()))
                .andReturn()
                .getResponse();
    }

    private String text(String login, MockHttpServletRequestBuilder request) throws Exception {
        MockHttpServletResponse answer = answer(login, request);
        assertThat(answer.getStatus()).isEqualTo(200);
        return answer.getContentAsString(StandardCharsets.UTF_8);
    }

    private long acts(String... acts) {
        return jdbc.sql("select count(*) from trace_entry where subject_id = :number and act in (:acts)")
                .param("number", licence.number())
                .param("acts", List.of(acts))
                .query(Long.class)
                .single();
    }

    @Test
    void theListAndItsExportShowItsHolderMasked() throws Exception {
        String page = text(Office.HANDLER, get("/licences").param("q", licence.number()));
        assertThat(page).contains(licence.number(), "营业执照", "张*").doesNotContain("张三");
        assertThat(text(Office.HANDLER, get("/licences").param("q", "没有这样的"))).doesNotContain(licence.number());
        assertThat(text(
                        Office.HANDLER,
                        get("/licences").param("q", licence.number()).param("state", "REVOKED")))
                .doesNotContain("/licences/" + licence.number());
        assertThat(text(Office.HANDLER, get("/licences/licences.csv").param("q", licence.number())))
                .contains(licence.number() + ",营业执照,张*,有效,西平市行政审批局", licence.caseNo())
                .doesNotContain("张三");
        assertThat(text(Office.HANDLER, get("/api/v1/licences").param("q", licence.number())))
                .contains("\"total\":1", "\"state\":\"VALID\"", "张*")
                .doesNotContain("张三");
    }

    @ParameterizedTest
    @MethodSource("org.xieban.Strangers#roles")
    void whoHasNothingToDoWithItSeesAndChangesNothingOfIt(Set<Role> roles) throws Exception {
        long before = acts("licence.issued", "licence.personalDataViewed", "licence.copied", "licence.revoked");
        List<Strangers.Call> calls = strangers.calls(
                Licence.class.getPackageName(),
                pattern -> Stream.of(pattern.replace("{number}", licence.number())
                        .replace("{caseNo}", licence.caseNo())
                        .replace("{material}", "identity")));
        assertThat(calls).hasSizeGreaterThan(15);
        for (Strangers.Call call : calls) {
            boolean api = call.path().startsWith("/api");
            MockHttpServletResponse answer = mvc.perform(request(call.method(), URI.create(call.path()))
                            .with(user(strangers.officer(roles)))
                            .with(csrf())
                            .contentType(api ? MediaType.APPLICATION_JSON : MediaType.APPLICATION_FORM_URLENCODED)
                            .content(
                                    api
                                            ? "{\"reason\": \"x\"}"
                                            : "reason=x&use=x&operation=REVOKE&how=IN_PERSON&n=" + licence.number()))
                    .andReturn()
                    .getResponse();
            assertThat(answer.getStatus()).as(call.toString()).isIn(200, 403, 404);
            assertThat(answer.getContentAsString(StandardCharsets.UTF_8))
                    .as(call.toString())
                    .doesNotContain("张*", "张三", licence.checkCode());
        }
        assertThat(acts("licence.issued", "licence.personalDataViewed", "licence.copied", "licence.revoked"))
                .isEqualTo(before);
        assertThat(text("supervisor.zheng", get("/licences/" + licence.number())))
                .contains(licence.number());
    }

    @Test
    void whoSeesItInClearIsOnRecord() throws Exception {
        assertThat(text(Office.HANDLER, get("/licences/" + licence.number())))
                .contains(licence.checkCode(), "SM2 签名有效", "张*")
                .doesNotContain("张三", licence.holder().number());
        long before = acts("licence.personalDataViewed");
        assertThat(text(
                        Office.HANDLER,
                        post("/licences/" + licence.number() + "/reveal").param("reason", "核对身份")))
                .contains("张三", licence.holder().number());
        assertThat(acts("licence.personalDataViewed")).isEqualTo(before + 1);
    }

    @Test
    void aCopySaysWhatItIsForAndIsOnRecord() throws Exception {
        long before = acts("licence.copied");
        MockHttpServletResponse copy = answer(
                Office.CLERK, post("/licences/" + licence.number() + "/copy").param("use", "办理银行开户"));
        assertThat(copy.getContentType()).isEqualTo("application/pdf");
        Path file = Path.of("target/screenshots/licence.pdf");
        Files.createDirectories(file.getParent());
        Files.write(file, copy.getContentAsByteArray());
        try (PDDocument pdf = Loader.loadPDF(copy.getContentAsByteArray())) {
            assertThat(pdf.getNumberOfPages()).isOne();
            assertThat(new PDFTextStripper().getText(pdf).replaceAll("\\s", ""))
                    .contains("营业执照", licence.number(), "张三", "电子证照专用章", "扫码核验")
                    .contains("仅用于办理银行开户·行政审批局", "可信等级A");
        }
        assertThat(acts("licence.copied")).isEqualTo(before + 1);
        for (String unfit : List.of("", "用途".repeat(31))) {
            assertThat(answer(
                                    Office.CLERK,
                                    post("/licences/" + licence.number() + "/copy")
                                            .param("use", unfit))
                            .getStatus())
                    .isEqualTo(422);
        }
        assertThat(acts("licence.copied")).isEqualTo(before + 1);
    }

    @Test
    void anotherSystemHasTheSignedFile() throws Exception {
        assertThat(text(Office.HANDLER, get("/api/v1/licences/" + licence.number())))
                .contains("\"genuine\":true", "\"issuer\":\"spj\"");
        assertThat(text(Office.HANDLER, get("/api/v1/licences/" + licence.number() + "/file")))
                .contains("\"number\":\"" + licence.number() + "\"", "\u2014 xieban.org/licences ");
        assertThat(acts("licence.fileTaken")).isPositive();
    }
}
