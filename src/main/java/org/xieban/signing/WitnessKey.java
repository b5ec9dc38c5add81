package org.xieban.signing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** The public key of a witness (C2SP tlog-cosignature, Ed25519): what it signs is a checkpoint and the time it saw it. */
public final class WitnessKey {

    private static final byte TYPE = 4;
    private static final int KEY_LENGTH = 32;
    private static final int SIGNATURE_LENGTH = 64;

    private final String name;
    private final byte[] typed;

    private WitnessKey(String name, byte[] typed) {
        this.name = name;
        this.typed = typed;
    }

    /**
     * Reads {@code name+id+key}.
     *
     * @throws IllegalArgumentException where it is not that, or the id is not that of the key
     */
    public static WitnessKey parse(String text) {
        String[] parts = text.strip().split("\\+", 3);
        byte[] typed = parts.length == 3 ? Base64.getDecoder().decode(parts[2]) : new byte[0];
        if (typed.length != KEY_LENGTH + 1 || typed[0] != TYPE) {
            throw new IllegalArgumentException("not the key of a witness: " + text);
        }
        WitnessKey key = new WitnessKey(parts[0], typed);
        if (!key.toString().equals(text.strip())) {
            throw new IllegalArgumentException("not the id of this key: " + parts[1]);
        }
        return key;
    }

    /** Whose key it is. */
    public String name() {
        return name;
    }

    /** Whether a signature is by this witness, of a checkpoint's text. */
    public boolean cosigned(String text, SignedNote.Signature signature) {
        byte[] bytes = signature.bytes();
        if (!signature.name().equals(name)
                || !Arrays.equals(signature.keyId(), VerifierKey.id(name, typed))
                || bytes.length != Long.BYTES + SIGNATURE_LENGTH) {
            return false;
        }
        long time = ByteBuffer.wrap(bytes).getLong();
        String said = "cosignature/v1\ntime " + Long.toUnsignedString(time) + "\n" + text;
        return SignatureScheme.ED25519.verify(
                Arrays.copyOfRange(typed, 1, typed.length),
                said.getBytes(StandardCharsets.UTF_8),
                Arrays.copyOfRange(bytes, Long.BYTES, bytes.length));
    }

    /** As it is published: {@code name+id+key}. */
    @Override
    public String toString() {
        return name + "+" + HexFormat.of().formatHex(VerifierKey.id(name, typed)) + "+"
                + Base64.getEncoder().encodeToString(typed);
    }
}
