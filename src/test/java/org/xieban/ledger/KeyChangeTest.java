package org.xieban.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;
import static org.xieban.CrossSite.csrf;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.xieban.ledger.LogStore.Published;
import org.xieban.signing.KeyFile;
import org.xieban.signing.SignedNote;
import org.xieban.signing.VerifierKey;

/** The audit administrator has another key sign; what the old one signed stays verifiable. */
class KeyChangeTest extends OnTheLog {

    @Autowired
    MockMvc mvc;

    @Autowired
    UserDetailsService users;

    @Autowired
    KeyFile keyFile;

    @TempDir
    private Path folder;

    @BeforeEach
    void something() {
        record();
    }

    private void record() {
        record(1);
        sequencer.sequence();
    }

    private VerifierKey present() {
        return VerifierKey.parse(store.keyLines().lines().findFirst().orElseThrow());
    }

    private String origin() {
        return store.identity().orElseThrow().origin();
    }

    private ResultActions change(String login, String reason) throws Exception {
        return mvc.perform(post("/ledger/verification/key")
                .param("reason", reason)
                .with(user(users.loadUserByUsername(login)))
                .with(csrf()));
    }

    @Test
    void theNewKeySignsFromNowOnAndTheOldOneConfirmsItOnce() throws Exception {
        VerifierKey old = present();
        Published before = store.latest().orElseThrow();

        change("auditadmin.lv", "按年度更换").andExpect(redirectedUrl("/ledger/verification"));

        VerifierKey fresh = present();
        assertThat(fresh).isNotEqualTo(old);
        SignedNote handover = store.firstAfter(before.checkpoint().size()).orElseThrow();
        assertThat(handover.isSignedBy(fresh)).isTrue();
        assertThat(handover.isSignedBy(old)).isTrue();

        record();
        SignedNote next = store.latest().orElseThrow().note();
        assertThat(next.isSignedBy(fresh)).isTrue();
        assertThat(next.isSignedBy(old)).isFalse();
        assertThat(keyFile.read(origin()))
                .as("the old one is gone")
                .singleElement()
                .satisfies(kept -> assertThat(kept.verifier()).isEqualTo(fresh));
        assertThat(store.keyLines()).startsWith(fresh + "\n" + old + "\n");
        assertThat(verification.verify(read -> {}).findings()).isEmpty();
        mvc.perform(get("/ledger/verification").with(user(users.loadUserByUsername("auditadmin.lv"))))
                .andExpect(content().string(Matchers.containsString("前一把密钥已签名确认")));

        assertThat(jdbc.sql("select entry from trace_entry where act = 'record.keyChanged' order by id desc limit 1")
                        .query(String.class)
                        .single())
                .contains("按年度更换", old.toString(), fresh.toString(), "\"id\":\"auditadmin.lv\"");
    }

    @Test
    void aCopyFitsByEitherKeyAndByNoOther() throws Exception {
        change("auditadmin.lv", "测试");
        record();
        byte[] zip = mvc.perform(
                        get("/ledger/verification/log.zip").with(user(users.loadUserByUsername("auditadmin.lv"))))
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        String copy = Files.write(folder.resolve("log.zip"), zip).toString();
        List<String> keys = store.keyLines().lines().toList();
        assertThat(verify(copy, keys.get(0))).isEqualTo(VerifyLedger.FITS);
        assertThat(verify(
                        copy,
                        Files.writeString(folder.resolve("vkey"), store.keyLines())
                                .toString()))
                .isEqualTo(VerifyLedger.FITS);
        assertThat(verify(copy, keys.get(1)))
                .as("the old one did not sign the latest checkpoint")
                .isEqualTo(VerifyLedger.DOES_NOT_FIT);
    }

    private static int verify(String... arguments) {
        return VerifyLedger.run(
                List.of(arguments), new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    }

    @Test
    void aLostKeyIsReplacedAndSaidNotToHaveConfirmed() throws Exception {
        Files.delete(keyFile.path(origin()));
        assertThat(verification.verify(read -> {}).findings())
                .extracting(Verification.Finding::fault)
                .contains(Verification.Fault.KEY_NOT_THERE);
        change("auditadmin.lv", "密钥丢失").andExpect(status().is3xxRedirection());
        assertThat(store.latest().orElseThrow().note().signatures()).hasSize(1);
        assertThat(verification.verify(read -> {}).findings()).isEmpty();
        mvc.perform(get("/ledger/verification").with(user(users.loadUserByUsername("auditadmin.lv"))))
                .andExpect(content().string(Matchers.containsString("前一把密钥没有签名确认")));
    }

    @Test
    void anEndBetweenFileAndTableLeavesTheOldKeySigning() {
        VerifierKey old = present();
        keyFile.add(origin());
        record();
        SignedNote note = store.latest().orElseThrow().note();
        assertThat(note.isSignedBy(old)).isTrue();
        assertThat(note.signatures()).hasSize(1);
        assertThat(keyFile.read(origin())).hasSize(1);
    }

    @Test
    void aReasonIsWanted() throws Exception {
        VerifierKey old = present();
        change("auditadmin.lv", " ").andExpect(content().string(Matchers.containsString("请写明更换原因")));
        assertThat(present()).isEqualTo(old);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secadmin.he", "sysadmin.yu", "supervisor.zheng", "clerk.chen"})
    void nobodyElseChangesIt(String login) throws Exception {
        VerifierKey old = present();
        change(login, "想换").andExpect(status().isForbidden());
        assertThat(present()).isEqualTo(old);
    }
}
