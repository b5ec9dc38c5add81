package org.xieban.signing;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** The private key of somebody who signs notes. Its text is a secret; {@link #toString()} tells the public half only. */
public final class SignerKey {

    private static final String MARK = "PRIVATE+KEY+";

    private final SignatureScheme scheme;
    private final byte[] key;
    private final VerifierKey verifier;

    private SignerKey(String name, SignatureScheme scheme, byte[] key) {
        this.scheme = scheme;
        this.key = key.clone();
        this.verifier = new VerifierKey(name, scheme, scheme.publicKey(key));
    }

    /** A new key of that name. */
    public static SignerKey generate(String name, SignatureScheme scheme, SecureRandom random) {
        return new SignerKey(name, scheme, scheme.newPrivateKey(random));
    }

    /**
     * Reads a key as {@link #secret()} wrote it.
     *
     * @throws IllegalArgumentException where it is none; the message does not repeat it
     */
    public static SignerKey parse(String secret) {
        String text = secret.strip();
        String[] parts = text.startsWith(MARK) ? text.substring(MARK.length()).split("\\+", 3) : new String[0];
        if (parts.length != 3) {
            throw new IllegalArgumentException("not a signer key");
        }
        byte[] typed = Base64.getDecoder().decode(parts[2]);
        SignatureScheme scheme = SignatureScheme.ofTyped(typed);
        byte[] key = Arrays.copyOfRange(typed, scheme.type().length, typed.length);
        if (key.length != scheme.privateKeyLength()) {
            throw new IllegalArgumentException("a signer key of " + key.length + " bytes");
        }
        SignerKey signer = new SignerKey(parts[0], scheme, key);
        if (!HexFormat.of().formatHex(signer.verifier.id()).equals(parts[1])) {
            throw new IllegalArgumentException("a signer key whose id is not its own");
        }
        return signer;
    }

    /** The key as it is kept in a file that nobody else may read. */
    public String secret() {
        byte[] type = scheme.type();
        byte[] typed =
                ByteBuffer.allocate(type.length + key.length).put(type).put(key).array();
        return MARK + verifier.name() + "+" + HexFormat.of().formatHex(verifier.id()) + "+"
                + Base64.getEncoder().encodeToString(typed);
    }

    /** The public half. */
    public VerifierKey verifier() {
        return verifier;
    }

    byte[] sign(byte[] text) {
        return scheme.sign(key, text);
    }

    @Override
    public String toString() {
        return verifier.toString();
    }
}
