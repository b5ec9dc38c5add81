package org.xieban.ledger;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.xieban.ledger.log.LogHash;

/**
 * The entry of the public log for one entry of the record: a commitment that tells nothing of it without its salt, and
 * fits no other entry. Its format is fixed by {@code docs/adr/0001-leaf-format.md}; the RFC 9162 leaf hash is that of
 * {@code 0x00} and these bytes.
 */
final class Leaf {

    static final int SALT_LENGTH = 32;

    /** Bytes of a leaf. */
    static final int LENGTH = 34;

    private static final byte VERSION = 1;
    private static final byte SHA_256 = 1;
    private static final byte SM3 = 2;
    private static final byte[] LABEL = "xieban.org/trace-entry/v1\0".getBytes(StandardCharsets.US_ASCII);

    private Leaf() {}

    static byte[] of(LogHash hash, byte[] salt, String entry) {
        if (salt.length != SALT_LENGTH) {
            throw new IllegalArgumentException("a salt of " + salt.length + " bytes");
        }
        byte[] said = entry.getBytes(StandardCharsets.UTF_8);
        byte[] leaf = new byte[LENGTH];
        leaf[0] = VERSION;
        leaf[1] = hash == LogHash.SM3 ? SM3 : SHA_256;
        System.arraycopy(hash == LogHash.SM3 ? withSm3(salt, said) : withSha256(salt, said), 0, leaf, 2, LENGTH - 2);
        return leaf;
    }

    private static byte[] withSm3(byte[] salt, byte[] said) {
        HMac mac = new HMac(new SM3Digest());
        mac.init(new KeyParameter(salt));
        mac.update(LABEL, 0, LABEL.length);
        mac.update(said, 0, said.length);
        byte[] code = new byte[mac.getMacSize()];
        mac.doFinal(code, 0);
        return code;
    }

    /** By the platform's own, which is several times as fast: every entry of a log is verified by it. */
    private static byte[] withSha256(byte[] salt, byte[] said) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(salt, "HmacSHA256"));
            mac.update(LABEL);
            return mac.doFinal(said);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /**
     * What the leaf of an entry is now, of the same kind as the one that was made when it was written; nothing but zeros
     * where there can be none.
     */
    static byte[] again(byte[] leaf, byte[] salt, String entry) {
        return salt.length == SALT_LENGTH ? of(hash(leaf), salt, entry) : new byte[LENGTH];
    }

    static boolean fits(byte[] leaf, byte[] salt, String entry) {
        return MessageDigest.isEqual(leaf, again(leaf, salt, entry));
    }

    private static LogHash hash(byte[] leaf) {
        return leaf.length > 1 && leaf[1] == SM3 ? LogHash.SM3 : LogHash.SHA_256;
    }
}
