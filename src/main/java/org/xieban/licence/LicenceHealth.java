package org.xieban.licence;

import java.io.UncheckedIOException;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;
import org.xieban.signing.SignedNote;

/**
 * Whether the keys that sign licences are where this node looks for them: the licence that was issued last is signed by
 * one of them. Without them nothing is issued, and no licence is told from a forgery.
 */
@Component("licenceKeysHealthIndicator")
class LicenceHealth implements HealthIndicator {

    private final LicenceRepository licences;
    private final LicenceSigner signer;

    LicenceHealth(LicenceRepository licences, LicenceSigner signer) {
        this.licences = licences;
        this.signer = signer;
    }

    @Override
    public Health health() {
        // the first key is made with the first licence
        return licences.signedLast().map(this::signedByUs).orElseGet(Health.up()::build);
    }

    private Health signedByUs(String signed) {
        try {
            if (signer.verifiers().isEmpty()) {
                return Health.down().withDetail("keys", "MISSING").build();
            }
            return signer.signed(SignedNote.parse(signed))
                    ? Health.up().build()
                    : Health.down().withDetail("keys", "OTHERS").build();
        } catch (IllegalArgumentException | UncheckedIOException unreadable) {
            return Health.down().withDetail("keys", "UNREADABLE").build();
        }
    }
}
