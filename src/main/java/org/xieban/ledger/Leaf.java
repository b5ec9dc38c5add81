package org.xieban.ledger;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The entry of the public log for one entry of the record: a commitment that tells nothing of it without its salt, and
 * fits no other entry. Its format is fixed by {@code docs/adr/0001-leaf-format.md}; the RFC 9162 leaf hash is that of
 * {@code 0x00} and these bytes.
 */
final class Leaf {

    static final int SALT_LENGTH = 32;

    private static final byte VERSION = 1;
    private static final byte SHA_256 = 1;
    private static final byte[] LABEL = "xieban.org/trace-entry/v1\0".getBytes(StandardCharsets.US_ASCII);

    private Leaf() {}

    static byte[] of(byte[] salt, String entry) {
        if (salt.length != SALT_LENGTH) {
            throw new IllegalArgumentException("a salt of " + salt.length + " bytes");
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(salt, "HmacSHA256"));
            mac.update(LABEL);
            byte[] leaf = new byte[2 + mac.getMacLength()];
            leaf[0] = VERSION;
            leaf[1] = SHA_256;
            System.arraycopy(mac.doFinal(entry.getBytes(StandardCharsets.UTF_8)), 0, leaf, 2, mac.getMacLength());
            return leaf;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    static boolean fits(byte[] leaf, byte[] salt, String entry) {
        return salt.length == SALT_LENGTH && MessageDigest.isEqual(leaf, of(salt, entry));
    }
}
