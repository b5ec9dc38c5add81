package org.xieban.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xieban.ledger.log.Checkpoint;
import org.xieban.ledger.log.GrowingTree;
import org.xieban.ledger.log.LogHash;
import org.xieban.ledger.log.MerkleTree;
import org.xieban.ledger.log.Tile;
import org.xieban.ledger.log.TiledHashes;
import org.xieban.signing.SignatureScheme;
import org.xieban.signing.SignedNote;
import org.xieban.signing.SignerKey;

/** Whoever holds a copy of the log or a receipt learns from one command whether it fits. */
class VerifyLedgerTest {

    private static final int SIZE = 700;

    @TempDir
    private Path folder;

    private Path copy;
    private SignerKey key;
    private final Map<String, Tile> tiles = new HashMap<>();
    private final List<byte[]> entries = new ArrayList<>();
    private String output = "";

    @BeforeEach
    void aCopyOfALog() throws Exception {
        write(LogHash.SHA_256, SignatureScheme.ED25519);
    }

    private void write(LogHash hash, SignatureScheme scheme) throws IOException {
        copy = folder.resolve(hash.name());
        key = SignerKey.generate("xieban.example/log", scheme, new SecureRandom());
        entries.clear();
        tiles.clear();
        Files.createDirectories(copy.resolve("checkpoints"));
        Files.writeString(copy.resolve("vkey"), key.verifier() + "\n");
        Files.writeString(copy.resolve("hash"), hash.name() + "\n");
        GrowingTree tree = new GrowingTree(hash, 0, (level, index) -> Optional.empty(), this::keep);
        for (int i = 0; i < SIZE; i++) {
            byte[] salt = new byte[Leaf.SALT_LENGTH];
            entries.add(Leaf.of(hash, salt, "entry " + i));
            tree.append(hash.leaf(entries.get(i)));
            if (i == 299) {
                publish(tree, copy.resolve("checkpoints/300"));
            }
        }
        tree.unfinished().forEach(this::keep);
        publish(tree, copy.resolve("checkpoint"));
        for (Tile tile : tiles.values()) {
            file(new Tile.Place(tile.level(), tile.index(), tile.width()), tile.hashes());
        }
        for (int from = 0; from < SIZE; from += Tile.WIDTH) {
            List<byte[]> some = entries.subList(from, Math.min(SIZE, from + Tile.WIDTH));
            ByteArrayOutputStream bundle = new ByteArrayOutputStream();
            for (byte[] entry : some) {
                bundle.write(0);
                bundle.write(entry.length);
                bundle.writeBytes(entry);
            }
            file(new Tile.Place(Tile.Place.ENTRIES, from / Tile.WIDTH, some.size()), bundle.toByteArray());
        }
    }

    private void keep(Tile tile) {
        tiles.put(tile.level() + "/" + tile.index(), tile);
    }

    private void publish(GrowingTree tree, Path file) throws IOException {
        Checkpoint checkpoint = new Checkpoint("xieban.example/log", tree.size(), tree.root(), List.of());
        Files.writeString(file, SignedNote.of(checkpoint.text()).signedBy(key).toString());
    }

    private void file(Tile.Place place, byte[] content) throws IOException {
        Path file = copy.resolve("tile").resolve(place.path());
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private int run(Object... arguments) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        int code = VerifyLedger.run(
                List.of(arguments).stream().map(Object::toString).toList(),
                new PrintStream(printed, true, StandardCharsets.UTF_8));
        output = printed.toString(StandardCharsets.UTF_8);
        return code;
    }

    private void change(String file) throws IOException {
        Path path = copy.resolve(file);
        byte[] content = Files.readAllBytes(path);
        content[content.length - 5] ^= 1;
        Files.write(path, content);
    }

    @ParameterizedTest
    @EnumSource(LogHash.class)
    void aTrueCopyFits(LogHash hash) throws Exception {
        write(hash, hash == LogHash.SM3 ? SignatureScheme.SM2 : SignatureScheme.ED25519);
        assertThat(run(copy, key.verifier())).as(() -> output).isEqualTo(VerifyLedger.FITS);
        assertThat(output).contains("700", "2").hasLineCount(2);
        assertThat(run(copy)).isEqualTo(VerifyLedger.FITS);
        assertThat(output).as("whose key that was").hasLineCount(4);
    }

    @Test
    void aChangedEntryContradictsWhatWasSigned() throws Exception {
        change("tile/entries/000");
        assertThat(run(copy, key.verifier())).isEqualTo(VerifyLedger.DOES_NOT_FIT);
        assertThat(output).contains("300", "700");
    }

    @Test
    void aMissingPieceIsNamed() throws Exception {
        Files.delete(copy.resolve("tile/entries/001"));
        assertThat(run(copy, key.verifier())).isEqualTo(VerifyLedger.DOES_NOT_FIT);
        assertThat(output).contains("256");
    }

    @Test
    void aChangedTileIsNamed() throws Exception {
        change("tile/0/001");
        assertThat(run(copy, key.verifier())).isEqualTo(VerifyLedger.DOES_NOT_FIT);
        assertThat(output).as("which of them").contains("511").hasLineCount(2);
    }

    @Test
    void anotherKeyDidNotSignIt() {
        SignerKey other = SignerKey.generate("xieban.example/log", SignatureScheme.ED25519, new SecureRandom());
        assertThat(run(copy, other.verifier())).isEqualTo(VerifyLedger.DOES_NOT_FIT);
    }

    @Test
    void aReceiptIsCheckedWithTheKeyAlone() throws Exception {
        MerkleTree tree = new MerkleTree(
                LogHash.SHA_256,
                new TiledHashes(
                        LogHash.SHA_256, (level, index) -> Optional.ofNullable(tiles.get(level + "/" + index))));
        Base64.Encoder base64 = Base64.getEncoder();
        String proof = tree.inclusion(123, SIZE).stream()
                .map(step -> '"' + base64.encodeToString(step) + '"')
                .collect(Collectors.joining(","));
        String checkpoint = Files.readString(copy.resolve("checkpoint")).replace("\n", "\\n");
        String receipt = "{\"checkpoint\":\"" + checkpoint + "\",\"entries\":[{\"index\":123,\"leaf\":\""
                + base64.encodeToString(entries.get(123)) + "\",\"proof\":[" + proof
                + "],\"pending\":false},{\"index\":null,\"leaf\":\"\",\"proof\":[],\"pending\":true}]}";
        Path file = Files.writeString(folder.resolve("receipt.json"), receipt);
        assertThat(run(file, copy.resolve("vkey"))).as(() -> output).isEqualTo(VerifyLedger.FITS);

        Files.writeString(file, receipt.replace("\"index\":123", "\"index\":124"));
        assertThat(run(file, copy.resolve("vkey"))).isEqualTo(VerifyLedger.DOES_NOT_FIT);
        assertThat(output).contains("124");
    }

    private String receipt(int... numbers) throws IOException {
        MerkleTree tree = new MerkleTree(
                LogHash.SHA_256,
                new TiledHashes(
                        LogHash.SHA_256, (level, index) -> Optional.ofNullable(tiles.get(level + "/" + index))));
        Base64.Encoder base64 = Base64.getEncoder();
        return new ObjectMapper()
                .writeValueAsString(new InclusionReceipt(
                        Files.readString(copy.resolve("checkpoint")),
                        IntStream.of(numbers)
                                .mapToObj(number -> new InclusionReceipt.Item(
                                        (long) number,
                                        base64.encodeToString(entries.get(number)),
                                        tree.inclusion(number, SIZE).stream()
                                                .map(base64::encodeToString)
                                                .toList(),
                                        false))
                                .toList()));
    }

    @Test
    void aReceiptIsHeldAgainstACopyThatWasTakenLater() throws Exception {
        Path file = Files.writeString(folder.resolve("receipt.json"), receipt(123, 124, 400));
        Path text = Files.writeString(
                folder.resolve("receipt.txt"),
                InclusionReceipt.parse(Files.readString(file)).shortText());
        Path key = copy.resolve("vkey");
        assertThat(run(file, key, copy)).as(() -> output).isEqualTo(VerifyLedger.FITS);
        assertThat(run(text, key, copy)).as(() -> output).isEqualTo(VerifyLedger.FITS);
        assertThat(run(text, key)).as("it brings no proof").isEqualTo(VerifyLedger.UNREADABLE);

        Path bundle = copy.resolve("tile/entries/000");
        byte[] content = Files.readAllBytes(bundle);
        content[124 * 36 + 20] ^= 1;
        Files.write(bundle, content);
        assertThat(run(file, key)).as("the receipt itself is as it was").isEqualTo(VerifyLedger.FITS);
        assertThat(run(file, key, copy)).isEqualTo(VerifyLedger.DOES_NOT_FIT);
        assertThat(output).contains("账本第 124 条办理记录的内容与存证时不一致").contains("第 124 条起的默克尔树");
        assertThat(run(text, key, copy)).isEqualTo(VerifyLedger.DOES_NOT_FIT);
    }

    @Test
    void aCopyThatEndsBeforeTheReceiptWasMadeIsSaidToBeCut() throws Exception {
        Path file = Files.writeString(folder.resolve("receipt.json"), receipt(123));
        Files.move(copy.resolve("checkpoints/300"), copy.resolve("checkpoint"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(run(file, copy.resolve("vkey"), copy)).isEqualTo(VerifyLedger.DOES_NOT_FIT);
        assertThat(output).contains("比存证快照短", "700");
    }

    @Test
    void whatCannotBeReadIsSaid() throws Exception {
        assertThat(run()).isEqualTo(VerifyLedger.UNREADABLE);
        assertThat(output).contains("verify-ledger");
        assertThat(run(folder.resolve("nothing.json"), key.verifier())).isEqualTo(VerifyLedger.UNREADABLE);
        assertThat(run(Files.writeString(folder.resolve("x.json"), "{"), key.verifier()))
                .isEqualTo(VerifyLedger.UNREADABLE);
        assertThat(run(copy, "no key")).isEqualTo(VerifyLedger.UNREADABLE);
        assertThat(run(folder, key.verifier())).isEqualTo(VerifyLedger.UNREADABLE);
        assertThat(output).contains("checkpoint").doesNotContain("Exception");
    }
}
