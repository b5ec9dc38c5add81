package org.xieban.sources;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whom data are about, as a keyed digest: the record of calls finds all about one person, and names nobody. */
@Component
class Subjects {

    private final JdbcClient jdbc;

    /** It is made once and never changes, so that it is read once. */
    private volatile byte @Nullable [] known;

    Subjects(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The digest of whom a number names.
     *
     * @param number citizen number, credit code, or what else one was asked by
     */
    String digest(String number) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key(), "HmacSHA256"));
            String plain = number.strip().toUpperCase(Locale.ROOT);
            return HexFormat.of().formatHex(mac.doFinal(plain.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }

    private byte[] key() {
        byte[] held = known;
        if (held != null) {
            return held;
        }
        Optional<byte[]> kept =
                jdbc.sql("select key from data_subject_key").query(byte[].class).optional();
        // one that is only being made may yet be undone
        known = kept.orElse(null);
        return kept.orElseGet(this::made);
    }

    /** Of two nodes that make one at once the first one's holds. */
    private byte[] made() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        jdbc.sql("insert into data_subject_key (key) values (:key) on conflict do nothing")
                .param("key", key)
                .update();
        return jdbc.sql("select key from data_subject_key").query(byte[].class).single();
    }
}
