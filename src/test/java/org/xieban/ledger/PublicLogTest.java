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
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;
import org.xieban.XiebanTest;
import org.xieban.ledger.log.LogHash;
import org.xieban.trace.Act;
import org.xieban.trace.Trace;

/**
 * A stranger checks the log over HTTP with nothing but Java's own classes and the text of the standards: none of the
 * product's code takes part.
 */
@XiebanTest
class PublicLogTest {

    private static final Base64.Decoder BASE64 = Base64.getDecoder();

    /** What stands before an Ed25519 key in its X.509 form (RFC 8410). */
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    @TempDir
    private Path folder;

    @Autowired
    UserDetailsService users;

    @LocalServerPort
    private int port;

    @Autowired
    Sequencer sequencer;

    @Autowired
    Trace trace;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    MockMvc mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ObjectMapper json;

    private final HttpClient stranger = HttpClient.newHttpClient();
    private final String caseNo =
            "T-" + UUID.randomUUID().toString().substring(0, 20).toUpperCase();

    @BeforeEach
    void somethingWasDone() {
        transaction.executeWithoutResult(status -> {
            for (int i = 0; i < 300; i++) {
                trace.record(Act.of("test.done", "test", "" + i).inCase(caseNo, null));
            }
        });
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

    private record Head(String origin, int size, byte[] root) {}

    private Head signedHead() throws Exception {
        String[] note = text("/ledger/checkpoint").split("\n\n");
        String[] key = text("/ledger/vkey").lines().findFirst().orElseThrow().split("\\+", 3);
        byte[] typed = BASE64.decode(key[2]);
        byte[] id = Arrays.copyOf(
                MessageDigest.getInstance("SHA-256")
                        .digest(join((key[0] + "\n").getBytes(StandardCharsets.UTF_8), typed)),
                4);
        assertThat(HexFormat.of().formatHex(id)).isEqualTo(key[1]);
        assertThat(typed[0]).as("Ed25519").isEqualTo((byte) 1);
        PublicKey publicKey = KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(join(ED25519_PREFIX, Arrays.copyOfRange(typed, 1, 33))));
        String[] line = note[1].strip().split(" ");
        assertThat(line[0]).isEqualTo("\u2014");
        assertThat(line[1]).isEqualTo(key[0]);
        byte[] signed = BASE64.decode(line[2]);
        assertThat(Arrays.copyOf(signed, 4)).isEqualTo(id);
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(publicKey);
        signature.update((note[0] + "\n").getBytes(StandardCharsets.UTF_8));
        assertThat(signature.verify(Arrays.copyOfRange(signed, 4, signed.length)))
                .isTrue();
        String[] lines = note[0].split("\n");
        assertThat(lines[0]).as("origin").isEqualTo(key[0]);
        return new Head(lines[0], Integer.parseInt(lines[1]), BASE64.decode(lines[2]));
    }

    private static byte[] join(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length)
                .put(one)
                .put(other)
                .array();
    }

    private static byte[] sha256(byte[]... parts) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    private static byte[] root(List<byte[]> hashes) throws Exception {
        if (hashes.size() == 1) {
            return hashes.get(0);
        }
        int k = Integer.highestOneBit(hashes.size() - 1);
        return sha256(new byte[] {1}, root(hashes.subList(0, k)), root(hashes.subList(k, hashes.size())));
    }

    @Test
    void theEntriesOfTheTilesMakeTheRootThatWasSigned() throws Exception {
        Head head = signedHead();
        List<byte[]> leaves = new ArrayList<>();
        for (int tile = 0; tile * 256 < head.size(); tile++) {
            int width = Math.min(256, head.size() - tile * 256);
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
                leaves.add(sha256(new byte[] {0}, entry));
                assertThat(hash).isEqualTo(leaves.get(leaves.size() - 1));
            }
            assertThat(hashes.hasRemaining()).isFalse();
        }
        assertThat(leaves).hasSize(head.size());
        assertThat(root(leaves)).isEqualTo(head.root());
        byte[] above = fetch("/ledger/tile/1/000.p/1").body();
        assertThat(above).isEqualTo(root(leaves.subList(0, 256)));
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
        String[] checkpoint = receipt.path("checkpoint").asText().split("\n");
        long size = Long.parseLong(checkpoint[1]);
        assertThat(receipt.path("entries")).hasSize(300);
        for (JsonNode entry : receipt.path("entries")) {
            assertThat(entry.path("pending").asBoolean()).isFalse();
            byte[] hash =
                    sha256(new byte[] {0}, BASE64.decode(entry.path("leaf").asText()));
            long at = entry.path("index").asLong();
            long last = size - 1;
            for (JsonNode step : entry.path("proof")) {
                byte[] sibling = BASE64.decode(step.asText());
                if ((at & 1) == 1 || at == last) {
                    hash = sha256(new byte[] {1}, sibling, hash);
                    while ((at & 1) == 0 && at != 0) {
                        at >>= 1;
                        last >>= 1;
                    }
                } else {
                    hash = sha256(new byte[] {1}, hash, sibling);
                }
                at >>= 1;
                last >>= 1;
            }
            assertThat(last).isZero();
            assertThat(Base64.getEncoder().encodeToString(hash)).isEqualTo(checkpoint[2]);
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
