package org.xieban.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xieban.inspection.draw.DrawRecord;
import org.xieban.inspection.draw.DrawTerms;
import org.xieban.inspection.draw.DrawTerms.Inspector;
import org.xieban.inspection.draw.DrawTerms.Target;
import org.xieban.ledger.log.LogHash;
import org.xieban.signing.SignatureScheme;
import org.xieban.signing.SignedNote;
import org.xieban.signing.SignerKey;

class VerifyDrawTest {

    @TempDir
    private Path folder;

    private final SignerKey log = SignerKey.generate("example.org/log", SignatureScheme.ED25519, new SecureRandom());
    private String said = "";

    private String record() {
        DrawTerms terms = new DrawTerms(
                LogHash.SHA_256,
                List.of("market"),
                2,
                new TreeMap<>(Map.of("A", 5_000)),
                List.of(new Target("o1", "A", "food", 1), new Target("o2", "A", "food", 2)),
                List.of(inspector("i1"), inspector("i2"), inspector("i3")));
        byte[] seed = new byte[32];
        String checkpoint = SignedNote.of("example.org/log\n42\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")
                .signedBy(log)
                .toString();
        return DrawRecord.announced(terms, seed).drawn(seed, checkpoint).json();
    }

    private static Inspector inspector(String id) {
        return new Inspector(id, "market", List.of("food"), List.of());
    }

    private int verify(String record, String... keys) throws Exception {
        Path file = Files.writeString(folder.resolve("draw.json"), record);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> arguments = keys.length == 0 ? List.of(file.toString()) : List.of(file.toString(), keys[0]);
        int code = VerifyDraw.run(arguments, new PrintStream(out, true, StandardCharsets.UTF_8));
        said = out.toString(StandardCharsets.UTF_8);
        return code;
    }

    @Test
    void itSaysInTwoLanguagesThatAllOfItFollows() throws Exception {
        assertThat(verify(record(), log.verifier().toString())).isZero();
        assertThat(said)
                .contains("抽取结果全部一致：1 次检查，由 2 个检查对象重新抽取得出。", "All of it follows: 1 visits")
                .doesNotContain("未核验");
        assertThat(verify(record())).isZero();
        assertThat(said).contains("快照的签名未核验");
    }

    @Test
    void itSaysWhatDoesNot() throws Exception {
        assertThat(verify(record().replaceFirst("(\"visits\":.*)i[12]", "$1i9")))
                .isEqualTo(1);
        assertThat(said).contains("第 1 次检查与重新抽取的结果不一致");
        SignerKey other = SignerKey.generate("example.org/log", SignatureScheme.ED25519, new SecureRandom());
        assertThat(verify(record(), other.verifier().toString())).isEqualTo(1);
        assertThat(said).contains("不是账本的密钥签的");
    }

    @Test
    void itSaysWhereItCannotTell() throws Exception {
        assertThat(verify("{}")).isEqualTo(2);
        assertThat(verify("draw")).isEqualTo(2);
        assertThat(verify(record().replace("\"A\":5000", "\"A\":50000"))).isEqualTo(2);
        assertThat(said).contains("无法核验", "SHARE");
        assertThat(verify(record(), "no key")).isEqualTo(2);
        assertThat(VerifyDraw.run(List.of(), new PrintStream(new ByteArrayOutputStream())))
                .isEqualTo(2);
        assertThat(VerifyDraw.run(List.of("no-such-file"), new PrintStream(new ByteArrayOutputStream())))
                .isEqualTo(2);
    }
}
