package org.xieban.ledger;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.xieban.ledger.log.LogHash;
import org.xieban.ledger.log.SignatureScheme;

/**
 * How the public log is kept. Origin, hash and signature are taken when the log is created and never again.
 *
 * @param sequenceEvery how long new entries wait for their place at most; zero for never
 * @param batch how many entries are given a place in one transaction
 * @param keys the directory of the signing key, which all nodes share and nobody else may read
 * @param origin the name of the log; one of its own is made up where none is set
 * @param hash SHA_256, or SM3 where commercial cryptography is prescribed
 * @param signature ED25519, or SM2 where commercial cryptography is prescribed
 */
@ConfigurationProperties("xieban.ledger")
record LogSettings(
        @DefaultValue("1s") Duration sequenceEvery,
        @DefaultValue("5000") int batch,
        Path keys,
        @Nullable String origin,
        @DefaultValue("SHA_256") LogHash hash,
        @DefaultValue("ED25519") SignatureScheme signature) {}
