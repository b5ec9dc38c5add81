package org.xieban.inspection.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.prng.EntropySource;
import org.bouncycastle.crypto.prng.drbg.HMacSP800DRBG;
import org.junit.jupiter.api.Test;
import org.xieban.ledger.log.LogHash;

class HmacDrbgTest {

    private static final HexFormat HEX = HexFormat.of();

    /** NIST CAVP, HMAC_DRBG, SHA-256 without reseeding or personalization, COUNT = 0: what the second call returns. */
    @Test
    void itSaysWhatTheStandardsVectorSays() {
        HmacDrbg lot = new HmacDrbg(
                LogHash.SHA_256,
                HEX.parseHex("ca851911349384bffe89de1cbdc46e6831e44d34a4fb935ee285dd14b71a7488"),
                HEX.parseHex("659ba96c601dc69fc902940805ec0ca8"),
                new byte[0]);
        lot.generate(128);
        assertThat(HEX.formatHex(lot.generate(128)))
                .isEqualTo("e528e9abf2dece54d47c7e75e5fe302149f817ea9fb4bee6f4199697d04d5b89"
                        + "d54fbb978a15b5c443c9ec21036d2460b6f73ebad0dc2aba6e624abf07745bc1"
                        + "07694bb7547bb0995f70de25d6b29e2d3011bb19d27676c07162c8b5ccde0668"
                        + "961df86803482cb37ed6d5c0bb8d50cf1f50d476aa0458bdaba806f48be9dcb8");
    }

    @Test
    void itSaysWhatTheLibrarysSays() {
        byte[] entropy = new byte[32];
        byte[] nonce = new byte[32];
        new Random(7).nextBytes(entropy);
        new Random(8).nextBytes(nonce);
        byte[] person = "whose draw".getBytes(StandardCharsets.UTF_8);
        HmacDrbg ours = new HmacDrbg(LogHash.SHA_256, entropy, nonce, person);
        HMacSP800DRBG theirs = new HMacSP800DRBG(new HMac(new SHA256Digest()), 256, new Given(entropy), person, nonce);
        for (int length : new int[] {8, 32, 33, 1, 100}) {
            byte[] said = new byte[length];
            theirs.generate(said, null, false);
            assertThat(ours.generate(length)).isEqualTo(said);
        }
    }

    @Test
    void withAnotherHashItSaysSomethingElse() {
        byte[] seed = new byte[32];
        assertThat(new HmacDrbg(LogHash.SM3, seed, seed, seed).generate(32))
                .isNotEqualTo(new HmacDrbg(LogHash.SHA_256, seed, seed, seed).generate(32));
    }

    private record Given(byte[] entropy) implements EntropySource {

        @Override
        public boolean isPredictionResistant() {
            return false;
        }

        @Override
        public byte[] getEntropy() {
            return entropy;
        }

        @Override
        public int entropySize() {
            return entropy.length * Byte.SIZE;
        }
    }
}
