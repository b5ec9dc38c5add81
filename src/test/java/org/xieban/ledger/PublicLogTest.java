package org.xieban.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.xieban.ledger.PlainVerifier.Head;
import org.xieban.ledger.PlainVerifier.Key;
import org.xieban.ledger.log.LogHash;
import org.xieban.trace.Act;

/**
 * A stranger checks the log over HTTP with nothing but Java's own classes and the text of the standards: none of the
 * product's code takes part.
 */
class PublicLogTest extends OnTheLog {

    private static final Base64.Decoder BASE64 = Base64.getDecoder();

    @TempDir
    private Path folder;

    @Autowired
    UserDetailsService users;

    @LocalServerPort
    private int port;

    @Autowired
    MockMvc mvc;

    @Autowired
    ObjectMapper json;

    private final HttpClient stranger = HttpClient.newHttpClient();

    @BeforeEach
    void somethingWasDone() {
        record(300);
        sequencer.sequence();
    }

    private HttpResponse<byte[]> fetch(String path) throws Exception {
        return stranger.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private String text(String path) throws Exception {
        return new String(fetch(path).body(), StandardCharsets.UTF_8);
    }

    private Head signedHead() throws Exception {
        Head head = Head.parse(text("/ledger/checkpoint"));
        Key key = Key.parse(text("/ledger/vkey").lines().findFirst().orElseThrow());
        assertThat(head.isSignedBy(key)).isTrue();
        assertThat(head.origin()).isEqualTo(key.name());
        return head;
    }

    @Test
    void theEntriesOfTheTilesMakeTheRootThatWasSigned() throws Exception {
        Head head = signedHead();
        PlainVerifier.Stack tree = new PlainVerifier.Stack();
        for (int tile = 0; tile * 256 < head.size(); tile++) {
            int width = (int) Math.min(256, head.size() - tile * 256);
            String at = "%03d".formatted(tile) + (width == 256 ? "" : ".p/" + width);
            HttpResponse<byte[]> bundle = fetch("/ledger/tile/entries/" + at);
            assertThat(bundle.statusCode()).isEqualTo(200);
            assertThat(bundle.headers().firstValue("Cache-Control").orElseThrow())
                    .contains("immutable", "public");
            ByteBuffer entries = ByteBuffer.wrap(bundle.body());
            ByteBuffer hashes = ByteBuffer.wrap(fetch("/ledger/tile/0/" + at).body());
            while (entries.hasRemaining()) {
                byte[] entry = new byte[entries.getShort()];
                entries.get(entry);
                byte[] hash = new byte[32];
                hashes.get(hash);
                assertThat(hash).isEqualTo(PlainVerifier.leafHash(entry));
                tree.push(hash);
            }
            assertThat(hashes.hasRemaining()).isFalse();
            if (tile == 0) {
                assertThat(fetch("/ledger/tile/1/000.p/1").body()).isEqualTo(tree.root());
            }
        }
        assertThat(tree.size()).isEqualTo(head.size());
        assertThat(tree.root()).isEqualTo(head.root());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ledger/tile/0/x999/999",
                "/ledger/tile/0/000.p/0",
                "/ledger/tile/7/000",
                "/ledger/tile/entries/x999/999",
                "/ledger/tile/",
                "/ledger/tile/0/0"
            })
    void whatTheLogDoesNotHaveIsNotFound(String path) throws Exception {
        assertThat(fetch(path).statusCode()).isEqualTo(404);
    }

    @Test
    void aReceiptLeadsFromEachActOfACaseToTheSignedRoot() throws Exception {
        JsonNode receipt = json.readTree(
                mvc.perform(get("/api/v1/cases/" + caseNo + "/receipt").with(httpBasic("auditadmin.lv", "xieban-demo")))
                        .andExpect(status().isOk())
                        .andReturn()
                        .getResponse()
                        .getContentAsByteArray());
        Head head = Head.parse(receipt.path("checkpoint").asText());
        assertThat(head.isSignedBy(
                        Key.parse(text("/ledger/vkey").lines().findFirst().orElseThrow())))
                .isTrue();
        assertThat(receipt.path("entries")).hasSize(300);
        for (JsonNode entry : receipt.path("entries")) {
            assertThat(entry.path("pending").asBoolean()).isFalse();
            List<byte[]> path = new ArrayList<>();
            entry.path("proof").forEach(step -> path.add(BASE64.decode(step.asText())));
            assertThat(PlainVerifier.included(
                            PlainVerifier.leafHash(
                                    BASE64.decode(entry.path("leaf").asText())),
                            entry.path("index").asLong(),
                            head.size(),
                            path,
                            head.root()))
                    .isTrue();
        }
    }

    @Test
    void anActThatHasNoPlaceYetIsPending() throws Exception {
        transaction.executeWithoutResult(
                status -> trace.record(Act.of("test.done", "test", "last").inCase(caseNo, null)));
        mvc.perform(get("/api/v1/cases/" + caseNo + "/receipt").with(httpBasic("auditadmin.lv", "xieban-demo")))
                .andExpect(jsonPath("$.entries[300].pending").value(true))
                .andExpect(jsonPath("$.entries[300].index").doesNotExist())
                .andExpect(jsonPath("$.entries[300].proof").isEmpty());
    }

    @Test
    void whoMaySeeNothingOfTheCaseGetsNoReceipt() throws Exception {
        mvc.perform(get("/api/v1/cases/" + caseNo + "/receipt").with(httpBasic("clerk.chen", "xieban-demo")))
                .andExpect(status().isNotFound());
    }

    @Test
    void aCopyFromTheAuditorsPageFitsByTheCommandWithoutADatabase() throws Exception {
        byte[] copy = mvc.perform(
                        get("/ledger/verification/log.zip").with(user(users.loadUserByUsername("auditadmin.lv"))))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        Path file = Files.write(folder.resolve("log.zip"), copy);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        assertThat(VerifyLedger.run(
                        List.of(file.toString(), text("/ledger/vkey").strip()),
                        new PrintStream(printed, true, StandardCharsets.UTF_8)))
                .as(() -> printed.toString(StandardCharsets.UTF_8))
                .isEqualTo(VerifyLedger.FITS);
    }

    @Test
    void whatIsPublicTellsNothingOfTheEntry() throws Exception {
        UUID id = jdbc.sql("select id from trace_entry where case_no = ? limit 1")
                .param(caseNo)
                .query(UUID.class)
                .single();
        byte[] leaf = jdbc.sql("select leaf from trace_entry where id = ?")
                .param(id)
                .query(byte[].class)
                .single();
        String entry = jdbc.sql("select entry from trace_entry where id = ?")
                .param(id)
                .query(String.class)
                .single();
        assertThat(leaf).isNotEqualTo(Leaf.of(LogHash.SHA_256, new byte[32], entry));
        assertThat(text("/ledger/checkpoint")).doesNotContain(caseNo, "test.done");
    }
}
