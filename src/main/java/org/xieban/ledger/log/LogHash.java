package org.xieban.ledger.log;

import java.security.MessageDigest;
import org.bouncycastle.jcajce.provider.digest.SM3.Digest;
import org.xieban.trace.Fingerprint;

/** How a log hashes (RFC 9162 §2.1); chosen when it is created, for good. Every hash has {@value #LENGTH} bytes. */
public enum LogHash {
    /** The one that the world's tools check. */
    SHA_256 {
        @Override
        public MessageDigest digest() {
            return Fingerprint.sha256();
        }
    },
    /** GB/T 32905, where commercial cryptography is prescribed (密评). */
    SM3 {
        @Override
        public MessageDigest digest() {
            return new Digest();
        }
    };

    /** Bytes of a hash of either kind. */
    public static final int LENGTH = 32;

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    /** A digest of that kind, with nothing in it yet. */
    public abstract MessageDigest digest();

    /** The hash of a tree without a leaf. */
    public byte[] empty() {
        return digest().digest();
    }

    /** The hash of a leaf. */
    public byte[] leaf(byte[] entry) {
        MessageDigest digest = digest();
        digest.update(LEAF);
        return digest.digest(entry);
    }

    /** The hash of the node above two others. */
    public byte[] node(byte[] left, byte[] right) {
        MessageDigest digest = digest();
        digest.update(NODE);
        digest.update(left);
        return digest.digest(right);
    }
}
