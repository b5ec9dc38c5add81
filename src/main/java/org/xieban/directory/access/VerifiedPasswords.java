package org.xieban.directory.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Passwords that were lately found right, so that a machine that calls with HTTP Basic does not pay for Argon2 each
 * time. Kept is a keyed digest of the password together with the very hash it was checked against: once the directory
 * holds another hash, the entry no longer fits. Locks and disabled accounts are none of its business; they are looked up
 * at every request. The key lives and dies with the process.
 */
@Component
class VerifiedPasswords {

    private static final int MOST = 10_000;

    private final SignInSettings settings;
    private final Clock clock;
    private final byte[] key = new byte[32];
    private final Map<String, Instant> until = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MOST;
        }
    };

    VerifiedPasswords(SignInSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        new SecureRandom().nextBytes(key);
    }

    synchronized boolean contains(String password, String hash) {
        String entry = entry(password, hash);
        Instant end = until.get(entry);
        if (end != null && !clock.instant().isBefore(end)) {
            until.remove(entry);
            return false;
        }
        return end != null;
    }

    synchronized void add(String password, String hash) {
        String entry = entry(password, hash);
        until.remove(entry);
        until.put(entry, clock.instant().plus(settings.verifiedFor()));
    }

    private String entry(String password, String hash) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(hash.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return HexFormat.of().formatHex(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
