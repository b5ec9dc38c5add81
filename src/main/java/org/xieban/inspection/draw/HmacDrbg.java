package org.xieban.inspection.draw;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.xieban.ledger.log.LogHash;

/**
 * HMAC_DRBG (NIST SP 800-90A Rev. 1 §10.1.2), never reseeded: who knows what it was begun with knows all it will say.
 * Our own since the library's knows no SM3.
 */
final class HmacDrbg {

    private static final byte[] NOTHING = {};

    private final HMac mac;
    private byte[] key;
    private byte[] value;

    HmacDrbg(LogHash hash, byte[] entropy, byte[] nonce, byte[] personalisation) {
        mac = new HMac(hash == LogHash.SM3 ? new SM3Digest() : new SHA256Digest());
        key = new byte[mac.getMacSize()];
        value = new byte[mac.getMacSize()];
        Arrays.fill(value, (byte) 1);
        update(ByteBuffer.allocate(entropy.length + nonce.length + personalisation.length)
                .put(entropy)
                .put(nonce)
                .put(personalisation)
                .array());
    }

    private void update(byte[] provided) {
        key = code((byte) 0, provided);
        value = code(NOTHING);
        if (provided.length > 0) {
            key = code((byte) 1, provided);
            value = code(NOTHING);
        }
    }

    private byte[] code(byte mark, byte[] provided) {
        return code(
                ByteBuffer.allocate(1 + provided.length).put(mark).put(provided).array());
    }

    /** That of the value and what follows it. */
    private byte[] code(byte[] following) {
        mac.init(new KeyParameter(key));
        mac.update(value, 0, value.length);
        mac.update(following, 0, following.length);
        byte[] code = new byte[mac.getMacSize()];
        mac.doFinal(code, 0);
        return code;
    }

    /** One call of Generate without additional input. */
    byte[] generate(int bytes) {
        ByteBuffer said = ByteBuffer.allocate(bytes);
        while (said.hasRemaining()) {
            value = code(NOTHING);
            said.put(value, 0, Math.min(value.length, said.remaining()));
        }
        update(NOTHING);
        return said.array();
    }

    /**
     * A number from 0 to below a bound, each as likely as the other: eight bytes, big-endian and unsigned, modulo the
     * bound; those beyond the last multiple of the bound are passed over.
     */
    int below(int bound) {
        long rest = Long.remainderUnsigned(-(long) bound, bound);
        long said;
        do {
            said = ByteBuffer.wrap(generate(Long.BYTES)).getLong();
        } while (rest != 0 && Long.compareUnsigned(said, -rest) >= 0);
        return (int) Long.remainderUnsigned(said, bound);
    }
}
