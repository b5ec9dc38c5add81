package org.xieban.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.junit.jupiter.api.Test;
import org.xieban.ledger.log.LogHash;
import org.xieban.trace.Act;
import org.xieban.trace.Actor;
import org.xieban.trace.Recorded;

class LeafTest {

    private static final UUID ID = UUID.fromString("019d0000-0000-7000-8000-000000000001");
    private static final Instant AT = Instant.parse("2026-11-21T11:38:04.120Z");
    private static final Actor CHEN = new Actor("clerk.chen", "陈静", "spj");

    @Test
    void anEntryIsWrittenAsTheDecisionRecordSays() {
        Act act = Act.of("officer.created", "officer", "handler.li")
                .change(null, Map.of("name", "李明", "active", true, "posts", List.of("spj.handler")));

        assertThat(CanonicalEntry.of(ID, new Recorded(act, CHEN, AT, "10.1.2.3")))
                .isEqualTo("{\"act\":\"officer.created\","
                        + "\"actor\":{\"department\":\"spj\",\"id\":\"clerk.chen\",\"name\":\"陈静\"},"
                        + "\"address\":\"10.1.2.3\",\"at\":\"2026-11-21T19:38:04.120000+08:00\",\"case\":null,"
                        + "\"detail\":{\"after\":{\"active\":true,\"name\":\"李明\",\"posts\":[\"spj.handler\"]},"
                        + "\"before\":null},\"id\":\"019d0000-0000-7000-8000-000000000001\",\"step\":null,"
                        + "\"subject\":{\"id\":\"handler.li\",\"kind\":\"officer\"},\"v\":1}");
    }

    @Test
    void anEntryReadsBackAsWhatWasRecorded() {
        Act act = Act.of("case.registered", "case", "XP26-1112-0019-7")
                .inCase("XP26-1112-0019-7", "userTask_register")
                .with("materials", 3)
                .with("note", null);
        Recorded recorded = new Recorded(act, Actor.SYSTEM, AT, null);

        assertThat(CanonicalEntry.parse(CanonicalEntry.of(ID, recorded))).isEqualTo(recorded);
    }

    @Test
    void aLeafIsRecomputedFromEntryAndSaltByTheDefinitionOfHmacAlone() throws Exception {
        byte[] salt = HexFormat.of().parseHex("00112233445566778899aabbccddeeff".repeat(2));
        String entry = "{\"act\":\"市\"}";

        byte[] inner = MessageDigest.getInstance("SHA-256")
                .digest(joined(
                        padded(salt, 0x36),
                        "xieban.org/trace-entry/v1\0".getBytes(StandardCharsets.US_ASCII),
                        entry.getBytes(StandardCharsets.UTF_8)));
        byte[] outer = MessageDigest.getInstance("SHA-256").digest(joined(padded(salt, 0x5c), inner));

        assertThat(Leaf.of(LogHash.SHA_256, salt, entry)).isEqualTo(joined(new byte[] {1, 1}, outer));
    }

    @Test
    void whereCommercialCryptographyIsPrescribedTheLeafIsAnHmacBySm3AndSaysSo() throws Exception {
        byte[] salt = HexFormat.of().parseHex("00112233445566778899aabbccddeeff".repeat(2));
        String entry = "{\"act\":\"市\"}";

        byte[] inner = sm3(
                padded(salt, 0x36),
                "xieban.org/trace-entry/v1\0".getBytes(StandardCharsets.US_ASCII),
                entry.getBytes(StandardCharsets.UTF_8));
        byte[] leaf = Leaf.of(LogHash.SM3, salt, entry);

        assertThat(leaf).isEqualTo(joined(new byte[] {1, 2}, sm3(padded(salt, 0x5c), inner)));
        assertThat(Leaf.fits(leaf, salt, entry)).isTrue();
        assertThat(Leaf.fits(leaf, salt, entry + " ")).isFalse();
    }

    private static byte[] sm3(byte[]... parts) {
        SM3Digest digest = new SM3Digest();
        byte[] all = joined(parts);
        digest.update(all, 0, all.length);
        byte[] hash = new byte[32];
        digest.doFinal(hash, 0);
        return hash;
    }

    @Test
    void aLeafFitsNoOtherEntryAndNoOtherSalt() {
        byte[] salt = new byte[32];
        byte[] leaf = Leaf.of(LogHash.SHA_256, salt, "{\"a\":1}");
        byte[] otherSalt = salt.clone();
        otherSalt[31] = 1;

        assertThat(Leaf.fits(leaf, salt, "{\"a\":1}")).isTrue();
        assertThat(Leaf.fits(leaf, salt, "{\"a\": 1}")).as("spacing").isFalse();
        assertThat(Leaf.fits(leaf, otherSalt, "{\"a\":1}")).as("salt").isFalse();
        assertThat(Leaf.fits(leaf, Arrays.copyOf(salt, 33), "{\"a\":1}"))
                .as("a longer salt that HMAC would pad to the same key")
                .isFalse();
    }

    @Test
    void numbersThatADoubleCannotCarryAreKeptAsText() {
        Act act = Act.of("reading.taken", "indicator", "x")
                .with("exact", 9007199254740991L)
                .with("large", 9007199254740993L);

        assertThat(CanonicalEntry.of(ID, new Recorded(act, CHEN, AT, null)))
                .contains("\"exact\":9007199254740991,\"large\":\"9007199254740993\"");
    }

    @Test
    void whatJsonCannotCarryIsRefusedNamingTheAct() {
        Act act = Act.of("term.set", "item", "x").with("days", 0.5);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CanonicalEntry.of(ID, new Recorded(act, CHEN, AT, null)))
                .withMessageContaining("term.set")
                .withMessageContaining("Double");
    }

    @Property(tries = 300)
    void whateverWasTypedCanBeKeptAndHasOneForm(@ForAll String typed) {
        Act act = Act.of("sign-in.failed", "account", typed).with(typed, typed);
        String entry = CanonicalEntry.of(ID, new Recorded(act, new Actor(typed, typed, typed), AT, typed));

        assertThat(new String(entry.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(entry)
                .doesNotContain("\0");
        assertThat(CanonicalEntry.of(ID, CanonicalEntry.parse(entry))).isEqualTo(entry);
        assertThat(SafeText.searchable(typed)).doesNotContain("\0").hasSizeLessThanOrEqualTo(200);
    }

    @Test
    void keysOrderEntriesByTimeThenByTheOrderOfTheirActs() {
        EntryId ids = new EntryId(new SecureRandom());
        List<String> keys = IntStream.range(0, 3_000)
                .mapToObj(i -> ids.next(AT.plusNanos(i / 3 * 1_000L)).toString())
                .toList();

        assertThat(keys).isSorted().doesNotHaveDuplicates();
        assertThat(keys.get(0)).isGreaterThan(EntryId.first(AT).toString());
        assertThat(keys.get(2)).isLessThan(EntryId.first(AT.plusNanos(1_000)).toString());
        assertThat(ids.next(AT).version()).isEqualTo(7);
        assertThat(ids.next(AT).variant()).isEqualTo(2);
    }

    private static byte[] padded(byte[] key, int with) {
        byte[] padded = Arrays.copyOf(key, 64);
        for (int i = 0; i < padded.length; i++) {
            padded[i] ^= (byte) with;
        }
        return padded;
    }

    private static byte[] joined(byte[]... parts) {
        byte[] all = new byte[0];
        for (byte[] part : parts) {
            int at = all.length;
            all = Arrays.copyOf(all, at + part.length);
            System.arraycopy(part, 0, all, at, part.length);
        }
        return all;
    }
}
