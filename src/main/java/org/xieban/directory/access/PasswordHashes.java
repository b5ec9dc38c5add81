package org.xieban.directory.access;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Argon2id with the parameters that OWASP's password storage guide gives for servers: 19 MiB, two passes, one lane.
 * The hash names its algorithm and parameters, so that both can be raised later; old hashes are renewed at sign-in.
 */
@Component
public class PasswordHashes {

    /** Longer passwords are refused unread: hashing must not become a way to keep the machine busy. */
    public static final int LONGEST = 128;

    private final PasswordEncoder encoder = new DelegatingPasswordEncoder(
            "argon2", Map.of("argon2", new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2)));

    /** Each computation takes 19 MiB and a processor; a flood of sign-ins waits here instead of taking both. */
    private final Semaphore running =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()), true);

    private final String decoy;

    PasswordHashes() {
        byte[] secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        decoy = hash(Base64.getEncoder().encodeToString(secret));
    }

    /** The hash to be kept. */
    public String hash(CharSequence password) {
        running.acquireUninterruptibly();
        try {
            return encoder.encode(password);
        } finally {
            running.release();
        }
    }

    /** Whether the password is the one that was hashed; takes as long either way. */
    public boolean matches(CharSequence password, String hash) {
        boolean readable = password.length() <= LONGEST;
        running.acquireUninterruptibly();
        try {
            return encoder.matches(readable ? password : "", hash) && readable;
        } finally {
            running.release();
        }
    }

    /** A hash that no password matches, so that an unknown login costs the time of a known one. */
    String decoy() {
        return decoy;
    }

    /** Whether the hash was made with weaker parameters than today's. */
    boolean outdated(String hash) {
        return encoder.upgradeEncoding(hash);
    }
}
