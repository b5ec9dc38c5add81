package org.xieban.licence;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.signing.KeyFile;
import org.xieban.signing.SignatureScheme;
import org.xieban.signing.SignedNote;
import org.xieban.signing.SignerKey;
import org.xieban.trace.TransactionLock;

/**
 * Signs licences by SM2 (GB/T 32918) with a key that is kept outside the database, so that who rewrites one lacks the
 * other. A new key stands before the earlier ones in its file; what those signed stays good.
 */
@Component
class LicenceSigner {

    private final KeyFile keys;
    private final String name;
    private final JdbcClient jdbc;

    LicenceSigner(LicenceSettings settings, JdbcClient jdbc) {
        this.keys = new KeyFile(settings.keys(), SignatureScheme.SM2);
        this.name = settings.signer();
        this.jdbc = jdbc;
    }

    /**
     * Signs a text.
     *
     * @throws IllegalStateException where licences were signed before and the key is not there any more: a new one would
     *     make forgeries of them all
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public SignedNote sign(String text) {
        List<SignerKey> kept = keys.read(name);
        return SignedNote.of(text).signedBy(kept.isEmpty() ? first() : kept.get(0));
    }

    private SignerKey first() {
        // two nodes must not each make one
        TransactionLock.hold(jdbc, "xieban.licences.key");
        List<SignerKey> kept = keys.read(name);
        if (!kept.isEmpty()) {
            return kept.get(0);
        }
        if (jdbc.sql("select exists (select from licence)").query(Boolean.class).single()) {
            throw new IllegalStateException("the key that signs licences is not in " + keys.path(name));
        }
        return keys.add(name);
    }

    /** Whether a text is signed by one of our keys. */
    boolean signed(SignedNote note) {
        return keys.read(name).stream().anyMatch(key -> note.isSignedBy(key.verifier()));
    }

    /** The public halves, as whoever wants to check by himself needs them. */
    List<String> verifiers() {
        return keys.read(name).stream().map(key -> key.verifier().toString()).toList();
    }
}
