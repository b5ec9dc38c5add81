package org.xieban.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.xieban.CrossSite.csrf;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bouncycastle.jcajce.provider.digest.SM3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.licence.Licence;
import org.xieban.licence.LicenceState;
import org.xieban.licence.Licences;
import org.xieban.signing.SignatureScheme;
import org.xieban.signing.SignedNote;
import org.xieban.signing.SignerKey;
import org.xieban.signing.VerifierKey;

/** E-licences: issued by approved cases, checked by everybody who holds a copy. */
@XiebanTest
class LicenceTest {

    private static final String ITEM = "food-business-licence";

    @Autowired
    private Office office;

    @Autowired
    private Licences licences;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    @Qualifier("licenceKeysHealthIndicator")
    private HealthIndicator health;

    private Licence issued() {
        String caseNo = office.register("individual-business-change");
        office.ordinaryUntil(caseNo, ApprovalModel.SERVE);
        return licences.issue(caseNo).orElseThrow();
    }

    private int rows(String table, String where, String value) {
        return jdbc.sql("select count(*) from " + table + " where " + where + " = :value")
                .param("value", value)
                .query(Integer.class)
                .single();
    }

    @Test
    void anApprovedCaseIssuesOneLicenceHoweverOftenItIsTried() throws Exception {
        String caseNo = office.register(ITEM);
        office.ordinaryUntil(caseNo, "userTask_sealDocument");
        assertThat(rows("licence", "case_no", caseNo)).isZero();
        // the decision has been made: whoever comes first issues it, whoever comes after gets that one
        ExecutorService retries = Executors.newFixedThreadPool(4);
        List<Future<Licence>> tried = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            tried.add(retries.submit(() -> licences.issue(caseNo).orElseThrow()));
        }
        Licence first = tried.get(0).get();
        for (Future<Licence> each : tried) {
            assertThat(each.get()).isEqualTo(first);
        }
        retries.shutdown();
        office.ordinaryUntil(caseNo, ApprovalModel.SERVE);
        assertThat(office.passed(caseNo)).contains("serviceTask_issueLicence");
        assertThat(rows("licence", "case_no", caseNo)).isOne();
        assertThat(jdbc.sql("select count(*) from trace_entry where case_no = :case and act = 'licence.issued'")
                        .param("case", caseNo)
                        .query(Integer.class)
                        .single())
                .isOne();
        assertThat(first.name()).isEqualTo("食品经营许可证");
        assertThat(first.holder().name()).isEqualTo("张三");
        assertThat(first.validUntil()).isEqualTo(first.validFrom().plusYears(5).minusDays(1));
        assertThat(first.state()).isEqualTo(LicenceState.VALID);
    }

    @Test
    void whatIsNotGrantedOrIssuesNoneLeavesNoLicence() {
        String refused = office.register(ITEM);
        office.ordinaryUntil(refused, ApprovalModel.DECIDE);
        assertThat(licences.issue(refused)).isEmpty();
        office.completes(
                refused, ApprovalModel.DECIDE, Map.of("decisionOutcome", "REFUSED", "decisionReason", "场所不符合第三十三条"));
        office.ordinaryUntil(refused, ApprovalModel.SERVE);
        assertThat(licences.issue(refused)).isEmpty();
        String none = office.register("special-working-hours-approval");
        office.ordinaryUntil(none, ApprovalModel.SERVE);
        assertThat(licences.issue(none)).isEmpty();
    }

    private String checked(String number, String code) throws Exception {
        return answer("/public/licence", number, code).getContentAsString(StandardCharsets.UTF_8);
    }

    private MockHttpServletResponse answer(String path, String number, String code) throws Exception {
        return mvc.perform(get(path).param("n", number).param("c", code))
                .andReturn()
                .getResponse();
    }

    @Test
    void whoeverHoldsACopyIsToldWhatEverybodyMayKnow() throws Exception {
        Licence licence = issued();
        assertThat(checked(licence.number(), licence.checkCode()))
                .contains("有效", "营业执照", "西平市行政审批局", "张*", "签名有效")
                .doesNotContain("张三", "110101199003070628", licence.caseNo());
        // read to somebody over the telephone
        assertThat(checked(licence.number().toLowerCase(Locale.ROOT).replace("-", " "), licence.checkCode()))
                .contains("签名有效");
        assertThat(answer("/public/licence.json", licence.number(), licence.checkCode())
                        .getContentAsString(StandardCharsets.UTF_8))
                .contains("\"genuine\":true", "\"state\":\"VALID\"", "\"holder\":\"张*\"")
                .contains("\"holderNumber\":null");
    }

    @Test
    void withoutTheCheckCodeNobodyLearnsThatThereIsALicence() throws Exception {
        Licence licence = issued();
        String told = checked(licence.number(), "AAAAAAAAAAAAAAAA");
        assertThat(told).contains("查无此证").doesNotContain("张*", "签名有效");
        assertThat(checked("LC26-0101-9999-X", licence.checkCode())).contains("查无此证");
        assertThat(answer("/public/licence.json", licence.number(), "x").getStatus())
                .isEqualTo(404);
        assertThat(answer("/public/licence", "", "").getStatus()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "name, 药品经营许可证",
        "holder_name, 李四",
        "holder_number, 110101199003070636",
        "issuer_name, 某某局",
        "valid_until, 2099-01-01",
        "valid_from, 2020-01-01",
        "published, false",
        "state, REVOKED",
        "type, drug-retail-licence"
    })
    void whatWasChangedByHandIsTold(String column, String value) throws Exception {
        Licence licence = issued();
        transaction.executeWithoutResult(status -> {
            status.setRollbackOnly();
            jdbc.sql("set constraints all immediate").update();
            jdbc.sql("alter table licence disable trigger all").update();
            jdbc.sql("update licence set " + column + " = cast(:value as "
                            + (column.startsWith("valid") ? "date" : column.equals("published") ? "boolean" : "text")
                            + ") where number = :number")
                    .param("value", value)
                    .param("number", licence.number())
                    .update();
            assertThat(told(licence)).contains("内容被改动").doesNotContain("签名有效", licence.name());
        });
        assertThat(told(licence)).contains("签名有效");
    }

    private String told(Licence licence) {
        return told(licence.number(), licence.checkCode());
    }

    private String told(String number, String code) {
        try {
            return checked(number, code);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Also where content, columns and check code agree: who rewrites the database lacks the key. */
    @Test
    void whatIsNotSignedByUsIsTold() {
        Licence licence = issued();
        String text = file(licence).lines().findFirst().orElseThrow().replace("营业执照", "假执照") + "\n";
        byte[] hash = new SM3.Digest().digest(text.getBytes(StandardCharsets.UTF_8));
        String code = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 12));
        SignerKey another = SignerKey.generate("xieban.org/licences", SignatureScheme.SM2, new SecureRandom());
        for (String forged : List.of(
                SignedNote.of(text).signedBy(another).toString(), file(licence).replace("营业执照", "假执照"), text, "")) {
            transaction.executeWithoutResult(status -> {
                status.setRollbackOnly();
                jdbc.sql("set constraints all immediate").update();
                jdbc.sql("alter table licence disable trigger all").update();
                jdbc.sql("update licence set signed = ?, name = '假执照', check_code = ? where number = ?")
                        .params(forged, code, licence.number())
                        .update();
                assertThat(told(licence.number(), code)).contains("内容被改动").doesNotContain("假执照");
                assertThat(health.health().getStatus())
                        .as("nothing to rely upon")
                        .isEqualTo(Status.DOWN);
            });
        }
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    private String file(Licence licence) {
        return jdbc.sql("select signed from licence where number = :number")
                .param("number", licence.number())
                .query(String.class)
                .single();
    }

    @Test
    void theDatabaseItselfRefusesToChangeALicence() {
        Licence licence = issued();
        for (String sql : List.of(
                "update licence set valid_until = '2099-01-01' where number = ?",
                "delete from licence where number = ?",
                "delete from licence_change where licence = (select id from licence where number = ?)")) {
            assertThatThrownBy(() -> jdbc.sql(sql).param(licence.number()).update())
                    .hasMessageContaining("never changed");
        }
    }

    private String sent(String file) throws Exception {
        return mvc.perform(multipart("/public/licence")
                        .file(new MockMultipartFile("file", file.getBytes(StandardCharsets.UTF_8)))
                        .with(csrf()))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    /** With what is published, and nothing of ours but the file. */
    @Test
    void anybodyChecksTheFileOfALicenceByHimself() throws Exception {
        Licence licence = issued();
        String file = file(licence);
        VerifierKey key = VerifierKey.parse(mvc.perform(get("/public/licence/keys"))
                .andReturn()
                .getResponse()
                .getContentAsString()
                .lines()
                .findFirst()
                .orElseThrow());
        assertThat(SignedNote.parse(file).isSignedBy(key)).isTrue();
        assertThat(SignedNote.parse(file.replace("张三", "李四")).isSignedBy(key)).isFalse();
        assertThat(sent(file)).contains("签名有效", licence.number());
        assertThat(sent(file.replace("张三", "李四"))).contains("内容被改动", licence.number());
        assertThat(sent(file.replace(licence.number(), "LC25-0101-0001-1"))).contains("内容被改动");
        assertThat(sent("something else")).contains("查无此证");
    }
}
