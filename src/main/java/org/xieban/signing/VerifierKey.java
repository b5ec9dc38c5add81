package org.xieban.signing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.crypto.digests.SHA256Digest;

/** The public key of somebody who signs notes: of a log, or of a witness (C2SP signed-note). */
public final class VerifierKey {

    private final String name;
    private final SignatureScheme scheme;
    private final byte[] key;

    VerifierKey(String name, SignatureScheme scheme, byte[] key) {
        if (name.isEmpty() || name.chars().anyMatch(c -> c == '+' || Character.isWhitespace(c))) {
            throw new IllegalArgumentException("not a name of a key: " + name);
        }
        this.name = name;
        this.scheme = scheme;
        this.key = key.clone();
    }

    /**
     * Reads {@code name+id+key}.
     *
     * @throws IllegalArgumentException where it is not that, or the id is not that of the key
     */
    public static VerifierKey parse(String text) {
        String[] parts = text.strip().split("\\+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("not a verifier key: " + text);
        }
        byte[] typed = Base64.getDecoder().decode(parts[2]);
        SignatureScheme scheme = SignatureScheme.ofTyped(typed);
        VerifierKey key =
                new VerifierKey(parts[0], scheme, Arrays.copyOfRange(typed, scheme.type().length, typed.length));
        if (!key.toString().equals(text.strip())) {
            throw new IllegalArgumentException("not the id of this key: " + parts[1]);
        }
        return key;
    }

    /**
     * Reads keys, a line each.
     *
     * @param given the lines, or the name of a file with them
     * @throws IllegalArgumentException where one of them is none
     */
    public static List<VerifierKey> readAll(String given) throws IOException {
        Path file = Path.of(given);
        String lines = Files.isRegularFile(file) ? Files.readString(file) : given;
        return lines.lines()
                .filter(line -> !line.isBlank())
                .map(VerifierKey::parse)
                .toList();
    }

    /** Whose key it is; of a log, its origin. */
    public String name() {
        return name;
    }

    /** Four bytes by which a signature names the key. */
    public byte[] id() {
        return id(name, typed());
    }

    static byte[] id(String name, byte[] typed) {
        byte[] named = (name + "\n").getBytes(StandardCharsets.UTF_8);
        SHA256Digest digest = new SHA256Digest();
        digest.update(named, 0, named.length);
        digest.update(typed, 0, typed.length);
        byte[] id = new byte[digest.getDigestSize()];
        digest.doFinal(id, 0);
        return Arrays.copyOf(id, 4);
    }

    private byte[] typed() {
        byte[] type = scheme.type();
        return ByteBuffer.allocate(type.length + key.length).put(type).put(key).array();
    }

    /** Whether a signature of a text is by this key. */
    boolean verifies(byte[] text, byte[] signature) {
        try {
            return scheme.verify(key, text, signature);
        } catch (IllegalArgumentException notEvenAKey) {
            return false;
        }
    }

    /** As it is published: {@code name+id+key}. */
    @Override
    public String toString() {
        return name + "+" + HexFormat.of().formatHex(id()) + "+"
                + Base64.getEncoder().encodeToString(typed());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }
}
