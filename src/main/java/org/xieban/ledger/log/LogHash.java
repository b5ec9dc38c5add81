package org.xieban.ledger.log;

import java.util.function.Supplier;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SM3Digest;

/** How a log hashes (RFC 9162 §2.1); chosen when it is created, for good. Every hash has {@value #LENGTH} bytes. */
public enum LogHash {
    /** The one that the world's tools check. */
    SHA_256(SHA256Digest::new),
    /** GB/T 32905, where commercial cryptography is prescribed (密评). */
    SM3(SM3Digest::new);

    /** Bytes of a hash of either kind. */
    public static final int LENGTH = 32;

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final Supplier<Digest> digests;

    LogHash(Supplier<Digest> digests) {
        this.digests = digests;
    }

    /** The hash of a tree without a leaf. */
    public byte[] empty() {
        return finish(digests.get());
    }

    /** The hash of a leaf. */
    public byte[] leaf(byte[] entry) {
        Digest digest = digests.get();
        digest.update(LEAF);
        digest.update(entry, 0, entry.length);
        return finish(digest);
    }

    /** The hash of the node above two others. */
    public byte[] node(byte[] left, byte[] right) {
        return node(left, 0, right, 0);
    }

    /** The hash of the node above two others, each standing somewhere in an array. */
    byte[] node(byte[] left, int leftAt, byte[] right, int rightAt) {
        Digest digest = digests.get();
        digest.update(NODE);
        digest.update(left, leftAt, LENGTH);
        digest.update(right, rightAt, LENGTH);
        return finish(digest);
    }

    private static byte[] finish(Digest digest) {
        byte[] hash = new byte[LENGTH];
        digest.doFinal(hash, 0);
        return hash;
    }
}
