package org.xieban.ledger;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.xieban.ledger.log.LogHash;
import org.xieban.signing.SignatureScheme;

/**
 * How the public log is kept. Origin, hash and signature are taken when the log is created and never again.
 *
 * @param sequenceEvery how long new entries wait for their place at most; zero for never
 * @param batch how many entries are given a place in one transaction
 * @param keys the directory of the signing key, which all nodes share and nobody else may read
 * @param origin the name of the log; one of its own is made up where none is set
 * @param hash SHA_256, or SM3 where commercial cryptography is prescribed
 * @param signature ED25519, or SM2 where commercial cryptography is prescribed
 * @param checkpoints the directory outside the database in which checkpoints are kept; none where it is not set
 * @param witnesses who else is handed checkpoints
 * @param deliverEvery how long a checkpoint waits to be handed over at most; zero for never
 * @param stalledAfter how long the log may stand still, or a receiver be away, before the health of the product says so
 */
@ConfigurationProperties("xieban.ledger")
record LogSettings(
        @DefaultValue("1s") Duration sequenceEvery,
        @DefaultValue("5000") int batch,
        Path keys,
        @Nullable String origin,
        @DefaultValue("SHA_256") LogHash hash,
        @DefaultValue("ED25519") SignatureScheme signature,
        @Nullable Path checkpoints,
        @DefaultValue List<Witness> witnesses,
        @DefaultValue("10s") Duration deliverEvery,
        @DefaultValue("5m") Duration stalledAfter) {

    /**
     * Somebody who is handed checkpoints.
     *
     * @param url the submission prefix of a C2SP tlog-witness; without a key, where signed notes are posted to
     * @param key its public key, {@code name+id+key}
     */
    record Witness(URI url, @Nullable String key) {}
}
