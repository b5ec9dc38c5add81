package org.xieban.ledger;

import java.time.Clock;
import java.time.Instant;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;
import org.xieban.ledger.DeliveryStore.Standing;

/**
 * Whether the public log goes on: entries get their places, and whoever keeps its checkpoints takes them. Cases go on
 * without it, so that it is no part of readiness.
 */
@Component("publicLogHealthIndicator")
class LogHealth implements HealthIndicator {

    private final LogStore store;
    private final Deliveries deliveries;
    private final LogSettings settings;
    private final Clock clock;

    LogHealth(LogStore store, Deliveries deliveries, LogSettings settings, Clock clock) {
        this.store = store;
        this.deliveries = deliveries;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        Instant longAgo = clock.instant().minus(settings.stalledAfter());
        if (!settings.sequenceEvery().isZero()) {
            store.oldestUnplaced().filter(longAgo::isAfter).ifPresent(since -> health.down()
                    .withDetail("standsStillSince", since.toString()));
        }
        for (Deliveries.Line line : deliveries.lines()) {
            Standing standing = line.standing();
            if (standing.failure() != null) {
                health.withDetail(standing.receiver(), standing.failure().name());
                Instant since = standing.failedSince();
                if (standing.refused() || (since != null && since.isBefore(longAgo))) {
                    health.down();
                }
            }
        }
        return health.build();
    }
}
