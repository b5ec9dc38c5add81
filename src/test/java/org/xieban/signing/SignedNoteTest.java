package org.xieban.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xieban.ledger.log.Checkpoint;

/** Notes are those that the world's tools read and write. */
class SignedNoteTest {

    /** The example of the package from which the format comes (golang.org/x/mod/sumdb/note). */
    private static final String SECRET =
            "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

    private static final String KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private static final String NOTE = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            \u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
            """;

    @Test
    void theKnownKeyVerifiesTheKnownNoteAndWritesItAgain() {
        VerifierKey key = VerifierKey.parse(KEY);
        SignedNote note = SignedNote.parse(NOTE);
        assertThat(note.isSignedBy(key)).isTrue();
        assertThat(note.toString()).isEqualTo(NOTE);
        SignerKey signer = SignerKey.parse(SECRET);
        assertThat(signer.verifier()).isEqualTo(key).hasToString(KEY);
        assertThat(SignedNote.of(note.text()).signedBy(signer)).hasToString(NOTE);
    }

    @Test
    void anotherTextNameOrSignatureIsNotSigned() {
        VerifierKey key = VerifierKey.parse(KEY);
        assertThat(SignedNote.parse(NOTE.replace("answer", "question")).isSignedBy(key))
                .isFalse();
        assertThat(SignedNote.parse(NOTE.replace("\u2014 PeterNeumann", "\u2014 EnochRoot"))
                        .isSignedBy(key))
                .isFalse();
        assertThat(SignedNote.parse(NOTE.replace("x08go/ZJ", "x08go/ZK")).isSignedBy(key))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(SignatureScheme.class)
    void aNewKeySignsAndIsReadBack(SignatureScheme scheme) {
        SignerKey key = SignerKey.generate("xieban.example/log", scheme, new SecureRandom());
        SignerKey other = SignerKey.generate("xieban.example/log", scheme, new SecureRandom());
        SignerKey read = SignerKey.parse(key.secret());
        SignedNote note = SignedNote.parse(
                SignedNote.of("text\n").signedBy(read).signedBy(other).toString());
        assertThat(note.isSignedBy(VerifierKey.parse(key.verifier().toString())))
                .isTrue();
        assertThat(note.isSignedBy(other.verifier())).isTrue();
        assertThat(new SignedNote("other text\n", note.signatures()).isSignedBy(key.verifier()))
                .isFalse();
        assertThat(key.toString()).doesNotContain("PRIVATE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "text\n",
                "text\n\nno dash x08go/Z=\n",
                "text\n\n\u2014 name\n",
                "text\n\n\u2014 name AAAA\n",
                "text\n\n\u2014 name !!!!\n",
                "te\u0001xt\n\n\u2014 name x08goAAAA\n"
            })
    void whatIsNoNoteIsRefused(String note) {
        assertThatThrownBy(() -> SignedNote.parse(note)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "name",
                "name+00000000",
                "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "name+c74f20a3+Ag=="
            })
    void whatIsNoKeyIsRefused(String key) {
        assertThatThrownBy(() -> VerifierKey.parse(key)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SignerKey.parse("PRIVATE+KEY+" + key)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCheckpointIsReadAndWritten() {
        String text = """
                go.sum database tree
                15368405
                31JQUq8EyQx5lpqtKRqryJzA+77WD2xmTyuB4uIlXeE=
                """;
        Checkpoint checkpoint = Checkpoint.parse(text);
        assertThat(checkpoint.origin()).isEqualTo("go.sum database tree");
        assertThat(checkpoint.size()).isEqualTo(15_368_405);
        assertThat(checkpoint.text()).isEqualTo(text);
        assertThat(Checkpoint.parse(text + "more\n").more()).isEqualTo(List.of("more"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "origin\n", "origin\n1\n", "origin\n01\nAAAA\n", "origin\n1\nAAAA\n", "origin\n-1\nAAAA\n"})
    void whatIsNoCheckpointIsRefused(String text) {
        assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
