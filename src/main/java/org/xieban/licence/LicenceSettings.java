package org.xieban.licence;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How e-licences are issued.
 *
 * @param keys the directory of the signing key, which all nodes share and nobody else may read
 * @param signer whose key it is, as signatures name it
 * @param numberPrefix the letters before the numbers of licences, other than those of cases
 * @param lookEvery how long the end of a licence's time may go unnoticed; zero for never
 */
@ConfigurationProperties("xieban.licences")
record LicenceSettings(
        Path keys,
        @DefaultValue("xieban.org/licences") String signer,
        @DefaultValue("LC") String numberPrefix,
        @DefaultValue("60s") Duration lookEvery) {}
