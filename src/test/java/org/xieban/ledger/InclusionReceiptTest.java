package org.xieban.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.ledger.ReceiptCheck.Fault;
import org.xieban.ledger.ReceiptCheck.Finding;
import org.xieban.ledger.ReceiptCheck.Outcome;
import org.xieban.ledger.log.Checkpoint;
import org.xieban.signing.SignatureScheme;
import org.xieban.signing.SignedNote;
import org.xieban.signing.SignerKey;
import org.xieban.trace.Act;
import org.xieban.web.QrCode;

/** Whoever holds a receipt learns without sign-in whether the record still is what it was, and nothing else. */
class InclusionReceiptTest extends OnTheLog {

    private static final Pattern MODULES = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-\\d+z");

    @Autowired
    MockMvc mvc;

    @Autowired
    UserDetailsService users;

    @Autowired
    ReceiptCheck check;

    @Autowired
    ObjectMapper json;

    @BeforeEach
    void somethingWasDone() {
        record(12);
        sequencer.sequence();
    }

    /** They name somebody, of whom no page may tell. */
    @Override
    void record(int acts) {
        transaction.executeWithoutResult(status -> {
            for (int i = 0; i < acts; i++) {
                trace.record(Act.of("test.done", "test", "赵敏").inCase(caseNo, null));
            }
        });
    }

    private String audited(String path) throws Exception {
        return mvc.perform(get(path, caseNo).with(user(users.loadUserByUsername("auditadmin.lv"))))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private InclusionReceipt receipt() throws Exception {
        return InclusionReceipt.parse(audited("/ledger/cases/{no}/receipt.json"));
    }

    private InclusionReceipt shortReceipt() throws Exception {
        return InclusionReceipt.parse(receipt().shortText());
    }

    private String checked(String file, String text) throws Exception {
        return mvc.perform(multipart("/public/receipt")
                        .file(new MockMultipartFile(
                                "file", "receipt.json", "application/json", file.getBytes(StandardCharsets.UTF_8)))
                        .param("text", text)
                        .with(csrf()))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    @Test
    void aFileFitsAndThePageSaysNothingOfTheCase() throws Exception {
        String page = checked(audited("/ledger/cases/{no}/receipt.json"), "");
        assertThat(page)
                .contains("全部一致", "回执是本系统签发的，签名无误。", "回执里的 12 条办理记录都在原处，内容与当时一致。")
                .doesNotContain(caseNo, "赵敏", "test.done", "不符");
    }

    @Test
    void aTextFitsAsPastedOrAsAnAddress() throws Exception {
        String text = receipt().shortText();
        assertThat(text).hasSizeLessThan(QrCode.LONGEST).doesNotContain(caseNo);
        assertThat(checked("", "  " + text + "\n")).contains("全部一致", "12 条办理记录");
        assertThat(mvc.perform(get("/public/receipt").param("r", text))
                        .andExpect(status().isOk())
                        .andReturn()
                        .getResponse()
                        .getContentAsString(StandardCharsets.UTF_8))
                .contains("全部一致");
    }

    @Test
    void thePrintedCodeLeadsToThePageThatChecksIt() throws Exception {
        String page = audited("/ledger/cases/{no}/receipt");
        assertThat(page).contains("存证回执", caseNo, "12 条办理记录");
        String address = read(page);
        assertThat(address).startsWith("http://localhost/public/receipt?r=");
        assertThat(InclusionReceipt.parse(address).placed()).hasSize(12);
        assertThat(check.check(InclusionReceipt.parse(address)).sound()).isTrue();
    }

    /** What a telephone reads from the code on the page. */
    private static String read(String page) throws Exception {
        Matcher size = Pattern.compile("viewBox=\"0 0 (\\d+) ").matcher(page);
        assertThat(size.find()).isTrue();
        int modules = Integer.parseInt(size.group(1));
        int scale = 4;
        int side = modules * scale;
        int[] pixels = new int[side * side];
        Arrays.fill(pixels, 0xffffff);
        Matcher run = MODULES.matcher(page);
        while (run.find()) {
            int x = Integer.parseInt(run.group(1)) * scale;
            int y = Integer.parseInt(run.group(2)) * scale;
            for (int row = y; row < y + scale; row++) {
                Arrays.fill(pixels, row * side + x, row * side + x + Integer.parseInt(run.group(3)) * scale, 0);
            }
        }
        LuminanceSource picture = new RGBLuminanceSource(side, side, pixels);
        // a telephone takes many pictures; this one is exact, and looking for the code in it fails once in a while
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(picture)), Map.of(DecodeHintType.PURE_BARCODE, true))
                .getText();
    }

    @Test
    void aReceiptStillFitsAfterTheLogHasGrown() throws Exception {
        InclusionReceipt receipt = receipt();
        record(300);
        sequencer.sequence();
        Outcome outcome = check.check(receipt);
        assertThat(outcome.findings()).isEmpty();
        assertThat(outcome.proved()).isEqualTo(12);
        assertThat(outcome.size()).isGreaterThanOrEqualTo(outcome.signed().size() + 300);
    }

    @Test
    void actsThatHadNoPlaceYetAreSaidSo() throws Exception {
        record(1);
        assertThat(checked(audited("/ledger/cases/{no}/receipt.json"), "")).contains("另有 1 条在签发回执时还没有排入账本");
    }

    /** What is found after something was done, which is then undone. */
    private Outcome after(InclusionReceipt receipt, Runnable tampering) {
        return Objects.requireNonNull(transaction.execute(status -> {
            status.setRollbackOnly();
            Tampering.free(jdbc);
            tampering.run();
            return check.check(receipt);
        }));
    }

    private Outcome after(InclusionReceipt receipt, String sql) throws Exception {
        UUID third = jdbc.sql("select id from trace_entry where case_no = ? order by id offset 2 limit 1")
                .param(caseNo)
                .query(UUID.class)
                .single();
        return after(
                receipt, () -> assertThat(jdbc.sql(sql).param(third).update()).isPositive());
    }

    private static Finding at(Fault fault, InclusionReceipt receipt) {
        return new Finding(
                fault, Objects.requireNonNull(receipt.entries().get(2).index()));
    }

    @Test
    void anEntryThatWasChangedIsNamedByFileAndByCode() throws Exception {
        String change = "update trace_entry set entry = replace(entry, 'test.done', 'test.gone') where id = ?";
        for (InclusionReceipt receipt : List.of(receipt(), shortReceipt())) {
            Outcome outcome = after(receipt, change);
            assertThat(outcome.findings()).containsExactly(at(Fault.CHANGED, receipt));
            assertThat(outcome.proved()).isEqualTo(11);
        }
    }

    @Test
    void anEntryThatDiffersInSpacingOnlyIsNamed() throws Exception {
        InclusionReceipt receipt = receipt();
        assertThat(after(receipt, "update trace_entry set entry = replace(entry, '\",\"', '\", \"') where id" + " = ?")
                        .findings())
                .containsExactly(at(Fault.CHANGED, receipt));
    }

    @Test
    void anEntryThatWasDeletedIsNamed() throws Exception {
        for (InclusionReceipt receipt : List.of(receipt(), shortReceipt())) {
            assertThat(after(receipt, "delete from trace_entry where id = ?").findings())
                    .containsExactly(at(Fault.MISSING, receipt));
        }
    }

    @Test
    void aLogThatWasCutOrRewrittenIsSaid() throws Exception {
        InclusionReceipt receipt = receipt();
        long size = receipt.signed().checkpoint().size();
        assertThat(after(receipt, () -> jdbc.sql("delete from log_checkpoint where size = ?")
                                .param(size)
                                .update())
                        .findings())
                .containsExactly(new Finding(Fault.CUT, size));
        assertThat(after(receipt, () -> jdbc.sql("update log_tile set hashes = set_byte(hashes, 0, 255 -"
                                        + " get_byte(hashes, 0))")
                                .update())
                        .findings())
                .contains(new Finding(Fault.REWRITTEN, size));
    }

    @Test
    void aReceiptThatWasChangedOrIsOfAnotherIsNotBelieved() throws Exception {
        InclusionReceipt receipt = receipt();
        Checkpoint signed = receipt.signed().checkpoint();
        InclusionReceipt.Item first = receipt.entries().get(0);
        InclusionReceipt moved = new InclusionReceipt(
                receipt.checkpoint(),
                List.of(new InclusionReceipt.Item(
                        Objects.requireNonNull(first.index()) + 1, first.leaf(), first.proof(), false)));
        assertThat(check.check(moved).findings())
                .containsExactly(new Finding(Fault.UNPROVED, Objects.requireNonNull(first.index()) + 1));

        String larger =
                Objects.requireNonNull(receipt.checkpoint()).replace("\n" + signed.size() + "\n", "\n" + 7 + "\n");
        assertThat(check.check(new InclusionReceipt(larger, List.of())).findings())
                .containsExactly(new Finding(Fault.SIGNATURE_WRONG, 7));

        SignerKey stranger = SignerKey.generate("xieban.example/log", SignatureScheme.ED25519, new SecureRandom());
        Checkpoint theirs = new Checkpoint("xieban.example/log", 5, signed.root(), List.of());
        InclusionReceipt foreign = new InclusionReceipt(
                SignedNote.of(theirs.text()).signedBy(stranger).toString(), List.of());
        assertThat(check.check(foreign).findings()).containsExactly(new Finding(Fault.FOREIGN, 5));
        assertThat(checked(json.writeValueAsString(foreign), "")).contains("xieban.example/log", "有不符之处");
    }

    @Test
    void whatIsNoReceiptIsSaidInPlainWords() throws Exception {
        for (String text : List.of(
                "hello",
                "{",
                "{}",
                "{\"checkpoint\":\"x\",\"entries\":[]}",
                "AAAA~1",
                receipt().shortText() + "-1",
                receipt().shortText().replaceFirst("~.*", "~0-999999999"))) {
            assertThat(checked("", text)).contains("这不是存证回执，或者内容不完整。").doesNotContain("Exception");
        }
        assertThat(checked("", "")).contains("请选择回执文件，或者粘贴回执文字。");
    }
}
